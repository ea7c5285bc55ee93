import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isDatabaseLost } from '../../src/database/is-unavailable.ts';
import { testEngine } from '../support/database.ts';
import { shareTestGateway, type TestGateway } from '../support/gateway.ts';

// The embedded database has no sessions that could end alone.
describe.skipIf(testEngine === 'pglite')('a transaction whose session the server has ended', () => {
  let gateway: TestGateway;
  beforeAll(async () => {
    gateway = await shareTestGateway();
  });
  afterAll(() => gateway?.drop());

  /** What a transaction fails with when the server ends its session before `rest` of it. */
  const failure = (rest: (transaction: { $queryRaw: any }) => Promise<unknown>) => {
    const { allTenants } = gateway.services;
    return allTenants
      .$transaction(async (transaction) => {
        const [{ pid }] = await transaction.$queryRaw<[{ pid: number }]>`SELECT pg_backend_pid() AS pid`;
        await allTenants.$queryRaw`SELECT pg_terminate_backend(${pid}, 5000)`;
        await rest(transaction);
      })
      .then(
        () => undefined,
        (error: unknown) => error,
      );
  };

  it('a transaction whose session the server has ended fails because the database is lost, when it is committed', async () => {
    const error = await failure(async () => {});
    expect(error).toBeDefined();
    expect(isDatabaseLost(error), String(error)).toBe(true);
  });

  it('a transaction whose session the server has ended fails because the database is lost, at its next statement', async () => {
    const error = await failure((transaction) => transaction.$queryRaw`SELECT 1`);
    expect(error).toBeDefined();
    expect(isDatabaseLost(error), String(error)).toBe(true);
  });
});
