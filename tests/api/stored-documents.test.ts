import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildSchema, type GraphQLInputObjectType } from 'graphql';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { schema } from '../../src/graphql/schema.ts';
import { compileRoute } from '../../src/rest/compile-route.ts';
import { readDocuments } from '../../src/rest/documents.ts';
import { restPath } from '../../src/rest/naming.ts';
import { compileOutput } from '../../src/rest/output.ts';
import { type Route, routes } from '../../src/rest/routes.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'documents-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function documentsOf(files: Record<string, string>, schemaOfFiles = schema) {
  for (const [name, text] of Object.entries(files)) {
    await writeFile(join(folder, name), text);
  }
  return readDocuments(schemaOfFiles, pathToFileURL(`${folder}/`));
}

describe('stored documents', () => {
  it('stored documents are each of one route, but for those that describe responses to webhooks', () => {
    const stored = readDocuments(schema, new URL('../../src/rest/operations/', import.meta.url));
    const ofEvents = ['DescribeResponse', 'DescribeAutofilledResponse'];
    expect([...routes.map(({ document }) => document), ...ofEvents].sort()).toEqual(
      [...stored.keys()].sort(),
    );
  });

  it('consist of their operation and the fragments that it uses', async () => {
    const documents = await documentsOf({
      'a.graphql': 'query A { entities { nodes { ...Short } } }',
      'b.graphql': 'query B { entities { totalCount } }',
      'short.graphql': 'fragment Short on Entity { id ...Names } fragment Names on Entity { name }',
    });
    expect([...documents.get('A')!.fragments.keys()]).toEqual(['Short', 'Names']);
    expect(documents.get('B')!.text).toBe('query B {\n  entities {\n    totalCount\n  }\n}');
  });

  it.each<[string, string, RegExp]>([
    ['is no GraphQL', 'query Wrong {', /malformed[\s\S]*Syntax Error[\s\S]*wrong\.graphql:1:14/],
    [
      'selects a field that does not exist',
      'query Wrong {\n  entities { count }\n}',
      /invalid[\s\S]*Cannot query field "count"[\s\S]*wrong\.graphql:2:14/,
    ],
    [
      'uses a fragment that no file has',
      'query Wrong { entities { ...Missing } }',
      /invalid[\s\S]*Unknown fragment "Missing"[\s\S]*wrong\.graphql/,
    ],
    [
      'has a fragment that nothing uses',
      'query Wrong { entities { totalCount } }\nfragment Unused on Entity { id }',
      /invalid[\s\S]*Fragment "Unused" is never used[\s\S]*wrong\.graphql/,
    ],
  ])('stored documents end the start with the name of the file that %s', async (_fault, text, message) => {
    const files = { 'fine.graphql': 'query Fine { entities { totalCount } }', 'wrong.graphql': text };
    await expect(documentsOf(files)).rejects.toThrow(message);
  });
});

describe('a route', () => {
  const route = (changes: Partial<Route>): Route => ({
    method: 'GET',
    path: '/responses/{id}/',
    document: 'GetResponse',
    status: 200,
    ...changes,
  });

  it('a route cannot name a document that does not exist', () => {
    expect(() => compileRoute(schema, route({ document: 'GetReply' }))).toThrow(
      'The route GET /responses/{id}/ cannot be served. There is no stored GraphQL document GetReply.',
    );
  });

  it.each<[string, Partial<Route>]>([
    ['a query', { path: '/responses/' }],
    ['a query', { path: '/responses/{id}/{answer_id}/' }],
    ['a mutation', { method: 'PUT', path: '/responses/save/', document: 'SaveResponse' }],
    ['a mutation', { path: '/entities/{id}/', document: 'CreateEntity' }],
  ])('a route cannot have another number of parameters than %s requires ids: %o', (_kind, changes) => {
    expect(() => compileRoute(schema, route(changes))).toThrow(
      /requires \d (?:ids|variables), and the path has \d/,
    );
  });

  it('a route has its parameters fill the required ids in their order', () => {
    const filledBy = (document: string) =>
      Object.fromEntries(compileRoute(schema, routes.find((row) => row.document === document)!).filled);
    expect(filledBy('FindEvidenceFile')).toEqual({ id: 'id', evidence_id: 'evidenceId' });
    expect(filledBy('ResendWorkflow')).toEqual({ session_id: 'workflowSessionId' });
    expect(filledBy('DeleteWebhook')).toEqual({ id: 'id' });
  });

  it('a route has a summary', () => {
    for (const row of routes) {
      expect(compileRoute(schema, row).summary, row.path).toMatch(/^[A-Z].*[^.]$/);
    }
  });
});

describe('what REST makes of a response', () => {
  const small = buildSchema(`
    scalar DateTime
    type Query { hook(id: ID!): Hook }
    type Mutation { createHook(url: String!): CreateHookResult! renameHook(name: String!): RenameHookResult! }
    interface Error { code: String! message: String! }
    type ConflictError implements Error { code: String! message: String! }
    union CreateHookResult = CreateHookPayload | ConflictError
    union RenameHookResult = RenameHookPayload | ConflictError
    type CreateHookPayload { hook: Hook! report: Report! secret: String! }
    type RenameHookPayload { hook: Hook! }
    type Hook { id: ID! ownerName: String! owner: Owner! reports: [Report!]! }
    type Report { reportedAt: DateTime! }
    type Owner { name: String! }
  `);
  const outputOf = async (text: string, data: unknown) => {
    const [document] = (await documentsOf({ 'only.graphql': text }, small)).values();
    return compileOutput({ schema: small, document: document! }).toRest(data);
  };
  const hook = { id: '1', ownerName: 'A', owner: { name: 'A' } };

  it('the REST form of a response is the object at which the selection first branches', async () => {
    const query = 'query Q { hook(id: "1") { owner { __typename name } } }';
    expect(await outputOf(query, { hook: { owner: { __typename: 'Owner', name: 'A' } } })).toEqual({
      name: 'A',
    });
    expect(await outputOf(query, { hook: null })).toBeNull();
  });

  it('the REST form of a response is a list where the selection leads to one', async () => {
    expect(
      await outputOf('query Q { hook(id: "1") { reports { reportedAt } } }', {
        hook: { reports: [{ reportedAt: '2026-02-26T12:00:00.123Z' }] },
      }),
    ).toEqual([{ reported_at: '2026-02-26T12:00:00Z' }]);
  });

  it('the REST form of a mutation’s response is the subject of its payload', async () => {
    const mutation = `mutation M {
      renameHook(name: "B") {
        __typename
        ... on RenameHookPayload { hook { id ownerName owner { name } } }
        ... on Error { code message }
      }
    }`;
    expect(await outputOf(mutation, { renameHook: { __typename: 'RenameHookPayload', hook } })).toEqual({
      id: '1',
      owner_name: 'A',
      owner: { name: 'A' },
    });
  });

  it('the REST form of a mutation’s response has everything that its payload holds in one object', async () => {
    const mutation = `mutation M {
      createHook(url: "B") {
        ... on CreateHookPayload { hook { id owner { name } } report { created_at: reportedAt } secret }
        ... on Error { code message }
      }
    }`;
    const data = { hook, report: { created_at: '2026-02-26T12:00:00.123Z' }, secret: 'S' };
    expect(await outputOf(mutation, { createHook: data })).toEqual({
      id: '1',
      owner: { name: 'A' },
      created_at: '2026-02-26T12:00:00Z',
      secret: 'S',
    });
  });

  it('the REST form of a response keeps the name of an alias unchanged', async () => {
    expect(
      await outputOf('query Q { hook(id: "1") { id the_Owner: ownerName } }', {
        hook: { id: '1', the_Owner: 'A' },
      }),
    ).toEqual({ id: '1', the_Owner: 'A' });
  });
});

it('a path into an input is spelt in REST’s way, type by type', () => {
  const type = schema.getType('SendWorkflowInput') as GraphQLInputObjectType;
  expect(
    [
      'entity.legalName',
      'verification.checks.proofOfAddress',
      'ddq.questionnaireId',
      'ddq.proofOfAddress',
    ].map((path) => restPath(path, type)),
  ).toEqual([
    'entity.legal_name',
    'verification.checks.proofOfAddress',
    'ddq.questionnaire_id',
    'ddq.proof_of_address',
  ]);
});
