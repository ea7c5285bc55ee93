import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { operatorKey, shareTestGateway, type TestGateway } from '../support/gateway.ts';
import { startWebhookReceiver } from '../support/webhook-receiver.ts';
import { createWorld, type World } from '../support/world.ts';

const maxInt = 2_147_483_647;
/** Whole numbers that no 32-bit column holds, some of which no 64-bit one holds either. */
const tooLarge = [maxInt + 1, 3_000_000_000, 2 ** 53, 1e20];

let gateway: TestGateway;
let world: World;
beforeAll(async () => {
  gateway = await shareTestGateway();
  world = await createWorld(gateway);
});
afterAll(() => gateway.drop());

const grant = (amount: number, tenantId = world.tenant.id) => {
  return gateway.graphql(
    `mutation ($input: GrantCreditsInput!) {
      grantCredits(input: $input) {
        __typename
        ... on GrantCreditsPayload { tenant { credits { available } } }
        ... on Error { message }
        ... on ValidationError { fields { path messages } }
      }
    }`,
    { input: { tenantId, amount } },
    { key: operatorKey },
  );
};

describe('credits', () => {
  it.each([maxInt, 1_000_001, 0, -1, -maxInt - 1])(
    'a grant of %s is invalid at its field',
    async (amount) => {
      expect((await grant(amount)).data.grantCredits).toMatchObject({
        __typename: 'ValidationError',
        fields: [{ path: 'amount', messages: ['Use an integer from 1 to 1000000.'] }],
      });
    },
  );

  it.each(tooLarge)(
    'a grant of %s, which is no Int of GraphQL, is rejected by the name of the field',
    async (amount) => {
      expect(await grant(amount)).toMatchObject({
        errors: [{ message: expect.stringContaining('amount'), extensions: { code: 'BAD_REQUEST' } }],
      });
    },
  );

  it('a grant that the account cannot hold is invalid, whatever arrives concurrently', async () => {
    const tenant = await gateway.createTenant({ credits: 0 });
    await gateway.services.allTenants.creditAccount.update({
      where: { tenantId: tenant.id },
      data: { balance: maxInt - 2_500_000 },
    });
    const outcomes = await Promise.all(
      Array.from({ length: 6 }, async () => (await grant(1_000_000, tenant.id)).data.grantCredits),
    );

    expect(outcomes.filter(({ __typename }) => __typename === 'GrantCreditsPayload')).toHaveLength(2);
    expect(outcomes.filter(({ __typename }) => __typename !== 'GrantCreditsPayload')).toEqual(
      Array(4).fill({
        __typename: 'ValidationError',
        message: expect.any(String),
        fields: [{ path: 'amount', messages: [expect.stringContaining(`at most ${maxInt} credits`)] }],
      }),
    );
    expect((await grant(500_000, tenant.id)).data.grantCredits).toEqual({
      __typename: 'GrantCreditsPayload',
      tenant: { credits: { available: maxInt } },
    });
    const entries = await gateway.services.allTenants.creditEntry.aggregate({
      where: { tenantId: tenant.id },
      _sum: { amount: true },
    });
    expect(entries._sum.amount).toBe(2_500_000);
  });

  it('a tenant cannot start with more than a grant', async () => {
    const { data } = await gateway.graphql(
      `mutation ($input: CreateTenantInput!) {
        createTenant(input: $input) { ... on ValidationError { fields { path } } }
      }`,
      { input: { name: 'Rich', credits: maxInt } },
      { key: operatorKey },
    );
    expect(data.createTenant.fields).toEqual([{ path: 'credits' }]);
  });
});

describe('a whole number beyond 32 bits', () => {
  it.each(tooLarge)('(%s) in a body is invalid at its field', async (value) => {
    const { status, body } = await world.tenant.rest('POST', '/workflows/send/', {
      entity_id: world.company,
      ddq: { questionnaire_id: value },
      email: 'a@example.com',
      expiry_hours: value,
    });
    expect({ status, fields: Object.keys(body.errors).sort() }).toEqual({
      status: 400,
      fields: ['ddq.questionnaire_id', 'expiry_hours'],
    });
  });

  it.each(tooLarge)('(%s) in a URL is no internal error', async (value) => {
    const text = String(BigInt(value));
    const statuses = await Promise.all(
      [`/questionnaires/${text}/`, `/responses/?questionnaire_id=${text}`, `/entities/?page=${text}`].map(
        async (path) => (await world.tenant.rest('GET', path)).status,
      ),
    );
    expect(statuses).toEqual([404, 400, 400]);
  });
});

it('a list skips at most 10,000 items', async () => {
  const read = (offset: number) =>
    world.tenant.graphql('query ($offset: Int) { entities(offset: $offset) { nodes { id } } }', { offset });
  expect(await read(10_000)).toMatchObject({ data: { entities: { nodes: [] } } });
  for (const offset of [10_001, maxInt]) {
    expect(await read(offset)).toMatchObject({
      errors: [{ extensions: { code: 'VALIDATION_ERROR', fields: [{ path: 'offset' }] } }],
    });
  }
});

it('webhook events are numbered beyond 32 bits', async () => {
  const server = await startWebhookReceiver();
  const receiver = server.endpoint();
  try {
    const { body: webhook } = await world.tenant.rest('POST', '/webhooks/', {
      url: receiver.url,
      events: ['*'],
    });
    await gateway.services.allTenants.webhookSequence.create({
      data: { tenantId: world.tenant.id, mode: 'LIVE', value: maxInt },
    });
    const { body: delivery } = await world.tenant.rest('POST', `/webhooks/${webhook.id}/test/`);
    const { data } = await world.tenant.graphql(`{ webhookDelivery(id: "${delivery.id}") { sequence } }`);
    expect(data.webhookDelivery.sequence).toBe(maxInt + 1);
    await expect.poll(() => receiver.received.map(({ payload }) => payload.sequence)).toEqual([maxInt + 1]);
    const sent = await world.tenant.rest('POST', '/workflows/send/', {
      entity_id: world.company,
      ddq: { questionnaire_id: world.questionnaire, prefill: true },
    });
    expect(sent.status).toBe(201);
    await expect.poll(() => receiver.received.at(-1)?.payload.sequence).toBe(maxInt + 2);
  } finally {
    await server.close();
  }
});
