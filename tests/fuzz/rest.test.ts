import fc from 'fast-check';
import type { ParameterObject, RequestBodyObject } from 'openapi3-ts/oas31';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type DocumentedOperation,
  documentedOperations,
  examplesOf,
  resolve,
} from '../reference/document.ts';
import {
  bodyOf,
  checkResponse,
  createPlace,
  isMultipart,
  type Place,
  withOwnIds,
} from '../reference/place.ts';
import { startTestGateway, type TestGateway } from '../support/gateway.ts';
import { valuesOf } from './from-json-schema.ts';
import { watchHealth } from './health.ts';
import { hostileJson, hostileText, type Json, unknownName } from './hostile-values.ts';
import { mutated } from './mutate.ts';
import { createRowCounter } from './row-counts.ts';
import { fuzz, seed } from './runs.ts';

interface RestRequest {
  url: string;
  headers: Record<string, string>;
  payload: string | Buffer | undefined;
}

let gateway: TestGateway;
let countRows: Awaited<ReturnType<typeof createRowCounter>>;
let expectHealthy: ReturnType<typeof watchHealth>;
let requestCount = 0;
const statuses: Record<number, number> = {};

beforeAll(async () => {
  // Work in the background would create rows between two counts.
  gateway = await startTestGateway({ environment: { RATE_LIMIT_PER_MINUTE: '10000000', WORKER: 'none' } });
  countRows = await createRowCounter(gateway);
  expectHealthy = watchHealth();
});
afterAll(() => gateway.drop());

describe(`requests made at random from the OpenAPI document (FUZZ_SEED=${seed}) get a documented response, and create nothing when they are rejected:`, () => {
  it.each(documentedOperations)('$name', async (documented) => {
    const place = await createPlace(gateway, documented.operation.operationId);
    let rows = await countRows();
    requestCount += await fuzz(requestsOf(documented, place), async ({ url, headers, payload }) => {
      const response = await gateway.app.inject({
        method: documented.method as 'GET',
        url,
        headers: { authorization: `Bearer ${place.tenant.key}`, ...headers },
        ...(payload !== undefined && { payload }),
      });
      const text = response.body;
      const isJson = String(response.headers['content-type']).startsWith('application/json');
      const body = text === '' ? undefined : isJson ? JSON.parse(text) : text;
      statuses[response.statusCode] = (statuses[response.statusCode] ?? 0) + 1;
      expect(response.statusCode, text).toBeLessThan(500);
      // The body of a GET means nothing, and is documented nowhere.
      if (documented.method !== 'GET' || payload === undefined) {
        checkResponse(documented, { status: response.statusCode, headers: response.headers, body });
      }
      if (documented.method !== 'GET') {
        const before = rows;
        rows = await countRows();
        if (response.statusCode >= 400) {
          expect(rows).toEqual(before);
        }
      }
    });
  });

  it('random requests to REST leave the process healthy', () => {
    const health = expectHealthy();
    console.info({ requestCount, statuses, ...health });
    expect(requestCount).toBeGreaterThanOrEqual(documentedOperations.length);
  });
});

const requestsOf = (documented: DocumentedOperation, place: Place): fc.Arbitrary<RestRequest> =>
  fc
    .record({
      path: pathsOf(documented, place),
      query: queriesOf(documented, place),
      body: bodiesOf(documented, place),
      idempotencyKey: fc.option(fc.oneof(fc.uuid(), fc.stringMatching(/^[\x20-\x7e\xa0-\xff]{0,300}$/)), {
        freq: 3,
        nil: undefined,
      }),
    })
    .map(({ path, query, body, idempotencyKey }) => ({
      url: `/api/v1${path}${query}`,
      headers: {
        ...(body?.contentType !== undefined && { 'content-type': body.contentType }),
        ...(idempotencyKey !== undefined && { 'idempotency-key': idempotencyKey }),
      },
      payload: body?.payload,
    }));

const parametersOf = ({ operation }: DocumentedOperation, place: 'path' | 'query'): ParameterObject[] =>
  (operation.parameters ?? [])
    .map((parameter) => resolve<ParameterObject>(parameter))
    .filter((parameter) => parameter.in === place);

const idsOf = (place: Place): string[] => [...place.ids.values()];

/** Servers and clients resolve these two before a gateway sees them. */
const isSegment = (text: string) => text !== '' && text !== '.' && text !== '..' && text.length < 2_000;

function pathsOf(documented: DocumentedOperation, place: Place): fc.Arbitrary<string> {
  const parameters = parametersOf(documented, 'path');
  const values = parameters.map(({ example, schema }) =>
    fc.oneof(
      { weight: 8, arbitrary: fc.constant(String(withOwnIds(example, place))) },
      { weight: 1, arbitrary: valuesOf(schema, idsOf(place)).map(String) },
      { weight: 1, arbitrary: hostileText.filter((text) => text.isWellFormed() && isSegment(text)) },
    ),
  );
  return fc.tuple(fc.tuple(...values), fc.boolean()).map(([texts, hasSlash]) => {
    const path = parameters.reduce(
      (filled, { name }, index) => filled.replace(`{${name}}`, () => encodeURIComponent(texts[index]!)),
      documented.path,
    );
    return hasSlash ? path : path.replace(/\/$/, '');
  });
}

function queriesOf(documented: DocumentedOperation, place: Place): fc.Arbitrary<string> {
  const known = parametersOf(documented, 'query').map(({ name, schema }) =>
    fc
      .oneof(
        { weight: 4, arbitrary: valuesOf(schema, idsOf(place)).map((value) => String(value)) },
        { weight: 1, arbitrary: hostileText },
      )
      .map((text): [string, string] => [name, text]),
  );
  const unknown = fc.tuple(unknownName, hostileText);
  const rarely = { weight: 1, arbitrary: unknown.map((pair) => [pair]) };
  const pairs = known.length === 0 ? fc.constant([]) : fc.array(fc.oneof(...known), { maxLength: 3 });
  return fc.oneof({ weight: 9, arbitrary: pairs }, rarely).map((all) => {
    const short = all.filter(([, text]) => text.length < 2_000);
    return short.length === 0 ? '' : `?${new URLSearchParams(short)}`;
  });
}

interface Body {
  contentType: string | undefined;
  payload: string | Buffer;
}

function bodiesOf(documented: DocumentedOperation, place: Place): fc.Arbitrary<Body | undefined> {
  const { content } = resolve<RequestBodyObject>(documented.operation.requestBody ?? { content: {} });
  const schema = content['application/json']?.schema;
  const type = fc.oneof(
    { weight: 20, arbitrary: fc.constantFrom('application/json', 'application/json; charset=utf-8') },
    {
      weight: 1,
      arbitrary: fc.constantFrom('text/plain', 'application/xml', 'application/json; charset=latin1'),
    },
  );
  const asJson = (value: fc.Arbitrary<Json>): fc.Arbitrary<Body> =>
    fc.tuple(value, type).map(([json, contentType]) => ({ contentType, payload: JSON.stringify(json) }));
  const examples = fc.constantFrom(...examplesOf(documented).map(([, value]) => withOwnIds(value, place)));
  if (isMultipart(documented)) {
    return fc.oneof(
      examples.map((value): Body => {
        const { body, headers } = bodyOf(documented, value);
        return { contentType: headers['content-type'], payload: String(body) };
      }),
      fc.tuple(hostileText, fc.constant('multipart/form-data; boundary=x')).map(malformed),
      fc.constant(undefined),
    );
  }
  if (schema === undefined) {
    return fc.oneof(
      { weight: 8, arbitrary: fc.constant(undefined) },
      { weight: 1, arbitrary: asJson(hostileJson) },
    );
  }
  const valid = fc.oneof(examples, valuesOf(schema, idsOf(place)));
  return fc.oneof(
    { weight: 5, arbitrary: asJson(valid) },
    { weight: 6, arbitrary: asJson(mutated(valid)) },
    { weight: 1, arbitrary: asJson(hostileJson) },
    { weight: 1, arbitrary: brokenJson(valid) },
    { weight: 1, arbitrary: fc.constant(undefined) },
  );
}

const malformed = ([text, contentType]: [string, string]): Body => ({ contentType, payload: text });

/** Bytes that are no JSON, or no UTF-8. */
const brokenJson = (valid: fc.Arbitrary<Json>): fc.Arbitrary<Body> =>
  fc
    .tuple(valid, fc.nat({ max: 400 }), fc.constantFrom('cut', 'byte', 'twice', 'bom'))
    .map(([value, at, fault]): Body => {
      const bytes = Buffer.from(JSON.stringify(value));
      const cut = bytes.subarray(0, Math.min(at, bytes.length - 1));
      const payload = {
        cut,
        byte: Buffer.concat([cut, Buffer.from([0xff]), bytes.subarray(cut.length)]),
        twice: Buffer.concat([bytes, bytes]),
        bom: Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), bytes]),
      }[fault] as Buffer;
      return { contentType: 'application/json', payload };
    });
