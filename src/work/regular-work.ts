import type { FastifyBaseLogger } from 'fastify';
import { endLostRuns } from '../domain/autofill/end-lost-runs.ts';
import { recoverTexts } from '../domain/documents/recover-texts.ts';
import { keepSealing, keepSealingEverySeconds } from '../domain/encryption/keep-sealing.ts';
import { sweepOrphans } from '../domain/files/sweep-orphans.ts';
import { forgetOldAnswers } from '../domain/idempotency.ts';
import { pruneExpired } from '../domain/retention/prune-expired.ts';
import type { Services } from '../domain/services.ts';
import { recoverDeliveries } from '../domain/webhooks/recover-deliveries.ts';
import { expireSessions } from '../domain/workflows/expire-sessions.ts';
import { recoverDispatches } from '../domain/workflows/recover-dispatches.ts';
import { pruneCaptures } from '../mail/prune-captures.ts';
import { type Retention, retainedFrom } from '../settings/retention.ts';
import type { EncryptedStore } from '../storage/create-encrypted-store.ts';
import { removeStaleParts } from '../storage/remove-stale-parts.ts';
import { repeat } from './repeat.ts';

interface RegularWorkOptions {
  services: Services;
  /** The store whose files are encrypted again when their key was replaced. */
  files: EncryptedStore;
  /** This process, among those that share the database. */
  writerId: string;
  retention: Retention;
  /** Where captured emails are written; undefined if they are not. */
  mailDir: string | undefined;
  /** Where files are written piece by piece. */
  foldersOfParts: readonly string[];
  log: FastifyBaseLogger;
}

/**
 * Begins what is done because time has passed: each of these finds its work in the database, and any number of replicas may
 * do it at the same time.
 *
 * @returns a function that ends it and waits for what is in progress
 */
export function startRegularWork({
  services,
  files,
  writerId,
  retention,
  mailDir,
  foldersOfParts,
  log,
}: RegularWorkOptions): () => Promise<void> {
  const stopping = new AbortController();
  const { signal } = stopping;
  const every = (seconds: number, name: string, work: () => Promise<unknown>) =>
    repeat({ name, everyMs: seconds * 1_000, log, work });
  const running = [
    every(5, 'recovery', () => recoverDispatches(services)),
    every(5, 'expiry', () => expireSessions(services)),
    every(30, 'lost autofill', () => endLostRuns(services)),
    every(60, 'lost deliveries', () => recoverDeliveries(services, { signal })),
    every(600, 'lost texts', () => recoverTexts(services, { signal })),
    every(3_600, 'clean-up', () => forgetOldAnswers(services, { signal })),
    every(3_600, 'retention', () => pruneExpired(services, { retention, signal })),
    every(3_600, 'captured mail', async () => {
      const before = retainedFrom(services.clock(), retention.capturedMailDays);
      await (mailDir && pruneCaptures({ directory: mailDir, before, signal }));
    }),
    every(3_600, 'interrupted uploads', () => Promise.all(foldersOfParts.map(removeStaleParts))),
    every(keepSealingEverySeconds, 'sealing', () => keepSealing({ services, writerId, files, signal, log })),
    every(86_400, 'orphans', () => sweepOrphans(services, { signal })),
  ];
  return async () => {
    stopping.abort();
    await Promise.all(running.map((end) => end()));
  };
}
