import {
  type Dispatch,
  type DispatchKind,
  Prisma,
  type Response,
  type WorkflowSession,
} from '../../database/client/client.ts';
import { fromJsonRow } from '../../database/json-row.ts';
import { isOwned, ofTenant } from '../../database/raw-sql.ts';
import type { Transaction } from '../../database/transaction.ts';
import type { AuditEntry } from '../events/audit-entry.ts';
import { statesThatAllow } from '../responses/response-state.ts';
import type { Services } from '../services.ts';
import { providerKindFor } from '../verification/provider.ts';
import type { WorkflowReceipt } from './receipt.ts';

/** What each kind of dispatch answers once its email is accepted. */
export interface Fulfilment {
  DIRECT: WorkflowReceipt;
  PREFILL: WorkflowReceipt;
  RESEND: WorkflowSession;
  CHANGES: Response;
}

interface FulfilOptions {
  transaction: Transaction;
  services: Pick<Services, 'verificationProvider'>;
  dispatch: Dispatch;
  entityName: string;
  now: Date;
}

type Fulfil<Kind extends DispatchKind> = (options: FulfilOptions) => Promise<Fulfilment[Kind] | undefined>;

/**
 * Settles a dispatch as accepted and writes what its email promises, by the dispatch's kind. Everything is written from the
 * dispatch that was settled, by the same statement, so that of a dispatch that is not in progress any more nothing is:
 * `undefined` is returned then. What a send writes was created when the send began, as its ids were, so that the order of
 * ids is the order of time.
 */
export const fulfil: { [Kind in DispatchKind]: Fulfil<Kind> } = {
  /** The response is created, and with it the session. */
  DIRECT: async (options) => {
    const written = await ofTenant(options.transaction, options.dispatch).execute`
      WITH dispatch AS (${acceptDispatch(options)}), response AS (
        INSERT INTO responses
          (id, tenant_id, mode, name, status, entity_id, questionnaire_id, questionnaire_version_id, created_at, updated_at)
        SELECT response_id, tenant_id, mode, response_name, 'DRAFT', entity_id, questionnaire_id, questionnaire_version_id,
          started_at, settled_at
        FROM dispatch WHERE response_id IS NOT NULL
      ), verification AS (${insertVerification(options)})
      ${insertSession}`;
    return written === 0 ? undefined : receiptOf(options);
  },

  /** The prefilled response becomes a draft that does not reveal where its answers came from. */
  PREFILL: async (options) => {
    const { transaction, dispatch } = options;
    const written = await ofTenant(transaction, dispatch).execute`
      WITH dispatch AS (${acceptDispatch(options)}), response AS (
        UPDATE responses SET status = 'DRAFT', planned_checks = '{}', planned_email = NULL, planned_expiry_hours = NULL,
          planned_language = NULL, updated_at = dispatch.settled_at
        FROM dispatch
        WHERE responses.id = dispatch.response_id AND responses.tenant_id = dispatch.tenant_id AND responses.status = 'PREFILL'
      ), verification AS (${insertVerification(options)})
      ${insertSession}`;
    if (written === 0) {
      return undefined;
    }
    // Once the response is locked, so that nothing that was being written to it is missed.
    await transaction.answerAnnotation.deleteMany({ where: { responseId: responseIdOf(dispatch) } });
    return receiptOf(options);
  },

  /**
   * The new link takes the old one's place. A session that was completed or revoked while the email was in progress stays
   * so, and the new link leads to the page that says it.
   */
  RESEND: async (options) => {
    const { transaction, dispatch } = options;
    const [settled] = await ofTenant(transaction, dispatch).query<
      { session: Record<string, unknown> | null }[]
    >`
      WITH dispatch AS (${acceptDispatch(options)}), session AS (
        UPDATE workflow_sessions session SET live_dispatch_id = dispatch.id, change_count = 0, email = dispatch.email,
          expires_at = CASE WHEN ${isOpen} THEN dispatch.expires_at ELSE session.expires_at END,
          status = CASE WHEN NOT ${isOpen} THEN session.status
            WHEN session.opened_at IS NULL THEN 'SENT' ELSE 'OPENED' END
        FROM dispatch WHERE session.id = dispatch.workflow_session_id AND session.tenant_id = dispatch.tenant_id
        RETURNING session.*
      )
      SELECT (SELECT to_json(session) FROM session) AS session FROM dispatch`;
    if (!settled) {
      return undefined;
    }
    if (!settled.session) {
      throw new Error('A session was deleted while a new link for it was being sent.');
    }
    const session = fromJsonRow('WorkflowSession', settled.session);
    if (session.status !== 'COMPLETED' && session.status !== 'REVOKED' && dispatch.verificationSessionId) {
      await reopenVerification(transaction, dispatch, dispatch.verificationSessionId);
    }
    return session;
  },

  /** The response goes back to its recipient, in a session of its own. */
  CHANGES: async (options) => {
    const [settled] = await ofTenant(options.transaction, options.dispatch).query<
      { response: Record<string, unknown> | null }[]
    >`
      WITH dispatch AS (${acceptDispatch(options)}), response AS (
        UPDATE responses SET status = 'CHANGES_REQUESTED', reviewed_at = NULL, reviewed_by = NULL, updated_at = dispatch.settled_at
        FROM dispatch
        WHERE responses.id = dispatch.response_id AND responses.tenant_id = dispatch.tenant_id
          AND responses.status = ANY (${statesThatAllow('requestChanges')}::"ResponseStatus"[])
        RETURNING responses.*
      ), session AS (${insertSession})
      SELECT (SELECT to_json(response) FROM response) AS response FROM dispatch`;
    if (!settled) {
      return undefined;
    }
    if (!settled.response) {
      throw new Error('A response changed its status while changes to it were being requested.');
    }
    return fromJsonRow('Response', settled.response);
  },
};

/*
 * Parts of the statements above. Each is about the rows of `dispatch`: the one that the statement has settled, or none.
 */

const acceptDispatch = ({ dispatch, now }: FulfilOptions): Prisma.Sql => Prisma.sql`
  UPDATE dispatches SET status = 'ACCEPTED', settled_at = ${now}
  WHERE id = ${dispatch.id}::uuid AND ${isOwned} AND status = 'UNDER_WAY' RETURNING *`;

const insertVerification = ({ services, dispatch }: FulfilOptions): Prisma.Sql => Prisma.sql`
  INSERT INTO verification_sessions (id, tenant_id, mode, entity_id, checks, provider, created_at, expires_at)
  SELECT verification_session_id, tenant_id, mode, entity_id, checks,
    ${providerKindFor(services, dispatch.mode)}::"VerificationProvider", started_at, expires_at
  FROM dispatch WHERE verification_session_id IS NOT NULL`;

const insertSession = Prisma.sql`
  INSERT INTO workflow_sessions (id, tenant_id, mode, entity_id, email, response_id, verification_session_id, steps, message,
    question_keys, live_dispatch_id, created_at, expires_at)
  SELECT workflow_session_id, tenant_id, mode, entity_id, email, response_id, verification_session_id, steps, message,
    question_keys, id, started_at, expires_at
  FROM dispatch`;

/** Whether a row of `session` can still be followed by its recipient. */
const isOpen = Prisma.sql`(session.status NOT IN ('COMPLETED', 'REVOKED'))`;

/** The events that an accepted email causes. */
export function eventsOf(dispatch: Dispatch, at: Date): AuditEntry[] {
  const { tenantId, mode, entityId, responseId, workflowSessionId, email } = dispatch;
  const { actorKind, actorId, actorName, actingUser } = dispatch;
  const actor = { actorKind, actorId, actorName, actingUser };
  const event = { scope: { tenantId, mode }, ...actor, entityId, responseId, at };
  const sent = { ...event, type: 'onboarding.created', workflowSessionId, details: { email } } as const;
  switch (dispatch.kind) {
    case 'DIRECT':
      return responseId === null ? [sent] : [{ ...event, type: 'response.created', responseId }, sent];
    case 'PREFILL':
      return [sent];
    case 'RESEND': {
      const { previousEmail, holdsCredit } = dispatch;
      const details = {
        email,
        ...(previousEmail !== null && { previous_email: previousEmail }),
        ...(holdsCredit && { credits: 1 }),
      };
      return [{ ...event, type: 'onboarding.link_regenerated', workflowSessionId, details }];
    }
    case 'CHANGES': {
      const details = { message: dispatch.message, question_keys: dispatch.questionKeys };
      return [
        {
          ...event,
          type: 'response.changes_requested',
          responseId: responseIdOf(dispatch),
          workflowSessionId,
          details,
        },
        sent,
      ];
    }
  }
}

/** The response of a dispatch of a kind that is about one. */
function responseIdOf({ id, kind, responseId }: Dispatch): string {
  if (responseId === null) {
    throw new Error(`The dispatch ${id} of the kind ${kind} has no response.`);
  }
  return responseId;
}

const receiptOf = ({ dispatch, entityName }: FulfilOptions): WorkflowReceipt => ({
  status: 'SENT',
  emailSent: true,
  workflowSessionId: dispatch.workflowSessionId,
  entityId: dispatch.entityId,
  entityName,
  responseId: dispatch.responseId,
  verificationSessionId: dispatch.verificationSessionId,
  steps: dispatch.steps,
  expiresAt: dispatch.expiresAt,
});

/** A verification that has not been handed in continues with the new link, from where the person has got to. */
const reopenVerification = (transaction: Transaction, dispatch: Dispatch, id: string): Promise<number> =>
  ofTenant(transaction, dispatch).execute`
    UPDATE verification_sessions
    SET status = (CASE WHEN consented_at IS NULL THEN 'PENDING' ELSE 'ACCESSED' END)::"VerificationStatus",
      expires_at = ${dispatch.expiresAt}
    WHERE id = ${id}::uuid AND ${isOwned} AND status IN ('PENDING', 'ACCESSED', 'EXPIRED')`;
