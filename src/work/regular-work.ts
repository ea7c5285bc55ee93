import type { FastifyBaseLogger } from 'fastify';
import { endLostRuns } from '../domain/autofill/end-lost-runs.ts';
import { recoverItems } from '../domain/batches/recover-items.ts';
import { recoverTexts } from '../domain/documents/recover-texts.ts';
import { keepSealing, keepSealingEverySeconds } from '../domain/encryption/keep-sealing.ts';
import { eraseDueResponses } from '../domain/erasure/erase-due-responses.ts';
import { deleteUnneededFiles } from '../domain/erasure/erase-files.ts';
import { finishErasures } from '../domain/erasure/finish-erasure.ts';
import { sweepOrphans } from '../domain/files/sweep-orphans.ts';
import { forgetOldAnswers } from '../domain/idempotency.ts';
import { pruneExpired } from '../domain/retention/prune-expired.ts';
import type { Services } from '../domain/services.ts';
import { enqueueTeamEmails } from '../domain/team-emails/enqueue-team-emails.ts';
import { recoverDeliveries } from '../domain/webhooks/recover-deliveries.ts';
import { expireSessions } from '../domain/workflows/expire-sessions.ts';
import { recoverDispatches } from '../domain/workflows/recover-dispatches.ts';
import { pruneCaptures } from '../mail/prune-captures.ts';
import { type Retention, retainedFrom } from '../settings/retention.ts';
import type { EncryptedStore } from '../storage/create-encrypted-store.ts';
import { removeStaleParts } from '../storage/remove-stale-parts.ts';
import { oncePerCluster } from './once-per-cluster.ts';
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
  /** Sees how long each run took, in seconds. */
  observe: ((run: WorkRun) => void) | undefined;
  log: FastifyBaseLogger;
}

/** A run of some regular work that has ended. */
export interface WorkRun {
  work: string;
  outcome: 'done' | 'failed';
  seconds: number;
}

/** A run that took longer than this, or that found something to do, is logged. */
const noteworthyMs = 1_000;

/**
 * Begins what is done because time has passed. What concerns the database is done by one of the gateways that share it, and
 * reads only what is due; that another one takes over while it is still being done does no harm. The rest concerns this
 * process or this machine.
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
  observe,
  log,
}: RegularWorkOptions): () => Promise<void> {
  const stopping = new AbortController();
  const { signal } = stopping;
  const measured = async (work: string, run: () => Promise<unknown>): Promise<unknown> => {
    const startedAt = performance.now();
    const elapsedMs = () => performance.now() - startedAt;
    try {
      const result = await run();
      observe?.({ work, outcome: 'done', seconds: elapsedMs() / 1_000 });
      const durationMs = Math.round(elapsedMs());
      const count = typeof result === 'number' ? result : undefined;
      const level = durationMs > noteworthyMs || (count ?? 0) > 0 ? 'info' : 'debug';
      log[level]({ work, durationMs, count }, 'A scheduled task was done.');
      return result;
    } catch (error) {
      observe?.({ work, outcome: 'failed', seconds: elapsedMs() / 1_000 });
      throw error;
    }
  };
  /** By each process. */
  const every = (seconds: number, name: string, work: () => Promise<unknown>) =>
    repeat({
      name,
      everyMs: seconds * 1_000,
      log,
      work: async () => {
        await measured(name, work);
        return undefined;
      },
    });
  /** By one of the processes that share the database. */
  const once = (seconds: number, name: string, work: (signal: AbortSignal) => Promise<unknown>) => {
    const everyMs = seconds * 1_000;
    const { allTenants } = services;
    const run = (end: AbortSignal) => measured(name, () => work(end));
    return repeat({
      name,
      everyMs,
      log,
      work: () => oncePerCluster({ allTenants, name, everyMs, signal, log, work: run }),
    });
  };
  const running = [
    once(5, 'recovery', () => recoverDispatches(services)),
    once(5, 'expiry', () => expireSessions(services)),
    once(10, 'team_emails', (end) => enqueueTeamEmails(services, { signal: end })),
    once(30, 'lost_autofill', () => endLostRuns(services)),
    once(60, 'lost_deliveries', (end) => recoverDeliveries(services, { signal: end })),
    once(60, 'lost_batch_items', (end) => recoverItems(services, { signal: end })),
    once(60, 'erasure', (end) => finishErasures(services, { signal: end })),
    once(60, 'erased_files', (end) => deleteUnneededFiles(services, { signal: end })),
    once(600, 'response_retention', (end) => eraseDueResponses(services, { signal: end })),
    once(600, 'lost_texts', (end) => recoverTexts(services, { signal: end })),
    once(3_600, 'idempotency_keys', (end) => forgetOldAnswers(services, { signal: end })),
    once(3_600, 'retention', (end) => pruneExpired(services, { retention, signal: end })),
    once(86_400, 'orphans', (end) => sweepOrphans(services, { signal: end })),
    every(3_600, 'captured_mail', async () => {
      const before = retainedFrom(services.clock(), retention.capturedMailDays);
      await (mailDir && pruneCaptures({ directory: mailDir, before, signal }));
    }),
    every(3_600, 'interrupted_uploads', () =>
      Promise.all(foldersOfParts.map((folder) => removeStaleParts(folder, services.clock()))),
    ),
    // It has a claim of its own for what one process does.
    every(keepSealingEverySeconds, 'sealing', () => keepSealing({ services, writerId, files, signal, log })),
  ];
  return async () => {
    stopping.abort();
    await Promise.all(running.map((end) => end()));
  };
}
