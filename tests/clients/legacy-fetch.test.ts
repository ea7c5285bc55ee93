import { describe, expect } from 'vitest';
import { createPrefill } from '../support/responses.ts';
import { createWorld, type World } from '../support/world.ts';
import { it, type SharedGateway } from './shared-gateway.ts';

let world: World;
it.beforeAll(async ({ gateway }) => {
  world = await createWorld(gateway);
});

/** A call as an old client makes it: JSON in, JSON out, and any redirect is an error. */
async function call(url: string, { method = 'GET', body }: { method?: string; body?: unknown } = {}) {
  const response = await fetch(url, {
    method,
    redirect: 'error',
    headers: { Authorization: `Bearer ${world.tenant.key}`, 'Content-Type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: (await response.json()) as any };
}

const api = ({ origin }: SharedGateway) => `${origin}/api/v1`;

describe('a legacy client on plain fetch', () => {
  it.for([
    ['with', '/'],
    ['without', ''],
  ] as const)(
    'prefills, saves, sends and reads a response %s a slash at the end of each path',
    async ([_name, slash], { gateway }) => {
      const url = api(gateway);
      const prefill = await call(`${url}/workflows/send${slash}`, {
        method: 'POST',
        body: { entity_id: world.company, ddq: { questionnaire_id: world.questionnaire, prefill: true } },
      });
      const response = `${url}/responses/${prefill.body.response_id}`;
      const saved = await call(`${response}/save${slash}`, {
        method: 'PUT',
        body: { answers: [{ question_key: 'name', value: 'Legacy' }] },
      });
      const sent = await call(`${response}/send${slash}`, {
        method: 'POST',
        body: { email: 'a@acme.example' },
      });
      const read = await call(`${response}${slash}`);

      expect([prefill, saved, sent, read].map(({ status }) => status)).toEqual([201, 200, 200, 200]);
      expect(read.body).toMatchObject({ status: 'DRAFT', answers: saved.body.answers });
      expect(await call(`${url}/workflows/${sent.body.workflow_session_id}${slash}`)).toMatchObject({
        status: 200,
        body: { status: 'sent', email: 'a@acme.example' },
      });
    },
  );

  it('parses every time by one pattern, to the second and in UTC', async ({ gateway }) => {
    await createPrefill(world);
    const lists = ['responses', 'entities', 'questionnaires', 'workflows'];
    const pages = await Promise.all(lists.map((list) => call(`${api(gateway)}/${list}/`)));
    const times = pages.flatMap(({ body }) =>
      body.results.flatMap((item: object) =>
        Object.entries(item)
          .filter(([name, value]) => name.endsWith('_at') && value !== null)
          .map(([, value]) => value),
      ),
    );
    expect(times.length).toBeGreaterThan(5);
    for (const time of times) expect(time).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
  });

  it('a legacy client that asks for what was created since the newest response that it knows misses none', async ({
    gateway,
  }) => {
    const { body: known } = await call(`${api(gateway)}/responses/${await createPrefill(world)}/`);
    const added = await createPrefill(world);
    const utcOffset = known.created_at.replace('Z', '+00:00');
    const localOffset = new Date(Date.parse(known.created_at) + 7_200_000)
      .toISOString()
      .replace('.000Z', '+02:00');
    for (const since of [known.created_at, utcOffset, localOffset]) {
      const query = new URLSearchParams({ created_after: since });
      const { status, body } = await call(`${api(gateway)}/responses/?${query}`);
      expect(status, since).toBe(200);
      expect(
        body.results.map(({ id }: any) => id),
        since,
      ).toContain(added);
    }
  });

  it('a legacy client that follows next as it is printed until it is null meets each item of its filter once', async ({
    gateway,
  }) => {
    for (let number = 1; number <= 5; number += 1)
      await call(`${api(gateway)}/entities/`, {
        method: 'POST',
        body: { legal_name: `Paged & Söhne ${number}` },
      });
    const query = new URLSearchParams({ search: '& SÖHNE', page_size: '2' });
    const names: string[] = [];
    const counts = new Set<number>();
    let next: string | null = `${api(gateway)}/entities?${query}`;
    while (next !== null) {
      const { body }: { body: any } = await call(next);
      names.push(...body.results.map(({ name }: any) => name));
      counts.add(body.count);
      next = body.next;
    }
    expect(names).toEqual([5, 4, 3, 2, 1].map((number) => `Paged & Söhne ${number}`));
    expect([...counts]).toEqual([5]);
  });

  it.for<[number, string, string, RequestInit]>([
    [400, 'validation_error', '/entities/', { method: 'POST', body: '{"legal_nam": "Acme"}' }],
    [400, 'validation_error', '/entities/', { method: 'POST', body: "{'legal_name': 'Acme'}" }],
    [400, 'validation_error', '/responses/?status=draft', {}],
    [401, 'authentication_failed', '/credits/', { headers: { Authorization: 'kycg_live_unknown' } }],
    [404, 'not_found', '/responses/4711/', {}],
    [404, 'not_found', '/respones/', {}],
    [405, 'method_not_allowed', '/credits/', { method: 'DELETE' }],
    [
      415,
      'unsupported_media_type',
      '/entities/',
      { method: 'POST', body: new URLSearchParams({ legal_name: 'Acme' }), headers: {} },
    ],
  ])('a legacy client reads %i %s from the body of %s', async ([status, code, path, init], { gateway }) => {
    const json: Record<string, string> =
      init.body instanceof URLSearchParams ? {} : { 'Content-Type': 'application/json' };
    const response = await fetch(`${api(gateway)}${path}`, {
      ...init,
      headers: { Authorization: `Bearer ${world.tenant.key}`, ...json, ...init.headers },
    });
    expect(response.headers.get('content-type')).toMatch(/^application\/json/);
    expect([response.status, await response.json()]).toEqual([
      status,
      {
        error: expect.stringMatching(/^[A-Z].*\.$/),
        code,
        request_id: response.headers.get('x-request-id'),
        ...(code === 'validation_error' && { errors: expect.any(Object) }),
      },
    ]);
  });
});
