import { deleteTenantData } from './delete-tenant-data.ts';
import { eraseAnswers } from './erase-answers.ts';
import { eraseAuditTrail } from './erase-audit-trail.ts';
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

/** How many erasures one run continues. */
const maxErasuresPerRun = 100;
/** Younger ones are being finished by whoever requested them. */
const spareMs = 30_000;

/**
 * Continues erasures that were not finished with the request, because they were too large or the process died. Any number of
 * replicas may do this concurrently.
 *
 * @param signal stops the work between two batches
 * @returns how many were finished
 */
export async function finishErasures(
  services: ErasureServices,
  { signal }: { signal: AbortSignal },
): Promise<number> {
  const erasures = await services.allTenants.erasure.findMany({
    where: { createdAt: { lt: new Date(services.clock().getTime() - spareMs) } },
    orderBy: { createdAt: 'asc' },
    take: maxErasuresPerRun,
  });
  let finished = 0;
  for (const { tenantId, mode, entityId, responseId } of erasures) {
    const isTimeOver = () => signal.aborted;
    const isFinished =
      entityId === null
        ? await deleteTenantData(services, { tenantId, isTimeOver })
        : await finishErasure(services, {
            subject: { scope: { tenantId, mode }, entityId, responseId },
            isTimeOver,
          });
    if (!isFinished) {
      return finished;
    }
    if (entityId === null) {
      await services.allTenants.erasure.deleteMany({ where: { id: tenantId } });
    }
    finished += 1;
  }
  return finished;
}
