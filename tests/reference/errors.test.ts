import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '../../src/ids.ts';
import { formOf, formType } from '../support/forms.ts';
import { startTestGateway, type TestGateway } from '../support/gateway.ts';
import { type DocumentedOperation, documentedOperations, examplesOf, responseOf } from './document.ts';
import { bodyOf, checkResponse, createPlace, isMultipart, type Place, pathOf, withOwnIds } from './place.ts';

let gateway: TestGateway;
let place: Place;
const keys: Record<string, string> = {};

beforeAll(async () => {
  gateway = await startTestGateway({ environment: { RATE_LIMIT_PER_MINUTE: '100000' } });
  place = await createPlace(gateway);
  for (const scope of ['READ', 'WRITE', 'SEND', 'ADMIN']) {
    keys[scope] = await place.tenant.createKey({ scopes: [scope] });
  }
});
afterAll(() => gateway.drop());

const requestOf = (documented: DocumentedOperation, example = examplesOf(documented)[0]?.[1]) =>
  bodyOf(documented, withOwnIds(example, place));

const withBody = documentedOperations.filter(({ operation }) => operation.requestBody);
const withParameters = documentedOperations.filter(({ path }) => path.includes('{'));

describe('the reference documents', () => {
  it.each(documentedOperations)('the reference documents that $name requires a key', async (documented) => {
    const { body, headers } = requestOf(documented);
    const answer = await gateway.rest(documented.method, pathOf(documented, place), body, { headers });
    expect(answer.status).toBe(401);
    checkResponse(documented, answer);
  });

  it.each(documentedOperations)('the scopes of $name and no other', async (documented) => {
    const { operation, method, path } = documented;
    // Nothing has these ids, so that nothing is changed by a key that can do it.
    const nowhere = path.replaceAll(/\{\w+\}/g, newId());
    const accepted = (operation.security ?? []).flatMap(({ apiKey = [] }) => apiKey);
    for (const [scope, key] of Object.entries(keys)) {
      for (const [example, value] of examplesOf(documented)) {
        const { body, headers } = requestOf(documented, value);
        const answer = await gateway.rest(method, nowhere, body, { key, headers });
        checkResponse(documented, answer);
        const isPrefill = example === 'prefill';
        const isAccepted =
          accepted.includes('READ') ||
          (accepted.length > 1
            ? isPrefill
              ? scope === 'WRITE'
              : scope === 'SEND'
            : accepted.includes(scope));
        expect(answer.status === 403, `${scope} ${answer.status}`).toBe(!isAccepted);
      }
    }
  });

  it.each(documentedOperations)('the response of $name to what it does not know', async (documented) => {
    const { method, operation } = documented;
    const path = pathOf(documented, place);
    const isForm = isMultipart(documented);
    const isQuery = method === 'GET';
    const json = isQuery ? undefined : { unexpected: 'value' };
    const body = isForm ? formOf([{ name: 'unexpected', text: 'value' }]).toString() : json;
    const answer = await place.tenant.rest(method, isQuery ? `${path}?unexpected=value` : path, body, {
      headers: isForm ? { 'content-type': formType } : {},
    });
    checkResponse(documented, answer);
    const example = responseOf(documented, 400)?.content?.['application/json']?.examples?.[
      'validation_error'
    ] as any;
    expect({ ...answer.body, request_id: '' }).toEqual({ ...example.value, request_id: '' });
    expect(operation.responses).toHaveProperty('400');
  });

  it.each(withParameters)(
    'the reference documents that $name returns 404 for an unknown id',
    async (documented) => {
      const { method, path } = documented;
      const { body, headers } = requestOf(documented);
      const answer = await place.tenant.rest(method, path.replaceAll(/\{\w+\}/g, newId()), body, { headers });
      expect(answer.status).toBe(404);
      checkResponse(documented, answer);
    },
  );

  it.each(withBody)(
    'the reference documents that $name rejects any other type of body',
    async (documented) => {
      const answer = await place.tenant.rest(documented.method, pathOf(documented, place), 'text', {
        headers: { 'content-type': 'text/plain' },
      });
      expect(answer.status).toBe(415);
      checkResponse(documented, answer);
    },
  );

  it.each(withBody)(
    'the reference documents that $name rejects a body that is too large',
    async (documented) => {
      const answer = await place.tenant.rest(documented.method, pathOf(documented, place), 'x', {
        headers: {
          'content-type': isMultipart(documented) ? formType : 'application/json',
          'content-length': '30000000',
        },
      });
      expect(answer.status).toBe(413);
      checkResponse(documented, answer);
    },
  );
});
