import { TestClock } from 'pg-boss';
import { systemActor } from '../../src/domain/context.ts';
import type { AuditEntry } from '../../src/domain/events/audit-entry.ts';
import { recordAuditEvents } from '../../src/domain/events/record-audit-events.ts';
import type { Client } from '../faults/support.ts';
import { startTestGateway, type TestGateway, type TestTenant } from '../support/gateway.ts';
import {
  type ReceiverEndpoint,
  startWebhookReceiver,
  type WebhookReceiver,
} from '../support/webhook-receiver.ts';

/** A gateway, a receiver of webhooks, and the one time that all of them go by. */
export interface DeliveryStage {
  gateway: TestGateway;
  receiver: WebhookReceiver;
  now: () => Date;
  /** Moves the time to a moment, and lets the queues notice what is due then. */
  moveTo: (moment: Date) => Promise<void>;
  close: () => Promise<void>;
}

/**
 * The time stands still but for `moveTo`. It begins an hour ahead, because a server's own clock dates the jobs that are due
 * at the same time.
 */
export async function openStage(): Promise<DeliveryStage> {
  const jobClock = new TestClock(Date.now() + 3_600_000);
  const now = () => new Date(jobClock.now());
  const gateway = await startTestGateway({ clock: now, jobClock });
  const receiver = await startWebhookReceiver(now);
  return {
    gateway,
    receiver,
    now,
    moveTo: async (moment) => {
      await jobClock.setTime(Math.max(moment.getTime(), jobClock.now()));
      await jobClock.tick(1);
      // Workers that have looked for jobs a moment ago would not look again until their pause is over.
      gateway.wakeJobs();
      await jobClock.tick(1);
    },
    close: async () => {
      await gateway.drop();
      await receiver.close();
    },
  };
}

/** A webhook at an endpoint of the receiver. */
export interface Hook extends ReceiverEndpoint {
  id: string;
}

/** Makes a webhook for an endpoint of its own, by default for every event. */
export async function createHook(
  receiver: WebhookReceiver,
  client: Client,
  events: string[] = ['*'],
): Promise<Hook> {
  const endpoint = receiver.endpoint();
  const { status, body } = await client.rest('POST', '/webhooks/', { url: endpoint.url, events });
  if (status !== 201) {
    throw new Error(`The webhook was refused: ${JSON.stringify(body)}`);
  }
  endpoint.secrets.push(body.secret);
  return Object.assign(endpoint, { id: body.id as string });
}

/** Tells one webhook of a test event, and returns the delivery's id. */
export async function sendTestEvent(client: Client, { id }: Hook): Promise<string> {
  const { status, body } = await client.rest('POST', `/webhooks/${id}/test/`);
  if (status !== 200) {
    throw new Error(`The test event was refused: ${JSON.stringify(body)}`);
  }
  return body.id;
}

/** A delivery as its tenant sees it. */
export interface DeliveryView {
  status: 'PENDING' | 'DELIVERED' | 'FAILED';
  attempts: number;
  lastResponseStatus: number | null;
  lastError: string | null;
  nextAttemptAt: string | null;
  eventId: string;
  attemptLog: {
    responseStatus: number | null;
    responseBody: string | null;
    error: string | null;
    durationMs: number;
    startedAt: string;
  }[];
}

export async function readDelivery(client: Client, id: string): Promise<DeliveryView> {
  const { data } = await client.graphql(
    `query ($id: ID!) {
      webhookDelivery(id: $id) {
        status attempts lastResponseStatus lastError nextAttemptAt eventId
        attemptLog { responseStatus responseBody error durationMs startedAt }
      }
    }`,
    { id },
  );
  return data.webhookDelivery;
}

/** Counts the deliveries of a webhook by status, all of them. */
export async function countDeliveries(gateway: TestGateway, { id }: Hook): Promise<Record<string, number>> {
  const groups = await gateway.services.allTenants.webhookDelivery.groupBy({
    by: ['status'],
    where: { endpointId: id },
    _count: true,
  });
  return Object.fromEntries(groups.map(({ status, _count }) => [status, _count]));
}

/** Counts the jobs that are still to be done for a webhook. */
export async function countJobs(gateway: TestGateway, { id }: Hook): Promise<number> {
  const [row] = await gateway.services.allTenants.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM pgboss.job WHERE group_id = ${id} AND state < 'completed'`;
  return row?.count ?? Number.NaN;
}

type Subject = { responseId: string } | { workflowSessionId: string };

/**
 * Records an event for the tenant's webhooks, several times in one transaction, as if it had happened: that a response is
 * submitted, or that a link is made again.
 */
export async function tell(
  gateway: TestGateway,
  tenant: Pick<TestTenant, 'id'>,
  { times = 1, ...subject }: Subject & { times?: number },
): Promise<void> {
  const { services } = gateway;
  const entry: AuditEntry = {
    ...systemActor,
    scope: { tenantId: tenant.id, mode: 'LIVE' },
    at: services.clock(),
    ...('responseId' in subject
      ? { type: 'response.submitted', ...subject }
      : { type: 'onboarding.link_regenerated', ...subject }),
  };
  await services.allTenants.$transaction((transaction) =>
    recordAuditEvents(
      transaction,
      services,
      Array.from({ length: times }, () => entry),
    ),
  );
}
