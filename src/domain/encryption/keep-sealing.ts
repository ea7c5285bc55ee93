import { acrossTenants } from '../../database/raw-sql.ts';
import type { Log } from '../../runtime/log.ts';
import { settleWithin } from '../../runtime/settle-within.ts';
import type { EncryptedStore } from '../../storage/create-encrypted-store.ts';
import type { Services } from '../services.ts';
import { renewEncryption } from './renew-encryption.ts';
import { isProved, type SealingState, writerTimeoutSeconds } from './sealing-record.ts';

interface KeepOptions {
  services: Pick<Services, 'allTenants' | 'cipher'>;
  writerId: string;
  files: EncryptedStore;
  /** Ends the work between two pieces of it. */
  signal: AbortSignal;
  /** How often it reports while it seals again; for tests. */
  reportEveryMs?: number;
  log: Log;
}

interface Report extends SealingState {
  keyIds: string[];
  isOtherKeyInUse: boolean;
}

/** How often a gateway reports that it is running. */
export const keepSealingEverySeconds = writerTimeoutSeconds / 3;

/**
 * Reports that this gateway is running and which key it seals with, and learns what other gateways have recorded. If
 * anything may be left that the first key has not sealed for its place, seals it again, unless a running gateway seals with
 * another key or is sealing again already. If the gateway dies, another one continues after `writerTimeoutSeconds`.
 */
export async function keepSealing(options: KeepOptions): Promise<void> {
  const { services, writerId, files, signal, log } = options;
  const { cipher } = services;
  const report = await reportUse(services, writerId);
  if (!report) {
    log.error({}, 'The table sealing_state has lost its row: it was changed outside of the gateway.');
    return;
  }
  if (cipher.acceptsUnbound && report.boundSince !== null && isProved(cipher, report)) {
    cipher.acceptsUnbound = false;
  }
  const hasOtherKeys = report.keyIds.some((id) => id !== cipher.keyId);
  if ((cipher.acceptsUnbound || hasOtherKeys) && !report.isOtherKeyInUse && (await claimRenewal(options))) {
    const mayHoldOthers = hasOtherKeys || files.acceptsPlain();
    try {
      await whileReporting(options, (end) =>
        renewEncryption({
          services,
          files: mayHoldOthers ? files : undefined,
          signal: AbortSignal.any([signal, end]),
          log,
        }),
      );
    } finally {
      await releaseRenewal(options);
    }
  }
}

/** Whether this gateway is the one that seals again: of all that share the database, one does. */
async function claimRenewal({ services: { allTenants }, writerId }: KeepOptions): Promise<boolean> {
  const claimed = await acrossTenants(allTenants).execute`
    UPDATE sealing_state
    SET renewer_id = ${writerId}::uuid,
      renewer_until = clock_timestamp() + make_interval(secs => ${writerTimeoutSeconds})
    WHERE id = 1 AND (renewer_id IS NULL OR renewer_id = ${writerId}::uuid OR renewer_until < clock_timestamp())`;
  return claimed === 1;
}

async function releaseRenewal({ services: { allTenants }, writerId }: KeepOptions): Promise<void> {
  await allTenants.sealingState.updateMany({
    where: { renewerId: writerId },
    data: { renewerId: null, renewerUntil: null },
  });
}

/**
 * Reports on as long as the work takes, so that other gateways do not take this one for gone. The signal ends the work when
 * another one has started that seals with another key.
 */
async function whileReporting(
  options: KeepOptions,
  work: (end: AbortSignal) => Promise<unknown>,
): Promise<void> {
  const { services, writerId, log, reportEveryMs = keepSealingEverySeconds * 1_000 } = options;
  const end = new AbortController();
  const report = async () => {
    const { isOtherKeyInUse } = (await reportUse(services, writerId)) ?? {};
    if (isOtherKeyInUse || !(await claimRenewal(options))) {
      end.abort();
    }
  };
  const timer = setInterval(
    () => void report().catch((error: unknown) => log.error({ error }, 'The use of a key was not reported.')),
    reportEveryMs,
  );
  try {
    await work(end.signal);
  } finally {
    clearInterval(timer);
  }
}

async function reportUse(
  { allTenants, cipher: { keyId } }: KeepOptions['services'],
  writerId: string,
): Promise<Report | undefined> {
  const [report] = await acrossTenants(allTenants).query<Report[]>`
    WITH needed AS (
      INSERT INTO sealing_keys (id, started_at) VALUES (${keyId}, clock_timestamp()) ON CONFLICT (id) DO NOTHING
    ), running AS (
      INSERT INTO sealing_writers (id, key_id, seen_at) VALUES (${writerId}::uuid, ${keyId}, clock_timestamp())
      ON CONFLICT (id) DO UPDATE SET seen_at = excluded.seen_at
    )
    SELECT bound_since AS "boundSince", proof, ARRAY(SELECT id FROM sealing_keys) AS "keyIds", EXISTS (
      SELECT FROM sealing_writers WHERE key_id <> ${keyId}
        AND seen_at > clock_timestamp() - make_interval(secs => ${writerTimeoutSeconds})
    ) AS "isOtherKeyInUse"
    FROM sealing_state WHERE id = 1`;
  return report;
}

/** How long a gateway that stops waits for the database to take its leave. */
const leaveTimeoutMs = 2_000;

/** Reports that this gateway has stopped; one that cannot do so counts as gone after a while. */
export async function stopSealing(
  { allTenants }: Pick<Services, 'allTenants'>,
  writerId: string,
): Promise<void> {
  const leave = acrossTenants(allTenants).execute`
    WITH left_renewal AS (
      UPDATE sealing_state SET renewer_id = NULL, renewer_until = NULL WHERE renewer_id = ${writerId}::uuid
    )
    DELETE FROM sealing_writers WHERE id = ${writerId}::uuid`;
  await settleWithin(leaveTimeoutMs, leave);
}
