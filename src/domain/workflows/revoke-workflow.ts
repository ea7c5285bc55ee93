import { z } from 'zod';
import type { WorkflowSession } from '../../database/client/client.ts';
import { InvalidStateError, NotFoundError } from '../../errors.ts';
import { recordAuditEvent } from '../events/record-audit-events.ts';
import { idempotencyKey, multiLine, optional, uuid } from '../fields.ts';
import { defineOperation } from '../operation.ts';
import { lockSession, requireSubjectUnerased } from './lock-session.ts';
import { sessionStatus } from './session-status.ts';

/**
 * Takes a link back: from now on no one can do anything with it, and the verification that it asks for is over unless
 * the person has provided everything. It is final: the response keeps its status and what was filled in, and no later link
 * leads to it. An email with a new link that is in progress in the meantime changes nothing about it.
 *
 * @throws NotFoundError
 * @throws InvalidStateError when the session is completed, or revoked already, or what it is about was erased
 */
export const revokeWorkflow = defineOperation({
  name: 'revokeWorkflow',
  actor: 'tenant',
  description:
    'Revokes a session’s link permanently, together with the verification that it requests. The response keeps its status and its answers, and no later link leads to it.',
  errors: [NotFoundError, InvalidStateError],
  subject: { workflowSession: 'WorkflowSession' },
  needs: ['clock', 'eventData', 'jobs'],
  scope: 'SEND',
  input: z
    .strictObject({
      workflowSessionId: uuid.describe('A session that is neither completed nor revoked.'),
      reason: optional(multiLine({ max: 2_000 })).describe(
        'The reason, at most 2000 characters. Recorded in the audit trail only.',
      ),
      idempotencyKey,
    })
    .describe('The session whose link is revoked.'),
  run: ({ context, once, input: { workflowSessionId, reason } }): Promise<WorkflowSession> =>
    context.db.$transaction(async (transaction) => {
      await once.claim(transaction);
      const session = await lockSession(transaction, context, workflowSessionId);
      await requireSubjectUnerased(transaction, session);
      const now = context.services.clock();
      const status = sessionStatus(session, now);
      if (status === 'COMPLETED' || status === 'REVOKED') {
        throw new InvalidStateError('A completed or revoked session cannot be revoked.', status);
      }
      const revoked = await transaction.workflowSession.update({
        where: { id: session.id, status: session.status },
        data: { status: 'REVOKED' },
      });
      if (session.verificationSessionId) {
        await transaction.verificationSession.updateMany({
          where: {
            id: session.verificationSessionId,
            status: { in: ['PENDING', 'ACCESSED', 'EXPIRED'] },
          },
          data: { status: 'REVOKED' },
        });
      }
      await recordAuditEvent(transaction, context.services, {
        ...context.actor,
        scope: context.scope,
        type: 'onboarding.revoked',
        responseId: session.responseId,
        workflowSessionId: session.id,
        details: reason === undefined ? {} : { reason },
        at: now,
      });
      await once.complete(transaction, revoked);
      return revoked;
    }),
});
