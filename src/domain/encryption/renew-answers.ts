import { NIL } from 'uuid';
import { Prisma } from '../../database/client/client.ts';
import { openAnswer, openQuote, sealAnswer } from '../responses/sealed-answer.ts';
import { type Renewal, renewOne, type SealingServices } from './renewal.ts';

interface Row<Value> {
  response_id: string;
  question_id: string;
  value: Value;
}

/** A column of sealed values, of a table whose rows belong to a response and a question. */
interface Column<Value> {
  /** Finds the next rows after one that the first key has not sealed, and locks them. */
  findStale: (after: Row<unknown>) => Prisma.Sql;
  seal: (value: Value) => unknown;
  /** Writes rows, given as a JSON list. */
  write: (rows: string) => Prisma.Sql;
}

/** Few enough that the process does nothing else for some milliseconds only. */
const batchSize = 500;

/** As long as looking through a large table may take when there is nothing left to do. */
const timeoutMs = 600_000;

/**
 * Encrypts with the first key all answers and quotes that are not: those from before they were encrypted, and those of
 * another key. Rows that somebody is writing to meanwhile are left alone: what is written is encrypted with the writer's
 * first key.
 */
export async function renewAnswers(services: SealingServices, renewal: Renewal): Promise<void> {
  const { cipher } = services;
  await renewColumn<unknown>(services, renewal, {
    // The lists of documents that answer questions of type FILE are not encrypted.
    findStale: (after) => Prisma.sql`
      SELECT response_id, question_id, value FROM answers JOIN questions ON questions.id = answers.question_id
      WHERE (response_id, question_id) > (${after.response_id}::uuid, ${after.question_id}::uuid)
        AND NOT (jsonb_typeof(value) = 'string' AND starts_with(value #>> '{}', ${cipher.sealedPrefix}))
        AND questions.type <> 'FILE'
      ORDER BY response_id, question_id LIMIT ${batchSize} FOR UPDATE OF answers SKIP LOCKED`,
    seal: (value) => sealAnswer(cipher, openAnswer(cipher, value)),
    write: (rows) => Prisma.sql`
      UPDATE answers SET value = fresh.value
      FROM jsonb_to_recordset(${rows}::jsonb) AS fresh (response_id uuid, question_id uuid, value jsonb)
      WHERE answers.response_id = fresh.response_id AND answers.question_id = fresh.question_id`,
  });
  await renewColumn<string>(services, renewal, {
    findStale: (after) => Prisma.sql`
      SELECT response_id, question_id, quote AS value FROM answer_annotations
      WHERE (response_id, question_id) > (${after.response_id}::uuid, ${after.question_id}::uuid)
        AND NOT starts_with(quote, ${cipher.sealedPrefix})
      ORDER BY response_id, question_id LIMIT ${batchSize} FOR UPDATE SKIP LOCKED`,
    seal: (quote) => cipher.seal(openQuote(cipher, quote)),
    write: (rows) => Prisma.sql`
      UPDATE answer_annotations SET quote = fresh.value
      FROM jsonb_to_recordset(${rows}::jsonb) AS fresh (response_id uuid, question_id uuid, value text)
      WHERE answer_annotations.response_id = fresh.response_id
        AND answer_annotations.question_id = fresh.question_id`,
  });
}

async function renewColumn<Value>(
  services: SealingServices,
  renewal: Renewal,
  { findStale, seal, write }: Column<Value>,
): Promise<void> {
  const renewAfter = (after: Row<unknown>) =>
    services.allTenants.$transaction(
      async (transaction) => {
        const stale = await transaction.$queryRaw<Row<Value>[]>(findStale(after));
        const fresh = stale.flatMap(({ response_id, question_id, value }) => {
          const place = { responseId: response_id, questionId: question_id };
          const sealed = renewOne(services, place, renewal, () => seal(value));
          return sealed === undefined ? [] : [{ response_id, question_id, value: sealed }];
        });
        if (fresh.length > 0) {
          await transaction.$executeRaw(write(JSON.stringify(fresh)));
        }
        return stale.at(-1);
      },
      { timeout: timeoutMs },
    );

  let last: Row<unknown> | undefined = { response_id: NIL, question_id: NIL, value: null };
  while (last && !services.signal.aborted) {
    last = await renewAfter(last);
  }
}
