import { NIL } from 'uuid';
import type { Erasure } from '../../database/client/client.ts';
import { isolateFault } from '../isolate-fault.ts';
import { deleteTenantData } from './delete-tenant-data.ts';
import { eraseAnswers } from './erase-answers.ts';
import { eraseAuditTrail } from './erase-audit-trail.ts';
import { eraseBatchItems } from './erase-batch-items.ts';
import { eraseEmails } from './erase-emails.ts';
import { eraseDocuments, eraseEvidence } from './erase-files.ts';
import { eraseProviderData } from './erase-provider-data.ts';
import { eraseReplays } from './erase-replays.ts';
import { eraseWebhookEvents } from './erase-webhook-events.ts';
import type { ErasureServices, ErasureStep, ErasureSubject } from './erasure-subject.ts';

/**
 * Everything that an erasure reaches beyond the rows that are closed with it, in order: a response's documents are found by its
 * answers, and the traces of what was done last can still be written while the first steps wait for it.
 */
const steps: readonly ErasureStep[] = [
  eraseDocuments,
  eraseEvidence,
  eraseAnswers,
  eraseProviderData,
  eraseEmails,
  eraseBatchItems,
  eraseWebhookEvents,
  eraseAuditTrail,
  eraseReplays,
];

interface FinishOptions {
  subject: ErasureSubject;
  /** Asked between two batches: whether the rest is left to the next time. */
  isTimeOver: () => boolean;
}

/**
 * Deletes what a closed subject contains, in batches, each a transaction of its own. Safe to interrupt, to start again and to do
 * twice concurrently.
 *
 * @returns whether it is finished; if not, `finishErasures` continues
 */
export async function finishErasure(
  services: ErasureServices,
  { subject, isTimeOver }: FinishOptions,
): Promise<boolean> {
  for (const step of steps) {
    for await (const _batch of step({ services, subject })) {
      if (isTimeOver()) {
        return false;
      }
    }
  }
  const { entityId, responseId } = subject;
  await services.allTenants.erasure.deleteMany({ where: { id: responseId ?? entityId } });
  return true;
}

/** How many erasures are read together. */
const batchSize = 100;
/** How long one of them is continued before the next one has its turn, so that a large one does not hold up the others. */
const maxTurnMs = 60_000;
/** Younger ones are being finished by whoever requested them. */
const spareMs = 30_000;

/**
 * Continues erasures that were not finished with the request, because they were too large or the process died, each for a limited
 * time. Any number of replicas may do this concurrently.
 *
 * @param options.signal stops the work between two batches
 * @param options.turnMs how long one of them is continued, at least for one batch
 * @returns how many were finished
 */
export async function finishErasures(
  services: ErasureServices,
  { signal, turnMs = maxTurnMs }: { signal: AbortSignal; turnMs?: number },
): Promise<number> {
  const before = new Date(services.clock().getTime() - spareMs);
  let finished = 0;
  for (let after: string = NIL; ; ) {
    const erasures = await services.allTenants.erasure.findMany({
      where: { createdAt: { lt: before }, id: { gt: after } },
      orderBy: { id: 'asc' },
      take: batchSize,
    });
    for (const erasure of erasures) {
      if (signal.aborted) {
        return finished;
      }
      const end = performance.now() + turnMs;
      const isTimeOver = () => signal.aborted || performance.now() > end;
      const { id: erasureId, tenantId, entityId, responseId } = erasure;
      const isFinished = await isolateFault(
        services,
        { message: 'An erasure could not be continued.', ids: { erasureId, tenantId, entityId, responseId } },
        () => continueErasure(services, erasure, isTimeOver),
      );
      finished += isFinished ? 1 : 0;
    }
    const last = erasures.at(-1);
    if (last === undefined || erasures.length < batchSize) {
      return finished;
    }
    after = last.id;
  }
}

/** @returns whether it is finished */
async function continueErasure(
  services: ErasureServices,
  { tenantId, mode, entityId, responseId }: Erasure,
  isTimeOver: () => boolean,
): Promise<boolean> {
  if (entityId !== null) {
    const subject = { scope: { tenantId, mode }, entityId, responseId };
    return finishErasure(services, { subject, isTimeOver });
  }
  const isFinished = await deleteTenantData(services, { tenantId, isTimeOver });
  if (isFinished) {
    await services.allTenants.erasure.deleteMany({ where: { id: tenantId } });
  }
  return isFinished;
}
