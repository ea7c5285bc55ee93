import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestGateway, type TestGateway } from '../support/gateway.ts';
import { newestLink } from '../support/recipient.ts';
import { startTraceCollector, type TraceCollector } from '../support/trace-collector.ts';
import { startWebhookReceiver, type WebhookReceiver } from '../support/webhook-receiver.ts';
import { createWebhook } from '../support/webhooks.ts';
import { createWorld, type World } from '../support/world.ts';

const variables = {
  // Spans are exported soon.
  OTEL_BSP_SCHEDULE_DELAY: '20',
  OTEL_RESOURCE_ATTRIBUTES: 'deployment.environment.name=test',
};
let collector: TraceCollector;
let gateway: TestGateway;
let receiver: WebhookReceiver;
let world: World;
let url: string;
const lines: { msg: string; traceparent?: string; requestId?: string }[] = [];
beforeAll(async () => {
  collector = await startTraceCollector();
  Object.assign(process.env, variables, { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url });
  gateway = await startTestGateway({
    environment: { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url },
    onLog: (line) => lines.push(JSON.parse(line)),
  });
  for (const name of [...Object.keys(variables), 'OTEL_EXPORTER_OTLP_ENDPOINT']) {
    delete process.env[name];
  }
  receiver = await startWebhookReceiver();
  world = await createWorld(gateway);
  url = await gateway.listen();
});
afterAll(async () => {
  await gateway.drop();
  await receiver.close();
  await collector.close();
});

const spansOf = (traceId: string) => collector.spans.filter((span) => span.traceId === traceId);

/** The spans of a trace, once one of them has the name. */
async function collected(traceId: string, name: string) {
  await expect.poll(() => spansOf(traceId).map((span) => span.name), { interval: 10 }).toContain(name);
  return spansOf(traceId);
}

it('a send is one trace that continues its caller’s: the request, its email, its statements and its webhook’s job', async () => {
  const { tenant } = world;
  await createWebhook(tenant, { url: receiver.endpoint().url, events: ['onboarding.created'] });
  const traceId = '4bf92f3577b34da6a3ce929d0e0e4736';
  const response = await fetch(`${url}/api/v1/workflows/send/`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${tenant.key}`,
      'content-type': 'application/json',
      'x-request-id': 'traced-send',
      traceparent: `00-${traceId}-00f067aa0ba902b7-01`,
    },
    body: JSON.stringify({
      entity_id: world.company,
      ddq: { questionnaire_id: world.questionnaire },
      email: 'marked-address@example.com',
    }),
  });
  expect(response.status).toBe(201);

  const spans = await collected(traceId, 'process webhook-delivery');
  const [request] = spans.filter(({ parentSpanId }) => parentSpanId === '00f067aa0ba902b7');
  expect(request).toMatchObject({
    name: 'POST /api/v1/workflows/send/',
    hasFailed: false,
    attributes: {
      'http.request.method': 'POST',
      'http.route': '/api/v1/workflows/send/',
      'http.response.status_code': 201,
      'postern.request.id': 'traced-send',
      'postern.tenant.id': tenant.id,
    },
  });
  const byId = new Map(spans.map((span) => [span.spanId, span]));
  const parentOf = ({ parentSpanId }: { parentSpanId: string }) => byId.get(parentSpanId)?.name;
  const named = (name: string) => spans.filter((span) => span.name === name);
  expect(named('send email').map(parentOf)).toEqual([request?.name]);
  expect(named('process webhook-delivery').map(parentOf)).toEqual([request?.name]);
  expect(named('POST webhook').map(parentOf)).toEqual(['process webhook-delivery']);
  const statements = spans.filter(({ attributes }) => attributes['db.system.name'] === 'postgresql');
  expect(statements.map(parentOf)).toEqual(
    expect.arrayContaining([request?.name, 'process webhook-delivery']),
  );
  for (const { name, attributes } of statements) {
    expect(name).toMatch(/^[A-Z]+$/);
    expect(attributes['db.query.text']).toMatch(new RegExp(`^${name}\\b`));
  }
  expect(collector.resource).toMatchObject({
    'service.name': 'postern',
    'deployment.environment.name': 'test',
  });

  const line = lines.find(({ msg, requestId }) => msg === 'request' && requestId === 'traced-send');
  expect(line?.traceparent).toBe(`00-${traceId}-${request?.spanId}-01`);
});

it('a request without a trace begins one of its own, and one whose traceparent is malformed too', async () => {
  for (const [requestId, traceparent] of [
    ['first-of-all', ''],
    ['malformed', '00-zz-1-01'],
  ] as const) {
    await fetch(`${url}/api/v1/credits/`, {
      headers: { authorization: `Bearer ${world.tenant.key}`, 'x-request-id': requestId, traceparent },
    });
    const find = () =>
      collector.spans.find(({ attributes }) => attributes['postern.request.id'] === requestId);
    await expect
      .poll(find, { interval: 10 })
      .toMatchObject({ name: 'GET /api/v1/credits/', parentSpanId: '' });
  }
});

it('a trace that its caller does not record is not exported', async () => {
  const traceId = '0af7651916cd43dd8448eb211c80319c';
  await fetch(`${url}/api/v1/credits/`, {
    headers: {
      authorization: `Bearer ${world.tenant.key}`,
      traceparent: `00-${traceId}-00f067aa0ba902b7-00`,
    },
  });
  const later = 'dddddddddddddddddddddddddddddddd';
  await fetch(`${url}/api/v1/credits/`, {
    headers: { authorization: `Bearer ${world.tenant.key}`, traceparent: `00-${later}-00f067aa0ba902b7-01` },
  });
  await collected(later, 'GET /api/v1/credits/');
  expect(spansOf(traceId)).toEqual([]);
});

it('no span contains an address, a name, a key or a link', async () => {
  const path = await newestLink(world);
  await fetch(`${url}${path}`, { headers: { 'x-request-id': 'page' } });
  await expect
    .poll(() => collector.spans.some(({ attributes }) => attributes['postern.request.id'] === 'page'))
    .toBe(true);
  const received = collector.received();
  for (const secret of ['marked-address', world.tenant.key, path.slice('/w/'.length), 'Acme']) {
    expect(received).not.toContain(secret);
  }
});

it('a collector that cannot be reached costs requests nothing, and the log says so', async () => {
  const unreachable = 'http://127.0.0.1:9';
  const written: { msg: string }[] = [];
  Object.assign(process.env, { OTEL_EXPORTER_OTLP_ENDPOINT: unreachable, OTEL_BSP_SCHEDULE_DELAY: '20' });
  const other = await startTestGateway({
    environment: { OTEL_EXPORTER_OTLP_ENDPOINT: unreachable },
    onLog: (line) => written.push(JSON.parse(line)),
  });
  delete process.env['OTEL_EXPORTER_OTLP_ENDPOINT'];
  delete process.env['OTEL_BSP_SCHEDULE_DELAY'];
  const tenant = await other.createTenant();
  expect((await tenant.rest('GET', '/credits/')).status).toBe(200);
  await other.drop();
  expect(written.map(({ msg }) => msg)).toEqual(
    expect.arrayContaining(['Traces could not be exported.', 'Postern has stopped.']),
  );
});
