import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { outcomeOfRest } from '../support/both-apis.ts';
import { shareTestGateway, type TestGateway } from '../support/gateway.ts';
import { createPrefill } from '../support/responses.ts';
import { changes, countEverything, createWorld, type World } from '../support/world.ts';

let gateway: TestGateway;
let world: World;
beforeAll(async () => {
  gateway = await shareTestGateway();
  world = await createWorld(gateway);
});
afterAll(() => gateway.drop());

const rest: TestGateway['rest'] = (...call) => world.tenant.rest(...call);
const nobody = '0190a8c4-7d1e-7c3a-9b52-3f6e1d2c4b5a';
const json = { 'content-type': 'application/json' };

/** Bytes over HTTP as they are, for bodies that no client library would send. */
const post = async (path: string, payload: string | undefined, headers: Record<string, string>) => {
  const before = await countEverything(world);
  const {
    statusCode,
    body,
    headers: answered,
  } = await gateway.app.inject({
    method: 'POST',
    url: `/api/v1${path}`,
    headers: { authorization: `Bearer ${world.tenant.key}`, ...headers },
    ...(payload !== undefined && { payload }),
  });
  expect(changes(before, await countEverything(world))).toEqual({});
  return outcomeOfRest({ status: statusCode, headers: answered, body: JSON.parse(body) });
};

describe('paths', () => {
  it('paths work with and without the slash at their end', async () => {
    for (const path of [
      '/entities',
      '/responses',
      '/questionnaires',
      '/credits',
      `/entities/${world.company}`,
    ]) {
      const [without, withSlash] = [await rest('GET', path), await rest('GET', `${path}/`)];
      expect(withSlash.status, path).toBe(200);
      // The links to other pages name the path as it was called.
      expect({ ...without.body, next: null }, path).toEqual({ ...withSlash.body, next: null });
    }
    const { status } = await rest('POST', '/entities', { legal_name: 'Acme' });
    expect(status).toBe(201);
  });

  it.each(['/', '/nothing/', '/entities/x/y/', '/Entities/', `/responses/${nobody}/nothing/`])(
    'paths that are not documented are 404: %s',
    async (path) => {
      for (const method of ['GET', 'POST', 'DELETE']) {
        const outcome = outcomeOfRest(await rest(method, path));
        expect(outcome, method).toMatchObject({ status: 404, code: 'NOT_FOUND' });
      }
    },
  );

  it.each<[string, string, string[]]>([
    ['GET', '/workflows/send/', ['POST']],
    ['PUT', '/workflows/send', ['POST']],
    ['DELETE', '/entities/', ['GET', 'POST']],
    ['PUT', `/entities/${nobody}/`, ['GET', 'PATCH']],
    ['GET', `/responses/${nobody}/save/`, ['PUT']],
    ['GET', `/responses/${nobody}/send/`, ['POST']],
    ['POST', '/responses/', ['GET']],
    ['PATCH', '/credits/', ['GET']],
    ['DELETE', `/workflows/${nobody}/`, ['GET']],
  ])('paths do not take %s %s and say in Allow what they take', async (method, path, allowed) => {
    const answer = await rest(method, path);
    expect(outcomeOfRest(answer)).toMatchObject({ status: 405, code: 'METHOD_NOT_ALLOWED' });
    const allow = String(answer.headers['allow']).split(/, */);
    expect(allow).toEqual(expect.arrayContaining(allowed));
    expect(allow).not.toContain(method);
  });

  it.each(['entities', 'responses', 'workflows', 'verification-sessions'])(
    'paths of %s are 404 for an id that does not exist and for a malformed one',
    async (noun) => {
      const [missing, malformed] = [
        await rest('GET', `/${noun}/${nobody}/`),
        await rest('GET', `/${noun}/17/`),
      ];
      expect(outcomeOfRest(missing)).toMatchObject({ status: 404, code: 'NOT_FOUND' });
      expect({ ...malformed.body, request_id: 0 }).toEqual({ ...missing.body, request_id: 0 });
    },
  );

  it('paths that cannot be decoded are 404', async () => {
    expect(outcomeOfRest(await rest('GET', '/entities/%ZZ/'))).toMatchObject({ status: 404 });
  });
});

describe('X-Request-Id', () => {
  it('X-Request-Id is on every answer, and the caller’s own where it is a sensible one', async () => {
    const answers = [
      await rest('GET', '/credits/'),
      await rest('GET', '/nothing/'),
      await rest('GET', '/workflows/send/'),
      await rest('POST', '/entities/', {}),
      await gateway.rest('GET', '/credits/'),
      await gateway.rest('GET', '/api/v2/'),
    ];
    expect(answers.map(({ status }) => status)).toEqual([200, 404, 405, 400, 401, 404]);
    const ids = answers.map(({ headers }) => headers['x-request-id']);
    expect(ids.every((id) => typeof id === 'string' && id.length >= 8)).toBe(true);
    expect(new Set(ids).size).toBe(ids.length);

    const own = await rest('GET', '/nothing/', undefined, {
      key: world.tenant.key,
      headers: { 'x-request-id': 'trace-17' },
    });
    expect(own.headers['x-request-id']).toBe('trace-17');
    expect(own.body.request_id).toBe('trace-17');
    const evil = await rest('GET', '/credits/', undefined, {
      key: world.tenant.key,
      headers: { 'x-request-id': 'a b<script>' },
    });
    expect(evil.headers['x-request-id']).not.toContain('<');
  });

  it('X-Request-Id is on the answers of GraphQL too', async () => {
    for (const authorization of [`Bearer ${world.tenant.key}`, 'Bearer nobody']) {
      const { headers } = await gateway.app.inject({
        method: 'POST',
        url: '/graphql',
        headers: { ...json, authorization },
        payload: JSON.stringify({ query: '{ viewer { tenant { id } } }' }),
      });
      expect(headers['x-request-id']).toMatch(/./);
    }
  });
});

describe('a caller without a valid key', () => {
  it.each(['Bearer nobody', 'Bearer', 'Basic YTpi', 'kycg_live_x', ''])(
    'a caller without a valid key is 401 on REST and GraphQL for the header "%s"',
    async (authorization) => {
      const { status, body, headers } = await gateway.rest('POST', '/workflows/send/', '{', {
        headers: authorization ? { authorization } : {},
      });
      expect(outcomeOfRest({ status, body, headers })).toMatchObject({
        status: 401,
        code: 'AUTHENTICATION_FAILED',
      });
      const graphql = await gateway.graphql(
        '{ viewer { tenant { id } } }',
        {},
        { headers: { authorization } },
      );
      expect(graphql.status).toBe(401);
      expect(graphql.errors).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }]);
    },
  );

  it('a caller without a valid key is rejected before the path is looked at', async () => {
    for (const path of ['/nothing/', `/entities/${world.company}/`]) {
      expect((await gateway.rest('GET', path)).status).toBe(401);
    }
  });
});

describe('a body', () => {
  it.each(['{', '{"a":}', "{'a': 1}", 'null and more', '{"email": "a", }', '\u0000'])(
    'a body of malformed JSON is 400: %j',
    async (payload) => {
      const outcome = await post('/workflows/send/', payload, json);
      expect(outcome).toMatchObject({ status: 400, code: 'VALIDATION_ERROR' });
    },
  );

  it.each(['[]', '[{}]', '"text"', '17', 'true'])(
    'a body that is not an object is 400: %s',
    async (payload) => {
      for (const path of ['/workflows/send/', '/entities/']) {
        expect(await post(path, payload, json)).toMatchObject({ status: 400, code: 'VALIDATION_ERROR' });
      }
    },
  );

  it('a missing body is treated as an empty object', async () => {
    const missing = await post('/workflows/send/', undefined, {});
    const empty = await post('/workflows/send/', '', json);
    const nothing = await post('/workflows/send/', '{}', json);
    expect(Object.keys(nothing.fields).length).toBeGreaterThan(1);
    expect([missing, empty]).toEqual([nothing, nothing]);
  });

  it('a body may be missing from a prefill send', async () => {
    for (const headers of [{}, json, { ...json, 'content-length': '0' }]) {
      const own = await createWorld(gateway);
      const responseId = await createPrefill(own, { email: 'planned@example.com' });
      const { statusCode, body } = await gateway.app.inject({
        method: 'POST',
        url: `/api/v1/responses/${responseId}/send/`,
        headers: { authorization: `Bearer ${own.tenant.key}`, ...headers },
      });
      expect(statusCode, body).toBe(200);
    }
  });

  it.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'application/xml',
    'multipart/form-data; boundary=x',
  ])('a body of type %s is 415', async (type) => {
    const outcome = await post('/entities/', '{"legal_name": "Acme"}', { 'content-type': type });
    expect(outcome).toMatchObject({ status: 415, code: 'UNSUPPORTED_MEDIA_TYPE' });
  });

  it('a body may say its character set', async () => {
    const { statusCode } = await gateway.app.inject({
      method: 'POST',
      url: '/api/v1/entities/',
      headers: {
        authorization: `Bearer ${world.tenant.key}`,
        'content-type': 'application/json; charset=utf-8',
      },
      payload: '{"legal_name": "Acme"}',
    });
    expect(statusCode).toBe(201);
  });

  it('over 1 MiB is 413 on both APIs, and one just under it is read', async () => {
    const padding = (bytes: number) => JSON.stringify({ legal_name: 'x'.repeat(bytes - 17) });
    expect(Buffer.byteLength(padding(1_048_577))).toBe(1_048_577);
    expect(await post('/entities/', padding(1_048_577), json)).toMatchObject({
      status: 413,
      code: 'PAYLOAD_TOO_LARGE',
    });
    expect(await post('/entities/', padding(1_048_576), json)).toMatchObject({
      status: 400,
      code: 'VALIDATION_ERROR',
    });

    const graphql = await gateway.graphql(
      'query ($search: String) { entities(filter: { search: $search }) { totalCount } }',
      { search: 'x'.repeat(1_048_576) },
      { key: world.tenant.key },
    );
    expect(graphql.status).toBe(413);
    expect(graphql.errors).toMatchObject([{ extensions: { code: 'PAYLOAD_TOO_LARGE' } }]);
  });

  it('a body cannot reach into the prototype of anything', async () => {
    const outcome = await post(
      '/entities/',
      '{"legal_name": "Acme", "__proto__": {"email": "a@example.com"}}',
      json,
    );
    expect(outcome).toMatchObject({ status: 400, code: 'VALIDATION_ERROR' });
  });
});

describe('the spelling of REST', () => {
  it('the spelling of REST is the only one: GraphQL’s spelling of a field is an unknown field at every level', async () => {
    const answer = await rest('POST', '/workflows/send/', {
      entityId: world.company,
      expiryHours: 5,
      idempotencyKey: 'one',
      entity: { legal_name: 'Acme', legalName: 'Acme', entityType: 'company' },
      ddq: { questionnaire_id: world.questionnaire, questionnaireId: 1, responseName: 'x', preFill: true },
      verification: { checks: { document: true, enhanced_identity: true, proof_of_address: true } },
      email: 'a@example.com',
    });
    expect(answer.status).toBe(400);
    const unknown = [
      'entityId',
      'expiryHours',
      'idempotencyKey',
      'entity.legalName',
      'entity.entityType',
      'ddq.questionnaireId',
      'ddq.responseName',
      'ddq.preFill',
      'verification.checks.enhanced_identity',
      'verification.checks.proof_of_address',
    ];
    expect(Object.keys(answer.body.errors)).toEqual(expect.arrayContaining(unknown));
  });

  it('the spelling of REST names what the path says only in the path', async () => {
    const responseId = await createPrefill(world, { email: 'planned@example.com' });
    const answer = await rest('POST', `/responses/${responseId}/send/`, { response_id: responseId });
    expect(outcomeOfRest(answer).fields).toHaveProperty('responseId');
  });

  it('keys the problems by the paths of its own body', async () => {
    const responseId = await createPrefill(world);
    const entity = await rest('POST', '/workflows/send/', {
      entity: { jurisdiction: 'UK' },
      ddq: { questionnaire_id: 0 },
    });
    const answers = await rest('PUT', `/responses/${responseId}/save/`, {
      answers: [{ question_key: 'name', value: 'Acme' }, { value: 1 }, { question_key: 'size', value: '1' }],
    });
    const checks = await rest('POST', '/workflows/send/', {
      entity_id: world.individual,
      verification: { checks: { enhancedIdentity: 'yes' } },
      email: 'a@example.com',
    });

    expect(entity.body.errors).toEqual({
      'entity.legal_name': ['This field is required.'],
      'entity.jurisdiction': [expect.any(String)],
      'ddq.questionnaire_id': [expect.any(String)],
      email: ['This field is required.'],
    });
    expect(Object.keys(answers.body.errors)).toEqual(['answers[1].question_id', 'answers[2].value']);
    expect(Object.keys(checks.body.errors)).toEqual(['verification.checks.enhancedIdentity']);
  });

  it('the spelling of REST has a place for the state of a thing in its details', async () => {
    const responseId = await createPrefill(world, { email: 'planned@example.com' });
    await gateway.services.allTenants.response.update({
      where: { id: responseId },
      data: { status: 'UNDER_REVIEW' },
    });
    const { status, body } = await rest('PUT', `/responses/${responseId}/save/`, { answers: [] });
    expect({ status, body }).toEqual({
      status: 400,
      body: {
        error: expect.stringMatching(/\.$/),
        code: 'invalid_request',
        request_id: expect.any(String),
        details: { current_status: 'UNDER_REVIEW' },
      },
    });
  });
});
