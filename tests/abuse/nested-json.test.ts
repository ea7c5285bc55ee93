import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { formOf, formType } from '../support/forms.ts';
import { startTestGateway, type TestGateway, type TestTenant } from '../support/gateway.ts';
import { measure } from '../support/resources.ts';

const query = '{ viewer { tenant { id } } }';

let gateway: TestGateway;
let tenant: TestTenant;
beforeAll(async () => {
  gateway = await startTestGateway();
  tenant = await gateway.createTenant();
});
afterAll(() => gateway.drop());

const request = (
  method: 'GET' | 'POST' | 'PUT',
  url: string,
  payload?: string | Buffer,
  type = 'application/json',
) =>
  gateway.app.inject({
    method,
    url,
    headers: {
      authorization: `Bearer ${tenant.key}`,
      accept: 'application/json, text/event-stream',
      ...(payload !== undefined && { 'content-type': type }),
    },
    ...(payload !== undefined && { payload }),
  });

/** The places where a client can send JSON, each with so much of it as it takes. */
const places: Record<string, (value: string) => ReturnType<typeof request>> = {
  'variables in a body': (value) =>
    request('POST', '/graphql', `{"query":${JSON.stringify(query)},"variables":{"unused":${value}}}`),
  'variables in a form': (value) =>
    request(
      'POST',
      '/graphql',
      formOf([
        {
          name: 'operations',
          text: `{"query":${JSON.stringify(query)},"variables":{"unused":${value}}}`,
        },
        { name: 'map', text: '{}' },
      ]),
      formType,
    ),
  'variables in a URL': (value) =>
    request('GET', `/graphql?query=${encodeURIComponent(query)}&variables={"unused":${value}}`),
  'a body of REST': (value) => request('POST', '/api/v1/entities/', `{"name":${value}}`),
  'a message to the tools': (value) => request('POST', '/mcp', `{"method":{"name":${value}}}`),
};

const nested = (levels: number) => `${'['.repeat(levels)}${']'.repeat(levels)}`;
const tooDeep = 'JSON can be nested at most 100 levels deep.';

describe.each(Object.entries(places))('%s', (_name, send) => {
  it('can be nested 100 levels deep', async () => {
    // The object of the body and the one around the value are two of them; a URL has only one.
    for (const levels of [1, 98]) {
      expect((await send(nested(levels))).body).not.toContain(tooDeep);
    }
  });

  it('is rejected with the limit where it is deeper, whatever the brackets are and whether they are closed', async () => {
    for (const value of [
      nested(100),
      '['.repeat(101),
      `${'{"a":'.repeat(101)}1${'}'.repeat(101)}`,
      `["]]]", "\\\\", "\\"]]", ${nested(99)}]`,
    ]) {
      const response = await send(value);
      expect(response.statusCode).toBe(400);
      expect(response.body).toContain(tooDeep);
    }
  });

  it('can have any number of brackets in its texts and beside each other', async () => {
    for (const value of [JSON.stringify('["{'.repeat(300)), `[${Array(300).fill('[]').join()}]`]) {
      expect((await send(value)).body).not.toContain(tooDeep);
    }
  });
});

it.each(['variables in a body', 'a body of REST', 'a message to the tools'])(
  'a megabyte of brackets costs less than 25 ms of the processor: %s',
  async (place) => {
    const send = () => places[place]!(nested(500_000));
    await send();
    expect((await measure(send, 25)).cpuMs).toBeLessThan(25);
  },
);
