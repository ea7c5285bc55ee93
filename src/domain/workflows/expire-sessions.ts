import type { WorkflowSession } from '../../database/client/client.ts';
import { acrossTenants } from '../../database/raw-sql.ts';
import type { Transaction } from '../../database/transaction.ts';
import { systemActor } from '../context.ts';
import { recordAuditEvents } from '../events/record-audit-events.ts';
import type { Services } from '../services.ts';

/** Sessions that one transaction expires; few enough that a recipient at work never waits for it. */
const batchSize = 200;

/**
 * Writes down of every session whose time has run out that it has, with the verification it asks for and an audit event,
 * so that the trail is true without anyone opening the link. Any number of replicas may do this concurrently: each session
 * expires once, and one that is being worked on is left for the next time.
 *
 * @returns how many there were
 */
export async function expireSessions(
  services: Pick<Services, 'allTenants' | 'clock' | 'eventData' | 'jobs'>,
): Promise<number> {
  let expired = 0;
  for (;;) {
    const count = await services.allTenants.$transaction((transaction) => expireBatch(transaction, services));
    expired += count;
    if (count < batchSize) {
      return expired;
    }
  }
}

async function expireBatch(
  transaction: Transaction,
  services: Pick<Services, 'clock' | 'eventData' | 'jobs'>,
): Promise<number> {
  const now = services.clock();
  const due = await acrossTenants(transaction).query<{ id: string }[]>`
    SELECT id FROM workflow_sessions
    WHERE status IN ('SENT', 'OPENED') AND expires_at <= ${now}
    ORDER BY expires_at LIMIT ${batchSize}
    FOR UPDATE SKIP LOCKED`;
  if (due.length === 0) {
    return 0;
  }
  const sessions = await transaction.workflowSession.updateManyAndReturn({
    where: { id: { in: due.map(({ id }) => id) }, status: { in: ['SENT', 'OPENED'] } },
    data: { status: 'EXPIRED' },
  });
  await transaction.verificationSession.updateMany({
    where: { id: { in: verificationsOf(sessions) }, status: { in: ['PENDING', 'ACCESSED'] } },
    data: { status: 'EXPIRED' },
  });
  await recordAuditEvents(
    transaction,
    services,
    sessions.map(({ id, tenantId, mode, responseId, expiresAt }) => ({
      ...systemActor,
      scope: { tenantId, mode },
      type: 'onboarding.expired',
      responseId,
      workflowSessionId: id,
      details: { expired_at: expiresAt.toISOString().replace(/\.\d+/, '') },
      at: now,
    })),
  );
  return sessions.length;
}

const verificationsOf = (sessions: readonly WorkflowSession[]): string[] =>
  sessions.flatMap(({ verificationSessionId }) => verificationSessionId ?? []);
