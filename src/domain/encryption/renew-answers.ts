import { NIL } from 'uuid';
import type { Transaction } from '../../database/transaction.ts';
import { openAnswer, openQuote, sealAnswer } from '../responses/sealed-answer.ts';
import { type Renewal, renewOne, type SealingServices } from './renewal.ts';

interface Row<Value> {
  response_id: string;
  question_id: string;
  value: Value;
}

/** Few enough responses that their answers are encrypted in some milliseconds. */
const batchSize = 50;

/**
 * Encrypts with the first key all answers and quotes that are not: those from before they were encrypted, and those of
 * another key. Rows that somebody is writing to meanwhile are left alone: what is written is encrypted with the writer's
 * first key.
 */
export async function renewAnswers(services: SealingServices, renewal: Renewal): Promise<void> {
  const { allTenants } = services;
  let last: string | undefined = NIL;
  while (last !== undefined) {
    const responses: { id: string }[] = await allTenants.response.findMany({
      where: { id: { gt: last } },
      orderBy: { id: 'asc' },
      take: batchSize,
      select: { id: true },
    });
    const ids = responses.map(({ id }) => id);
    if (ids.length > 0) {
      await allTenants.$transaction(async (transaction) => {
        await renewValues(transaction, services, ids, renewal);
        await renewQuotes(transaction, services, ids, renewal);
      });
    }
    last = ids.at(-1);
  }
}

async function renewValues(
  transaction: Transaction,
  services: SealingServices,
  responseIds: readonly string[],
  renewal: Renewal,
): Promise<void> {
  const { cipher } = services;
  // The lists of documents that answer questions of type FILE are not encrypted.
  const stale = await transaction.$queryRaw<Row<unknown>[]>`
    SELECT response_id, question_id, value FROM answers JOIN questions ON questions.id = answers.question_id
    WHERE response_id = ANY (${responseIds}::uuid[]) AND questions.type <> 'FILE'
      AND NOT (jsonb_typeof(value) = 'string' AND starts_with(value #>> '{}', ${cipher.sealedPrefix}))
    FOR UPDATE OF answers SKIP LOCKED`;
  const fresh = renewRows(services, stale, renewal, (value) => sealAnswer(cipher, openAnswer(cipher, value)));
  if (fresh.length > 0) {
    await transaction.$executeRaw`
      UPDATE answers SET value = fresh.value
      FROM jsonb_to_recordset(${JSON.stringify(fresh)}::jsonb)
        AS fresh (response_id uuid, question_id uuid, value jsonb)
      WHERE answers.response_id = fresh.response_id AND answers.question_id = fresh.question_id`;
  }
}

async function renewQuotes(
  transaction: Transaction,
  services: SealingServices,
  responseIds: readonly string[],
  renewal: Renewal,
): Promise<void> {
  const { cipher } = services;
  const stale = await transaction.$queryRaw<Row<string>[]>`
    SELECT response_id, question_id, quote AS value FROM answer_annotations
    WHERE response_id = ANY (${responseIds}::uuid[]) AND NOT starts_with(quote, ${cipher.sealedPrefix})
    FOR UPDATE SKIP LOCKED`;
  const fresh = renewRows(services, stale, renewal, (quote) => cipher.seal(openQuote(cipher, quote)));
  if (fresh.length > 0) {
    await transaction.$executeRaw`
      UPDATE answer_annotations SET quote = fresh.value
      FROM jsonb_to_recordset(${JSON.stringify(fresh)}::jsonb)
        AS fresh (response_id uuid, question_id uuid, value text)
      WHERE answer_annotations.response_id = fresh.response_id
        AND answer_annotations.question_id = fresh.question_id`;
  }
}

const renewRows = <Value, Fresh>(
  services: SealingServices,
  rows: readonly Row<Value>[],
  renewal: Renewal,
  work: (value: Value) => Fresh,
): Row<Fresh>[] =>
  rows.flatMap(({ response_id, question_id, value }) => {
    const place = { responseId: response_id, questionId: question_id };
    const fresh = renewOne(services, place, renewal, () => work(value));
    return fresh === undefined ? [] : [{ response_id, question_id, value: fresh }];
  });
