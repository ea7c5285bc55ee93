import { afterAll, beforeAll, expect, it } from 'vitest';
import { openDatabase } from '../../src/database/open.ts';
import { startTestGateway, type TestGateway, type TestTenant } from '../support/gateway.ts';
import { type SmtpTestServer, startSmtpServer } from '../support/smtp-server.ts';
import { type GatewayProcess, startGatewayProcess } from './gateway-process.ts';
import { bodyFor, createQuestionnaire, readState } from './support.ts';

/** What the contract allows requests in progress, and what a busy machine may take on top. */
const longestStopMs = 10_000 + 4_000;

let smtp: SmtpTestServer;
let setUp: TestGateway;
let tenant: TestTenant;
let questionnaireId: number;
let gateway: GatewayProcess;
beforeAll(async () => {
  smtp = await startSmtpServer();
  setUp = await startTestGateway();
  tenant = await setUp.createTenant({ credits: 5 });
  questionnaireId = await createQuestionnaire(tenant);
  // The embedded database takes one process at a time.
  await setUp.close();
  const { settings } = setUp;
  gateway = await startGatewayProcess({ settings, smtpUrl: smtp.url, smtpTimeoutMs: 45_000 });
});
afterAll(async () => {
  await gateway.end('SIGKILL');
  await setUp.drop();
  await smtp.close();
});

it('SIGTERM waits ten seconds at most for a mail server that is silent, exits with 0 and rolls the send back', async () => {
  const client = gateway.clientFor(tenant.key);
  const before = await readState(client);
  smtp.behaviour = 'silence-after-message';
  const sending = client
    .rest('POST', '/workflows/send/', bodyFor(questionnaireId, 'one@recipient.example'))
    .then(({ status }) => status)
    .catch(() => 'cut off');
  await smtp.waitForSilence();
  const startedAt = performance.now();
  const status = await gateway.end('SIGTERM');

  expect(performance.now() - startedAt).toBeLessThan(longestStopMs);
  expect(status).toBe(0);
  expect(['cut off', 500]).toContain(await sending);
  const { responses, workflowSessions, account } = await readRows();
  expect({ responses, workflowSessions }).toEqual({
    responses: before.responses,
    workflowSessions: before.workflowSessions,
  });
  expect(account).toMatchObject({ balance: 5, held: 0, used: 0 });
}, 90_000);

async function readRows() {
  const database = await openDatabase(setUp.settings);
  try {
    const { client } = database;
    return {
      responses: await client.response.count({ where: { tenantId: tenant.id } }),
      workflowSessions: await client.workflowSession.count({ where: { tenantId: tenant.id } }),
      account: await client.creditAccount.findUniqueOrThrow({ where: { tenantId: tenant.id } }),
    };
  } finally {
    await database.close();
  }
}
