import type { Prisma, Response, ResponseStatus } from '../../database/client/client.ts';
import { isOwned, ofTenant } from '../../database/raw-sql.ts';
import type { Transaction } from '../../database/transaction.ts';
import { InvalidStateError, NotFoundError } from '../../errors.ts';
import type { TenantContext } from '../context.ts';
import type { EventTypeOf } from '../events/event-types.ts';
import { recordAuditEvent } from '../events/record-audit-events.ts';
import type { Once } from '../idempotency.ts';
import { requireNoEmailInProgress, requireResponseUnerased } from './lock-response.ts';
import { type ResponseEvent, statesThatAllow, transition } from './response-state.ts';

interface ReviewStep {
  context: TenantContext<'clock' | 'eventData' | 'jobs'>;
  once: Once;
  responseId: string;
  event: ResponseEvent;
  /** What can be done, as the beginning of a sentence about when. */
  what: string;
  auditEvent: Extract<EventTypeOf<'response' | null>, `response.${string}`>;
  /** What the team says about it, for the audit trail alone. */
  details: Prisma.InputJsonObject;
  /** What else of the response the step sets. */
  data?: { reviewedAt: Date };
}

/**
 * One step of the team's review: the response changes its status and the audit trail says who did it, both or neither.
 * Of two concurrent reviewers, one takes the step and the other gets an error with the new status.
 *
 * @throws NotFoundError
 * @throws InvalidStateError when the response's status does not allow the step
 * @throws ConflictError while an email about the response is in progress, such as one that asks for changes
 */
export const takeReviewStep = ({ context, once, responseId, ...step }: ReviewStep): Promise<Response> =>
  context.db.$transaction(async (transaction) => {
    await once.claim(transaction);
    const status = await lockStatus(transaction, context, responseId);
    const target = transition(status, step.event);
    if (!target) {
      const allowed = statesThatAllow(step.event).join(' and ');
      throw new InvalidStateError(`${step.what} in ${allowed} only.`, status);
    }
    await requireNoEmailInProgress(transaction, { responseId });
    const now = context.services.clock();
    const response = await transaction.response.update({
      where: { id: responseId, status },
      data: { status: target, updatedAt: now, ...step.data },
    });
    await recordAuditEvent(transaction, context.services, {
      ...context.actor,
      scope: context.scope,
      type: step.auditEvent,
      responseId: response.id,
      details: step.details,
      at: now,
    });
    await once.complete(transaction, response);
    return response;
  });

/** The status of a response, which cannot change until the transaction ends. */
async function lockStatus(
  transaction: Transaction,
  { scope }: Pick<TenantContext, 'scope'>,
  responseId: string,
): Promise<ResponseStatus> {
  const [response] = await ofTenant(transaction, scope).query<Pick<Response, 'status' | 'erasedAt'>[]>`
    SELECT status, erased_at AS "erasedAt" FROM responses
    WHERE id = ${responseId}::uuid AND ${isOwned}
    FOR UPDATE`;
  if (!response) {
    throw new NotFoundError('Response');
  }
  requireResponseUnerased(response);
  return response.status;
}
