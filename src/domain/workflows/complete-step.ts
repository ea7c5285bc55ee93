import type { WorkflowSession, WorkflowStep } from '../../database/client/client.ts';
import type { Transaction } from '../../database/transaction.ts';
import type { Actor } from '../context.ts';
import { type EventServices, recordAuditEvents } from '../events/record-audit-events.ts';

interface CompleteStepOptions {
  services: EventServices;
  /** Locked by the transaction, as it is stored. */
  session: WorkflowSession;
  step: WorkflowStep;
  /** Who completed it. */
  actor: Actor;
  now: Date;
}

const completedEvents = {
  DDQ: 'onboarding.ddq_completed',
  VERIFICATION: 'onboarding.verification_completed',
} as const;

/**
 * Notes that a step of a session is done; with the last one the session is completed. Does nothing when the step was
 * done before.
 */
export async function completeStep(
  transaction: Transaction,
  { services, session, step, actor, now }: CompleteStepOptions,
): Promise<void> {
  if (session.completedSteps.includes(step)) {
    return;
  }
  const done = new Set([...session.completedSteps, step]);
  const completedSteps = session.steps.filter((asked) => done.has(asked));
  const isCompleted = completedSteps.length === session.steps.length;
  await transaction.workflowSession.update({
    where: { id: session.id },
    data: {
      completedSteps,
      openedAt: session.openedAt ?? now,
      ...(isCompleted
        ? { status: 'COMPLETED', completedAt: now }
        : session.status === 'SENT' && { status: 'OPENED' }),
    },
    select: { id: true },
  });
  const event = {
    ...actor,
    scope: { tenantId: session.tenantId, mode: session.mode },
    workflowSessionId: session.id,
    responseId: session.responseId,
    at: now,
  };
  await recordAuditEvents(transaction, services, [
    ...(session.status === 'SENT' ? [{ ...event, type: 'onboarding.opened' as const }] : []),
    { ...event, type: completedEvents[step] },
    ...(isCompleted ? [{ ...event, type: 'onboarding.completed' as const }] : []),
  ]);
}
