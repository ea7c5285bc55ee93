import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type GatewayProcess, startGatewayProcess } from '../faults/gateway-process.ts';
import { testEngine } from '../support/database.ts';
import { findPort } from '../support/find-port.ts';
import { startTestGateway, type TestGateway, type TestTenant } from '../support/gateway.ts';
import { newQuestionnaire } from '../support/questionnaires.ts';
import { type SmtpTestServer, startSmtpServer } from '../support/smtp-server.ts';
import { startWebhookReceiver, type WebhookReceiver } from '../support/webhook-receiver.ts';
import { createWebhook } from '../support/webhooks.ts';
import { activitiesOf } from './clients.ts';
import { Paced } from './paced.ts';
import { type Measure, type Sample, takeSample, trendOf } from './samples.ts';

const minutes = Number(process.env['SOAK_MINUTES'] ?? 20);
const samples = 120;

/** How much higher each may be in the last quarter than in the second. */
const allowed: Record<Measure, (early: number) => number> = {
  memoryMiB: (early) => early * 1.05 + 5,
  handles: (early) => early * 1.1 + 10,
  connections: (early) => early + 2,
  jobs: (early) => early + 10,
  waiting: (early) => early + 1,
  streams: (early) => early + 3,
};

let setUp: TestGateway;
let tenant: TestTenant;
let questionnaire: Awaited<ReturnType<typeof newQuestionnaire>>;
let smtp: SmtpTestServer;
let receiver: WebhookReceiver;
let gateway: GatewayProcess;
let metricsUrl: string;

beforeAll(async () => {
  smtp = await startSmtpServer();
  receiver = await startWebhookReceiver();
  setUp = await startTestGateway();
  tenant = await setUp.createTenant({ credits: 1_000_000 });
  await createWebhook(tenant, { url: receiver.endpoint().url });
  questionnaire = await newQuestionnaire(tenant, {
    name: 'Short questionnaire',
    type: 'DDQ',
    sections: [
      {
        title: 'Company',
        questions: [
          { key: 'company', text: 'Company name', type: 'TEXT', required: true, hints: ['Registered name'] },
          { key: 'staff', text: 'Number of employees', type: 'NUMBER', hints: ['Headcount'] },
        ],
      },
    ],
  });
  // The embedded database takes one process at a time.
  await setUp.close();
  const metricsPort = await findPort();
  metricsUrl = `http://127.0.0.1:${metricsPort}/metrics`;
  gateway = await startGatewayProcess({
    settings: setUp.settings,
    smtpUrl: smtp.url,
    environment: { METRICS_PORT: String(metricsPort) },
    reportsMemory: true,
  });
});
afterAll(async () => {
  await gateway?.end('SIGKILL');
  await setUp?.drop();
  await receiver?.close();
  await smtp?.close();
});

it(`${minutes} minutes of mixed load leave memory, handles, connections and queues as they were`, async () => {
  const load = new Paced(activitiesOf({ gateway, tenant, questionnaire, smtp }));
  const taken: Sample[] = [];
  for (let count = 0; count < samples; count += 1) {
    await pause((minutes * 60_000) / samples);
    taken.push(await takeSample(gateway, metricsUrl));
  }
  await load.stop();
  const trends = Object.fromEntries(
    (Object.keys(allowed) as Measure[]).map((measure) => [measure, trendOf(taken, measure)]),
  );
  console.log(testEngine === 'pglite' ? 'On the embedded database' : 'On PostgreSQL');
  console.table(trends);
  console.table(Object.fromEntries(load.done));

  expect(Object.fromEntries(load.failures)).toEqual({});
  expect(
    gateway
      .log()
      .split('\n')
      .filter((line) => line.startsWith('{')),
  ).toEqual([]);
  for (const [measure, { early, late }] of Object.entries(trends)) {
    expect(late, measure).toBeLessThanOrEqual(allowed[measure as Measure](early));
  }
});

it('when the load ends, the queues become empty, no credit is held and no stream is open', async () => {
  const rest = async () => {
    const { jobs, waiting, streams } = await takeSample(gateway, metricsUrl);
    const { body: credits } = await gateway.clientFor(tenant.key).rest('GET', '/credits/');
    return { jobs, waiting, streams, held: credits.held };
  };
  await expect
    .poll(rest, { timeout: 120_000, interval: 1_000 })
    .toEqual({ jobs: 0, waiting: 0, streams: 0, held: 0 });
});
