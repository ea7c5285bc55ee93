import { z } from 'zod';
import type { WorkflowSession } from '../../database/client/client.ts';
import { InvalidStateError, NotFoundError } from '../../errors.ts';
import { recordAuditEvent } from '../events/record-audit-events.ts';
import { defineOperation } from '../operation.ts';
import { lockSession, requireSubjectUnerased } from '../workflows/lock-session.ts';
import { sessionStatus } from '../workflows/session-status.ts';
import { LinkClosedError } from './recipient.ts';

/** How long one request for a new link counts, during which the team is notified of no other. */
const requestIntervalMs = 86_400_000;

/** Whether a new link was requested since the present one expired, so recently that asking again changes nothing. */
export const isLinkRequested = (
  { linkRequestedAt, expiresAt }: Pick<WorkflowSession, 'linkRequestedAt' | 'expiresAt'>,
  now: Date,
): boolean =>
  linkRequestedAt !== null &&
  linkRequestedAt >= expiresAt &&
  now.getTime() - linkRequestedAt.getTime() < requestIntervalMs;

/**
 * Notifies the team that the recipient of an expired link requests a new one, at most once a day. Nothing is sent to the
 * recipient: whoever has the link may not be the person it was sent to, so the team decides. Requesting again changes
 * nothing, nor does a concurrent request.
 *
 * @throws LinkClosedError when the link has not expired: it is open again, replaced, revoked or completed
 */
export const requestNewLink = defineOperation({
  name: 'requestNewLink',
  actor: 'recipient',
  description: 'Notifies the team that the recipient of an expired link requests a new one.',
  input: z.strictObject({}).describe('Nothing but the link.'),
  errors: [LinkClosedError, NotFoundError, InvalidStateError],
  needs: ['clock', 'eventData', 'jobs'],
  run: ({ context: { db, services, scope, actor, dispatchId, workflowSessionId } }): Promise<void> =>
    db.$transaction(async (transaction) => {
      const session = await lockSession(transaction, { scope }, workflowSessionId);
      const now = services.clock();
      if (session.liveDispatchId !== dispatchId || sessionStatus(session, now) !== 'EXPIRED') {
        throw new LinkClosedError();
      }
      if (isLinkRequested(session, now)) {
        return;
      }
      await requireSubjectUnerased(transaction, session);
      await transaction.workflowSession.update({
        where: { id: session.id },
        data: { linkRequestedAt: now },
      });
      await recordAuditEvent(transaction, services, {
        ...actor,
        scope,
        type: 'onboarding.link_requested',
        responseId: session.responseId,
        workflowSessionId: session.id,
        at: now,
      });
    }),
});
