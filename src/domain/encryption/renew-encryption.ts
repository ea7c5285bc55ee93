import { acrossTenants } from '../../database/raw-sql.ts';
import type { Log } from '../../runtime/log.ts';
import { sealedColumns } from '../../sealing/sealed-columns.ts';
import type { EncryptedStore } from '../../storage/create-encrypted-store.ts';
import type { Services } from '../services.ts';
import { completeRenewal } from './complete-renewal.ts';
import { hasStale, renewColumn } from './renew-column.ts';
import { renewFiles } from './renew-files.ts';
import type { Renewal } from './renewal.ts';

interface RenewOptions {
  services: Pick<Services, 'allTenants' | 'cipher'>;
  /** Undefined if there can be none that the first key has not encrypted. */
  files: EncryptedStore | undefined;
  /** Ends the work between two pieces of it. */
  signal: AbortSignal;
  log: Log & { info(details: object, message: string): void };
}

/**
 * Seals everything with the first key and for its place, in small batches, and then records that no other key is needed
 * and that nothing else is accepted any more. Reads only what is left to be sealed, so that a run that was interrupted
 * continues where it was; files are all looked at. What cannot be read with the keys that are set stays as it is, and is
 * reported.
 */
export async function renewEncryption({ services, files, signal, log }: RenewOptions): Promise<Renewal> {
  const renewal: Renewal = { renewed: 0, unreadable: 0 };
  const sealing = { ...services, signal, log };
  const [now] = await acrossTenants(services.allTenants).query<{ startedAt: Date }[]>`
    SELECT clock_timestamp()::timestamptz(3) AS "startedAt"`;
  for (const column of Object.values(sealedColumns)) {
    await renewColumn(sealing, column, renewal);
  }
  if (files) {
    await renewFiles(files, sealing, renewal);
  }
  if (signal.aborted || !now) {
    return renewal;
  }
  for (const column of Object.values(sealedColumns)) {
    if (await hasStale(sealing, column)) {
      return renewal;
    }
  }
  if (!signal.aborted && (await completeRenewal(services, now))) {
    if (renewal.unreadable > 0) {
      log.error(renewal, 'Some of what is stored cannot be read with the keys of ENCRYPTION_KEY.');
    }
    log.info(
      renewal,
      'Everything that can be read is encrypted with the first key of ENCRYPTION_KEY; no other is needed.',
    );
  }
  return renewal;
}
