import { acrossTenants } from '../../database/raw-sql.ts';
import type { Services } from '../services.ts';
import { lockState, proofOf, writerTimeoutSeconds } from './sealing-record.ts';

/**
 * Records that everything was sealed again: from now on plain values and those of the former format are rejected, and only
 * the first key is needed. Not while another gateway seals with another key, or if one has started to since `startedAt`.
 *
 * @returns whether it was recorded
 */
export async function completeRenewal(
  { allTenants, cipher }: Pick<Services, 'allTenants' | 'cipher'>,
  { startedAt }: { startedAt: Date },
): Promise<boolean> {
  const isComplete = await allTenants.$transaction(async (transaction) => {
    const state = await lockState(transaction);
    const [other] = await acrossTenants(transaction).query<{ isNeeded: boolean; now: Date }[]>`
      SELECT clock_timestamp()::timestamptz(3) AS now, EXISTS (
        SELECT FROM sealing_writers WHERE key_id <> ${cipher.keyId}
          AND seen_at > clock_timestamp() - make_interval(secs => ${writerTimeoutSeconds})
      ) OR EXISTS (
        SELECT FROM sealing_keys WHERE id <> ${cipher.keyId} AND started_at >= ${startedAt}
      ) AS "isNeeded"`;
    if (!other || other.isNeeded) {
      return false;
    }
    const boundSince = state.boundSince ?? other.now;
    await transaction.sealingState.update({
      where: { id: 1 },
      data: { boundSince, proof: proofOf(cipher, boundSince) },
    });
    await transaction.sealingKey.deleteMany({ where: { id: { not: cipher.keyId } } });
    await acrossTenants(transaction).execute`
      DELETE FROM sealing_writers WHERE seen_at < clock_timestamp() - make_interval(secs => ${writerTimeoutSeconds})`;
    return true;
  });
  if (isComplete) {
    cipher.acceptsUnbound = false;
  }
  return isComplete;
}
