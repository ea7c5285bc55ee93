import { Prisma } from '../../database/client/client.ts';
import { isOwned, ofTenant } from '../../database/raw-sql.ts';
import { type ErasureStep, inBatches, isVerificationOfSubject } from './erasure-subject.ts';

/** Verifications that one transaction erases. */
const batchSize = 500;

/** Erases by which ids a provider knows the person and the checks. */
export const eraseProviderData: ErasureStep = ({ services, subject }) =>
  inBatches(batchSize, (after) =>
    services.allTenants.$transaction(async (transaction) => {
      const sql = ofTenant(transaction, subject.scope);
      const verifications = await sql.query<{ id: string }[]>`
        SELECT id FROM verification_sessions WHERE ${isVerificationOfSubject(subject)} AND id > ${after}::uuid
        ORDER BY id LIMIT ${batchSize} FOR UPDATE`;
      const ids = Prisma.sql`ANY (${verifications.map(({ id }) => id)}::uuid[])`;
      await sql.execute`
        UPDATE verification_sessions SET provider_client_id = NULL WHERE ${isOwned} AND id = ${ids}`;
      await sql.execute`DELETE FROM provider_checks WHERE ${isOwned} AND verification_session_id = ${ids}`;
      return verifications.map(({ id }) => id);
    }),
  );
