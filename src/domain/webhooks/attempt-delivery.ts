import type { WebhookDelivery, WebhookEndpoint, WebhookEvent } from '../../database/client/client.ts';
import type { JobRun, JobTrouble } from '../../jobs/jobs.ts';
import type { JobData } from '../../jobs/queues.ts';
import type { WebhookResult } from '../../outbound/post-webhook.ts';
import { signWebhook } from '../../outbound/sign-webhook.ts';
import { UnreadableError } from '../../sealing/unreadable-error.ts';
import type { Services } from '../services.ts';
import { deliveryBody, signingSecrets } from './delivery-message.ts';
import { failPendingDeliveries } from './fail-pending-deliveries.ts';
import { lockEndpoint } from './lock-endpoint.ts';
import { recordAttempt } from './record-attempt.ts';
import { waitForTurn } from './wait-for-turn.ts';

/**
 * Makes one attempt to deliver an event to an endpoint, and decides on the next. Safe to do twice: of two concurrent runs for
 * one delivery, one counts. A run that is stopped is not counted, and its event is sent again under the same `webhook-id`; so
 * an endpoint gets an event at least once, and can recognise one that it has already.
 *
 * `webhook-id` is the event's id, the same for each endpoint that gets it.
 *
 * @throws Error when the run was stopped before an answer came, so that the job is run again
 */
export async function attemptDelivery(
  services: Pick<
    Services,
    'allTenants' | 'cipher' | 'clock' | 'eventData' | 'finishBeforeClose' | 'jobs' | 'log' | 'postWebhook'
  >,
  { deliveryId, attemptsMade }: JobData['webhook-delivery'],
  { signal }: Pick<JobRun, 'signal'>,
): Promise<JobTrouble | undefined> {
  const delivery = await services.allTenants.webhookDelivery.findUnique({
    where: { id: deliveryId },
    include: { endpoint: true, event: true },
  });
  if (delivery?.status !== 'PENDING' || (attemptsMade ?? delivery.attempts) !== delivery.attempts) {
    return undefined;
  }
  const { endpoint, event } = delivery;
  if (isOff(endpoint)) {
    await giveUp(services, delivery);
    return undefined;
  }
  if (await waitForTurn(services, delivery)) {
    return undefined;
  }

  const startedAt = services.clock();
  const startMs = performance.now();
  const result = await post(services, { endpoint, event, startedAt, signal });
  if ('error' in result && signal.aborted) {
    throw new Error('The attempt was stopped before a response arrived.');
  }
  const durationMs = Math.round(performance.now() - startMs);
  return services.finishBeforeClose(
    recordAttempt(services, { delivery, url: endpoint.url, result, startedAt, durationMs }),
  );
}

interface Message {
  endpoint: WebhookEndpoint;
  event: WebhookEvent;
  startedAt: Date;
  signal: AbortSignal;
}

async function post(
  { postWebhook, cipher, log }: Pick<Services, 'postWebhook' | 'cipher' | 'log'>,
  { endpoint, event, startedAt, signal }: Message,
): Promise<WebhookResult> {
  const body = deliveryBody(event);
  try {
    const secrets = signingSecrets(endpoint, { cipher, now: startedAt });
    const headers = signWebhook({ id: event.id, body, at: startedAt, secrets });
    return await postWebhook({ url: endpoint.url, headers, body, signal });
  } catch (error) {
    if (error instanceof UnreadableError) {
      log.error({ webhookEndpointId: endpoint.id, error }, 'The secret of a webhook cannot be read.');
      return { error: 'The gateway cannot read this webhook’s secret. Rotate the secret.' };
    }
    throw error;
  }
}

const isOff = ({ enabled, deletedAt }: Pick<WebhookEndpoint, 'enabled' | 'deletedAt'>): boolean =>
  !enabled || deletedAt !== null;

/** Nothing more goes to the endpoint: what was written for it while it was being switched off neither. */
async function giveUp(
  services: Pick<Services, 'allTenants'>,
  delivery: Pick<WebhookDelivery, 'tenantId' | 'endpointId'>,
): Promise<void> {
  await services.allTenants.$transaction(async (transaction) => {
    const endpoint = await lockEndpoint(transaction, delivery);
    if (isOff(endpoint)) {
      const reason = endpoint.deletedAt ? 'The webhook was deleted.' : 'The webhook was disabled.';
      await failPendingDeliveries(transaction, { endpointId: delivery.endpointId, reason });
    }
  });
}
