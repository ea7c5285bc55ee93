import { type Audit, serverAudits } from 'graphql-http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestGateway, type TestGateway } from '../support/gateway.ts';

let gateway: TestGateway;
let url: string;
let key: string;

beforeAll(async () => {
  gateway = await startTestGateway();
  url = `${await gateway.listen()}/graphql`;
  ({ key } = await gateway.createTenant());
});
afterAll(() => gateway.drop());

/** The audit calls as a client that has a key; every request goes over a real connection. */
const fetchWithKey: typeof fetch = (input, init) => {
  const headers = new Headers(init?.headers);
  headers.set('authorization', `Bearer ${key}`);
  return fetch(input, { ...init, headers });
};

const audits: readonly Audit[] = serverAudits({ url: () => url, fetchFn: fetchWithKey });

describe('the endpoint keeps the specification of GraphQL over HTTP', () => {
  it('the GraphQL endpoint is checked against all 61 points of the GraphQL over HTTP audit', () => {
    expect(audits).toHaveLength(61);
  });

  for (const audit of audits) {
    it(`${audit.id} ${audit.name}`, async () => {
      expect(await audit.fn()).toMatchObject({ status: 'ok' });
    });
  }
});
