import type { WebhookDelivery, WebhookEvent } from '../../database/client/client.ts';
import { isOwned, ofTenant } from '../../database/raw-sql.ts';
import type { Transaction } from '../../database/transaction.ts';
import { newId } from '../../ids.ts';
import type { JobTrouble } from '../../jobs/jobs.ts';
import type { WebhookResult } from '../../outbound/post-webhook.ts';
import { systemActor } from '../context.ts';
import type { Services } from '../services.ts';
import { disableEndpoint } from './disable-endpoint.ts';
import { lockEndpoint } from './lock-endpoint.ts';
import { disableAfterMs, nextAttempt, pauseAfterAttempt } from './retry-schedule.ts';
import { endTurn } from './wait-for-turn.ts';

interface Attempt {
  /** As it was before the attempt. */
  delivery: WebhookDelivery & { event: WebhookEvent };
  /** Where it went. */
  url: string;
  result: WebhookResult;
  startedAt: Date;
  durationMs: number;
}

/**
 * Writes the result of an attempt in one transaction: its entry in the log, the delivery's status, the job of the next
 * attempt, whether the endpoint is disabled, and the job of the delivery that waited for this one. Does nothing when another
 * attempt of the delivery was recorded since it was read.
 *
 * @returns the trouble that the operator sees for an attempt that failed
 */
export async function recordAttempt(
  services: Pick<Services, 'allTenants' | 'clock' | 'eventData' | 'jobs'>,
  attempt: Attempt,
): Promise<JobTrouble | undefined> {
  const { id, endpointId, tenantId, mode } = attempt.delivery;
  await services.allTenants.$transaction(async (transaction) => {
    const endpoint = await lockEndpoint(transaction, attempt.delivery);
    const now = services.clock();
    const outcome = judge(attempt.result);
    const isOff = !endpoint.enabled || endpoint.deletedAt !== null;
    const isGone = outcome.responseStatus === 410 && endpoint.url === attempt.url;
    const pause = isOff || isGone ? undefined : pauseAfterAttempt(attempt.delivery.attempts + 1);
    const nextAttemptAt =
      outcome.error === null || pause === undefined
        ? null
        : nextAttempt({
            now,
            pause,
            retryAfter: 'retryAfter' in attempt.result ? attempt.result.retryAfter : undefined,
            createdAt: attempt.delivery.createdAt,
          });

    if (!(await writeDelivery(transaction, { attempt, outcome, nextAttemptAt }))) {
      return;
    }
    const { responseStatus, error } = outcome;
    const responseBody = (await isErased(transaction, attempt.delivery.event)) ? null : outcome.responseBody;
    await transaction.webhookAttempt.create({
      data: {
        id: newId(),
        tenantId,
        mode,
        deliveryId: id,
        responseStatus,
        responseBody,
        error,
        durationMs: attempt.durationMs,
        startedAt: attempt.startedAt,
      },
    });
    if (nextAttemptAt) {
      await services.jobs.enqueue(transaction, 'webhook-delivery', [
        {
          tenantId,
          data: { deliveryId: id, attemptsMade: attempt.delivery.attempts + 1 },
          group: endpointId,
          startAfter: nextAttemptAt,
        },
      ]);
    }
    await endTurn(transaction, services, { turn: attempt.delivery, now });

    const failingSince = error === null ? null : (endpoint.failingSince ?? attempt.startedAt);
    if (failingSince?.getTime() !== endpoint.failingSince?.getTime()) {
      await transaction.webhookEndpoint.update({ where: { id: endpointId }, data: { failingSince } });
    }
    const reason = reasonToDisable({ isGone, failingSince, now });
    if (reason !== undefined) {
      await disableEndpoint(transaction, services, {
        endpoint: { id: endpointId, tenantId, mode },
        reason,
        actor: systemActor,
        now,
      });
    }
  });
  const { error } = judge(attempt.result);
  return error === null ? undefined : { message: error };
}

/**
 * Whether what an event says of people was erased, also while it was being delivered: the receiver may have repeated it. It is
 * not erased until the transaction ends.
 */
async function isErased(transaction: Transaction, sent: WebhookEvent): Promise<boolean> {
  const [event] = await ofTenant(transaction, sent).query<Pick<WebhookEvent, 'erasedAt'>[]>`
    SELECT erased_at AS "erasedAt" FROM webhook_events WHERE id = ${sent.id}::uuid AND ${isOwned} FOR SHARE`;
  return sent.erasedAt === null && event?.erasedAt !== null;
}

interface Outcome {
  responseStatus: number | null;
  responseBody: string | null;
  /** Why it is not delivered; null when it is. */
  error: string | null;
}

function judge(result: WebhookResult): Outcome {
  if ('error' in result) {
    return { responseStatus: null, responseBody: null, error: result.error };
  }
  const { responseStatus, responseBody } = result;
  return { responseStatus, responseBody, error: describeRejection(responseStatus) };
}

function describeRejection(status: number): string | null {
  if (status >= 200 && status < 300) {
    return null;
  }
  if (status >= 300 && status < 400) {
    return `The receiver responded with ${status}. Redirects are not followed.`;
  }
  return status === 410 ? 'The receiver responded with 410 Gone.' : `The receiver responded with ${status}.`;
}

interface DeliveryChange {
  attempt: Attempt;
  outcome: Outcome;
  nextAttemptAt: Date | null;
}

/**
 * A delivery that was abandoned during the attempt, because its endpoint was switched off, stays so unless it arrived.
 *
 * @returns whether this attempt counts
 */
async function writeDelivery(
  transaction: Transaction,
  { attempt: { delivery }, outcome, nextAttemptAt }: DeliveryChange,
): Promise<boolean> {
  const counted = {
    attempts: delivery.attempts + 1,
    lastResponseStatus: outcome.responseStatus,
  };
  const where = { id: delivery.id, attempts: delivery.attempts };
  if (outcome.error === null) {
    const { count } = await transaction.webhookDelivery.updateMany({
      where,
      data: { ...counted, status: 'DELIVERED', lastError: null, nextAttemptAt: null },
    });
    return count > 0;
  }
  const { count } = await transaction.webhookDelivery.updateMany({
    where: { ...where, status: 'PENDING' },
    data: {
      ...counted,
      status: nextAttemptAt === null ? 'FAILED' : 'PENDING',
      lastError: outcome.error,
      nextAttemptAt,
    },
  });
  if (count > 0) {
    return true;
  }
  const { count: abandonedCount } = await transaction.webhookDelivery.updateMany({
    where: { ...where, status: 'FAILED' },
    data: counted,
  });
  return abandonedCount > 0;
}

interface EndpointState {
  /** Whether it said so itself, at the URL that it still has. */
  isGone: boolean;
  failingSince: Date | null;
  now: Date;
}

function reasonToDisable({ isGone, failingSince, now }: EndpointState): string | undefined {
  if (isGone) {
    return 'The receiver responded with 410 Gone.';
  }
  return failingSince !== null && now.getTime() - failingSince.getTime() >= disableAfterMs
    ? 'Every attempt has failed for five days.'
    : undefined;
}
