import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createPoster } from '../../src/outbound/create-poster.ts';
import type { ResolveName } from '../../src/outbound/guarded-lookup.ts';
import type { WebhookResult } from '../../src/outbound/post-webhook.ts';
import { isPublicAddress } from '../../src/outbound/public-address.ts';
import { type Behaviour, startWebhookReceiver, type WebhookReceiver } from '../support/webhook-receiver.ts';
import { certificate, certificateKey } from './certificate.ts';

const refused = { error: 'The address is not allowed: webhooks can only use public addresses.' };
const never = new AbortController().signal;
const request = (url: string) => ({
  url,
  headers: { 'content-type': 'application/json' },
  body: '{}',
  signal: never,
});

/** A name server that gives each name these addresses, and counts its questions. */
function namesAre(...addresses: string[]): ResolveName & { asked: () => number } {
  let asked = 0;
  const resolve: ResolveName = (_hostname, _options, callback) => {
    asked += 1;
    callback(
      null,
      addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    );
  };
  return Object.assign(resolve, { asked: () => asked });
}

const privateAddresses = [
  ...[
    '127.0.0.1',
    '127.255.255.254',
    '0.0.0.0',
    '0.1.2.3',
    '10.0.0.1',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.1.1',
  ],
  ...[
    '100.64.0.1',
    '169.254.169.254',
    '168.63.129.16',
    '192.0.0.192',
    '192.0.2.1',
    '198.18.0.1',
    '203.0.113.7',
  ],
  ...['224.0.0.1', '240.0.0.1', '255.255.255.255'],
  ...['::', '::1', '::7f00:1', '::ffff:127.0.0.1', '::ffff:10.0.0.1', '::ffff:0:7f00:1', '64:ff9b::7f00:1'],
  ...[
    '64:ff9b::a9fe:a9fe',
    '64:ff9b:1::808:808',
    '2002:7f00:1::',
    '2001::1',
    '2001:db8::1',
    '3fff::1',
    '100::1',
  ],
  ...['fd00:ec2::254', 'fc00::1', 'fe80::1', 'fec0::1', 'ff02::1', '4000::1'],
  ...['', 'localhost', '127.1.1'],
];

describe('which addresses are public', () => {
  it.each(privateAddresses)('%s is not', (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });

  it.each([
    '8.8.8.8',
    '172.32.0.1',
    '100.128.0.1',
    '2001:4860:4860::8888',
    '::ffff:8.8.8.8',
    '64:ff9b::808:808',
  ])('%s is', (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });
});

describe('a gateway whose webhooks go to public addresses only', () => {
  it.each([
    ...['127.0.0.1', '2130706433', '0x7f000001', '0177.0.0.1', '127.1', '10.1.2.3', '169.254.169.254'],
    ...['[::1]', '[::ffff:127.0.0.1]', '[::7f00:1]', '[64:ff9b::a00:1]', '[fd00:ec2::254]'],
  ])(
    'a gateway whose webhooks go to public addresses only rejects the address %s in a URL without a connection',
    async (host) => {
      const names = namesAre('8.8.8.8');
      const post = createPoster({ allowPrivate: false, requireTls: true, resolveName: names });
      expect(await post(request(`https://${host}/hook`))).toEqual(refused);
      expect(names.asked()).toBe(0);
    },
  );

  it.each([
    ['127.0.0.1'],
    ['::1'],
    ['8.8.8.8', '10.0.0.1'],
    ['2001:4860:4860::8888', '::ffff:169.254.169.254'],
  ])(
    'a gateway whose webhooks go to public addresses only rejects a host name that leads to %s, %s',
    async (...addresses) => {
      const post = createPoster({
        allowPrivate: false,
        requireTls: true,
        resolveName: namesAre(...addresses),
      });
      expect(await post(request('https://hooks.example.test/'))).toEqual(refused);
    },
  );

  it('a gateway whose webhooks go to public addresses only rejects localhost by the system’s own names', async () => {
    const post = createPoster({ allowPrivate: false, requireTls: true });
    expect(await post(request('https://localhost/'))).toEqual(refused);
  });

  it('a gateway whose webhooks go to public addresses only rejects a URL without TLS before it looks anything up', async () => {
    const names = namesAre('8.8.8.8');
    const post = createPoster({ allowPrivate: false, requireTls: true, resolveName: names });
    expect(await post(request('http://hooks.example.test/'))).toEqual({
      error: 'The URL does not start with https://.',
    });
    expect(names.asked()).toBe(0);
  });
});

describe('a connection with TLS', () => {
  let server: Server;
  let origin: string;
  const serverNames: unknown[] = [];
  beforeAll(async () => {
    server = createServer({ cert: certificate, key: certificateKey }, (_request, response) =>
      response.end('Thanks'),
    );
    server.on('secureConnection', (socket) => serverNames.push(socket.servername));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    origin = `https://hooks.example.test:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => server.close());

  it('a connection with TLS goes to the address that was looked up, once, and is for the host name', async () => {
    const names = namesAre('127.0.0.1');
    const post = createPoster({
      allowPrivate: true,
      requireTls: false,
      resolveName: names,
      trustedCertificate: certificate,
    });
    expect(await post(request(`${origin}/hook?x=1`))).toEqual({
      responseStatus: 200,
      responseBody: 'Thanks',
    });
    expect(names.asked()).toBe(1);
    expect(serverNames).toEqual(['hooks.example.test']);
  });

  it('a connection with TLS is rejected where no one vouches for the certificate', async () => {
    const post = createPoster({ allowPrivate: true, requireTls: false, resolveName: namesAre('127.0.0.1') });
    expect(await post(request(origin))).toEqual({ error: 'The TLS certificate is not trusted.' });
  });

  it('a connection with TLS is rejected where the certificate is for another host', async () => {
    const post = createPoster({
      allowPrivate: true,
      requireTls: false,
      resolveName: namesAre('127.0.0.1'),
      trustedCertificate: certificate,
    });
    const other = origin.replace('hooks.', 'other.');
    expect(await post(request(other))).toEqual({ error: 'The TLS certificate is for another host name.' });
  });
});

describe('what comes of a request', () => {
  let receiver: WebhookReceiver;
  beforeAll(async () => {
    receiver = await startWebhookReceiver();
  });
  afterAll(() => receiver.close());
  const post = createPoster({ allowPrivate: true, requireTls: false, timeoutMs: 300 });

  const postTo = (behaviour: Behaviour): Promise<WebhookResult> => {
    const endpoint = receiver.endpoint();
    endpoint.behave(behaviour);
    return post(request(endpoint.url));
  };

  it.each<[string, Behaviour, WebhookResult]>([
    [
      'gives the status of an answer without a body',
      { status: 204 },
      { responseStatus: 204, responseBody: '' },
    ],
    [
      'gives the body of a refusal',
      { status: 500, body: 'Boom' },
      { responseStatus: 500, responseBody: 'Boom' },
    ],
    [
      'does not follow a redirect',
      { status: 302, headers: { location: 'http://127.0.0.1:1/' }, body: 'There' },
      { responseStatus: 302, responseBody: 'There' },
    ],
    [
      'takes out what the database cannot hold',
      { status: 200, body: 'a\0b' },
      { responseStatus: 200, responseBody: 'a\uFFFDb' },
    ],
    ['cuts a huge body off at 4 KiB', 'huge body', { responseStatus: 200, responseBody: 'x'.repeat(4096) }],
    [
      'cuts no character in half',
      { status: 200, body: `x${'é'.repeat(3000)}` },
      { responseStatus: 200, responseBody: `x${'é'.repeat(2047)}` },
    ],
    [
      'does not wait for the end of an endless body',
      'endless body',
      { responseStatus: 200, responseBody: 'It begins' },
    ],
    ['gives up a receiver that hangs', 'hang', { error: 'No response arrived within 0.3 seconds.' }],
    [
      'says that the connection was closed',
      'reset',
      { error: 'The connection was closed before a response arrived.' },
    ],
    ['says that the answer was not HTTP', 'not http', { error: 'The response was not HTTP.' }],
    [
      'bounds the headers of an answer',
      { status: 200, headers: { 'x-long': 'x'.repeat(20_000) } },
      { error: 'The headers of the response are too large.' },
    ],
  ])('%s', async (_name, behaviour, result) => {
    expect(await postTo(behaviour)).toEqual(result);
  });

  it('a failed webhook request reports that a connection was rejected, or that a host does not exist', async () => {
    expect(await post(request('http://127.0.0.1:1/'))).toEqual({ error: 'The connection was refused.' });
    const notFound: ResolveName = (_hostname, _options, callback) =>
      callback(Object.assign(new Error('getaddrinfo ENOTFOUND'), { code: 'ENOTFOUND' }), []);
    const unknown = createPoster({ allowPrivate: true, requireTls: false, resolveName: notFound });
    expect(await unknown(request('http://nowhere.test/'))).toEqual({ error: 'The host name was not found.' });
  });

  it('a webhook request waits no longer for a name server than for the response', async () => {
    const silent = createPoster({
      allowPrivate: true,
      requireTls: false,
      timeoutMs: 100,
      resolveName: () => undefined,
    });
    expect(await silent(request('http://nowhere.test/'))).toEqual({
      error: 'No response arrived within 0.1 seconds.',
    });
  });

  it('a webhook request ends immediately when it is stopped', async () => {
    const endpoint = receiver.endpoint();
    endpoint.behave('hang');
    const stop = new AbortController();
    const patient = createPoster({ allowPrivate: true, requireTls: false });
    const result = patient({ ...request(endpoint.url), signal: stop.signal });
    await expect.poll(() => endpoint.received.length).toBe(1);
    stop.abort();
    expect(await result).toEqual({ error: 'The request failed.' });
  });

  it('a webhook request ends immediately when it is stopped before it is connected', async () => {
    const stop = new AbortController();
    const asked = Promise.withResolvers<void>();
    const unanswered = createPoster({
      allowPrivate: true,
      requireTls: false,
      resolveName: () => asked.resolve(),
    });
    const result = unanswered({ ...request('http://nowhere.test/'), signal: stop.signal });
    await asked.promise;
    stop.abort();
    expect(await result).toEqual({ error: 'The request failed.' });
  }, 5_000);
});
