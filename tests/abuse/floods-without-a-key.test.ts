import type { InjectOptions } from 'fastify';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestGateway, type TestGateway } from '../support/gateway.ts';

let gateway: TestGateway;
let authorization: string;
beforeAll(async () => {
  gateway = await startTestGateway({
    environment: { RATE_LIMIT_PER_MINUTE: '100000' },
    countStatements: true,
  });
  authorization = `Bearer ${(await gateway.createTenant()).key}`;
});
afterAll(() => gateway.drop());

/** What the gateway's own regular work may add at its start and every few seconds. */
const maxRegularStatements = 30;
const requestsPerFlood = 1_500;
/** As many are sent at a time. */
const concurrency = 50;

const wellFormedKey = (number: number) => `Bearer kycg_live_${String(number).padStart(43, 'k')}`;

/** What is sent by everyone who has neither a key nor a link, and how many statements all of it may cost. */
const floods: [string, (number: number) => InjectOptions, number][] = [
  ['GraphiQL', () => ({ url: '/graphql', headers: { accept: 'text/html' } }), 0],
  ['no key at all', () => ({ url: '/api/v1/entities/' }), 0],
  [
    'one key that does not exist',
    () => ({ url: '/graphql', headers: { authorization: wellFormedKey(1) } }),
    1,
  ],
  // Each is looked up until the address has used up its limit, by the earlier floods at the latest.
  [
    'keys that do not exist',
    (number) => ({ url: '/api/v1/credits/', headers: { authorization: wellFormedKey(number) } }),
    300,
  ],
  ['links that do not exist', (number) => ({ url: `/w/nothing${number}` }), 300],
  ['a body of 1 MB', () => ({ method: 'POST', url: '/graphql', payload: 'x'.repeat(1_000_000) }), 0],
  ['paths that do not exist', (number) => ({ url: `/nowhere/${number}` }), 0],
  ['foreign hosts', () => ({ url: '/dev/mail', headers: { host: 'evil.example' } }), 0],
];

async function measureCpuMs(work: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}

it.each(floods)(
  '%s: a flood costs hardly any statement and little CPU, and other callers are served',
  async (_what, options, maxStatements) => {
    let cpuMs = 0;
    let lightCpuMs = 0;
    let statements = 0;
    let lookups = 0;
    for (let sent = 0; sent < requestsPerFlood; sent += concurrency) {
      gateway.takeStatements();
      cpuMs += await measureCpuMs(() =>
        Promise.all(
          Array.from({ length: concurrency }, (_, index) =>
            gateway.app.inject({ remoteAddress: '203.0.113.9', ...options(sent + index) }),
          ),
        ),
      );
      // Work that is due every few seconds is claimed more often the longer a slow machine takes.
      const taken = gateway.takeStatements().filter((sql) => !/\bregular_work\b/.test(sql));
      statements += taken.length;
      lookups += taken.filter((sql) => /api_keys|token_hash/.test(sql)).length;
      lightCpuMs += await measureCpuMs(async () => {
        const light = await gateway.app.inject({ url: '/api/v1/credits/', headers: { authorization } });
        expect(light.statusCode).toBe(200);
      });
    }
    expect(lookups).toBeLessThanOrEqual(maxStatements);
    expect(statements).toBeLessThanOrEqual(maxStatements + maxRegularStatements);
    // Usually a fifth, and half for sending the large body.
    const lightRequests = requestsPerFlood / concurrency;
    expect(cpuMs / requestsPerFlood).toBeLessThan(1.5 * (lightCpuMs / lightRequests));
  },
  120_000,
);
