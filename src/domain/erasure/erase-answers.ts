import { Prisma } from '../../database/client/client.ts';
import { isOfTenant, isOwned, ofTenant } from '../../database/raw-sql.ts';
import { type ErasureStep, inBatches, isResponseOfSubject } from './erasure-subject.ts';

/** Responses whose answers one transaction deletes; each has at most as many as its questionnaire has questions. */
const batchSize = 50;

/**
 * Deletes answers, comments, submissions and quotes, which no one can read any more since the response was closed. Each response is
 * locked first, so that whoever was writing to it has finished: from then on it is erased for everyone.
 */
export const eraseAnswers: ErasureStep = ({ services, subject }) =>
  inBatches(batchSize, (after) =>
    services.allTenants.$transaction(async (transaction) => {
      const sql = ofTenant(transaction, subject.scope);
      const responses = await sql.query<{ id: string }[]>`
        SELECT id FROM responses WHERE ${isResponseOfSubject(subject)} AND id > ${after}::uuid
        ORDER BY id LIMIT ${batchSize} FOR UPDATE`;
      const ids = responses.map(({ id }) => id);
      const ofBatch = Prisma.sql`response_id = ANY (${ids}::uuid[])`;
      await sql.execute`DELETE FROM answers WHERE ${isOfTenant} AND ${ofBatch}`;
      await sql.execute`DELETE FROM response_comments WHERE ${isOwned} AND ${ofBatch}`;
      await sql.execute`DELETE FROM submissions WHERE ${isOwned} AND ${ofBatch}`;
      await sql.execute`DELETE FROM answer_annotations WHERE ${isOfTenant} AND ${ofBatch}`;
      return ids;
    }),
  );
