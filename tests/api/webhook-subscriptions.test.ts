import { afterAll, beforeAll, expect, it } from 'vitest';
import { shareTestGateway, type TestGateway, type TestTenant } from '../support/gateway.ts';

let gateway: TestGateway;
let tenant: TestTenant;

beforeAll(async () => {
  gateway = await shareTestGateway();
  tenant = await gateway.createTenant();
});
afterAll(() => gateway.drop());

const url = 'https://receiver.example/Hook?b=2&a=1';

async function create(input: object) {
  const { data } = await tenant.graphql(
    `mutation ($input: CreateWebhookInput!) {
      createWebhook(input: $input) {
        ... on CreateWebhookPayload { webhook { id url allEvents events } secret }
        ... on ValidationError { fields { path messages } }
      }
    }`,
    { input: { url, ...input } },
  );
  return data.createWebhook;
}

it('a webhook for all events has no list of events, and its URL is returned as given', async () => {
  const { webhook, secret } = await create({ allEvents: true });
  expect(webhook).toMatchObject({ url, allEvents: true, events: [] });
  expect(secret).toMatch(/^whsec_/);
  const { body } = await tenant.rest('GET', `/webhooks/${webhook.id}/`);
  expect(body).toMatchObject({ url, events: ['*'] });
});

it('a webhook for some events has these, spelt in the way of each API', async () => {
  const { webhook } = await create({ events: ['RESPONSE_SUBMITTED', 'ONBOARDING_DDQ_COMPLETED'] });
  expect(webhook).toMatchObject({
    allEvents: false,
    events: ['RESPONSE_SUBMITTED', 'ONBOARDING_DDQ_COMPLETED'],
  });
  const { body } = await tenant.rest('PATCH', `/webhooks/${webhook.id}/`, { events: ['*'] });
  expect(body.events).toEqual(['*']);
  const changed = await tenant.rest('PATCH', `/webhooks/${webhook.id}/`, {
    events: ['response.autofill_completed'],
  });
  expect(changed.body.events).toEqual(['response.autofill_completed']);
});

it.each([
  ['neither', {}],
  ['both', { allEvents: true, events: ['RESPONSE_SUBMITTED'] }],
  ['an empty list', { events: [] }],
  ['no events at all', { allEvents: false }],
])('a new webhook with %s is rejected at its events', async (_what, input) => {
  const { fields } = await create(input);
  expect(fields).toEqual([{ path: 'events', messages: [expect.stringMatching(/^Subscribe /)] }]);
});
