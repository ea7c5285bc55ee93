import type { Prisma, Response, Tenant } from '../../database/client/client.ts';
import { isOwned, ofTenant } from '../../database/raw-sql.ts';
import type { Transaction } from '../../database/transaction.ts';
import { InvalidStateError, NotFoundError } from '../../errors.ts';
import type { TenantContext } from '../context.ts';
import type { EventTypeOf } from '../events/event-types.ts';
import { recordAuditEvent } from '../events/record-audit-events.ts';
import type { Once } from '../idempotency.ts';
import { type Judgement, requireFourEyes } from './four-eyes.ts';
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
  /** What the person who acts judges with it; absent if the step is no judgement. */
  judgement?: Judgement;
}

/**
 * One step of the team's review: the response changes its status and the audit trail says who did it, both or neither.
 * Of two concurrent reviewers, one takes the step and the other gets an error with the new status.
 *
 * @throws NotFoundError
 * @throws InvalidStateError when the response's status does not allow the step, or the tenant's rules do not allow it to this
 *   person
 * @throws ConflictError while an email about the response is in progress, such as one that asks for changes
 */
export const takeReviewStep = ({
  context,
  once,
  responseId,
  judgement,
  ...step
}: ReviewStep): Promise<Response> =>
  context.db.$transaction(async (transaction) => {
    await once.claim(transaction);
    const { fourEyes, ...locked } = await lockForReview(transaction, context, responseId);
    const { status } = locked;
    const target = transition(status, step.event);
    if (!target) {
      const allowed = statesThatAllow(step.event).join(' and ');
      throw new InvalidStateError(`${step.what} in ${allowed} only.`, status);
    }
    const { actingUser } = context.actor;
    if (fourEyes && judgement) {
      requireFourEyes({ judgement, actingUser, response: locked });
    }
    await requireNoEmailInProgress(transaction, { responseId });
    const now = context.services.clock();
    const response = await transaction.response.update({
      where: { id: responseId, status },
      data: {
        status: target,
        updatedAt: now,
        ...(judgement === 'review' && { reviewedAt: now, reviewedBy: actingUser }),
        ...(judgement === 'decision' && { decidedBy: actingUser }),
      },
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

/** What is looked at before a step, and cannot change until the transaction ends. */
async function lockForReview(
  transaction: Transaction,
  { scope }: Pick<TenantContext, 'scope'>,
  responseId: string,
): Promise<Pick<Response, 'status' | 'reviewedBy'> & Pick<Tenant, 'fourEyes'>> {
  const [response] = await ofTenant(transaction, scope).query<
    (Pick<Response, 'status' | 'erasedAt' | 'reviewedBy'> & Pick<Tenant, 'fourEyes'>)[]
  >`
    SELECT status, erased_at AS "erasedAt", reviewed_by AS "reviewedBy",
      (SELECT four_eyes FROM tenants WHERE tenants.id = responses.tenant_id) AS "fourEyes"
    FROM responses
    WHERE id = ${responseId}::uuid AND ${isOwned}
    FOR UPDATE OF responses`;
  if (!response) {
    throw new NotFoundError('Response');
  }
  requireResponseUnerased(response);
  return response;
}
