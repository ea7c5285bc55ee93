import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestGateway, type TestGateway } from '../support/gateway.ts';
import { newestLink, recipientOf } from '../support/recipient.ts';
import { createWorld, type World } from '../support/world.ts';

const lines: string[] = [];
let gateway: TestGateway;
let world: World;
let path: string;

beforeAll(async () => {
  gateway = await startTestGateway({ onLog: (line) => lines.push(line) });
  world = await createWorld(gateway);
  await world.tenant.rest('POST', '/workflows/send/', {
    entity_id: world.company,
    ddq: { questionnaire_id: world.questionnaire },
    email: 'someone@example.com',
  });
  path = await newestLink(world);
});

afterAll(() => gateway?.drop());

const post = (payload: string | Buffer, contentType: string, url = path) =>
  gateway.app.inject({ method: 'POST', url, payload, headers: { 'content-type': contentType } });

const boundary = '----form';
const part = (name: string, value: string, file = '') =>
  `--${boundary}\r\nContent-Disposition: form-data; name="${name}"${file}\r\n\r\n${value}\r\n`;

test('forms that no page has made are rejected with a page, and leave the token and the answers out of the log', async () => {
  const answers: [number, string | Buffer, string][] = [
    [415, '{"step":"DDQ"}', 'application/json'],
    [415, '<form/>', 'text/plain'],
    [400, 'no boundary', 'multipart/form-data'],
    [
      413,
      `${part('answer', 'x'.repeat(1_100_000))}--${boundary}--`,
      `multipart/form-data; boundary=${boundary}`,
    ],
    [413, `step=DDQ&answer=${'x'.repeat(9_000_000)}`, 'application/x-www-form-urlencoded'],
  ];
  for (const [status, payload, contentType] of answers) {
    const { statusCode, headers, body } = await post(payload, contentType);
    expect([contentType, statusCode]).toEqual([contentType, status]);
    expect(headers['content-type']).toMatch(/text\/html/);
    expect(body).not.toContain('Error');
  }
});

test('an upload that breaks off in the middle leaves no file and no answer, and the page continues working', async () => {
  const form = `${part('step', 'DDQ')}--${boundary}\r\nContent-Disposition: form-data; name="file.x"; filename="a.pdf"\r\n\r\n%PDF-1.7`;
  const { statusCode } = await post(form, `multipart/form-data; boundary=${boundary}`);
  expect(statusCode).toBeGreaterThanOrEqual(400);
  expect((await gateway.app.inject({ url: path })).statusCode).toBe(200);
});

test('a fault on the way to a page is answered with a page that says nothing of it', async () => {
  const { services } = gateway;
  const { readVersion } = services;
  services.readVersion = async () => {
    throw new Error(`SELECT secret FROM ${path}`);
  };
  const { statusCode, body } = await gateway.app.inject({ url: path });
  services.readVersion = readVersion;
  expect(statusCode).toBe(500);
  expect(body).not.toMatch(/SELECT|secret/);
});

test('neither the token nor an answer is in any log line or on any page', async () => {
  const { questions } = world;
  const page = recipientOf(gateway, path, questions);
  const opened = await page.open();
  const rejected = await page.send('save', {
    name: 'An answer of mine',
    size: 'An answer that is no number',
  });
  expect(rejected.status).toBe(422);
  const submitted = await page.send('submit', { name: 'An answer of mine', size: '5' });
  expect(submitted.status).toBe(303);
  const summary = await page.open();
  const token = path.slice('/w/'.length);
  for (const { html } of [opened, rejected, summary]) {
    expect(html).not.toContain(token);
  }
  const ownLines = lines.filter((line) => !line.includes('SELECT secret FROM'));
  expect(ownLines.length).toBeGreaterThan(5);
  expect(ownLines.join('\n')).not.toContain(token);
  expect(ownLines.join('\n')).not.toContain('An answer');
});

test('pages are not cached, not indexed, not framed, send no referrer and run nothing foreign', async () => {
  const { headers } = await gateway.app.inject({ url: path });
  expect(headers).toMatchObject({
    'cache-control': 'no-store',
    'x-robots-tag': 'noindex, nofollow',
    'referrer-policy': 'no-referrer',
    'x-frame-options': 'DENY',
    'x-content-type-options': 'nosniff',
  });
  expect(headers['content-security-policy']).toMatch(
    /^default-src 'none'; style-src 'self' 'nonce-[^']+'; script-src 'self'/,
  );
  expect(headers['set-cookie']).toBeUndefined();
});
