import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { shareTestGateway, type TestGateway } from '../support/gateway.ts';
import { newQuestionnaire } from '../support/questionnaires.ts';
import { measure } from '../support/resources.ts';
import { createWorld, type World } from '../support/world.ts';

/**
 * What one body of 1 MiB can take of the processor. Parsing the JSON of the worst shapes takes about half of it; what this
 * is to catch took seconds.
 */
const maxCpuMs = 400;
/** A response with 100 problems, each with the longest message. */
const maxResponseLength = 150_000;
const maxProblems = 100;

let gateway: TestGateway;
let world: World;
let response: string;
let choice: string;

beforeAll(async () => {
  gateway = await shareTestGateway();
  world = await createWorld(gateway, { credits: 10 });
  const { body } = await world.tenant.rest('POST', '/workflows/send/', {
    entity_id: world.company,
    ddq: { questionnaire_id: world.questionnaire, prefill: true },
  });
  response = body.response_id;
  const { id } = await newQuestionnaire(
    world.tenant,
    questionnaire([
      {
        title: 'All',
        questions: Array.from({ length: 200 }, (_, index) => ({
          ...question(index),
          type: 'MULTI_CHOICE',
          options: Array.from({ length: 5 }, (_option, number) => `${number}${'o'.repeat(490)}`),
        })),
      },
    ]),
  );
  const prefill = await world.tenant.rest('POST', '/workflows/send/', {
    entity_id: world.company,
    ddq: { questionnaire_id: id, prefill: true },
  });
  choice = prefill.body.response_id;
});
afterAll(() => gateway?.drop());

const times = <Item>(count: number, item: (index: number) => Item): Item[] =>
  Array.from({ length: count }, (_, index) => item(index));
const unknownFields = (count: number) => Object.fromEntries(times(count, (index) => [`f${index}`, 0]));
const nested = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`;
const question = (index: number) => ({ key: `q${index}`, text: 'Why?', type: 'TEXT' });
const questionnaire = (sections: unknown) => ({ name: 'Large', type: 'DDQ', sections });

/** Bodies of about 1 MiB and less, each of another shape that is expensive to look into. */
const bodies: [string, 'POST' | 'PUT' | 'PATCH', () => string, unknown][] = [
  [
    'event names',
    'POST',
    () => '/webhooks/',
    { url: 'https://x.example/', events: times(90_000, (i) => `e${i}`) },
  ],
  [
    'the same event',
    'POST',
    () => '/webhooks/',
    { url: 'https://x.example/', events: times(50_000, () => 'response.created') },
  ],
  [
    'one-letter events',
    'POST',
    () => '/webhooks/',
    { url: 'https://x.example/', events: times(250_000, () => 'e') },
  ],
  ['unknown fields', 'POST', () => '/entities/', unknownFields(75_000)],
  [
    'unknown fields with dots',
    'POST',
    () => '/entities/',
    Object.fromEntries(times(70_000, (i) => [`a.b.${i}`, 0])),
  ],
  ['a field with a very long name', 'POST', () => '/entities/', { ['x'.repeat(1_000_000)]: 1 }],
  [
    'fields with long names',
    'POST',
    () => '/entities/',
    Object.fromEntries(times(90, (i) => [`${'x'.repeat(10_000)}${i}`, 1])),
  ],
  ['unknown fields in an object', 'POST', () => '/workflows/send/', { entity: unknownFields(75_000) }],
  ['a long name', 'POST', () => '/entities/', { legal_name: 'x'.repeat(1_000_000) }],
  [
    'a long blank name',
    'POST',
    () => '/entities/',
    { legal_name: `${' '.repeat(500_000)}\u0000${' '.repeat(400_000)}` },
  ],
  ['a long address', 'POST', () => '/entities/', { legal_name: 'A', email: `${'a.'.repeat(450_000)}@x` }],
  ['a long country', 'POST', () => '/entities/', { legal_name: 'A', jurisdiction: 'GB'.repeat(500_000) }],
  ['a long type', 'POST', () => '/entities/', { legal_name: 'A', entity_type: 'ß'.repeat(500_000) }],
  ['a long URL', 'POST', () => '/webhooks/', { url: `https://${'a.'.repeat(500_000)}`, events: ['*'] }],
  ['a deep value', 'POST', () => '/entities/', `{"legal_name": ${nested(500_000)}}`],
  ['a list for an object', 'POST', () => '/workflows/send/', { entity: times(500_000, () => 0) }],
  [
    'too many answers',
    'PUT',
    () => `/responses/${response}/save/`,
    { answers: times(80_000, () => ({ value: 1 })) },
  ],
  [
    'answers that are nothing',
    'PUT',
    () => `/responses/${response}/save/`,
    { answers: times(500_000, () => 0) },
  ],
  [
    'answers with unknown fields',
    'PUT',
    () => `/responses/${response}/save/`,
    { answers: times(900, () => unknownFields(100)) },
  ],
  [
    'answers to nothing',
    'PUT',
    () => `/responses/${response}/save/`,
    { answers: times(1_000, (i) => ({ question_key: `${'k'.repeat(90)}${i}`, value: 1 })) },
  ],
  [
    'answers to keys that are long',
    'PUT',
    () => `/responses/${response}/save/`,
    { answers: times(90, () => ({ question_key: 'k'.repeat(10_000), value: 1 })) },
  ],
  [
    'an answer that is a long list',
    'PUT',
    () => `/responses/${response}/save/`,
    { answers: [{ question_key: 'name', value: times(250_000, () => 'a') }] },
  ],
  [
    'an answer that is deep',
    'PUT',
    () => `/responses/${response}/save/`,
    `{"answers": [{"question_key": "name", "value": ${nested(400_000)}}]}`,
  ],
  [
    'answers that choose nothing',
    'PUT',
    () => `/responses/${choice}/save/`,
    { answers: times(200, (i) => ({ question_key: `q${i}`, value: ['nothing'] })) },
  ],
  [
    'answers that choose long lists',
    'PUT',
    () => `/responses/${choice}/save/`,
    { answers: times(10, (i) => ({ question_key: `q${i}`, value: times(17_000, (number) => number) })) },
  ],
  [
    'a reason that is long',
    'POST',
    () => `/responses/${response}/reject/`,
    { reason: 'x\n'.repeat(340_000) },
  ],
  [
    'question keys',
    'POST',
    () => `/responses/${response}/request-changes/`,
    { message: 'Please.', question_keys: times(100_000, (i) => `q${i}`) },
  ],
  [
    'question keys that are unknown',
    'POST',
    () => `/responses/${response}/request-changes/`,
    { message: 'Please.', question_keys: times(1_000, (i) => `q${i}`) },
  ],
  [
    'question keys that are objects',
    'POST',
    () => `/responses/${response}/request-changes/`,
    { message: 'Please.', question_keys: times(1_000, () => unknownFields(80)) },
  ],
  ['checks', 'POST', () => '/workflows/send/', { verification: { checks: unknownFields(75_000) } }],
];

describe('a large body of any shape costs little and is answered with at most 100 problems', () => {
  it.each(bodies)(
    'a large REST body costs little and is answered with at most 100 problems: %s',
    async (_what, method, path, body) => {
      const payload = typeof body === 'string' ? body : JSON.stringify(body);
      expect(payload.length).toBeLessThan(1_048_576);
      const call = () =>
        gateway.app.inject({
          method,
          url: `/api/v1${path()}`,
          headers: { authorization: `Bearer ${world.tenant.key}`, 'content-type': 'application/json' },
          payload,
        });
      const { result, cpuMs } = await measure(call, maxCpuMs);
      expect(result.statusCode, result.body.slice(0, 300)).toBe(400);
      expect(result.json().code).toBe('validation_error');
      const problems = Object.keys(result.json().errors ?? {});
      expect(problems.length).toBeGreaterThan(0);
      expect(problems.length).toBeLessThanOrEqual(maxProblems);
      expect(result.body.length).toBeLessThan(maxResponseLength);
      expect(cpuMs).toBeLessThan(maxCpuMs);
    },
  );
});

const mutations = {
  createWebhook:
    'mutation ($input: CreateWebhookInput!) { result: createWebhook(input: $input) { __typename ...on ValidationError { fields { path messages } } } }',
  createEntity:
    'mutation ($input: CreateEntityInput!) { result: createEntity(input: $input) { __typename ...on ValidationError { fields { path messages } } } }',
  createApiKey:
    'mutation ($input: CreateApiKeyInput!) { result: createApiKey(input: $input) { __typename ...on ValidationError { fields { path messages } } } }',
  saveResponse:
    'mutation ($input: SaveResponseInput!) { result: saveResponse(input: $input) { __typename ...on ValidationError { fields { path messages } } } }',
  createQuestionnaire:
    'mutation ($input: CreateQuestionnaireInput!) { result: createQuestionnaire(input: $input) { __typename ...on ValidationError { fields { path messages } } } }',
  filter: 'query ($input: EntityFilter) { result: entities(filter: $input) { totalCount } }',
};

/** The same for GraphQL, whose library looks into variables before an operation does. */
const variables: [string, keyof typeof mutations, () => unknown][] = [
  [
    'event names',
    'createWebhook',
    () => ({ url: 'https://x.example/', events: times(90_000, (i) => `e${i}`) }),
  ],
  [
    'numbers for events',
    'createWebhook',
    () => ({ url: 'https://x.example/', events: times(400_000, () => 1) }),
  ],
  [
    'objects for events',
    'createWebhook',
    () => ({ url: 'https://x.example/', events: times(300_000, () => ({})) }),
  ],
  [
    'values that an enum does not have',
    'createApiKey',
    () => ({ name: 'A', scopes: times(90_000, (i) => `s${i}`) }),
  ],
  [
    'long values that an enum does not have',
    'createApiKey',
    () => ({ name: 'A', scopes: times(90, () => 's'.repeat(10_000)) }),
  ],
  ['the same scope', 'createApiKey', () => ({ name: 'A', scopes: times(110_000, () => 'READ') })],
  ['unknown fields', 'createEntity', () => unknownFields(75_000)],
  [
    'fields with long names',
    'createEntity',
    () => Object.fromEntries(times(90, (i) => [`${'x'.repeat(10_000)}${i}`, 1])),
  ],
  ['a long text', 'createEntity', () => ({ legalName: 'x'.repeat(1_000_000) })],
  ['an object for a text', 'createEntity', () => ({ legalName: unknownFields(75_000) })],
  [
    'answers with unknown fields',
    'saveResponse',
    () => ({ responseId: response, answers: times(900, () => unknownFields(100)) }),
  ],
  [
    'too many answers',
    'saveResponse',
    () => ({ responseId: response, answers: times(60_000, () => ({ value: 1 })) }),
  ],
  [
    'questions',
    'createQuestionnaire',
    () => questionnaire([{ title: 'All', questions: times(20_000, question) }]),
  ],
  [
    'sections',
    'createQuestionnaire',
    () => questionnaire(times(20_000, (i) => ({ title: 'T', questions: i % 2 ? [] : [question(i)] }))),
  ],
  [
    'questions in many sections',
    'createQuestionnaire',
    () => questionnaire(times(100, () => ({ title: 'T', questions: times(150, question) }))),
  ],
  [
    'questions that have nothing',
    'createQuestionnaire',
    () => questionnaire([{ title: 'T', questions: times(500, () => ({ key: '', text: '', type: 'TEXT' })) }]),
  ],
  [
    'questions with the same key',
    'createQuestionnaire',
    () => questionnaire([{ title: 'T', questions: times(500, () => question(1)) }]),
  ],
  [
    'conditions on nothing',
    'createQuestionnaire',
    () =>
      questionnaire([
        {
          title: 'T',
          questions: times(500, (i) => ({
            ...question(i),
            visibleWhen: { key: `q${499 - i}`, equals: 'x' },
          })),
        },
      ]),
  ],
  [
    'the same option',
    'createQuestionnaire',
    () =>
      questionnaire([
        {
          title: 'T',
          questions: times(500, (i) => ({
            ...question(i),
            type: 'SINGLE_CHOICE',
            options: times(250, () => 'a'),
          })),
        },
      ]),
  ],
  [
    'options',
    'createQuestionnaire',
    () =>
      questionnaire([
        {
          title: 'T',
          questions: [{ ...question(1), type: 'SINGLE_CHOICE', options: times(90_000, (i) => `o${i}`) }],
        },
      ]),
  ],
  ['a search', 'filter', () => ({ search: 'x'.repeat(1_000_000) })],
];

describe('variables of any shape cost little and are answered with at most 100 problems', () => {
  it.each(variables)('%s', async (_what, name, input) => {
    const payload = JSON.stringify({ query: mutations[name], variables: { input: input() } });
    expect(payload.length).toBeLessThan(1_048_576);
    const call = () =>
      gateway.app.inject({
        method: 'POST',
        url: '/graphql',
        headers: { authorization: `Bearer ${world.tenant.key}`, 'content-type': 'application/json' },
        payload,
      });
    const { result, cpuMs } = await measure(call, maxCpuMs);
    const { data, errors = [] } = result.json();
    const problems = data?.result?.fields ?? errors;
    expect(problems.length, result.body.slice(0, 300)).toBeGreaterThan(0);
    expect(problems.length).toBeLessThanOrEqual(maxProblems);
    for (const { extensions } of errors) {
      expect(['BAD_REQUEST', 'VALIDATION_ERROR']).toContain(extensions.code);
    }
    expect(result.body.length).toBeLessThan(maxResponseLength);
    expect(cpuMs).toBeLessThan(maxCpuMs);
  });
});

describe('a header that is used', () => {
  it('an idempotency key of 255 characters is used, and a longer one is rejected', async () => {
    const create = (key: string) =>
      world.tenant.rest(
        'POST',
        '/entities/',
        { legal_name: 'Acme' },
        { headers: { 'idempotency-key': key } },
      );
    expect(await create('k'.repeat(255))).toMatchObject({ status: 201 });
    for (const key of ['k'.repeat(256), 'k'.repeat(10_000), 'two words', 'ü']) {
      expect(await create(key)).toMatchObject({
        status: 400,
        body: { code: 'validation_error', errors: { idempotency_key: [expect.any(String)] } },
      });
    }
  });

  it('a request id of 128 characters is kept, and a longer one is replaced', async () => {
    const idOf = async (id: string) =>
      (await gateway.rest('GET', '/credits/', undefined, { headers: { 'x-request-id': id } })).headers[
        'x-request-id'
      ];
    expect(await idOf('r'.repeat(128))).toBe('r'.repeat(128));
    expect(await idOf('r'.repeat(129))).toMatch(/^[0-9a-f-]{36}$/);
    expect(await idOf('r'.repeat(12_000))).toMatch(/^[0-9a-f-]{36}$/);
  });
});

describe('a query string', () => {
  it('a query string of any length costs little and is answered with at most 100 problems', async () => {
    const unknown = times(1_500, (index) => `p${index}=1`).join('&');
    const repeated = times(1_500, () => 'status=DRAFT').join('&');
    for (const query of [unknown, repeated, `${'x'.repeat(10_000)}=1`, `status=${'DRAFT,'.repeat(1_500)}`]) {
      const { result, cpuMs } = await measure(
        () => world.tenant.rest('GET', `/responses/?${query}`),
        maxCpuMs,
      );
      expect(result).toMatchObject({ status: 400, body: { code: 'validation_error' } });
      expect(Object.keys(result.body.errors).length).toBeLessThanOrEqual(maxProblems);
      expect(JSON.stringify(result.body).length).toBeLessThan(20_000);
      expect(cpuMs).toBeLessThan(maxCpuMs);
    }
  });
});
