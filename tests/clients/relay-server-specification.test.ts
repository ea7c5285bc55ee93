/** Relay's GraphQL server specification, https://relay.dev/docs/guides/graphql-server-specification/, section by section. */
import {
  buildClientSchema,
  type GraphQLField,
  type GraphQLInterfaceType,
  type GraphQLObjectType,
  type GraphQLSchema,
  getIntrospectionQuery,
  getNullableType,
  isObjectType,
} from 'graphql';
import { describe, expect } from 'vitest';
import { createPrefill } from '../support/responses.ts';
import { it } from './shared-gateway.ts';
import { furnishGateway, type LiveGateway } from './support.ts';

let live: LiveGateway;
let schema: GraphQLSchema;
let objectTypes: GraphQLObjectType[];
/** The ids of the tenant's responses, newest first. */
let ids: string[];

it.beforeAll(async ({ gateway }) => {
  live = await furnishGateway(gateway);
  ids = [live.thirdResponse, live.secondResponse, live.firstResponse];
  for (let count = 0; count < 2; count += 1) ids.unshift(await createPrefill(live.world));
  schema = buildClientSchema(await ask(getIntrospectionQuery()));
  objectTypes = Object.values(schema.getTypeMap()).filter(isObjectType);
});

const ask: LiveGateway['ask'] = (query, variables) => live.ask(query, variables);

describe('object identification', () => {
  it('the interface Node has exactly one field, a non-null id', () => {
    expect(signatures(schema.getType('Node') as GraphQLInterfaceType)).toEqual(['id: ID!']);
  });

  it('each object type with an id implements Node, and each that implements Node has one', () => {
    const withId = objectTypes.filter((type) => 'id' in type.getFields());
    const nodes = schema.getPossibleTypes(schema.getType('Node') as GraphQLInterfaceType);
    expect(new Set(withId)).toEqual(new Set(nodes));
    for (const type of withId) expect(String(type.getFields()['id']?.type), type.name).toBe('ID!');
  });

  it('the root fields node and nodes take one non-null argument and return what can be null', () => {
    expect(signatures(schema.getQueryType()!)).toEqual(
      expect.arrayContaining(['node(id: ID!): Node', 'nodes(ids: [ID!]!): [Node]!']),
    );
  });

  it('node returns each object under the id and type that a query found it with', async () => {
    const { viewer, entities, questionnaires, responses } = await ask(`{
      viewer { tenant { __typename id } apiKey { __typename id } }
      entities { nodes { __typename id } }
      questionnaires { nodes { __typename id currentVersion { __typename id sections { __typename id questions { __typename id } } } } }
      responses { nodes { __typename id questionnaireVersion { __typename id } answers { __typename id } } }
    }`);
    const found = collectIdentities([viewer, entities, questionnaires, responses]);
    expect(new Set(found.values())).toEqual(
      new Set([
        'Tenant',
        'ApiKey',
        'Entity',
        'Questionnaire',
        'QuestionnaireVersion',
        'QuestionnaireSection',
        'Question',
        'Response',
        'Answer',
      ]),
    );
    for (const [id, type] of found) {
      expect(await ask('query ($id: ID!) { node(id: $id) { __typename id } }', { id })).toEqual({
        node: { __typename: type, id },
      });
    }
  });

  it('an object has the same fields through node as through another query', async () => {
    const fields = 'id name status questionnaireVersion { id number } answers { id value }';
    const { node, response } = await ask(
      `query ($id: ID!) { node(id: $id) { ... on Response { ${fields} } } response(id: $id) { ${fields} } }`,
      { id: live.firstResponse },
    );
    expect(node).toEqual(response);
  });

  it('node returns null for an id that is unknown or malformed', async () => {
    expect(
      await ask(
        '{ unknown: node(id: "0190a8c4-7d1e-7c3a-9b52-3f6e1d2c4b5a") { id } malformed: node(id: "?") { id } }',
      ),
    ).toEqual({ unknown: null, malformed: null });
  });

  it('nodes returns one item for each id, in their order, null if there is none', async () => {
    const { nodes } = await ask('query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', {
      ids: [ids[1], '?', ids[0], ids[1]],
    });
    expect(nodes).toEqual([{ id: ids[1] }, null, { id: ids[0] }, { id: ids[1] }]);
  });
});

describe('the types of connections', () => {
  it('PageInfo has the four fields', () => {
    expect(signatures(schema.getType('PageInfo') as GraphQLObjectType)).toEqual([
      'endCursor: String',
      'hasNextPage: Boolean!',
      'hasPreviousPage: Boolean!',
      'startCursor: String',
    ]);
  });

  it('each connection has edges and a pageInfo, and each edge a node and a cursor', () => {
    const connections = objectTypes.filter(({ name }) => name.endsWith('Connection'));
    expect(connections.length).toBeGreaterThan(10);
    for (const connection of connections) {
      const item = connection.name.replace(/Connection$/, '');
      expect(signatures(connection)).toEqual(
        expect.arrayContaining([`edges: [${item}Edge!]!`, 'pageInfo: PageInfo!']),
      );
      const edge = schema.getType(`${item}Edge`) as GraphQLObjectType;
      expect(signatures(edge)).toEqual(['cursor: String!', `node: ${item}!`]);
    }
  });

  it('each field that returns a connection takes all four arguments, none of which is required', () => {
    const fields = objectTypes
      .flatMap((type) => Object.values(type.getFields()))
      .filter(({ type }) => String(getNullableType(type)).endsWith('Connection'));
    expect(fields.length).toBeGreaterThan(15);
    for (const field of fields) {
      expect(argumentsOf(field), field.name).toEqual(
        expect.arrayContaining(['after: String', 'before: String', 'first: Int', 'last: Int']),
      );
    }
  });
});

describe('pages of a connection', () => {
  const list = async (args: object) => {
    const { responses } = await ask(
      `query ($first: Int, $after: String, $last: Int, $before: String) {
        responses(first: $first, after: $after, last: $last, before: $before) {
          edges { cursor node { id } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
        }
      }`,
      args,
    );
    return { ...responses, ids: responses.edges.map((edge: any) => edge.node.id) };
  };

  it('first and after lead through all items in order', async () => {
    const first = await list({ first: 2 });
    const second = await list({ first: 2, after: first.pageInfo.endCursor });
    const third = await list({ first: 2, after: second.pageInfo.endCursor });
    expect([first.ids, second.ids, third.ids]).toEqual([ids.slice(0, 2), ids.slice(2, 4), ids.slice(4)]);
    expect([first, second, third].map(({ pageInfo }) => pageInfo.hasNextPage)).toEqual([true, true, false]);
  });

  it('last and before lead back through all items in the same order', async () => {
    const last = await list({ last: 2 });
    const middle = await list({ last: 2, before: last.pageInfo.startCursor });
    const start = await list({ last: 2, before: middle.pageInfo.startCursor });
    expect([start.ids, middle.ids, last.ids]).toEqual([ids.slice(0, 1), ids.slice(1, 3), ids.slice(3)]);
    expect([start, middle, last].map(({ pageInfo }) => pageInfo.hasPreviousPage)).toEqual([
      false,
      true,
      true,
    ]);
  });

  it('a page that ends exactly where the list does has no next or previous page', async () => {
    const count = ids.length;
    expect((await list({ first: count })).pageInfo).toMatchObject({ hasNextPage: false });
    expect((await list({ last: count })).pageInfo).toMatchObject({ hasPreviousPage: false });
  });

  it('the cursors of the page are those of its first and last edge, and null without edges', async () => {
    const { edges, pageInfo } = await list({ first: 3 });
    expect([pageInfo.startCursor, pageInfo.endCursor]).toEqual([edges[0].cursor, edges[2].cursor]);
    const { pageInfo: empty } = await list({ first: 3, after: (await list({ last: 1 })).pageInfo.endCursor });
    expect(empty).toMatchObject({ startCursor: null, endCursor: null, hasNextPage: false });
  });

  it('the cursor of each edge is where the next page starts and the previous one ends', async () => {
    const { edges } = await list({});
    for (const [index, { cursor }] of edges.entries()) {
      expect((await list({ after: cursor })).ids).toEqual(ids.slice(index + 1));
      expect((await list({ before: cursor })).ids).toEqual(ids.slice(0, index));
    }
  });

  it.each([{ first: -1 }, { last: -1 }])('%o is an error', async (args) => {
    const { errors } = await live.world.tenant.graphql(
      'query ($first: Int, $last: Int) { responses(first: $first, last: $last) { nodes { id } } }',
      args,
    );
    expect(errors).toHaveLength(1);
  });
});

const argumentsOf = ({ args }: GraphQLField<unknown, unknown>) =>
  args.map(({ name, type }) => `${name}: ${type}`);

/** Its fields as they are written in the schema. */
const signatures = (type: GraphQLObjectType | GraphQLInterfaceType): string[] =>
  Object.values(type.getFields()).map((field) => {
    const args = argumentsOf(field).join(', ');
    return `${field.name}${args && `(${args})`}: ${field.type}`;
  });

/** The type of each object in a result by its id. No two types share an id. */
function collectIdentities(result: unknown, found = new Map<string, string>()): Map<string, string> {
  if (typeof result !== 'object' || result === null) return found;
  if ('id' in result && '__typename' in result) {
    const id = String(result.id);
    expect(found.get(id) ?? result.__typename, id).toBe(result.__typename);
    found.set(id, String(result.__typename));
  }
  for (const value of Object.values(result)) collectIdentities(value, found);
  return found;
}
