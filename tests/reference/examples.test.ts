import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoIds } from '../../src/domain/tenants/demo/demo-ids.ts';
import { startTestGateway, type TestGateway } from '../support/gateway.ts';
import { documentedOperations, examplesOf, openApi, problemsOf, resolve } from './document.ts';
import { bodyOf, checkResponse, isMultipart, pathOf, placeFor, printedPathOf, withOwnIds } from './place.ts';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway({ hasDemoTenant: true, environment: { RATE_LIMIT_PER_MINUTE: '100000' } });
});
afterAll(() => gateway.drop());

describe('every request of the reference works as it is printed and returns what is documented:', () => {
  for (const documented of documentedOperations) {
    const { name, method } = documented;
    it.each(examplesOf(documented))(`${name}, %s`, async (_key, value) => {
      const place = await placeFor(gateway, documented);
      const { body, headers } = bodyOf(documented, withOwnIds(value, place));
      const answer = await place.tenant.rest(method, pathOf(documented, place), body, { headers });
      expect(answer.status, JSON.stringify(answer.body)).toBeLessThan(300);
      checkResponse(documented, answer);
    });
  }
});

describe('with the demo key, every request about what the demo tenant has works without a change:', () => {
  const known: readonly string[] = Object.values(demoIds);
  const readable = documentedOperations
    .map((documented) => ({ ...documented, printed: printedPathOf(documented) }))
    .filter(({ method, printed }) => method === 'GET' && uuidsIn(printed).every((id) => known.includes(id)));

  it.each(readable)('$name', async ({ printed, ...documented }) => {
    const answer = await gateway.rest('GET', printed, undefined, { key: gateway.demoKey });
    // Nothing was autofilled yet.
    expect(answer.status).toBe(documented.operation.operationId === 'getAutofill' ? 404 : 200);
    checkResponse(documented, answer);
  });
});

const uuidsIn = (path: string): string[] => path.match(/[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}/g) ?? [];

describe('every example of the reference fits its schema:', () => {
  it.each(documentedOperations)('$name', (documented) => {
    const bodies = isMultipart(documented) ? [] : [documented.operation.requestBody];
    const webhooks = Object.values(openApi.webhooks ?? {}).map((item) =>
      'post' in item ? item.post?.requestBody : undefined,
    );
    const responses = Object.values(documented.operation.responses ?? {});
    const all = [...bodies, ...webhooks, ...responses].filter((part) => part !== undefined);
    for (const { content = {} } of all.map((part) => resolve<{ content?: Record<string, any> }>(part))) {
      for (const { schema, examples = {} } of Object.values(content)) {
        for (const { value } of Object.values<any>(examples)) {
          expect(problemsOf(schema, value)).toEqual([]);
        }
      }
    }
  });
});
