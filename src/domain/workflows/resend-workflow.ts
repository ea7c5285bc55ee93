import { z } from 'zod';
import type { WorkflowSession } from '../../database/client/client.ts';
import type { Transaction } from '../../database/transaction.ts';
import {
  EmailDispatchError,
  InsufficientCreditsError,
  InvalidStateError,
  NotFoundError,
  RateLimitedError,
} from '../../errors.ts';
import type { TenantContext } from '../context.ts';
import { requireUnerased } from '../entities/lock-entity.ts';
import { emailAddress, expiryHours, idempotencyKey, language, optional, uuid } from '../fields.ts';
import { defineOperation } from '../operation.ts';
import type { VersionContent } from '../questionnaires/read-version.ts';
import { readUsage } from '../quotas.ts';
import { lockResponse, requireNoEmailInProgress } from '../responses/lock-response.ts';
import { dispatch, dispatchNeeds } from './dispatch.ts';
import { lockSession } from './lock-session.ts';
import { prepareDispatch, type RequestedChanges, resourcesOfSends } from './prepare-dispatch.ts';
import { requireMailAllowance } from './require-mail-allowance.ts';
import { sessionStatus } from './session-status.ts';

/**
 * Sends a new link for a session that is not done. The old link works until the mail server has accepted the new email
 * and stops working then; if the email is not accepted, nothing has changed. What the recipient has filled in stays.
 *
 * The email goes to the last address and the link is valid for the tenant's default, unless the input says otherwise. The
 * last address is free; another one costs a credit, which is held and charged as for a send.
 *
 * @throws ValidationError, NotFoundError, EmailDispatchError
 * @throws InvalidStateError when the session is completed or revoked, or what it is about was erased
 * @throws ConflictError while another email for the same session is being sent
 * @throws RateLimitedError for the sixth resend of a session within an hour
 * @throws InsufficientCreditsError for another address, without a credit
 */
export const resendWorkflow = defineOperation({
  name: 'resendWorkflow',
  createsOrSends: true,
  actor: 'tenant',
  description:
    'Sends a new link for a session. The old link stops working once the new email is accepted, and keeps working if it is not. A resend to the last address is free; another address costs one credit of a live key. At most five resends per session and hour.',
  errors: [NotFoundError, InvalidStateError, RateLimitedError, InsufficientCreditsError, EmailDispatchError],
  subject: { workflowSession: 'WorkflowSession' },
  needs: dispatchNeeds,
  scope: 'SEND',
  input: z
    .strictObject({
      workflowSessionId: uuid.describe('A session that is neither completed nor revoked.'),
      email: optional(emailAddress).describe(
        'The address to send the link to. Defaults to that of the last link. Another address costs one credit.',
      ),
      expiryHours: optional(expiryHours).describe(
        'The number of hours for which the link is valid, 1 to 168. Defaults to the tenant’s setting.',
      ),
      language: optional(language).describe('The language of the email. Defaults to the tenant’s.'),
      idempotencyKey,
    })
    .describe('A session to send a new link for.'),
  run: async ({ context, input, once }): Promise<WorkflowSession> => {
    const version = await findVersion(context, input.workflowSessionId);
    const prepared = await context.db.$transaction(async (transaction) => {
      await once.claim(transaction);
      const { session, entity, response, verification } = await lockWithResponse(
        transaction,
        context,
        input.workflowSessionId,
      );
      const status = sessionStatus(session, context.services.clock());
      if (status === 'COMPLETED' || status === 'REVOKED') {
        throw new InvalidStateError('A completed or revoked session cannot be resent.', status);
      }
      await requireNoEmailInProgress(transaction, {
        responseId: session.responseId,
        workflowSessionId: session.id,
      });
      await requireMailAllowance(transaction, {
        kind: 'RESEND',
        about: { workflowSessionId: session.id },
        now: context.services.clock(),
      });
      return prepareDispatch({
        database: transaction,
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
          usage: await readUsage(transaction, context.scope, resourcesOfSends),
          language: input.language,
        },
        idempotencyRecordId: once.recordId,
      });
    });
    return dispatch(context, prepared);
  },
});

/** The questionnaire that the session asks for, read before the transaction because it may come from elsewhere. */
async function findVersion(
  { db, services }: Pick<TenantContext<'readVersion'>, 'db' | 'services'>,
  id: string,
): Promise<VersionContent | undefined> {
  const session = await db.workflowSession.findUnique({
    where: { id },
    select: { response: { select: { questionnaireVersionId: true } } },
  });
  if (!session) {
    throw new NotFoundError('Workflow session');
  }
  return session.response ? services.readVersion(session.response.questionnaireVersionId) : undefined;
}

/** What the session asks to be changed, so that the new email says it again. */
function changesOf(
  { message, questionKeys }: WorkflowSession,
  version: VersionContent,
): RequestedChanges | undefined {
  return message === null
    ? undefined
    : { message, questions: version.questions.filter(({ key }) => questionKeys.includes(key)) };
}

/** Locks the session and its response. A response can have more than one session, but one email in progress at a time. */
async function lockWithResponse(transaction: Transaction, context: Pick<TenantContext, 'scope'>, id: string) {
  const session = await lockSession(transaction, context, id);
  const { entityId, responseId, verificationSessionId } = session;
  const verification = verificationSessionId
    ? await transaction.verificationSession.findUniqueOrThrow({ where: { id: verificationSessionId } })
    : undefined;
  if (responseId) {
    const { entity, response } = await lockResponse(transaction, context, responseId);
    return { session, verification, entity, response };
  }
  const entity = await transaction.entity.findUniqueOrThrow({ where: { id: entityId } });
  requireUnerased(entity);
  return { session, verification, entity };
}
