import type { WebhookRequest, WebhookResult } from '../../src/outbound/post-webhook.ts';
import type { TestGateway, TestTenant } from './gateway.ts';

/** An event as the delivery log shows it. */
export interface ToldEvent {
  id: string;
  type: string;
  sequence: number;
  at: string;
  data: any;
}

/** From here on nothing goes out over the network: every endpoint answers as is said, 204 unless it is. */
export function answerWebhooks(
  { services }: TestGateway,
  answer: (request: WebhookRequest) => WebhookResult = () => ({ responseStatus: 204, responseBody: '' }),
): WebhookRequest[] {
  const requests: WebhookRequest[] = [];
  services.postWebhook = async (request) => {
    requests.push(request);
    return answer(request);
  };
  return requests;
}

/** Makes a webhook and returns it as REST does. */
export async function createWebhook(
  tenant: Pick<TestTenant, 'rest'>,
  body: object = {},
): Promise<{ id: string; secret: string; url: string }> {
  const answer = await tenant.rest('POST', '/webhooks/', {
    url: 'https://receiver.example/hook',
    events: ['*'],
    ...body,
  });
  if (answer.status !== 201) {
    throw new Error(`The webhook was refused: ${JSON.stringify(answer.body)}`);
  }
  return answer.body;
}

/** What a webhook was told, oldest first, whatever became of the deliveries. */
export async function eventsTold(
  tenant: Pick<TestTenant, 'graphql'>,
  webhookId: string,
): Promise<ToldEvent[]> {
  const { data } = await tenant.graphql(
    `query ($id: ID!) {
      webhook(id: $id) { deliveries(first: 100) { nodes { id: eventId type: eventType sequence at: createdAt data } } }
    }`,
    { id: webhookId },
  );
  return data.webhook.deliveries.nodes
    .map((event: ToldEvent) => ({
      ...event,
      type: event.type.toLowerCase().replace('_', '.'),
    }))
    .reverse();
}

/** What an event about a response has once people have reviewed and decided it, and something was flagged. */
const laterValues: Readonly<Record<string, unknown>> = {
  reviewed_by: { name: 'Ada', email: 'ada@team.example' },
  decided_by: { name: 'Ada', email: 'ada@team.example' },
  language: 'en',
  flags: [{ question: 'name', level: 'high', text: 'Flagged.' }],
  assignee: { name: 'Ada', email: 'ada@team.example' },
  tags: ['Priority'],
  due_at: '2026-03-31T16:00:00Z',
};

/** The data of an event about a response as if a person had reviewed it and another one decided; other data as it is. */
export const withPeople = (data: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(data).map(([key, value]) => [
      key,
      value === null || (Array.isArray(value) && value.length === 0) ? (laterValues[key] ?? value) : value,
    ]),
  );
