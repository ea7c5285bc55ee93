import type { AutofillRun, Prisma } from '../../database/client/client.ts';
import type { Transaction } from '../../database/transaction.ts';
import { type EventServices, recordAuditEvent } from '../events/record-audit-events.ts';
import type { Services } from '../services.ts';
import type { FailedDocument } from './read-autofill-runs.ts';

/** The run that ends. */
export type EndedRun = Pick<
  AutofillRun,
  'id' | 'tenantId' | 'mode' | 'responseId' | 'total' | 'actorKind' | 'actorId' | 'actorName' | 'actingUser'
>;

interface EndOptions {
  transaction: Transaction;
  services: EventServices;
  run: EndedRun;
  status: 'COMPLETED' | 'FAILED';
  answered: number;
  /** The reason for the failure, in a sentence. */
  error: string | null;
  failedDocuments: readonly FailedDocument[];
  now: Date;
}

/**
 * Ends a run that is in progress and records the event, in the transaction of its result. If several callers try to end the
 * same run, because its job was run twice or was abandoned, only the first one does.
 *
 * @returns whether the run was ended here
 */
export async function endRun({
  transaction,
  services,
  run,
  status,
  answered,
  error,
  failedDocuments,
  now,
}: EndOptions): Promise<boolean> {
  const { count } = await transaction.autofillRun.updateMany({
    where: { id: run.id, status: 'PROCESSING' },
    data: {
      status,
      answered,
      error,
      failedDocuments: failedDocuments as unknown as Prisma.InputJsonArray,
      finishedAt: now,
    },
  });
  if (count === 0) {
    return false;
  }
  await recordAuditEvent(transaction, services, {
    scope: { tenantId: run.tenantId, mode: run.mode },
    actorKind: run.actorKind,
    actorId: run.actorId,
    actorName: run.actorName,
    actingUser: run.actingUser,
    type: 'response.autofill_completed',
    responseId: run.responseId,
    details: { status: status.toLowerCase(), answered, total: run.total },
    at: now,
  });
  return true;
}

interface FailOptions {
  run: EndedRun;
  /** The reason, in a sentence for the team. */
  error: string;
  failedDocuments?: readonly FailedDocument[];
}

/** Ends a run without a result. Does nothing to a run that has already ended. */
export const failRun = (
  services: Pick<Services, 'allTenants' | 'clock' | 'eventData' | 'jobs'>,
  { run, error, failedDocuments = [] }: FailOptions,
): Promise<boolean> =>
  services.allTenants.$transaction((transaction) =>
    endRun({
      transaction,
      services,
      run,
      status: 'FAILED',
      answered: 0,
      error,
      failedDocuments,
      now: services.clock(),
    }),
  );
