import { z } from 'zod';
import type { WorkflowSession } from '../../database/client/client.ts';
import { InvalidStateError, NotFoundError } from '../../errors.ts';
import type { TenantContext } from '../context.ts';
import { emailAddress, expiryHours, idempotencyKey, language, optional } from '../fields.ts';
import type { Transaction } from '../idempotency.ts';
import { isId } from '../identifiers.ts';
import { defineOperation } from '../operation.ts';
import type { VersionContent } from '../questionnaires/read-version.ts';
import { requireNoMailUnderWay } from '../responses/lock-response.ts';
import { dispatch } from './dispatch.ts';
import { prepareDispatch, type RequestedChanges } from './prepare-dispatch.ts';
import { sessionStatus } from './session-status.ts';

/**
 * Sends a new link for a session that is not done, at no cost. The old link works until the mail server has accepted the
 * new mail and is dead from then on; when the mail is not accepted, nothing has changed. What the recipient has filled
 * in stays.
 *
 * The mail goes to the earlier address and lives for the tenant's default, unless said.
 *
 * @throws ValidationError, NotFoundError, EmailDispatchError
 * @throws InvalidStateError when the session is completed or revoked
 * @throws ConflictError while another mail for the same session is under way
 */
export const resendWorkflow = defineOperation({
  name: 'resendWorkflow',
  scope: 'SEND',
  input: z.strictObject({
    workflowSessionId: z.string(),
    email: optional(emailAddress),
    expiryHours: optional(expiryHours),
    language: optional(language),
    idempotencyKey: optional(idempotencyKey),
  }),
  run: async ({ context, input, once }): Promise<WorkflowSession> => {
    const version = await findVersion(context, input.workflowSessionId);
    const prepared = await context.db.$transaction(async (transaction) => {
      await once.claim(transaction);
      const { session, entity, response, verification } = await lockSession(
        transaction,
        context,
        input.workflowSessionId,
      );
      const status = sessionStatus(session, context.services.clock());
      if (status === 'COMPLETED' || status === 'REVOKED') {
        throw new InvalidStateError('A completed or revoked session cannot be sent again.', status);
      }
      await requireNoMailUnderWay(transaction, {
        responseId: session.responseId,
        workflowSessionId: session.id,
      });
      return prepareDispatch({
        transaction,
        context,
        plan: {
          kind: 'RESEND',
          entity,
          questionnaire: version,
          response,
          checks: verification?.checks ?? [],
          session,
          changes: version && changesOf(session, version),
          email: input.email ?? session.email,
          expiryHours: input.expiryHours,
          language: input.language,
        },
        idempotencyRecordId: once.recordId,
      });
    });
    return dispatch(context, prepared);
  },
});

/** The questionnaire that the session asks for, read before the transaction because it may come from elsewhere. */
async function findVersion({ db, services }: TenantContext, id: string): Promise<VersionContent | undefined> {
  const session = isId(id)
    ? await db.workflowSession.findUnique({
        where: { id },
        select: { response: { select: { questionnaireVersionId: true } } },
      })
    : null;
  if (!session) {
    throw new NotFoundError('Workflow session');
  }
  return session.response ? services.readVersion(session.response.questionnaireVersionId) : undefined;
}

/** What the session asks to be changed, so that the new mail says it again. */
function changesOf(
  { message, questionKeys }: WorkflowSession,
  version: VersionContent,
): RequestedChanges | undefined {
  return message === null
    ? undefined
    : { message, questions: version.questions.filter(({ key }) => questionKeys.includes(key)) };
}

/**
 * Locks the session and its response until the transaction ends, so that of two calls at once the second sees what the
 * first did. A response can have more than one session, but one mail under way at a time.
 */
async function lockSession(transaction: Transaction, { scope }: TenantContext, id: string) {
  await transaction.$queryRaw`
    SELECT 1 FROM workflow_sessions WHERE id = ${id}::uuid AND tenant_id = ${scope.tenantId}::uuid AND mode = ${scope.mode}::"Mode" FOR UPDATE`;
  await transaction.$queryRaw`
    SELECT 1 FROM responses JOIN workflow_sessions session ON session.response_id = responses.id
    WHERE session.id = ${id}::uuid FOR UPDATE OF responses`;
  // One by one, because a transaction has one connection and the relations of one read are read at once.
  const session = await transaction.workflowSession.findUniqueOrThrow({ where: { id } });
  const { entityId, responseId, verificationSessionId } = session;
  return {
    session,
    entity: await transaction.entity.findUniqueOrThrow({ where: { id: entityId } }),
    response: responseId
      ? await transaction.response.findUniqueOrThrow({ where: { id: responseId } })
      : undefined,
    verification: verificationSessionId
      ? await transaction.verificationSession.findUniqueOrThrow({ where: { id: verificationSessionId } })
      : undefined,
  };
}
