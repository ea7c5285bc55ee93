import { randomUUID } from 'node:crypto';
import { type GraphQLObjectType, getNamedType, isInterfaceType, isLeafType, isObjectType } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { schema } from '../../src/graphql/schema.ts';
import { newId } from '../../src/ids.ts';
import { operatorKey, startTestGateway, type TestGateway } from '../support/gateway.ts';
import { type Caller, callerWith, createQuestionnaire, furnish, type Things } from './furnish.ts';

interface Party extends Caller {
  things: Things;
}

interface NodeCase {
  /** Another query in which the resources occur. */
  query: string;
  /** Only keys with this scope can read them. */
  scope?: 'ADMIN';
  /** They belong to a tenant and not to one of its modes. */
  isShared?: true;
  /** Only the operator can read them. */
  isOperators?: true;
}

/** Every type of node. */
const cases: Readonly<Record<string, NodeCase>> = {
  Answer: { query: 'responses { nodes { answers { FIELDS } } }' },
  ApiKey: { query: 'apiKeys { nodes { FIELDS } }', scope: 'ADMIN', isShared: true },
  AuditEvent: { query: 'responses { nodes { auditEvents { nodes { FIELDS } } } }' },
  Autofill: { query: 'responses { nodes { autofill { FIELDS } } }' },
  Batch: { query: 'batches { nodes { FIELDS } }' },
  BatchItem: { query: 'batches { nodes { items { nodes { FIELDS } } } }' },
  CapturedMail: { query: 'capturedMails { nodes { FIELDS } }' },
  Document: { query: 'documents { nodes { FIELDS } }' },
  Entity: { query: 'entities { nodes { FIELDS } }' },
  Job: { query: 'jobs { nodes { FIELDS } }', isOperators: true },
  Question: {
    query: 'questionnaires { nodes { currentVersion { sections { questions { FIELDS } } } } }',
    isShared: true,
  },
  Questionnaire: { query: 'questionnaires { nodes { FIELDS } }', isShared: true },
  QuestionnaireSection: {
    query: 'questionnaires { nodes { currentVersion { sections { FIELDS } } } }',
    isShared: true,
  },
  QuestionnaireVersion: {
    query: 'questionnaires { nodes { versions { nodes { FIELDS } } } }',
    isShared: true,
  },
  Response: { query: 'responses { nodes { FIELDS } }' },
  Comment: { query: 'responses { nodes { comments { nodes { FIELDS } } } }' },
  Submission: { query: 'responses { nodes { submissions { nodes { FIELDS } } } }' },
  Tenant: { query: 'viewer { tenant { FIELDS } }', isShared: true },
  VerificationEvidence: {
    query: 'workflowSessions { nodes { verificationSession { evidence { FIELDS } } } }',
  },
  VerificationSession: { query: 'workflowSessions { nodes { verificationSession { FIELDS } } }' },
  Webhook: { query: 'webhooks { nodes { FIELDS } }', scope: 'ADMIN' },
  WebhookAttempt: {
    query: 'webhooks(first: 5) { nodes { deliveries(first: 5) { nodes { attemptLog { FIELDS } } } } }',
    scope: 'ADMIN',
  },
  WebhookDelivery: {
    query: 'webhooks(first: 5) { nodes { deliveries(first: 5) { nodes { FIELDS } } } }',
    scope: 'ADMIN',
  },
  WorkflowSession: { query: 'workflowSessions { nodes { FIELDS } }' },
};
const casesOfTenants = Object.entries(cases).filter(([, { isOperators }]) => !isOperators);

let gateway: TestGateway;
let caller: Party;
/** The same tenant with a test key. */
let rehearsal: Party;
let stranger: Party;
/** The caller with the scope READ alone. */
let reader: Caller;
let operator: Caller;

beforeAll(async () => {
  gateway = await startTestGateway({ environment: { WORKER: 'none' }, countStatements: true });
  const tenant = await gateway.createTenant();
  const live = callerWith(gateway, tenant.key);
  const test = callerWith(gateway, await tenant.createKey({ mode: 'TEST' }));
  const other = callerWith(gateway, (await gateway.createTenant()).key);
  const questionnaire = await createQuestionnaire(live);
  caller = { ...live, things: await furnish(live, { word: 'Own', questionnaire }) };
  rehearsal = { ...test, things: await furnish(test, { word: 'Rehearsed', questionnaire }) };
  stranger = {
    ...other,
    things: await furnish(other, { word: 'Foreign', questionnaire: await createQuestionnaire(other) }),
  };
  reader = callerWith(gateway, await tenant.createKey({ scopes: ['READ'] }));
  operator = callerWith(gateway, operatorKey);
  await gateway.services.allTenants.$transaction((transaction) =>
    gateway.services.jobs.enqueue(transaction, 'webhook-delivery', [
      { id: newId(), tenantId: caller.things.tenant, data: { deliveryId: newId() } },
    ]),
  );
});
afterAll(() => gateway.drop());

const typeNamed = (name: string) => schema.getType(name) as GraphQLObjectType;

/** All of a type's values that have no fields of their own, except for the one that reading can change. */
const leavesOf = (type: string): string =>
  `__typename ${Object.values(typeNamed(type).getFields())
    .filter(
      ({ name, type: of, args }) =>
        isLeafType(getNamedType(of)) && args.length === 0 && name !== 'lastUsedAt',
    )
    .map(({ name }) => name)
    .join(' ')}`;

type Resource = Record<string, unknown> & { id: string };

/** Every object of a type within a value, each once. */
function find(type: string, value: unknown, found = new Map<string, Resource>()): Resource[] {
  if (typeof value === 'object' && value !== null) {
    if ('__typename' in value && value.__typename === type) {
      const resource = value as unknown as Resource;
      found.set(resource.id, resource);
    }
    for (const item of Object.values(value)) {
      find(type, item, found);
    }
  }
  return [...found.values()];
}

/** What a caller reads of a type by other queries. */
async function read(who: Caller, type: string): Promise<Resource[]> {
  const { query = '' } = cases[type] ?? {};
  const { data, errors } = await who.graphql(`{ ${query.replace('FIELDS', leavesOf(type))} }`);
  expect(errors, type).toBeUndefined();
  const found = find(type, data);
  expect(found, type).not.toEqual([]);
  return found;
}

const nodes = async (who: Caller, ids: readonly string[], selection = '__typename id') => {
  const { data, errors } = await who.graphql(`query ($ids: [ID!]!) { nodes(ids: $ids) { ${selection} } }`, {
    ids,
  });
  expect(errors).toBeUndefined();
  return data.nodes;
};

/** How many statements a call costs: the smallest of three counts, because a key may be looked up again in one of them. */
async function countStatements(call: () => Promise<unknown>): Promise<number> {
  const counts = [];
  for (let round = 0; round < 3; round += 1) {
    gateway.takeStatements();
    await call();
    counts.push(gateway.takeStatements().length);
  }
  return Math.min(...counts);
}

const idsOf = (resources: readonly Resource[]): string[] => resources.map(({ id }) => id);

describe('every type with an id', () => {
  const withId = Object.values(schema.getTypeMap()).filter(
    (type) => isObjectType(type) && 'id' in type.getFields(),
  );

  it('every type with an id is a Node, has the id as `ID!`, and is among the cases of this test', () => {
    const node = schema.getType('Node');
    const names = isInterfaceType(node) ? schema.getPossibleTypes(node).map(({ name }) => name) : [];
    expect(names.sort()).toEqual(withId.map(({ name }) => name).sort());
    expect(names.map((name) => String(typeNamed(name).getFields()['id']?.type))).toEqual(
      names.map(() => 'ID!'),
    );
    expect(names).toEqual(Object.keys(cases).sort());
  });

  it('every type with an id has ids that no other type has, over all tenants and modes', async () => {
    const all = await Promise.all(
      casesOfTenants.map(async ([type]) => {
        const found = await Promise.all([caller, rehearsal, stranger].map((who) => read(who, type)));
        return [...new Set(found.flatMap(idsOf))];
      }),
    );
    const ids = [...all.flat(), ...idsOf(await read(operator, 'Job'))];
    expect(ids.length).toBeGreaterThan(3 * casesOfTenants.length - 5);
    expect(new Set(ids).size).toBe(ids.length);
  });
});

describe.each(casesOfTenants)('a node of type %s', (type, { scope, isShared }) => {
  const everything = `__typename ... on ${type} { ${leavesOf(type)} }`;

  it(`a node of type ${type} is the same as what other queries return`, async () => {
    for (const who of [caller, rehearsal, stranger]) {
      const resources = await read(who, type);
      expect(await nodes(who, idsOf(resources), everything)).toEqual(resources);
      const { data, errors } = await who.graphql(`query ($id: ID!) { node(id: $id) { ${everything} } }`, {
        id: resources[0]?.id,
      });
      expect({ node: data.node, errors }).toEqual({ node: resources[0], errors: undefined });
    }
  });

  it(`a node of type ${type} is null for another tenant`, async () => {
    const ids = idsOf(await read(stranger, type));
    expect(await nodes(caller, ids)).toEqual(ids.map(() => null));
    expect(await nodes(stranger, idsOf(await read(caller, type)))).not.toContainEqual(expect.anything());
  });

  it.skipIf(isShared)(`a node of type ${type} is null for the other mode`, async () => {
    expect(await nodes(caller, idsOf(await read(rehearsal, type)))).not.toContainEqual(expect.anything());
    expect(await nodes(rehearsal, idsOf(await read(caller, type)))).not.toContainEqual(expect.anything());
  });

  it(`a node of type ${type} is ${scope ? 'null for' : 'found by'} a key with the scope READ`, async () => {
    const { data } = await reader.graphql('{ viewer { apiKey { id } } }');
    const resources = (await read(caller, type)).filter(({ id }) => id !== data.viewer.apiKey.id);
    expect(await nodes(reader, idsOf(resources), everything)).toEqual(
      resources.map((resource) => (scope ? null : resource)),
    );
  });

  it(`a node of type ${type} is found in one database statement`, async () => {
    const [resource] = await read(caller, type);
    const statements = await countStatements(async () => {
      const { data } = await caller.graphql('query ($id: ID!) { node(id: $id) { __typename id } }', {
        id: resource?.id,
      });
      expect(data.node).toEqual({ __typename: type, id: resource?.id });
    });
    expect(statements).toBe(1);
  });
});

describe('the operator', () => {
  it.each(['Tenant', 'ApiKey', 'Job'])(
    'the operator finds each node of type %s in one statement',
    async (type) => {
      const query = type === 'Tenant' ? 'tenants { nodes { FIELDS } }' : cases[type]?.query;
      const { data } = await operator.graphql(`{ ${query?.replace('FIELDS', leavesOf(type))} }`);
      const resources = find(type, data);
      expect(resources.length).toBeGreaterThan(0);
      const selection = `__typename ... on ${type} { ${leavesOf(type)} }`;
      const statements = await countStatements(async () => {
        expect(await nodes(operator, idsOf(resources), selection)).toEqual(resources);
      });
      expect(statements).toBe(1);
    },
  );

  it('the operator finds nothing else, and no one else finds jobs', async () => {
    const { tenant: _tenant, apiKey: _apiKey, ...things } = caller.things;
    expect(await nodes(operator, Object.values(things).map(String))).not.toContainEqual(expect.anything());
    expect(await nodes(caller, idsOf(await read(operator, 'Job')))).toEqual([null]);
  });
});

describe('a key', () => {
  it('a key finds itself with any scope, and a test key no live one', async () => {
    const { data } = await reader.graphql('{ viewer { apiKey { __typename id } } }');
    expect(await nodes(reader, [data.viewer.apiKey.id])).toEqual([data.viewer.apiKey]);
    const [live, test] = await nodes(rehearsal, [caller.things.apiKey, rehearsal.things.apiKey]);
    expect([live, test]).toEqual([null, { __typename: 'ApiKey', id: rehearsal.things.apiKey }]);
  });
});

describe('the events of a webhook', () => {
  it('the events of a webhook are nodes for keys that can read webhooks', async () => {
    const { data } = await caller.graphql(
      '{ webhooks { nodes { auditEvents { nodes { __typename id } } } } }',
    );
    const events = find('AuditEvent', data);
    expect(events.length).toBeGreaterThan(0);
    expect(await nodes(caller, idsOf(events))).toEqual(events);
    expect(await nodes(reader, idsOf(events))).toEqual(events.map(() => null));
  });
});

describe('the id of an answer', () => {
  it.each([
    [
      'of a question of another questionnaire',
      (answer: string, question: string) => `${answer.split(':')[0]}:${question}`,
    ],
    [
      'of another tenant’s response',
      (answer: string, _question: string, foreign: string) =>
        `${foreign.split(':')[0]}:${answer.split(':')[1]}`,
    ],
    ['with a part too many', (answer: string) => `${answer}:${answer}`],
    ['without a question', (answer: string) => `${answer.split(':')[0]}:`],
    ['with another separator', (answer: string) => answer.replace(':', '.')],
    ['in which the parts are swapped', (answer: string) => answer.split(':').reverse().join(':')],
  ])('%s finds nothing', async (_name, change) => {
    const other = await createQuestionnaire(caller);
    const [answer] = await read(caller, 'Answer');
    const [foreign] = await read(stranger, 'Answer');
    const { data } = await caller.graphql(
      'query ($id: ID!) { questionnaire(id: $id) { currentVersion { sections { questions { id } } } } }',
      { id: other },
    );
    const [question] = data.questionnaire.currentVersion.sections[0].questions;
    expect(await nodes(caller, [change(answer?.id ?? '', question.id, foreign?.id ?? '')])).toEqual([null]);
  });
});

describe('what belongs to a deleted webhook', () => {
  it('what belongs to a deleted webhook is null', async () => {
    const owner = callerWith(gateway, (await gateway.createTenant()).key);
    const { webhook, delivery } = await furnish(owner, {
      word: 'Deleted',
      questionnaire: await createQuestionnaire(owner),
    });
    const ids = [webhook, delivery, ...idsOf(await read(owner, 'WebhookAttempt'))];
    expect(await nodes(owner, ids)).toEqual(ids.map((id) => expect.objectContaining({ id })));
    await owner.rest('DELETE', `/webhooks/${webhook}/`);
    expect(await nodes(owner, ids)).toEqual(ids.map(() => null));
  });
});

describe('nodes', () => {
  it('nodes are in the order of their ids, whatever their types and letter case, each as often as its id', async () => {
    const { company, prefill, questionnaire } = caller.things;
    const ids = [prefill, String(questionnaire), randomUUID(), company.toUpperCase(), prefill];
    const statements = await countStatements(async () => {
      expect(await nodes(caller, ids)).toEqual([
        { __typename: 'Response', id: prefill },
        { __typename: 'Questionnaire', id: String(questionnaire) },
        null,
        { __typename: 'Entity', id: company },
        { __typename: 'Response', id: prefill },
      ]);
    });
    expect(statements).toBe(1);
  });

  it('nodes are null for what cannot be an id, without a statement', async () => {
    const id = caller.things.company;
    const malformed = ['', 'nonsense', '\0', '-1', '1.0', '99999999999', `${id}0`, `{${id}}`, `${id}:`, 'é'];
    const statements = await countStatements(async () => {
      expect(await nodes(caller, malformed)).toEqual(malformed.map(() => null));
    });
    expect(statements).toBe(0);
  });

  it('nodes have answers and entities as any response has', async () => {
    const selection = 'entity { id name } answers { question { key } value }';
    const { prefill } = caller.things;
    const { data } = await caller.graphql(`{
      response(id: "${prefill}") { ${selection} }
      nodes(ids: ["${prefill}", "${prefill}"]) { ... on Response { ${selection} } }
    }`);
    expect(data.response.answers).toContainEqual({
      question: { key: 'purpose' },
      value: 'Own makes instruments',
    });
    expect(data.nodes).toEqual([data.response, data.response]);
    const statements = await countStatements(async () => {
      const one = await caller.graphql(`{ node(id: "${prefill}") { ... on Response { ${selection} } } }`);
      expect(one.data.node).toEqual(data.response);
    });
    expect(statements).toBe(1);
  });

  it('nodes can be requested by 100 ids, and more are invalid before anything is read', async () => {
    const query = 'query ($ids: [ID!]!) { nodes(ids: $ids) { id } }';
    const ids = Array.from({ length: 101 }, () => caller.things.company);
    expect((await caller.graphql(query, { ids: ids.slice(1) })).data.nodes).toHaveLength(100);
    const statements = await countStatements(async () => {
      expect(await caller.graphql(query, { ids })).toMatchObject({
        data: null,
        errors: [{ extensions: { code: 'VALIDATION_ERROR', fields: [{ path: 'ids' }] } }],
      });
    });
    expect(statements).toBe(0);
  });

  it('nodes cost as much as they can read', async () => {
    const selection = '... on WorkflowSession { auditEvents(first: 100) { nodes { id type details } } }';
    const ids = Array.from({ length: 100 }, () => randomUUID());
    expect(
      await caller.graphql(`query ($ids: [ID!]!) { nodes(ids: $ids) { ${selection} } }`, { ids }),
    ).toMatchObject({
      errors: [{ message: expect.stringMatching(/^The operation costs \d{6}; the limit is/) }],
    });
  });
});
