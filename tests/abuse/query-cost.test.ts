import { getIntrospectionQuery, parse, print } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { callerWith, createQuestionnaire, furnish } from '../access/furnish.ts';
import { startTestGateway, type TestGateway, type TestTenant } from '../support/gateway.ts';

let gateway: TestGateway;
let tenant: TestTenant;
let response: string;

beforeAll(async () => {
  gateway = await startTestGateway({ countStatements: true });
  tenant = await gateway.createTenant();
  const owner = callerWith(gateway, tenant.key);
  const questionnaire = await createQuestionnaire(owner);
  ({ response } = await furnish(owner, { word: 'Costly', questionnaire }));
  for (let index = 0; index < 5; index += 1) {
    await tenant.rest('POST', '/workflows/send/', {
      entity: { legal_name: `Company ${index} Ltd` },
      ddq: { questionnaire_id: await createQuestionnaire(owner), prefill: true },
    });
  }
});
afterAll(() => gateway.drop());

const range = (count: number) => Array.from({ length: count }, (_, index) => index);
const aliases = (count: number, field: string) =>
  range(count)
    .map((index) => `a${index}: ${field}`)
    .join(' ');

const isBoundary = (sql: string) => /^\W*(?:implicit ")?(?:BEGIN|COMMIT)\b/i.test(sql);

/** What a query has answered, and the statements that it took once the key was in memory. */
async function run(query: string, variables?: object) {
  await tenant.graphql('{ viewer { apiKey { id } } }');
  gateway.takeStatements();
  const answer = await tenant.graphql(query, variables);
  return { ...answer, statements: gateway.takeStatements().filter((sql) => !isBoundary(sql)) };
}

async function expectRejected(query: string, variables?: object): Promise<string> {
  const { data, errors, statements } = await run(query, variables);
  expect(data ?? undefined).toBeUndefined();
  expect(errors).toEqual([{ message: expect.any(String), extensions: { code: 'BAD_REQUEST' } }]);
  expect(statements).toEqual([]);
  return errors?.[0]?.message ?? '';
}

async function expectAccepted(query: string, variables?: object) {
  const { data, errors, statements } = await run(query, variables);
  expect(errors).toBeUndefined();
  return { data, statements };
}

describe('an operation with more than 20 root fields is rejected before anything is read', () => {
  const viewer = (index: number) => `v${index}: viewer { tenant { id } }`;
  const entities = (index: number) => `e${index}: entities(first: 1) { nodes { id } }`;
  const documents = (index: number) => `d${index}: documents(first: 1) { nodes { id } }`;
  const ten = (field: (index: number) => string) => range(10).map(field).join(' ');

  it('an operation with 20 root fields is accepted', async () => {
    await expectAccepted(`{ ${ten(viewer)} ${ten(entities)} }`);
  });

  const operations: Record<string, string> = {
    'different fields': `{ ${ten(viewer)} ${ten(entities)} ${documents(0)} }`,
    'fields in fragments': `{ ...A ...B ... { ${documents(0)} } } fragment A on Query { ${ten(viewer)} } fragment B on Query { ${ten(entities)} }`,
    '__typename among them': `{ ${ten(viewer)} ${ten(entities)} __typename }`,
    'the schema among them': `{ ${ten(viewer)} ${ten(entities)} __schema { queryType { name } } }`,
  };
  for (const [name, operation] of Object.entries(operations)) {
    it(name, async () => {
      const message = await expectRejected(operation);
      expect(message).toContain('21');
      expect(message).toContain('20');
    });
  }

  it('a mutation, which changes nothing', async () => {
    const create = (name: string) => `${name}: createEntity(input: { legalName: "Too many" }) { __typename }`;
    const update = (name: string) => `${name}: updateEntity(input: { entityId: "x" }) { __typename }`;
    const save = (name: string) =>
      `${name}: saveResponse(input: { responseId: "x", answers: [] }) { __typename }`;
    await expectRejected(
      `mutation { ${range(10)
        .map((index) => `${create(`c${index}`)} ${update(`u${index}`)}`)
        .join(' ')} ${save('s')} }`,
    );
    const { data } = await tenant.graphql('{ entities(filter: { search: "Too many" }) { totalCount } }');
    expect(data.entities.totalCount).toBe(0);
  });

  it('an operation with more than 20 root fields is rejected in a URL and in a multipart body, too', async () => {
    const query = `{ ${ten(viewer)} ${ten(entities)} ${documents(0)} }`;
    const headers = { authorization: `Bearer ${tenant.key}`, accept: 'application/json' };
    const boundary = 'a-boundary';
    const part = (name: string, text: string) =>
      `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${text}\r\n`;
    const answers = [
      await gateway.app.inject({ url: `/graphql?query=${encodeURIComponent(query)}`, headers }),
      await gateway.app.inject({
        method: 'POST',
        url: '/graphql',
        headers: { ...headers, 'content-type': `multipart/form-data; boundary=${boundary}` },
        payload: `${part('operations', JSON.stringify({ query }))}${part('map', '{}')}--${boundary}--\r\n`,
      }),
    ];
    for (const answer of answers) {
      expect(answer.json()).toEqual({
        errors: [{ message: expect.stringContaining('21'), extensions: { code: 'BAD_REQUEST' } }],
      });
    }
  });
});

describe('a field under more than ten response keys of one object is rejected', () => {
  const operations: Record<string, string> = {
    'a value': `{ response(id: "x") { answers { ${aliases(11, 'value')} } } }`,
    'a root field': `{ ${aliases(11, 'viewer { tenant { id } }')} }`,
    'in fragments': `{ viewer { ...A ...B } } fragment A on Viewer { tenant { ${aliases(6, 'name')} } } fragment B on Viewer { tenant { ${range(
      5,
    )
      .map((index) => `b${index}: name`)
      .join(' ')} } }`,
    'under its own name, too': `{ viewer { tenant { name ${aliases(10, 'name')} } } }`,
    'with other arguments': `{ entities { nodes { ${range(11)
      .map((index) => `d${index}: documents(first: ${index}) { totalCount }`)
      .join(' ')} } } }`,
    'through an interface and a type of it': `mutation { createEntity(input: { legalName: "A" }) { ... on Error { ${aliases(6, 'message')} } ... on ValidationError { ${range(
      5,
    )
      .map((index) => `b${index}: message`)
      .join(' ')} } } }`,
  };
  for (const [name, operation] of Object.entries(operations)) {
    it(name, async () => {
      const message = await expectRejected(operation);
      expect(message).toContain('11');
      expect(message).toContain('10');
    });
  }

  it('a field under ten response keys is accepted, and so is one key however often it is repeated', async () => {
    await expectAccepted(`{ viewer { tenant { ${aliases(10, 'name')} } } }`);
    const { data } = await expectAccepted(
      `{ viewer { ${'tenant { id name } '.repeat(40)} ${'...A '.repeat(40)} } } fragment A on Viewer { tenant { name } }`,
    );
    expect(data.viewer.tenant.id).toBe(tenant.id);
  });

  it('a field under ten response keys on each member of a union is accepted', async () => {
    await expectAccepted(
      `mutation { createEntity(input: {}) { ... on ValidationError { ${aliases(10, 'message')} } ... on ConflictError { ${range(
        10,
      )
        .map((index) => `b${index}: message`)
        .join(' ')} } } }`,
    );
  });
});

describe('an operation that costs too much is rejected before anything is read', () => {
  const operations: Record<string, [string, object?]> = {
    'a list of lists of lists': [
      '{ entities(first: 100) { nodes { documents(first: 100) { nodes { entity { name } createdAt id name } } } } }',
    ],
    'lists of an entity’s lists': [
      '{ entities(first: 100) { nodes { workflowSessions(first: 100) { nodes { id status email entityName expiresAt } } } } }',
    ],
    'lists of a response’s lists': [
      '{ responses(first: 100) { nodes { documents(first: 100) { nodes { id name readable sizeBytes contentType } } } } }',
    ],
    'lengths in variables': [
      'query ($many: Int = 1) { entities(first: $many) { nodes { documents(first: $many) { nodes { id name readable sizeBytes contentType } } } } }',
      { many: 100 },
    ],
    'lengths that variables have by default': [
      'query ($many: Int = 100) { entities(first: $many) { nodes { documents(first: $many) { nodes { id name readable sizeBytes contentType } } } } }',
    ],
    'lengths that are the lists’ own': [
      '{ responses { nodes { auditEvents { edges { cursor node { id createdAt } } nodes { id type createdAt details } } answers { value question { text key } } } } }',
    ],
    'long texts': [
      `{ capturedMails(first: 100) { nodes { ${range(10)
        .map((index) => `h${index}: html t${index}: text`)
        .join(' ')} } } again: capturedMails(first: 100) { nodes { html text ${range(9)
        .map((index) => `h${index}: html`)
        .join(' ')} } } }`,
    ],
    'searches in the names of responses': [
      `{ ${range(5)
        .map((index) => `s${index}: responses(first: 1, filter: { search: "${index}" }) { totalCount }`)
        .join(' ')} }`,
    ],
    'counts of the sends of batches': [
      `{ batches(first: 100) { nodes { ${['total', 'pending', 'sent']
        .flatMap((field) => range(9).map((index) => `${field}${index}: ${field}`))
        .join(' ')} } } }`,
    ],
    searches: [
      `{ ${range(5)
        .map((index) => `s${index}: entities(first: 1, filter: { search: "${index}" }) { totalCount }`)
        .join(' ')} }`,
    ],
    'searches in variables': [
      `query ($text: String, $filter: EntityFilter) { ${range(5)
        .map(
          (index) =>
            `s${index}: entities(first: 1, filter: ${index % 2 ? '$filter' : '{ search: $text }'}) { totalCount }`,
        )
        .join(' ')} }`,
      { text: 'a', filter: { search: 'b' } },
    ],
  };
  for (const [name, [query, variables]] of Object.entries(operations)) {
    it(name, async () => {
      const message = await expectRejected(query, variables);
      const [cost, limit] = message.match(/\d+/g)?.map(Number) ?? [];
      expect(limit).toBe(50_000);
      expect(cost).toBeGreaterThan(50_000);
    });
  }

  it('an operation that reads what a screen shows does not cost too much', async () => {
    const everything =
      'responses(first: 100) { totalCount nodes { id name status createdAt entity { id name type email } questionnaire { id name type responseCount } answers { question { key } value source { quote } } auditEvents(first: 3) { nodes { type createdAt actor { name } } } } }';
    await expectAccepted(`{ ${everything} }`);
    await expectAccepted(
      '{ entities(first: 100) { totalCount nodes { documents { totalCount pageInfo { hasNextPage } } } } }',
    );
    await expectAccepted(
      '{ entities(first: 100, filter: { search: "Costly" }) { totalCount nodes { name } } }',
    );
  });

  it.each([
    ['first', { toString: 1 }],
    ['last', { valueOf: 1, toString: null }],
    ['first', [{ toString: [] }]],
    ['filter', { search: { toString: 1 } }],
  ])('a variable for `%s` that is no number or text is an error of the request: %j', async (name, value) => {
    const type = name === 'filter' ? 'EntityFilter' : 'Int';
    const { status, errors } = await run(`query ($it: ${type}) { entities(${name}: $it) { nodes { id } } }`, {
      it: value,
    });
    expect([status, errors?.[0]?.extensions.code]).toEqual([200, 'BAD_REQUEST']);
  });

  it('fields nested too deeply, and too many of them', async () => {
    const nested = `{ entities { nodes ${'{ documents { nodes { entity '.repeat(4)} { id } ${'} } }'.repeat(4)} } }`;
    expect(await expectRejected(nested)).toMatch(/\b1[3-9]\b.*\b12\b/);
    const fields = ['id', 'name', 'type', 'legalName', 'tradingName', 'firstName', 'lastName', 'email'];
    const all = fields.flatMap((field) => range(10).map((index) => `${field}${index}: ${field}`)).join(' ');
    const wide = range(4)
      .map((index) => `e${index}: entities(first: 1) { nodes { ${all} } }`)
      .join(' ');
    expect(await expectRejected(`{ ${wide} }`)).toMatch(/\b328\b.*\b300\b/);
  });
});

describe('questions about the schema', () => {
  it('questions about the schema are answered to tools that read all of it', async () => {
    for (const options of [{}, { inputValueDeprecation: true, oneOf: true, specifiedByUrl: true }]) {
      const { data } = await expectAccepted(getIntrospectionQuery(options));
      expect(data.__schema.types.length).toBeGreaterThan(100);
    }
  });

  it('questions about the schema are rejected when they ask for it many times', async () => {
    const [operation, ...fragments] = parse(getIntrospectionQuery()).definitions;
    const whole =
      operation &&
      print(operation)
        .replace(/^[^{]*\{/, '')
        .replace(/\}[^}]*$/, '');
    await expectRejected(
      `{ ${range(3)
        .map((index) => whole?.replace('__schema', `s${index}: __schema`))
        .join(' ')} } ${fragments.map(print).join(' ')}`,
    );
    const ten = (inner: string) =>
      range(10)
        .map((index) => `f${index}: fields { ${inner} }`)
        .join(' ');
    await expectRejected(`{ __schema { types { ${ten(`type { ${ten('name')} }`)} } } }`);
  });
});

describe('counts cost one statement, whatever they are counts of and under however many names', () => {
  const ten = (field: string) => aliases(10, field);

  it('responses of the questionnaires of a list', async () => {
    const { data, statements } = await expectAccepted(
      `{ responses(first: 100) { nodes { questionnaire { ${ten('responseCount')} } } } }`,
    );
    expect(data.responses.nodes.map(({ questionnaire }: any) => questionnaire.a9)).toContain(1);
    expect(statements, statements.join('\n')).toHaveLength(2);
    const list = await expectAccepted(
      `{ questionnaires(first: 100) { nodes { id ${ten('responseCount')} } } }`,
    );
    expect(list.data.questionnaires.nodes.map(({ a0 }: any) => a0)).toContain(1);
    expect(list.statements, list.statements.join('\n')).toHaveLength(2);
  });

  it('sends of the batches of a list', async () => {
    const { data, statements } = await expectAccepted(
      `{ batches(first: 100) { nodes { ${ten('pending')} total sent status finishedAt } } }`,
    );
    expect(data.batches.nodes).toMatchObject([{ a9: 1, total: 1, sent: 0, status: 'PROCESSING' }]);
    expect(statements, statements.join('\n')).toHaveLength(2);
  });

  const nested: Record<string, string> = {
    'documents of entities': 'entities(first: 100) { nodes { LISTS } }',
    'events of responses': 'responses(first: 100) { nodes { LISTS } }',
    'events of sessions': 'workflowSessions(first: 100) { nodes { LISTS } }',
    'deliveries of webhooks': 'webhooks(first: 100) { nodes { LISTS } }',
  };
  for (const [name, query] of Object.entries(nested)) {
    it(name, async () => {
      const [of = ''] = name.split(' ');
      const field = of === 'events' ? 'auditEvents' : of;
      const { statements } = await expectAccepted(
        `{ ${query.replace('LISTS', ten(`${field}(first: 1) { totalCount }`))} }`,
      );
      // The list, the pages of what belongs to it, and the counts.
      expect(statements, statements.join('\n')).toHaveLength(3);
    });
  }

  for (const list of [
    'responses',
    'entities',
    'documents',
    'questionnaires',
    'workflowSessions',
    'capturedMails',
    'webhooks',
    'apiKeys',
  ]) {
    it(`${list} of a tenant`, async () => {
      const { data, statements } = await expectAccepted(`{ ${ten(`${list}(first: 1) { totalCount }`)} }`);
      expect(data.a9.totalCount).toBe(data.a0.totalCount);
      // Ten pages, which are read for nothing, and one count.
      expect(statements, statements.join('\n')).toHaveLength(11);
    });
  }

  it('lists with different filters have total counts of their own', async () => {
    const { data } = await expectAccepted(
      '{ all: entities { totalCount } companies: entities(filter: { type: COMPANY }) { totalCount } individuals: entities(filter: { type: INDIVIDUAL }) { totalCount } }',
    );
    expect(data.companies.totalCount + data.individuals.totalCount).toBe(data.all.totalCount);
    expect(data.individuals.totalCount).toBe(1);
  });
});

it('an offset beyond 10,000 is rejected, because all that it leaves out is read', async () => {
  await expectAccepted('{ entities(offset: 10000) { nodes { id } } }');
  const { errors, statements } = await run('{ entities(offset: 10001) { nodes { id } } }');
  expect(errors).toMatchObject([{ extensions: { code: 'VALIDATION_ERROR', fields: [{ path: 'offset' }] } }]);
  expect(statements).toEqual([]);
});

it('a page of REST beyond the 10,000th row is rejected at `page`', async () => {
  expect(await tenant.rest('GET', '/entities/?page=100&page_size=100')).toMatchObject({ status: 200 });
  for (const query of ['page=101&page_size=100', 'page=201', 'page=10000000&page_size=1']) {
    const { status, body } = await tenant.rest('GET', `/entities/?${query}`);
    expect(status).toBe(400);
    expect(body).toMatchObject({
      code: 'validation_error',
      errors: { page: [expect.stringMatching(/10000.*GraphQL/)] },
    });
  }
});

it('a stored operation of REST is as large as it has to be', async () => {
  expect(await tenant.rest('GET', '/responses/?page_size=100')).toMatchObject({ status: 200 });
  expect(await tenant.rest('GET', `/responses/${response}/`)).toMatchObject({ status: 200 });
});
