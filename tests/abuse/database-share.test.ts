import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isDatabaseLost, isDatabaseUnavailable } from '../../src/database/is-unavailable.ts';
import { hashSecret } from '../../src/secrets/secrets.ts';
import { testEngine } from '../support/database.ts';
import { startTestGateway, type TestGateway, type TestTenant } from '../support/gateway.ts';
import { holdConnections, letRequestsArrive } from '../support/hold-connections.ts';

let gateway: TestGateway;
let busy: TestTenant;
let calm: TestTenant;

beforeAll(async () => {
  gateway = await startTestGateway({ countStatements: true });
  busy = await gateway.createTenant();
  calm = await gateway.createTenant();
  // Their keys are in memory from here.
  await busy.rest('GET', '/credits/');
  await calm.rest('GET', '/credits/');
});
afterAll(() => gateway.drop());

const twentyLists = `{ ${Array.from({ length: 10 }, (_, index) => `e${index}: entities(first: 1) { nodes { id } } d${index}: documents(first: 1) { nodes { id } }`).join(' ')} }`;

describe('a tenant that sends far more statements than others', () => {
  it('a tenant that sends far more statements than others is served in turn with them', async () => {
    // All connections are taken until everyone waits.
    const release = await holdConnections(gateway, testEngine === 'postgresql' ? ['one', 'other'] : ['one']);
    let served = 0;
    const flood = Array.from({ length: 30 }, async () => {
      const { errors } = await busy.graphql(twentyLists);
      expect(errors).toBeUndefined();
      served += 1;
    });
    await letRequestsArrive();
    const answer = calm.rest('GET', '/credits/');
    await letRequestsArrive();
    await release();
    expect(await answer).toMatchObject({ status: 200 });
    // The flood has 600 statements. The two of the other tenant have waited for a few of them.
    expect(served).toBeLessThan(5);
    await Promise.all(flood);
  });

  it.runIf(testEngine === 'postgresql')(
    'a tenant that sends far more statements than others keeps no one out whose key is looked up, and no orchestrator, even through what belongs to no tenant',
    async () => {
      const release = await holdConnections(gateway, ['']);
      try {
        gateway.services.forgetApiKey(hashSecret(calm.key));
        expect((await calm.rest('GET', '/credits/')).status).toBe(200);
        expect((await gateway.app.inject('/health/ready')).statusCode).toBe(200);
      } finally {
        await release();
      }
    },
  );

  it.runIf(testEngine === 'postgresql')(
    'a tenant that sends far more statements than others has at most half of the connections',
    async () => {
      const server = new pg.Client({ connectionString: gateway.settings.databaseUrl });
      await server.connect();
      try {
        // Whoever reads entities waits, and keeps the connection in the meantime.
        await server.query('BEGIN; LOCK TABLE entities IN ACCESS EXCLUSIVE MODE');
        const flood = Array.from({ length: 3 }, () => busy.graphql(twentyLists));
        const waiting = async () => {
          const { rows } = await server.query(
            "SELECT count(*)::int AS count FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'postern' AND wait_event_type = 'Lock'",
          );
          return rows[0].count as number;
        };
        await expect.poll(waiting).toBe(5);
        for (let call = 0; call < 10; call += 1) {
          expect(await calm.rest('GET', '/credits/')).toMatchObject({ status: 200 });
        }
        expect(await waiting()).toBe(5);
        await server.query('ROLLBACK');
        for (const { errors } of await Promise.all(flood)) {
          expect(errors).toBeUndefined();
        }
      } finally {
        await server.end();
      }
    },
  );
});

describe.runIf(testEngine === 'postgresql')('a statement that takes too long', () => {
  it('a statement that takes too long is ended by the server, on every connection', async () => {
    const { allTenants } = gateway.services;
    const settings = await Promise.all(
      Array.from(
        { length: 5 },
        () => allTenants.$queryRaw<{ statement_timeout: string }[]>`SHOW statement_timeout`,
      ),
    );
    expect(new Set(settings.map(([row]) => row?.statement_timeout))).toEqual(new Set(['10s']));
  });

  it('a statement that takes too long is told as a gateway that cannot serve requests at the moment', async () => {
    const error = await gateway.services.allTenants
      .$transaction(async (transaction) => {
        await transaction.$executeRaw`SET LOCAL statement_timeout = 20`;
        await transaction.$queryRaw`SELECT pg_sleep(5)::text`;
      })
      .catch((reason: unknown) => reason);
    expect(isDatabaseUnavailable(error)).toBe(true);
    // Which is not logged as a database that is gone: the operator has to see the statement.
    expect(isDatabaseLost(error)).toBe(false);
  });
});
