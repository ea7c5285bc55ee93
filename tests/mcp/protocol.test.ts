import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestGateway, type TestGateway, type TestTenant } from '../support/gateway.ts';
import { openConnection } from '../support/raw-http.ts';
import { callMessage, rpcHeaders, sendRpc } from './agent.ts';

let gateway: TestGateway;
let origin: string;
let tenant: TestTenant;
beforeAll(async () => {
  gateway = await startTestGateway({
    environment: { CORS_ORIGINS: 'https://app.example', RATE_LIMIT_PER_MINUTE: '150' },
  });
  origin = await gateway.listen();
  tenant = await gateway.createTenant();
});
afterAll(() => gateway.drop());

const send = (message: unknown, headers: Record<string, string> = {}) =>
  sendRpc(gateway, message, { key: tenant.key, headers });
const rpc = (method: string, params?: object) => ({
  jsonrpc: '2.0',
  id: 7,
  method,
  ...(params && { params }),
});

describe('who may call /mcp', () => {
  it.each([
    ['no key', undefined, 'Bearer'],
    ['an unknown key', 'kycg_live_unknown', 'Bearer error="invalid_token"'],
    ["the operator's key", 'operator-key-of-the-tests', 'Bearer error="invalid_token"'],
  ])('%s gets 401, as on REST', async (_title, key, challenge) => {
    const headers = { origin: 'https://app.example' };
    const answer = await sendRpc(gateway, rpc('tools/list'), { ...(key && { key }), headers });
    const ofRest = await gateway.rest('GET', '/entities/', undefined, { ...(key && { key }), headers });
    expect(answer).toMatchObject({ status: 401, body: { code: 'authentication_failed' } });
    expect(answer.headers['www-authenticate']).toBe(challenge);
    expect(answer.headers['access-control-allow-origin']).toBe('https://app.example');
    expect({ ...answer.body, request_id: '' }).toEqual({ ...ofRest.body, request_id: '' });
  });

  it('a page of an origin that CORS_ORIGINS does not list gets 403, and other hosts 421', async () => {
    expect(await send(rpc('ping'), { origin: 'https://other.example' })).toMatchObject({
      status: 403,
      body: { code: 'permission_denied' },
    });
    expect((await send(rpc('ping'), { origin: 'https://app.example' })).status).toBe(200);
    expect((await send(rpc('ping'), { host: 'evil.example' })).status).toBe(421);
  });

  it('a page can ask what it may send', async () => {
    const { statusCode, headers } = await gateway.app.inject({
      method: 'OPTIONS',
      url: '/mcp',
      headers: { origin: 'https://app.example', 'access-control-request-method': 'POST' },
    });
    expect([statusCode, headers['allow'], headers['access-control-allow-headers']]).toEqual([
      204,
      'POST, OPTIONS',
      'Authorization, *',
    ]);
  });

  it.each(['GET', 'DELETE', 'PUT'] as const)('%s gets 405', async (method) => {
    const { statusCode, headers } = await gateway.app.inject({
      method,
      url: '/mcp',
      headers: { authorization: `Bearer ${tenant.key}`, accept: 'text/event-stream' },
    });
    expect([statusCode, headers['allow']]).toEqual([405, 'POST, OPTIONS']);
  });

  it('calls are counted as requests of the key, and responses are private', async () => {
    const { headers } = await send(callMessage('get_credits'));
    expect(headers['ratelimit']).toMatch(/"key";r=\d+;t=\d+, "tenant"/);
    expect(headers['cache-control']).toBe('private, no-store');
    expect(headers['x-request-id']).toBeTruthy();
    const limited = await gateway.createTenant();
    const message = JSON.stringify(callMessage('get_credits'));
    const statuses = new Set<number>();
    for (let count = 0; count < 151; count += 1) {
      statuses.add((await sendRpc(gateway, message, { key: limited.key })).status);
    }
    expect([...statuses]).toEqual([200, 429]);
    const rejected = await sendRpc(gateway, message, { key: limited.key });
    expect(rejected.body.code).toBe('rate_limited');
    expect(Number(rejected.headers['retry-after'])).toBeGreaterThan(0);
  });

  it('with MCP=false there is no such path, and nothing links to it', async () => {
    const other = await startTestGateway({ environment: { MCP: 'false' } });
    const key = (await other.createTenant()).key;
    expect((await sendRpc(other, rpc('tools/list'), { key })).status).toBe(404);
    expect((await other.app.inject({ url: '/llms.txt' })).body).not.toContain('/mcp');
    expect((await other.app.inject({ url: '/' })).body).not.toContain('/mcp');
    await other.drop();
  });
});

describe('messages', () => {
  it('a client of a former revision is told the version, what there is and how to treat it', async () => {
    const { status, headers, body } = await send(
      rpc('initialize', {
        protocolVersion: '2025-06-18',
        capabilities: {},
        clientInfo: { name: 'test', version: '1' },
      }),
    );
    expect(status).toBe(200);
    expect(headers['content-type']).toBe('application/json; charset=utf-8');
    expect(headers).not.toHaveProperty('mcp-session-id');
    expect(body.result).toMatchObject({
      protocolVersion: '2025-06-18',
      capabilities: { tools: {} },
      serverInfo: { name: 'postern' },
      instructions: expect.stringContaining('never instructions'),
    });
    expect((await send({ jsonrpc: '2.0', method: 'notifications/initialized' })).status).toBe(202);
    expect((await send(rpc('ping'))).body).toEqual({ jsonrpc: '2.0', id: 7, result: {} });
  });

  it.each([
    ['an unknown method', rpc('tools/delete'), 200, -32_601],
    ['a method of what there is not', rpc('resources/list'), 200, -32_601],
    ['a subscription', rpc('subscriptions/listen', { notifications: {} }), 404, -32_601],
    ['an unknown tool', callMessage('drop_database'), 200, -32_602],
    ['a tool that every object has', callMessage('constructor'), 200, -32_602],
    ['a call without a name', rpc('tools/call', {}), 200, -32_602],
    ['arguments that are no object', callMessage('get_credits', ['a']), 200, -32_602],
    ['a batch', [rpc('ping'), rpc('ping')], 400, -32_600],
    ['an empty batch', [], 400, -32_600],
    ['a text', '"ping"', 400, -32_600],
    ['no body', '', 400, -32_700],
    ['an object that is no message', { hello: 'world' }, 400, -32_600],
  ])('%s is an error of the protocol', async (_title, message, status, code) => {
    const answer = await send(message);
    expect([answer.status, answer.body.error.code]).toEqual([status, code]);
    expect(answer.body.jsonrpc).toBe('2.0');
    expect(JSON.stringify(answer.body)).not.toMatch(/node_modules|\/src\/|at .*\.(?:ts|mjs)/);
  });

  it('malformed JSON, and a key that would change every object, is an error', async () => {
    for (const text of [
      '{"jsonrpc":',
      '{"__proto__":{"a":1}}',
      '{"jsonrpc":"2.0","id":1,"method":"ping","constructor":{"prototype":{}}}',
    ]) {
      expect((await send(text)).status).toBe(400);
    }
  });

  it.each([
    ['another media type', { 'content-type': 'text/plain' }, 415],
    ['a form', { 'content-type': 'application/x-www-form-urlencoded' }, 415],
    ['another charset', { 'content-type': 'application/json; charset=utf-16' }, 415],
    ['no stream accepted', { accept: 'application/json' }, 406],
    ['an unknown revision', { 'mcp-protocol-version': '1999-01-01' }, 400],
  ])('%s is rejected', async (_title, headers, status) => {
    expect((await send(rpc('tools/list'), headers)).status).toBe(status);
  });

  it('a body over 1 MiB is 413', async () => {
    const answer = await send(callMessage('create_entity', { legal_name: 'x'.repeat(1_100_000) }));
    expect(answer).toMatchObject({ status: 413, body: { code: 'payload_too_large' } });
  });

  it('deep and wide JSON is rejected or ignored quickly, whatever part it is in', async () => {
    const deep = `${'['.repeat(400_000)}${']'.repeat(400_000)}`;
    const wide = JSON.stringify(
      Object.fromEntries(Array.from({ length: 40_000 }, (_value, index) => [`k${index}`, 1])),
    );
    const files = JSON.stringify(
      Object.fromEntries(
        Array.from({ length: 25_000 }, (_value, index) => [`a${index}`, { name: '', content: '' }]),
      ),
    );
    const longKey = JSON.stringify({ ['k'.repeat(900_000)]: 1 });
    for (const nested of [deep, wide, files, longKey]) {
      for (const message of [
        `{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"create_entity","arguments":{"legal_name":${nested}}}}`,
        `{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"list_entities","arguments":{"search":${nested}}}}`,
        `{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"list_entities","arguments":${nested}}}`,
        `{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"upload_document","arguments":${nested}}}`,
        `{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"upload_document","arguments":{"file":${nested}}}}`,
        `{"jsonrpc":"2.0","id":1,"method":"ping","params":{"_meta":{"a":${nested}}}}`,
        `{"jsonrpc":"2.0","id":1,"method":${nested}}`,
        nested,
      ]) {
        const before = process.cpuUsage();
        const { status, body } = await send(message);
        expect(status, message.slice(0, 90)).toBeLessThan(500);
        expect(JSON.stringify(body).length).toBeLessThan(20_000);
        expect(body.result?.structuredContent?.code ?? '', message.slice(0, 90)).not.toBe('internal_error');
        const { user, system } = process.cpuUsage(before);
        expect((user + system) / 1_000, message.slice(0, 90)).toBeLessThan(2_000);
      }
    }
  });

  it('a body that stops arriving holds up no one and is no call', async () => {
    const body = JSON.stringify(callMessage('create_entity', { legal_name: 'Half sent Ltd' }));
    const socket = await openConnection(origin);
    const headers = Object.entries(rpcHeaders(tenant.key)).map(([name, value]) => `${name}: ${value}`);
    const arrived = once(gateway.app.server, 'request');
    socket.write(
      [
        'POST /mcp HTTP/1.1',
        'Host: localhost',
        ...headers,
        `Content-Length: ${body.length}`,
        '',
        body.slice(0, -5),
      ].join('\r\n'),
    );
    await arrived;
    const { body: credits } = await send(callMessage('get_credits'));
    expect(credits.result.structuredContent.available).toBe(100);
    socket.destroy();
    const { body: found } = await send(callMessage('list_entities', { search: 'Half sent' }));
    expect(found.result.structuredContent.count).toBe(0);
  });
});
