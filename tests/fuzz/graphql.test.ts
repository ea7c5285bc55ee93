import fc from 'fast-check';
import { type GraphQLField, getNamedType, type OperationDefinitionNode, parse } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { errorCodes } from '../../src/errors.ts';
import { schema } from '../../src/graphql/schema.ts';
import { createPlace } from '../reference/place.ts';
import { operatorKey, startTestGateway, type TestGateway } from '../support/gateway.ts';
import { misfits } from './fits-selection.ts';
import { inputsOf } from './from-graphql-type.ts';
import { watchHealth } from './health.ts';
import { hostileJson, hostileText, type Json } from './hostile-values.ts';
import { mutated } from './mutate.ts';
import { createRowCounter } from './row-counts.ts';
import { fuzz, seed } from './runs.ts';
import { select } from './select.ts';

interface RootField {
  kind: 'query' | 'mutation';
  field: GraphQLField<unknown, unknown>;
}

interface GraphqlRequest {
  payload: string;
  /** The operation if it was not tampered with. */
  document: string | undefined;
  isOperator: boolean;
}

const rootFields: RootField[] = [
  ...Object.values(schema.getQueryType()!.getFields()).map((field): RootField => ({ kind: 'query', field })),
  ...Object.values(schema.getMutationType()!.getFields()).map(
    (field): RootField => ({ kind: 'mutation', field }),
  ),
];

const documentedCodes = new Set(
  Object.values(errorCodes).flatMap((definition) =>
    'requestCode' in definition && definition.requestCode !== errorCodes.INTERNAL_ERROR.requestCode
      ? [definition.requestCode as string]
      : [],
  ),
);

let gateway: TestGateway;
let countRows: Awaited<ReturnType<typeof createRowCounter>>;
let expectHealthy: ReturnType<typeof watchHealth>;
let requestCount = 0;
const results: Record<string, number> = {};

beforeAll(async () => {
  // Work in the background would create rows between two counts.
  gateway = await startTestGateway({ environment: { RATE_LIMIT_PER_MINUTE: '10000000', WORKER: 'none' } });
  countRows = await createRowCounter(gateway);
  expectHealthy = watchHealth();
});
afterAll(() => gateway.drop());

describe(`operations made at random from the schema (FUZZ_SEED=${seed}) get a result of their type or a documented error, and create nothing when they are rejected:`, () => {
  it.each(rootFields.map((root) => ({ name: `${root.kind} ${root.field.name}`, ...root })))(
    '$name',
    async (root) => {
      const place = await createPlace(gateway, root.field.name);
      const ids = [...place.ids.values(), String(place.questionnaire), place.things.question];
      let rows = await countRows();
      requestCount += await fuzz(requestsOf(root, ids), async ({ payload, document, isOperator }) => {
        const response = await gateway.app.inject({
          method: 'POST',
          url: '/graphql',
          headers: {
            authorization: `Bearer ${isOperator ? operatorKey : place.tenant.key}`,
            'content-type': 'application/json',
            accept: 'application/json',
          },
          payload,
        });
        expect(response.statusCode, response.body).toBeLessThan(500);
        const { data, errors = [] } = response.json();
        const codes: string[] = errors.map((error: any) => error.extensions?.code);
        expect(
          codes.filter((code) => !documentedCodes.has(code)),
          response.body,
        ).toEqual([]);
        expect(data !== undefined || errors.length > 0, response.body).toBe(true);
        const result = data?.[root.field.name];
        if (document !== undefined && data) {
          expect(misfits(root.field.type, selectionOf(document), result)).toEqual([]);
        }
        const outcome = result?.__typename ?? codes[0] ?? 'null';
        results[outcome] = (results[outcome] ?? 0) + 1;
        if (root.kind === 'mutation') {
          const before = rows;
          rows = await countRows();
          if (!result || result.__typename.endsWith('Error')) {
            expect(rows, response.body).toEqual(before);
          }
        }
      });
    },
  );

  it('random GraphQL operations leave the process healthy', () => {
    const health = expectHealthy();
    console.info({ requestCount, results, ...health });
    expect(requestCount).toBeGreaterThanOrEqual(rootFields.length);
  });
});

function selectionOf(document: string) {
  const [operation] = parse(document).definitions as [OperationDefinitionNode];
  const [field] = operation.selectionSet.selections;
  return field?.kind === 'Field' ? field.selectionSet : undefined;
}

function requestsOf({ kind, field }: RootField, ids: readonly string[]): fc.Arbitrary<GraphqlRequest> {
  const variables = field.args.map(({ name, type }) => `$${name}: ${type}`).join(', ');
  const args = field.args.map(({ name }) => `${name}: $${name}`).join(', ');
  const documents = fc.infiniteStream(fc.nat({ max: 9 })).map((numbers) => {
    const take = () => numbers.next().value < 6;
    const selection = select(getNamedType(field.type), take);
    return `${kind} Fuzz${variables && `(${variables})`} { ${field.name}${args && `(${args})`} ${selection} }`;
  });
  const values = fc.record(
    Object.fromEntries(field.args.map(({ name, type }) => [name, inputsOf(type, ids)])),
  );
  const valid = values as fc.Arbitrary<Json>;
  const isOperator = fc.nat({ max: 3 }).map((number) => number === 0);
  const send = (query: fc.Arbitrary<Json>, given: fc.Arbitrary<Json>, isWhole: boolean) =>
    fc.tuple(query, given, isOperator).map(
      ([document, json, byOperator]): GraphqlRequest => ({
        payload: JSON.stringify({ query: document, variables: json }),
        document: isWhole ? String(document) : undefined,
        isOperator: byOperator,
      }),
    );
  return fc.oneof(
    { weight: 20, arbitrary: send(documents, valid, true) },
    { weight: 20, arbitrary: send(documents, mutated(valid), true) },
    { weight: 1, arbitrary: send(documents, hostileJson, true) },
    { weight: 4, arbitrary: send(tampered(documents), valid, false) },
    { weight: 1, arbitrary: send(hostileJson, valid, false) },
    {
      weight: 1,
      arbitrary: fc
        .oneof(
          hostileText,
          hostileJson.map((json) => JSON.stringify(json)),
        )
        .map((payload): GraphqlRequest => ({ payload, document: undefined, isOperator: false })),
    },
  );
}

/** Documents in which a part is missing, twice there, or something else. */
const tampered = (documents: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc
    .tuple(
      documents,
      fc.nat(),
      fc.nat({ max: 30 }),
      fc.oneof(hostileText, fc.constantFrom('{', '}', '@skip', '...F')),
    )
    .map(([document, at, length, text]) => {
      const start = at % document.length;
      return document.slice(0, start) + text + document.slice(start + length);
    });
