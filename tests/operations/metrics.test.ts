import { createServer } from 'node:net';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createMetrics } from '../../src/metrics/create-metrics.ts';
import { openStream } from '../support/event-stream.ts';
import { startTestGateway, type TestGateway, type TestTenant } from '../support/gateway.ts';
import { newQuestionnaire } from '../support/questionnaires.ts';
import { type SmtpTestServer, startSmtpServer } from '../support/smtp-server.ts';
import { startWebhookReceiver, type WebhookReceiver } from '../support/webhook-receiver.ts';

let smtp: SmtpTestServer;
let receiver: WebhookReceiver;
let gateway: TestGateway;
let tenant: TestTenant;
let questionnaire: number;
let gatewayUrl: string;
let metricsUrl = '';

beforeAll(async () => {
  smtp = await startSmtpServer();
  receiver = await startWebhookReceiver();
  gateway = await startTestGateway({
    environment: { METRICS_PORT: '0', SMTP_URL: smtp.url },
    onLog: (line) => {
      metricsUrl = JSON.parse(line).metrics ?? metricsUrl;
    },
  });
  gatewayUrl = await gateway.listen();
  tenant = await gateway.createTenant({ credits: 5 });
  ({ id: questionnaire } = await newQuestionnaire(tenant, {
    name: 'Supplier questionnaire',
    type: 'DDQ',
    sections: [{ title: 'Business', questions: [{ key: 'purpose', text: 'What do you do?', type: 'TEXT' }] }],
  }));
});
afterAll(async () => {
  await gateway.drop();
  await smtp.close();
  await receiver.close();
});

interface Sample {
  name: string;
  labels: Record<string, string>;
  value: number;
}

async function scrape(): Promise<Sample[]> {
  const response = await fetch(metricsUrl);
  expect(response.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
  const lines = (await response.text()).split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return lines.map((line) => {
    const [, name = '', labels = '', value] = /^(\w+)(?:\{(.*)\})? (\S+)$/.exec(line) ?? [];
    const pairs = [...labels.matchAll(/(\w+)="([^"]*)"/g)].map(([, label = '', text = '']) => [label, text]);
    return { name, labels: Object.fromEntries(pairs), value: Number(value) };
  });
}

const figureOf = (samples: readonly Sample[], name: string, labels: Record<string, string> = {}) =>
  samples.find(
    (sample) =>
      sample.name === name && Object.entries(labels).every(([label, text]) => sample.labels[label] === text),
  )?.value;

const send = (email: string) =>
  tenant.rest('POST', '/workflows/send/', {
    entity: { legal_name: 'Acme Ltd' },
    ddq: { questionnaire_id: questionnaire },
    email,
  });

describe('the metrics of a gateway', () => {
  it('the metrics count requests, emails and webhook attempts by outcome, and show jobs, credits and connections', async () => {
    const webhook = receiver.endpoint();
    await tenant.rest('POST', '/webhooks/', { url: webhook.url, events: ['*'] });
    expect((await send('board@acme.example')).status).toBe(201);
    smtp.behaviour = 'reject-recipient-5xx';
    expect((await send('nobody@acme.example')).status).toBe(500);
    await expect
      .poll(async () => figureOf(await scrape(), 'postern_webhook_attempts_total', { outcome: 'delivered' }))
      .toBeGreaterThan(0);

    const samples = await scrape();
    const requests = { method: 'POST', route: '/api/v1/workflows/send/' };
    expect(
      figureOf(samples, 'postern_http_request_duration_seconds_count', { ...requests, status: '201' }),
    ).toBe(1);
    expect(
      figureOf(samples, 'postern_http_request_duration_seconds_count', { ...requests, status: '500' }),
    ).toBe(1);
    expect(figureOf(samples, 'postern_emails_total', { outcome: 'accepted' })).toBe(1);
    expect(figureOf(samples, 'postern_emails_total', { outcome: 'refused' })).toBe(1);
    expect(
      figureOf(samples, 'postern_jobs', { queue: 'webhook-delivery', state: 'active' }),
    ).toBeGreaterThanOrEqual(0);
    expect(figureOf(samples, 'postern_credits_held')).toBe(0);
    expect(figureOf(samples, 'postern_sends_overdue')).toBe(0);
    for (const work of ['recovery', 'sealing']) {
      const seconds = 'postern_regular_work_duration_seconds_count';
      expect(figureOf(samples, seconds, { work, outcome: 'done' })).toBeGreaterThanOrEqual(1);
    }
    expect(figureOf(samples, 'postern_database_up')).toBe(1);
    expect(figureOf(samples, 'postern_database_connections', { state: 'max' })).toBeGreaterThan(0);
    expect(figureOf(samples, 'postern_database_waiting')).toBe(0);
    expect(figureOf(samples, 'nodejs_eventloop_lag_p99_seconds')).toBeGreaterThanOrEqual(0);
  });

  it('durations are those of all requests in whatever media type, but for streams of live updates', async () => {
    const count = async () =>
      figureOf(await scrape(), 'postern_http_request_duration_seconds_count', {
        route: '/graphql',
        status: '200',
      }) ?? 0;
    const openStreams = async () => figureOf(await scrape(), 'postern_streams_open');
    const before = await count();
    const query = await openStream(gatewayUrl, { key: tenant.key, query: '{ __typename }' });
    expect(await query.rest()).toHaveLength(2);
    await expect.poll(count).toBe(before + 1);
    const stream = await openStream(gatewayUrl, {
      key: tenant.key,
      query: 'subscription { events { id } }',
    });
    expect(await openStreams()).toBe(1);
    await stream.close();
    await expect.poll(openStreams).toBe(0);
    expect(await count()).toBe(before + 1);
  });

  it('the metrics show credits that a send in progress holds', async () => {
    smtp.behaviour = 'silence-after-message';
    const sending = send('slow@acme.example');
    await expect.poll(async () => figureOf(await scrape(), 'postern_credits_held')).toBe(1);
    smtp.behaviour = 'accept';
    smtp.thaw();
    await sending;
    expect(figureOf(await scrape(), 'postern_credits_held')).toBe(0);
  });

  it('the metrics count responses of GraphQL and MCP as failed that say only in their body that the gateway has failed', async () => {
    const { clock } = gateway.services;
    gateway.services.clock = () => {
      throw new Error('The clock is broken.');
    };
    try {
      const mutation = 'mutation { createEntity(input: { legalName: "Acme Ltd" }) { __typename } }';
      const { status, errors } = await tenant.graphql(mutation);
      expect([status, errors?.[0]?.extensions.code]).toEqual([200, 'INTERNAL_ERROR']);
      const called = await gateway.app.inject({
        method: 'POST',
        url: '/mcp',
        headers: {
          authorization: `Bearer ${tenant.key}`,
          accept: 'application/json, text/event-stream',
        },
        payload: {
          jsonrpc: '2.0',
          id: 1,
          method: 'tools/call',
          params: { name: 'create_entity', arguments: { legal_name: 'Acme Ltd' } },
        },
      });
      expect(called.statusCode).toBe(200);
      expect(called.json().result.structuredContent.code).toBe('internal_error');
    } finally {
      gateway.services.clock = clock;
    }
    const samples = await scrape();
    for (const route of ['/graphql', '/mcp']) {
      expect(
        figureOf(samples, 'postern_http_request_duration_seconds_count', { route, status: '500' }),
        route,
      ).toBe(1);
    }
  });

  it('the metrics contain no tenant, key, address or id, whatever was requested', async () => {
    await tenant.rest('GET', `/responses/${tenant.id}/`);
    await gateway.app.inject(`/w/${tenant.key}`);
    await gateway.app.inject(`/nothing/${tenant.id}/board@acme.example`);
    const samples = await scrape();
    const texts = samples.flatMap(({ labels }) => Object.values(labels));
    expect(texts).toContain('/w/*');
    for (const text of texts) {
      expect(text).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}|kycg_|@|acme/i);
    }
    const labels = new Set(
      samples
        .filter(({ name }) => name.startsWith('postern_'))
        .flatMap((sample) => Object.keys(sample.labels)),
    );
    expect([...labels].sort()).toEqual([
      'le',
      'method',
      'outcome',
      'queue',
      'route',
      'state',
      'status',
      'work',
    ]);
  });

  it('the metrics are served at one path of their own port, and nowhere else', async () => {
    const { origin } = new URL(metricsUrl);
    expect((await fetch(`${origin}/graphql`)).status).toBe(404);
    expect((await fetch(`${origin}/metrics`, { method: 'POST' })).status).toBe(405);
    expect((await gateway.app.inject('/metrics')).statusCode).toBe(404);
  });
});

it('the metrics of a gateway without a database say so, and leave out what only the database knows', async () => {
  const lost = () => Promise.reject(new Error('The connection is lost.'));
  const metrics = createMetrics({
    allTenants: { $queryRaw: lost } as any,
    boss: { getQueues: lost } as any,
    connectionUsage: () => ({ inUse: 1, max: 10, waiting: 2 }),
    openStreams: () => 3,
  });
  const { text } = await metrics.scrape();
  metrics.close();
  expect(text).toContain('\npostern_database_up 0\n');
  expect(text).toContain('\npostern_database_waiting 2\n');
  expect(text).toContain('\npostern_streams_open 3\n');
  expect(text).not.toMatch(/^postern_(?:jobs|credits_held|sends_overdue)\b.* \d/m);
});

it('the metrics of a gateway whose database does not respond say so after three seconds, and ask again after half a minute', async () => {
  vi.useFakeTimers();
  const { promise, resolve } = Promise.withResolvers<any>();
  const getQueues = vi.fn(() => promise);
  const metrics = createMetrics({
    allTenants: { $queryRaw: async () => [{ held: 1, overdue: 2 }] } as any,
    boss: { getQueues } as any,
    connectionUsage: () => ({ inUse: 10, max: 10, waiting: 2 }),
    openStreams: () => 3,
  });
  try {
    for (let scrapes = 0; scrapes < 3; scrapes += 1) {
      const scraping = metrics.scrape();
      await vi.advanceTimersByTimeAsync(3_000);
      const { text } = await scraping;
      expect(text).toContain('\npostern_database_up 0\n');
      expect(text).toContain('\npostern_database_waiting 2\n');
    }
    expect(getQueues).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(30_000);
    const next = metrics.scrape();
    expect(getQueues).toHaveBeenCalledTimes(2);
    resolve([]);
    const { text: nextText } = await next;
    expect(nextText).toContain('\npostern_database_up 1\n');
    expect(nextText).toContain('\npostern_credits_held 1\n');
    expect(nextText).toContain('\npostern_sends_overdue 2\n');
  } finally {
    vi.useRealTimers();
    metrics.close();
  }
});

it('the metrics of a gateway count jobs that no process works on', async () => {
  let url = '';
  const idle = await startTestGateway({
    environment: { METRICS_PORT: '0', WORKER: 'none' },
    onLog: (line) => {
      url = JSON.parse(line).metrics ?? url;
    },
  });
  try {
    await idle.listen();
    const owner = await idle.createTenant();
    await owner.rest('POST', '/webhooks/', { url: 'http://127.0.0.1:9/', events: ['*'] });
    const { body } = await owner.rest('GET', '/webhooks/');
    await owner.rest('POST', `/webhooks/${body.results[0].id}/test/`);
    const waiting = async () =>
      /^postern_jobs\{queue="webhook-delivery",state="ready"\} (\d+)$/m.exec(
        await (await fetch(url)).text(),
      )?.[1];
    await expect.poll(waiting).toBe('1');
  } finally {
    await idle.drop();
  }
});

describe('METRICS_PORT', () => {
  it('a METRICS_PORT that another process uses is reported by the setting’s name', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => other.once('listening', resolve));
    const { port } = other.address() as { port: number };
    const blocked = await startTestGateway({ environment: { METRICS_PORT: String(port) } });
    await expect(blocked.listen()).rejects.toThrow(`METRICS_PORT ${port} is in use by another process`);
    await blocked.drop();
    other.close();
  });
});
