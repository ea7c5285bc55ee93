import type { WorkflowSession } from '../../database/client/client.ts';
import { isOwned, ofTenant, ownMode, ownTenant } from '../../database/raw-sql.ts';
import type { Transaction } from '../../database/transaction.ts';
import type { EndedRun } from '../autofill/end-run.ts';
import { endRun } from '../autofill/end-run.ts';
import type { Actor } from '../context.ts';
import { recordAuditEvents } from '../events/record-audit-events.ts';
import type { Services } from '../services.ts';
import { erasedAddress, erasedText } from './erased-text.ts';
import { type ErasureSubject, isOfSubject, isResponseOfSubject } from './erasure-subject.ts';

/** Revoked links whose events are recorded with one statement. */
const eventsTogether = 200;

interface CloseOptions {
  services: Pick<Services, 'eventData' | 'jobs'>;
  subject: ErasureSubject;
  /** Who erases it. */
  actor: Actor;
  now: Date;
}

/**
 * Closes what is erased, in the transaction that decides it: its links are revoked, its responses accept nothing any more, and
 * autofill runs that are in progress end. Answers cannot be read any more. Sessions are locked before responses, as recipients do, so that whoever was writing
 * to one of them has finished. What they contain is deleted afterwards, by `finishErasure`.
 */
export async function closeSubject(
  transaction: Transaction,
  { services, subject, actor, now }: CloseOptions,
): Promise<void> {
  const { scope } = subject;
  const sql = ofTenant(transaction, scope);
  const revoked = await closeSessions(transaction, subject, now);
  await sql.execute`
    UPDATE responses SET erased_at = ${now}, name = ${erasedText}, planned_email = NULL,
      flags = NULL, risk_level = NULL, tags = '{}'
    WHERE id IN (
      SELECT id FROM responses WHERE ${isResponseOfSubject(subject)} AND erased_at IS NULL ORDER BY id FOR UPDATE)`;
  await eraseRuns();
  await sql.execute`
    INSERT INTO erasures (id, tenant_id, mode, entity_id, response_id, created_at)
    VALUES (${subject.responseId ?? subject.entityId}::uuid, ${ownTenant}, ${ownMode},
      ${subject.entityId}::uuid, ${subject.responseId}::uuid, ${now})`;
  for (let first = 0; first < revoked.length; first += eventsTogether) {
    await recordAuditEvents(
      transaction,
      services,
      revoked.slice(first, first + eventsTogether).map(({ id, responseId }) => ({
        ...actor,
        scope,
        type: 'onboarding.revoked',
        responseId,
        workflowSessionId: id,
        at: now,
      })),
    );
  }

  /** Erases what runs say of documents, and ends those in progress. */
  async function eraseRuns(): Promise<void> {
    await sql.execute`
      UPDATE autofill_runs SET document_names = '{}', failed_documents = '[]',
        error = CASE WHEN error IS NOT NULL THEN ${erasedText} END
      WHERE ${isOwned} AND response_id IN (SELECT id FROM responses WHERE ${isResponseOfSubject(subject)})`;
    const runs = await sql.query<EndedRun[]>`
      SELECT id, tenant_id AS "tenantId", mode, response_id AS "responseId", total, actor_kind AS "actorKind",
        actor_id AS "actorId", actor_name AS "actorName", acting_user AS "actingUser"
      FROM autofill_runs
      WHERE status = 'PROCESSING' AND response_id IN (SELECT id FROM responses WHERE ${isResponseOfSubject(subject)})
      ORDER BY id`;
    for (const run of runs) {
      await endRun({
        transaction,
        services,
        run,
        status: 'FAILED',
        answered: 0,
        error: 'The response was erased.',
        failedDocuments: [],
        now,
      });
    }
  }
}

/**
 * Erases the addresses and messages of sessions and revokes those whose links still work, with their verifications.
 *
 * @returns the sessions that were revoked
 */
async function closeSessions(
  transaction: Transaction,
  subject: ErasureSubject,
  now: Date,
): Promise<Pick<WorkflowSession, 'id' | 'responseId'>[]> {
  const revoked = await ofTenant(transaction, subject.scope).query<
    Pick<WorkflowSession, 'id' | 'responseId' | 'verificationSessionId'>[]
  >`
    WITH session AS MATERIALIZED (
      SELECT id, status IN ('SENT', 'OPENED') AND expires_at > ${now} AS is_open FROM workflow_sessions
      WHERE ${isOfSubject(subject)} ORDER BY id FOR UPDATE
    ), closed AS (
      UPDATE workflow_sessions SET email = ${erasedAddress}, message = NULL,
        status = CASE WHEN is_open THEN 'REVOKED' ELSE status END
      FROM session WHERE workflow_sessions.id = session.id
      RETURNING workflow_sessions.id, response_id, verification_session_id, is_open
    )
    SELECT id, response_id AS "responseId", verification_session_id AS "verificationSessionId" FROM closed
    WHERE is_open ORDER BY id`;
  await transaction.verificationSession.updateMany({
    where: {
      id: { in: revoked.flatMap(({ verificationSessionId }) => verificationSessionId ?? []) },
      status: { in: ['PENDING', 'ACCESSED'] },
    },
    data: { status: 'REVOKED' },
  });
  return revoked;
}
