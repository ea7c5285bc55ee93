import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { recoverDispatches } from '../../src/domain/workflows/recover-dispatches.ts';
import { createGateway, type Gateway } from '../../src/gateway.ts';
import { readSettings } from '../../src/settings/settings.ts';
import {
  createEmptyTestDatabase,
  type DatabaseSettings,
  databaseEnvironment,
  testEngine,
} from '../support/database.ts';
import { operatorKey, startTestGateway, type TestGateway } from '../support/gateway.ts';
import { type SmtpTestServer, startSmtpServer } from '../support/smtp-server.ts';
import { clientAt } from './gateway-process.ts';
import { bodyFor, createPrefilled, createQuestionnaire, readState } from './support.ts';

/** How long another replica may accept a revoked key. */
const forgetKeyMs = 5_000;

/** A gateway on a database that others use too. */
const startReplica = (
  settings: DatabaseSettings,
  options: { smtpUrl?: string; clock?: () => Date } = {},
): Promise<Gateway> =>
  createGateway({
    settings: readSettings({
      OPERATOR_KEY: operatorKey,
      RATE_LIMIT_PER_MINUTE: '0',
      LOG_LEVEL: 'silent',
      PORT: '0',
      ...databaseEnvironment(settings),
      SMTP_URL: options.smtpUrl,
    }),
    ...(options.clock && { clock: options.clock }),
  });

// The embedded database takes one gateway only.
describe.skipIf(testEngine === 'pglite')('replicas on one PostgreSQL', () => {
  let smtp: SmtpTestServer;
  let one: TestGateway;
  let other: Gateway;
  let otherUrl: string;
  beforeAll(async () => {
    smtp = await startSmtpServer();
    one = await startTestGateway({ environment: { SMTP_URL: smtp.url } });
    other = await startReplica(one.settings, { smtpUrl: smtp.url });
    otherUrl = await other.listen();
  });
  afterEach(() => {
    smtp.behaviour = 'accept';
    smtp.thaw();
  });
  afterAll(async () => {
    await other.close();
    await one.drop();
    await smtp.close();
  });

  it('replicas that start at the same time on an empty database set it up together and create one demo tenant', async () => {
    const database = await createEmptyTestDatabase();
    const replicas = await Promise.all([1, 2, 3].map(() => startReplica(database.settings)));
    const { allTenants } = replicas[0]!.services;
    const tenants = await allTenants.tenant.count();
    const appliedTwice = await allTenants.$queryRaw`
      SELECT migration_name FROM _prisma_migrations GROUP BY migration_name HAVING count(*) > 1`;
    await Promise.all(replicas.map((replica) => replica.close()));
    await database.drop();

    expect(tenants).toBe(1);
    expect(appliedTwice).toEqual([]);
  });

  it('recover what another one left in progress, which then charges nothing', async () => {
    const tenant = await one.createTenant({ credits: 2 });
    const body = bodyFor(await createQuestionnaire(tenant), 'late@recipient.example');
    smtp.behaviour = 'silence-after-message';
    const sending = tenant.rest('POST', '/workflows/send/', body);
    await smtp.waitForSilence();

    const later = await startReplica(one.settings, { clock: () => new Date(Date.now() + 60_000) });
    // Either replica can do the regular work, and the other one's clock is not that late.
    await recoverDispatches(later.services);
    expect((await readState(tenant)).credits.held).toBe(0);
    await later.close();
    smtp.behaviour = 'accept';
    smtp.thaw();

    expect(await sending).toMatchObject({ status: 500, body: { code: 'email_dispatch_failed' } });
    expect(await readState(tenant)).toEqual({
      credits: { available: 2, held: 0, used: 0 },
      entities: 1,
      responses: 0,
      workflowSessions: 0,
    });
  });

  it('asked at the same time to send one response send it once', async () => {
    const tenant = await one.createTenant({ credits: 5 });
    const elsewhere = clientAt(otherUrl, tenant.key);
    const questionnaireId = await createQuestionnaire(tenant);
    const { services } = one;
    const email = 'once@recipient.example';
    const responseId = await createPrefilled({ services, tenant, questionnaireId, email });
    const answers = await Promise.all(
      [tenant, elsewhere, tenant, elsewhere].map((client) =>
        client.rest('POST', `/responses/${responseId}/send/`, {}),
      ),
    );

    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(smtp.received.filter(({ to }) => to.includes(email))).toHaveLength(1);
    expect((await readState(elsewhere)).credits).toEqual({ available: 4, held: 0, used: 1 });
  });

  it('asked at the same time with one idempotency key send once', async () => {
    const tenant = await one.createTenant({ credits: 5 });
    const elsewhere = clientAt(otherUrl, tenant.key);
    const email = 'one-key@recipient.example';
    const body = bodyFor(await createQuestionnaire(tenant), email);
    const headers = { 'idempotency-key': 'one-key' };
    const answers = await Promise.all(
      [tenant, elsewhere, tenant, elsewhere].map((client) =>
        client.rest('POST', '/workflows/send/', body, { headers }),
      ),
    );
    const replayed = await elsewhere.rest('POST', '/workflows/send/', body, { headers });

    expect(answers.filter(({ status }) => status !== 201).every(({ status }) => status === 409)).toBe(true);
    expect(smtp.received.filter(({ to }) => to.includes(email))).toHaveLength(1);
    expect(replayed).toMatchObject({ status: 201, headers: { 'idempotent-replayed': 'true' } });
    expect((await readState(tenant)).credits).toEqual({ available: 4, held: 0, used: 1 });
  });

  it('asked at the same time for more than the credits pay for send as many as they do', async () => {
    const tenant = await one.createTenant({ credits: 4 });
    const clients = [tenant, clientAt(otherUrl, tenant.key)];
    const questionnaireId = await createQuestionnaire(tenant);
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, index) =>
        clients[index % 2]!.rest(
          'POST',
          '/workflows/send/',
          bodyFor(questionnaireId, `many-${index}@recipient.example`),
        ),
      ),
    );

    expect(answers.map(({ status }) => status).sort()).toEqual([
      ...Array(4).fill(201),
      ...Array(8).fill(402),
    ]);
    expect(await readState(tenant)).toEqual({
      credits: { available: 0, held: 0, used: 4 },
      entities: 4,
      responses: 4,
      workflowSessions: 4,
    });
  });

  it('replicas reject a key that another replica revoked, within five seconds', async () => {
    const tenant = await one.createTenant();
    const elsewhere = clientAt(otherUrl, tenant.key);
    const { data } = await elsewhere.graphql('{ viewer { apiKey { id } } }');
    await one.graphql(
      `mutation ($input: RevokeApiKeyInput!) { revokeApiKey(input: $input) { __typename } }`,
      { input: { id: data.viewer.apiKey.id } },
      { key: operatorKey },
    );
    const revokedAt = performance.now();
    const here = await tenant.rest('GET', '/credits/');
    await vi.waitUntil(async () => (await elsewhere.rest('GET', '/credits/')).status === 401, {
      timeout: 2 * forgetKeyMs,
      interval: 50,
    });

    expect(here.status).toBe(401);
    expect(performance.now() - revokedAt).toBeLessThan(forgetKeyMs);
  });
});
