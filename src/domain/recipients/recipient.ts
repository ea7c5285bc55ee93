import type { WorkflowSession } from '../../database/client/client.ts';
import type { Scope, TenantDatabase } from '../../database/scope.ts';
import type { Transaction } from '../../database/transaction.ts';
import { recordAuditEvent } from '../audit/record-audit-event.ts';
import type { Actor, Services } from '../context.ts';
import { sessionStatus } from '../workflows/session-status.ts';

/**
 * Somebody who followed a magic link. What they may touch comes from the link alone: no operation for recipients takes
 * the id of a session, a response or a verification.
 */
export interface Recipient {
  /** The mail whose link was followed. */
  dispatchId: string;
  workflowSessionId: string;
  /** Null where the link asks for no questionnaire. */
  responseId: string | null;
  /** Null where the link asks for no verification. */
  verificationSessionId: string | null;
  entityId: string;
  scope: Scope;
  /** The tenant's rows. Queries still name what is the recipient's own. */
  db: TenantDatabase;
  services: Services;
  actor: Actor;
}

/** The link cannot be used any more: it expired, was revoked or replaced, or everything it asks for is done. */
export class LinkClosedError extends Error {
  constructor() {
    super('The link was closed while its recipient was at work.');
    this.name = 'LinkClosedError';
  }
}

/**
 * Locks the recipient's session until the transaction ends, so that nothing is written for a link that was closed
 * meanwhile and two pages cannot complete the same step. The first thing that a recipient's transaction does.
 *
 * @throws LinkClosedError
 */
export async function lockOpenSession(
  transaction: Transaction,
  {
    workflowSessionId,
    dispatchId,
    services,
  }: Pick<Recipient, 'workflowSessionId' | 'dispatchId' | 'services'>,
): Promise<WorkflowSession> {
  await transaction.$queryRaw`SELECT 1 FROM workflow_sessions WHERE id = ${workflowSessionId}::uuid FOR UPDATE`;
  const session = await transaction.workflowSession.findUnique({ where: { id: workflowSessionId } });
  const status = session && sessionStatus(session, services.clock());
  if (session?.liveDispatchId !== dispatchId || (status !== 'SENT' && status !== 'OPENED')) {
    throw new LinkClosedError();
  }
  return session;
}

/** Notes that the recipient has begun; the first time counts. Opening the page is not beginning: scanners do that too. */
export async function markOpened(
  transaction: Transaction,
  { actor, services }: Pick<Recipient, 'actor' | 'services'>,
  { id, status, openedAt, tenantId, mode, responseId }: WorkflowSession,
): Promise<void> {
  if (status !== 'SENT') {
    return;
  }
  const now = services.clock();
  await transaction.workflowSession.update({
    where: { id },
    data: { status: 'OPENED', openedAt: openedAt ?? now },
    select: { id: true },
  });
  await recordAuditEvent(transaction, services, {
    ...actor,
    scope: { tenantId, mode },
    type: 'onboarding.opened',
    responseId,
    workflowSessionId: id,
    at: now,
  });
}
