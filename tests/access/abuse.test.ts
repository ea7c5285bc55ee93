import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { dumpDatabase } from '../support/dump-database.ts';
import { startTestGateway, type TestGateway, type TestTenant } from '../support/gateway.ts';
import { callerWith, createQuestionnaire, furnish, type Things } from './furnish.ts';

/**
 * What a rejection may take of the processor, below what would let a few clients keep the gateway busy. Time on the clock
 * would tell more of the machine than of the gateway; a request that hangs ends at the test's own time limit.
 */
const mostCpuMs = 1_000;

let gateway: TestGateway;
let tenant: TestTenant;
let things: Things;
const log: string[] = [];

beforeAll(async () => {
  gateway = await startTestGateway({ onLog: (line) => log.push(line) });
  tenant = await gateway.createTenant();
  const owner = callerWith(gateway, tenant.key);
  things = await furnish(owner, { word: 'Sturdy', questionnaire: await createQuestionnaire(owner) });
});
afterAll(() => gateway.drop());

interface Raw {
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  url: string;
  body?: string | undefined;
  headers?: Record<string, string>;
}

/** To be called in a group of tests: holds that none of them changes a row. */
function expectNoEffect() {
  const dump = () => dumpDatabase(gateway, { leaveOut: ['last_used_at'] });
  let before: string[];
  beforeEach(async () => {
    before = await dump();
  });
  afterEach(async () => {
    expect(await dump()).toEqual(before);
  });
}

/** Sends a request as it is and expects a rejection that tells nothing of the inside and costs little. */
async function expectRejected({ method = 'POST', url, body, headers = {} }: Raw) {
  const cpuBefore = process.cpuUsage();
  const answer = await gateway.app.inject({
    method,
    url,
    headers: {
      authorization: `Bearer ${tenant.key}`,
      accept: 'application/json',
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body !== undefined && { payload: body }),
  });
  const { user, system } = process.cpuUsage(cpuBefore);
  const isRejection = answer.statusCode >= 400 || /"(?:errors|code)":/.test(answer.body.slice(0, 2_000));
  expect(isRejection, `${answer.statusCode} ${answer.body.slice(0, 300)}`).toBe(true);
  expectNoInsides(answer.statusCode, answer.body);
  expect((user + system) / 1_000).toBeLessThan(mostCpuMs);
  return answer;
}

function expectNoInsides(status: number, body: string) {
  expect(status, body.slice(0, 300)).toBeLessThan(500);
  expect(body).not.toMatch(
    /node_modules|\/src\/|\.ts:\d|at \w+ \(|SELECT |INSERT |prisma|postgres|INTERNAL_ERROR/i,
  );
}

const rest = (method: Raw['method'], path: string, body?: unknown, headers?: Record<string, string>) =>
  expectRejected({
    ...(method && { method }),
    url: `/api/v1${path}`,
    body: body === undefined || typeof body === 'string' ? (body as string) : JSON.stringify(body),
    ...(headers && { headers }),
  });
const graphql = (query: string, variables?: unknown) =>
  expectRejected({ url: '/graphql', body: JSON.stringify({ query, variables }) });

const sendBody = (change: object = {}) => ({
  entity_id: things.company,
  ddq: { questionnaire_id: things.questionnaire },
  email: 'somebody@recipient.example',
  ...change,
});

describe('a GraphQL document that costs more than it can be worth is rejected', () => {
  expectNoEffect();

  const documents: Record<string, string> = {
    'deeper than any type goes': `{ __schema { types ${'{ fields { type '.repeat(40)} { name } ${'} }'.repeat(40)} } }`,
    'brackets without end': '{'.repeat(20_000),
    'lists of lists in a value': `{ entities(filter: ${'['.repeat(5_000)}`,
    broad: `{ entities { nodes { ${Array.from({ length: 400 }, (_, index) => `f${index}: name`).join(' ')} } } }`,
    '1,000 aliases': `{ ${Array.from({ length: 1_000 }, (_, index) => `a${index}: viewer { tenant { id } }`).join(' ')} }`,
    '1,000 aliases of a mutation': `mutation { ${Array.from({ length: 1_000 }, (_, index) => `a${index}: createEntity(input: { legalName: "A" }) { __typename }`).join(' ')} }`,
    'heavy with tokens': `{ viewer { tenant { ${'id '.repeat(10_000)} } } }`,
    'heavy with comments and strings': `{ entities(filter: { search: "${'x'.repeat(400_000)}" }) { totalCount } }`,
    'a cycle of fragments': '{ viewer { ...A } } fragment A on Viewer { ...B } fragment B on Viewer { ...A }',
    'a fragment in itself': '{ viewer { ...A } } fragment A on Viewer { tenant { id } ...A }',
    'fragments that double': `{ viewer { ...F0 } } ${Array.from({ length: 30 }, (_, index) => `fragment F${index} on Viewer { ${index === 29 ? 'tenant { id }' : `a: __typename ...F${index + 1} ...F${index + 1}`} }`).join(' ')}`,
    'lists in lists': `{ ${Array.from({ length: 12 }, (_, index) => `a${index}: responses(first: 100) { nodes { answers { question { id text } } } }`).join(' ')} }`,
    'conflicting aliases': `{ viewer { ${Array.from({ length: 300 }, () => 'tenant { x: id } tenant { x: name }').join(' ')} } }`,
    'a field that is not there, a thousand times': `{ ${'nope '.repeat(1_000)} }`,
    'a size below zero': '{ entities(first: -1) { totalCount } }',
    'a size beyond integers': '{ entities(first: 99999999999) { totalCount } }',
  };
  for (const [name, document] of Object.entries(documents)) {
    it(name, async () => {
      await graphql(document);
    });
  }

  it('a GraphQL list with a huge `first` returns 100 rows at most', async () => {
    const { data } = await tenant.graphql('{ entities(first: 2147483647) { nodes { id } } }');
    expect(data.entities.nodes.length).toBeGreaterThan(0);
    expect(data.entities.nodes.length).toBeLessThanOrEqual(100);
  });
});

describe('a body that is no request is rejected', () => {
  expectNoEffect();

  it('batched operations', async () => {
    const one = { query: '{ viewer { tenant { id } } }' };
    for (const body of [[one, one], [], Array.from({ length: 500 }, () => one)]) {
      await expectRejected({ url: '/graphql', body: JSON.stringify(body) });
    }
  });

  const bodies: Record<string, string> = {
    'malformed JSON': '{"entity_id": ',
    'no JSON at all': '\u0000\u0001\u0002',
    'an array': '[]',
    'a string': '"text"',
    'a number': '1e999',
    null: 'null',
    'a million brackets': '['.repeat(1_000_000),
    'objects in objects': `${'{"entity":'.repeat(50_000)}1${'}'.repeat(50_000)}`,
    'a byte order mark and nothing': '\ufeff',
  };
  for (const [name, body] of Object.entries(bodies)) {
    it(name, async () => {
      await rest('POST', '/workflows/send/', body);
      await rest('POST', '/entities/', body);
      await expectRejected({ url: '/graphql', body });
    });
  }

  it('more than 1 MiB: 413 on both APIs', async () => {
    const body = JSON.stringify({ query: '{ viewer { tenant { id } } }', padding: 'x'.repeat(1_048_576) });
    expect((await rest('POST', '/workflows/send/', body)).json()).toMatchObject({
      code: 'payload_too_large',
    });
    const answer = await expectRejected({ url: '/graphql', body });
    expect(answer.statusCode).toBe(413);
    expect(answer.json()).toMatchObject({ errors: [{ extensions: { code: 'PAYLOAD_TOO_LARGE' } }] });
  });

  it('another content type: 415', async () => {
    for (const type of [
      'text/xml',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
      'x',
    ]) {
      const answer = await rest('POST', '/workflows/send/', JSON.stringify(sendBody()), {
        'content-type': type,
      });
      expect(answer.json(), type).toMatchObject({ code: 'unsupported_media_type' });
    }
  });

  it('a number where an object belongs, at every depth', async () => {
    for (const change of [
      { entity: 5, entity_id: null },
      { ddq: [] },
      { ddq: 'x' },
      { verification: 1 },
      { verification: { checks: 'all' } },
      { email: {} },
      { email: ['a@b.example'] },
      { expiry_hours: '48' },
      { expiry_hours: 1.5 },
    ]) {
      const answer = await rest('POST', '/workflows/send/', sendBody(change));
      expect(answer.statusCode, JSON.stringify(change)).toBe(400);
    }
  });
});

describe('text that neither the database nor JSON can carry is rejected by its name', () => {
  expectNoEffect();

  const bad: Record<string, string> = { 'a NUL character': 'a\u0000b', 'half a surrogate pair': 'a\ud800b' };

  for (const [name, text] of Object.entries(bad)) {
    it(`${name} in every field of a send`, async () => {
      const company = ['legal_name', 'trading_name', 'email', 'phone', 'jurisdiction', 'external_id'];
      for (const field of company) {
        const answer = await rest('POST', '/workflows/send/', {
          ...sendBody(),
          entity_id: undefined,
          entity: { legal_name: 'A', [field]: text },
        });
        expect(answer.json().errors, field).toHaveProperty([`entity.${field}`]);
      }
      for (const field of ['first_name', 'last_name']) {
        const answer = await rest('POST', '/workflows/send/', {
          ...sendBody(),
          entity_id: undefined,
          entity: { entity_type: 'individual', first_name: 'A', last_name: 'B', [field]: text },
        });
        expect(answer.json().errors, field).toHaveProperty([`entity.${field}`]);
      }
      for (const [path, change] of [
        ['email', { email: `${text}@recipient.example` }],
        ['entity_id', { entity_id: text }],
        ['ddq.response_name', { ddq: { questionnaire_id: things.questionnaire, response_name: text } }],
        ['entity.entity_type', { entity_id: null, entity: { entity_type: text, legal_name: 'A' } }],
      ] as const) {
        expect((await rest('POST', '/workflows/send/', sendBody(change))).json().errors, path).toHaveProperty(
          [path],
        );
      }
    });

    it(`${name} in every field of an entity`, async () => {
      for (const field of ['legal_name', 'trading_name', 'email', 'phone', 'jurisdiction', 'external_id']) {
        const created = await rest('POST', '/entities/', { legal_name: 'A', [field]: text });
        expect(created.json().errors, field).toHaveProperty([field]);
        const changed = await rest('PATCH', `/entities/${things.company}/`, { [field]: text });
        expect(changed.json().errors, field).toHaveProperty([field]);
      }
    });

    it(`${name} in answers and the keys that name questions`, async () => {
      const path = `/responses/${things.prefill}/save/`;
      for (const answer of [
        { question_key: 'purpose', value: text },
        { question_key: text, value: 'x' },
        { question_id: text, value: 'x' },
        { question_key: 'staff', value: text },
        { question_key: 'purpose', value: [text] },
        { question_key: 'purpose', value: { [text]: text } },
      ]) {
        expect((await rest('PUT', path, { answers: [answer] })).json().code).toBe('validation_error');
      }
    });

    it(`${name} in a questionnaire`, async () => {
      const question = { key: 'a', text: 'A?', type: 'TEXT' };
      const input = (change: object, questionChange: object = {}) => ({
        name: 'Q',
        type: 'DDQ',
        sections: [{ title: 'S', questions: [{ ...question, ...questionChange }] }],
        ...change,
      });
      for (const value of [
        input({ name: text }),
        input({ description: text }),
        input({ sections: [{ title: text, questions: [question] }] }),
        ...['key', 'text', 'helpText'].map((field) => input({}, { [field]: text })),
        input({}, { type: 'SINGLE_CHOICE', options: ['fine', text] }),
      ]) {
        const answer = await graphql(
          'mutation ($input: CreateQuestionnaireInput!) { createQuestionnaire(input: $input) { __typename ... on Error { code } } }',
          { input: value },
        );
        expect(answer.json().data.createQuestionnaire).toEqual({
          __typename: 'ValidationError',
          code: 'VALIDATION_ERROR',
        });
      }
    });

    it(`${name} in keys and tenants of the operator`, async () => {
      for (const [field, input] of [
        ['createApiKey', { name: text, scopes: ['READ'] }],
        ['createApiKey', { name: 'A', scopes: ['READ'], expiresAt: text }],
        ['createApiKey', { name: 'A', scopes: ['READ'], tenantId: text }],
        ['revokeApiKey', { id: text }],
        ['updateTenant', { tenantId: text }],
        ['updateTenant', { accentColour: text }],
      ] as const) {
        await graphql(
          `mutation ($input: ${field[0]?.toUpperCase()}${field.slice(1)}Input!) { ${field}(input: $input) { __typename ... on Error { code } } }`,
          { input },
        );
      }
    });

    it(`${name} in ids, cursors and searches`, async () => {
      for (const query of [
        'entity(id: $text) { id }',
        'response(id: $text) { id answers { value } }',
        'workflowSession(id: $text) { id entityName }',
        'verificationSession(id: $text) { id entity { name } }',
        'questionnaire(id: $text) { id }',
        'node(id: $text) { id }',
      ]) {
        const answer = await tenant.graphql(`query ($text: ID!) { it: ${query} }`, { text });
        expect(answer, query).toMatchObject({ status: 200, data: { it: null }, errors: undefined });
      }
      for (const [type, query] of [
        ['String', 'entities(after: $text) { totalCount nodes { id } }'],
        ['String', 'responses(before: $text) { totalCount nodes { id } }'],
        ['String', 'questionnaires(after: $text) { totalCount nodes { id } }'],
        ['String', 'entities(filter: { search: $text }) { totalCount }'],
        ['ID', 'responses(filter: { entityId: $text }) { totalCount }'],
        ['ID', 'workflowSessions(filter: { responseId: $text }) { totalCount }'],
      ]) {
        const answer = await graphql(`query ($text: ${type}) { ${query} }`, { text });
        expect(answer.json().errors, query).toMatchObject([{ extensions: { code: 'VALIDATION_ERROR' } }]);
      }
    });

    it(`${name} in idempotency keys`, async () => {
      const answer = await graphql(
        'mutation ($input: CreateEntityInput!) { createEntity(input: $input) { ... on ValidationError { code fields { path } } } }',
        { input: { legalName: 'A', idempotencyKey: text } },
      );
      expect(answer.json().data.createEntity.fields).toEqual([{ path: 'idempotencyKey' }]);
    });
  }

  it('cursors of the wrong kind', async () => {
    const encode = (text: string) => Buffer.from(text).toString('base64url');
    for (const after of [
      '',
      '%',
      encode('nonsense'),
      encode("' OR 1=1"),
      encode('a\u0000b'),
      encode('1'),
      'x'.repeat(10_000),
      encode('-'.repeat(36)),
      ...['', 'nonsense', "' OR 1=1", 'a\u0000b', '1', '-'.repeat(36), `${things.company} `].map((id) =>
        encode(`Query.entities ${id}`),
      ),
    ]) {
      await graphql('query ($after: String) { entities(after: $after) { nodes { id } } }', { after });
    }
    for (const id of ['9999999999', things.company, '-1', '1.5']) {
      const after = encode(`Query.questionnaires ${id}`);
      await graphql('query ($after: String) { questionnaires(after: $after) { nodes { id } } }', { after });
    }
  });

  it('an empty or endless idempotency key, and one with a space', async () => {
    for (const key of ['', ' ', 'x'.repeat(256), 'a b', 'ü']) {
      const answer = await rest('POST', '/entities/', { legal_name: 'A' }, { 'idempotency-key': key });
      expect(answer.statusCode, key.slice(0, 10)).toBe(400);
    }
  });
});

describe('names that mean something to JavaScript are names that no one knows', () => {
  expectNoEffect();

  const names = ['__proto__', 'constructor', 'prototype', 'toString', '__defineGetter__'];

  for (const name of names) {
    it(`${name} in bodies of REST`, async () => {
      const withName = (inside: string) =>
        `{${JSON.stringify(name)}:{"isAdmin":true,"prefill":true},${inside}`;
      const fields = JSON.stringify(sendBody()).slice(1);
      await rest('POST', '/workflows/send/', withName(fields));
      await rest('PATCH', `/entities/${things.company}/`, withName('"phone":"1"}'));
      await rest(
        'POST',
        '/workflows/send/',
        `{"entity":${withName('"legal_name":"A"}')},"ddq":{"questionnaire_id":${things.questionnaire}},"email":"a@b.example"}`,
      );
      await rest(
        'PUT',
        `/responses/${things.prefill}/save/`,
        `{"answers":[${withName('"question_key":"purpose","value":"x"}')}]}`,
      );
      await rest('PUT', `/responses/${things.prefill}/save/`, {
        answers: [{ question_key: name, value: 'x' }],
      });
      await rest('GET', `/entities/?${name}=1`);
      await rest('GET', `/entities/?entity_type=${name}`);
      expect(Object.prototype).not.toHaveProperty('isAdmin');
    });

    it(`${name} in variables of GraphQL`, async () => {
      await expectRejected({
        url: '/graphql',
        body: `{"query":"mutation ($input: CreateEntityInput!) { createEntity(input: $input) { __typename ... on Error { code } } }","variables":{"input":{${JSON.stringify(name)}:{"legalName":"A"},"legalName":"A"}}}`,
      });
      expect(Object.prototype).not.toHaveProperty('legalName');
    });
  }

  it('names that mean something to JavaScript may not be used to leave out required fields', async () => {
    await rest('POST', '/entities/', '{"__proto__":{"legal_name":"A"}}');
    await rest('POST', '/entities/', '{"constructor":{"prototype":{"legal_name":"A"}}}');
  });
});

describe('line breaks never reach an email’s header', () => {
  expectNoEffect();

  for (const lineBreak of ['\r\n', '\n', '\r', '\u2028', '\u0085']) {
    it(`${JSON.stringify(lineBreak)} in addresses and names`, async () => {
      const injection = `${lineBreak}Bcc: thief@recipient.example`;
      for (const [path, change] of [
        ['email', { email: `a@recipient.example${injection}` }],
        ['email', { email: `a${lineBreak}@recipient.example` }],
        [
          'ddq.response_name',
          { ddq: { questionnaire_id: things.questionnaire, response_name: `Name${injection}` } },
        ],
        ['entity.legal_name', { entity_id: null, entity: { legal_name: `Name${injection}` } }],
        [
          'entity.trading_name',
          { entity_id: null, entity: { legal_name: 'Name', trading_name: `T${injection}` } },
        ],
        [
          'entity.email',
          { entity_id: null, entity: { legal_name: 'Name', email: `a@b.example${injection}` } },
        ],
      ] as const) {
        const answer = await rest('POST', '/workflows/send/', sendBody(change));
        expect(answer.json().errors, path).toHaveProperty([path]);
      }
    });
  }

  it('several addresses, display names and quoted local parts never reach an email’s header', async () => {
    for (const email of [
      'a@recipient.example, thief@recipient.example',
      'a@recipient.example thief@recipient.example',
      'Name <thief@recipient.example>',
      '"a\\r\\n"@recipient.example',
      '"thief@recipient.example"@recipient.example',
      'a@[127.0.0.1]',
      'a@localhost',
      '@recipient.example',
      `${'a'.repeat(65)}@recipient.example`,
      `a@${'b'.repeat(250)}.example`,
    ]) {
      const answer = await rest('POST', '/workflows/send/', sendBody({ email }));
      expect(answer.json().errors, email).toHaveProperty(['email']);
    }
  });
});

describe('a URL that cannot be read, or leads nowhere, is 404', () => {
  expectNoEffect();

  const urls = [
    '/api/v1/entities/%/',
    '/api/v1/entities/%E0%A4%A/',
    '/api/v1/entities/%00/',
    '/api/v1/entities/%C0%AE%C0%AE/',
    '/api/v1/entities/..%2F..%2Fetc%2Fpasswd/',
    `/api/v1/entities/${'a'.repeat(400)}/`,
    `/api/v1/entities/${'a'.repeat(8_000)}/`,
    '/api/v1//entities//',
    '/api/v1/',
    '/api/v2/entities/',
    '/api/v1/__proto__/',
    '/w/%',
    '/w/%00',
    `/w/${'a'.repeat(43)}`,
    `/w/${'a'.repeat(8_000)}`,
    '/w/..%2f..%2f',
    '/nowhere',
    '/dev/mail/%',
    '/dev/mail/nonsense',
    '/graphql/never',
  ];
  for (const url of urls) {
    it(url.slice(0, 60), async () => {
      const answer = await gateway.app.inject({ url, headers: { authorization: `Bearer ${tenant.key}` } });
      expect(answer.statusCode, answer.body.slice(0, 200)).toBe(404);
      expectNoInsides(answer.statusCode, answer.body);
      expect(answer.headers['x-request-id']).toEqual(expect.any(String));
    });
  }

  it('invalid parameters of lists are rejected with a validation error', async () => {
    for (const query of [
      'page=0',
      'page=-1',
      'page=1e9',
      'page=%00',
      'page=1&page=2',
      'page_size=x',
      'search=%00',
      'search=%ED%A0%80&entity_type=x',
      'entity_type[]=company',
      'entity_type=COMPANY%00',
    ]) {
      const answer = await rest('GET', `/entities/?${query}`);
      expect(answer.json().code, query).toBe('validation_error');
    }
    for (const query of [
      'entity_id=nonsense',
      'entity_id=%00',
      'questionnaire_id=0x10',
      'questionnaire_id=99999999999',
      'status=nonsense',
      'status=DRAFT&status=PREFILL',
    ]) {
      const answer = await rest('GET', `/responses/?${query}`);
      expect(answer.json().code, query).toBe('validation_error');
    }
  });

  it('a request id that would break a log line or a header is replaced', async () => {
    for (const id of ['a b', 'x'.repeat(200), '{"a":1}', '<script>']) {
      const answer = await tenant.rest('GET', '/credits/', undefined, { headers: { 'x-request-id': id } });
      expect(answer.headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
    }
  });
});

describe('the log', () => {
  it('the log holds no key, token, answer, address or mail, whatever was done or went wrong', async () => {
    const email = 'discreet.person@recipient.example';
    const sent = await tenant.rest('POST', '/workflows/send/', {
      entity: { entity_type: 'individual', first_name: 'Discreet', last_name: 'Person' },
      ddq: { questionnaire_id: things.questionnaire },
      email,
    });
    const answer = 'An answer that nobody else may read';
    expect(
      await tenant.rest('PUT', `/responses/${sent.body.response_id}/save/`, {
        answers: [{ question_key: 'purpose', value: answer }],
      }),
    ).toMatchObject({ status: 200 });
    const { body } = await tenant.rest('GET', '/captured-mails/');
    const [mail] = body.results;
    const token = /\/w\/([\w-]+)/.exec(mail.text)?.[1] ?? '';
    expect(token).toHaveLength(43);
    expect((await gateway.app.inject({ url: `/w/${token}` })).statusCode).toBe(200);
    await gateway.app.inject({ url: `/w/${token}x`, headers: { referer: `http://localhost/w/${token}` } });
    await gateway.app.inject({
      url: '/graphql',
      method: 'POST',
      headers: { authorization: `Bearer ${tenant.key}` },
      payload: `{"query":"${token} ${answer}"`,
    });
    await tenant.graphql(`{ nope(token: "${token}") }`);

    expect(log.length).toBeGreaterThan(10);
    const written = log.join('');
    for (const secret of [
      tenant.key,
      tenant.key.slice(18),
      token,
      answer,
      email,
      'Discreet',
      mail.subject,
      mail.text.slice(0, 60),
    ]) {
      expect(written).not.toContain(secret);
    }
    expect(written).toContain('"route":"/w/*"');
  });

  it('the log holds no error, because nothing that a client sends is one of the gateway’s', () => {
    expect(log.filter((line) => JSON.parse(line).level >= 50)).toEqual([]);
  });
});
