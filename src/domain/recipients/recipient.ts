import type { WorkflowSession } from '../../database/client/client.ts';
import { isOwned, ofTenant } from '../../database/raw-sql.ts';
import type { Scope, TenantDatabase } from '../../database/scope.ts';
import type { Transaction } from '../../database/transaction.ts';
import { RateLimitedError } from '../../errors.ts';
import type { Actor } from '../context.ts';
import { recordAuditEvent } from '../events/record-audit-events.ts';
import type { Services } from '../services.ts';
import { sessionStatus } from '../workflows/session-status.ts';

/** The services that operations of recipients work with. */
export type RecipientNeed =
  | 'allTenants'
  | 'cipher'
  | 'clock'
  | 'files'
  | 'finishBeforeClose'
  | 'eventData'
  | 'jobs'
  | 'joinHostedStart'
  | 'log'
  | 'publicUrl'
  | 'verificationProvider';

/**
 * A recipient who followed a magic link. What they may touch comes from the link alone: no operation for recipients takes
 * the id of a session, a response or a verification.
 */
export interface Recipient<Need extends keyof Services = RecipientNeed> {
  /** The email whose link was followed. */
  dispatchId: string;
  workflowSessionId: string;
  /** Null if the link asks for no questionnaire. */
  responseId: string | null;
  /** Null if the link asks for no verification. */
  verificationSessionId: string | null;
  entityId: string;
  scope: Scope;
  /** The tenant's rows. Queries still name what is the recipient's own. */
  db: TenantDatabase;
  services: Pick<Services, Need>;
  actor: Actor;
}

/** The link cannot be used any more: it expired, was revoked or replaced, or everything it asks for is done. */
export class LinkClosedError extends Error {
  constructor() {
    super('The link was closed while its recipient was using it.');
    this.name = 'LinkClosedError';
  }
}

/**
 * Changes that a recipient can make through one link. A page that saves every minute for a week stays at that. Each change
 * adds to the audit trail, which whoever has the link could otherwise fill.
 */
export const maxChangesPerLink = 10_000;
/** When to try again: the team can send a new link, which starts again. */
const retryAfterSeconds = 3_600;

/**
 * Locks the recipient's session until the transaction ends, so that nothing is written for a link that was closed in the
 * meantime and two pages cannot complete the same step. The first statement of a recipient's transaction, which counts as
 * one change.
 *
 * @throws LinkClosedError
 * @throws RateLimitedError when as many changes as can be were made through the link
 */
export async function lockOpenSession(
  transaction: Transaction,
  {
    workflowSessionId,
    dispatchId,
    scope,
    services,
  }: Pick<Recipient<'clock'>, 'workflowSessionId' | 'dispatchId' | 'scope' | 'services'>,
): Promise<WorkflowSession> {
  const countedSessions = await ofTenant(transaction, scope).execute`
    UPDATE workflow_sessions SET change_count = change_count + 1
    WHERE id = ${workflowSessionId}::uuid AND ${isOwned} AND change_count < ${maxChangesPerLink}`;
  const session = await transaction.workflowSession.findUnique({ where: { id: workflowSessionId } });
  const status = session && sessionStatus(session, services.clock());
  if (session?.liveDispatchId !== dispatchId || (status !== 'SENT' && status !== 'OPENED')) {
    throw new LinkClosedError();
  }
  if (countedSessions === 0) {
    throw new RateLimitedError(retryAfterSeconds, 'Too many changes were made through this link.');
  }
  return session;
}

/**
 * Notes that the recipient has started; the first time counts. Opening the page is not beginning: scanners do that too. Returns
 * the session as it is then.
 */
export async function markOpened(
  transaction: Transaction,
  { actor, services }: Pick<Recipient<'clock' | 'eventData' | 'jobs'>, 'actor' | 'services'>,
  session: WorkflowSession,
): Promise<WorkflowSession> {
  const { id, status, openedAt, tenantId, mode, responseId } = session;
  if (status !== 'SENT') {
    return session;
  }
  const now = services.clock();
  const opened = await transaction.workflowSession.update({
    where: { id },
    data: { status: 'OPENED', openedAt: openedAt ?? now },
  });
  await recordAuditEvent(transaction, services, {
    ...actor,
    scope: { tenantId, mode },
    type: 'onboarding.opened',
    responseId,
    workflowSessionId: id,
    at: now,
  });
  return opened;
}
