import { acrossTenants } from '../../database/raw-sql.ts';
import { DatabaseStartError } from '../../database/start-error.ts';
import type { Cipher } from '../../sealing/cipher.ts';
import { SettingsError } from '../../settings/settings-error.ts';
import type { Services } from '../services.ts';
import { findKeyIds, isProved, lockState, proofOf, recordKeys, type SealingState } from './sealing-record.ts';

/** Something in the database or the file store needs keys that the gateway does not have. */
const missingKeys = (ids: readonly string[]) =>
  new SettingsError([
    `ENCRYPTION_KEY lacks a key that this database still needs (its id is ${ids.join(', ')}); use the same value on every replica, and list a former key after the new one`,
  ]);

/** The record of the moment from which plain values are rejected was changed by someone other than a gateway. */
const recordChanged = () =>
  new DatabaseStartError(
    'The table sealing_state was changed outside of the gateway. Restore the database from a backup: values in it may have been forged.',
  );

/** As long as the first start on a large database of an earlier version may take to look at every value. */
const timeoutMs = 600_000;

interface OpenOptions {
  services: Pick<Services, 'allTenants'> & { cipher: Cipher };
  /** This process, among those that share the database. */
  writerId: string;
}

/**
 * Records which key this gateway seals with, before it seals anything, and learns whether values from before they were
 * bound to their place are accepted. Of several gateways that start at the same time with different keys on a new database, the
 * first decides.
 *
 * @throws SettingsError when it lacks a key
 * @throws DatabaseStartError when someone other than a gateway changed the record
 */
export async function openSealing({
  services: { allTenants, cipher },
  writerId,
}: OpenOptions): Promise<void> {
  const { boundSince } = await allTenants.$transaction(
    async (transaction): Promise<SealingState> => {
      const state = await lockState(transaction);
      const recorded = await transaction.sealingKey.findMany({ select: { id: true } });
      const found = state.proof === null ? await findKeyIds(transaction) : { ids: [], isAnyBound: false };
      const needed = new Set([...recorded.map(({ id }) => id), ...found.ids]);
      const missing = [...needed].filter((id) => !cipher.keyIds.has(id));
      if (missing.length > 0) {
        throw missingKeys(missing);
      }
      if (state.proof === null ? found.isAnyBound : !isProved(cipher, state)) {
        throw recordChanged();
      }
      // Which keys the files of an earlier version need is not known, so that it is taken to be all that are set.
      const isUpgrade = state.proof === null && state.boundSince === null;
      await recordKeys(transaction, isUpgrade ? [...cipher.keyIds] : [cipher.keyId]);
      if (state.proof === null) {
        await transaction.sealingState.update({
          where: { id: 1 },
          data: { proof: proofOf(cipher, state.boundSince) },
        });
      }
      await acrossTenants(transaction).execute`
        INSERT INTO sealing_writers (id, key_id, seen_at)
        VALUES (${writerId}::uuid, ${cipher.keyId}, clock_timestamp())`;
      return state;
    },
    { timeout: timeoutMs },
  );
  cipher.acceptsUnbound = boundSince === null;
}
