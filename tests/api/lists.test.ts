import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { shareTestGateway, type TestGateway } from '../support/gateway.ts';
import { createPrefill, setStatus } from '../support/responses.ts';
import { selections } from '../support/selections.ts';
import { restSpelling } from '../support/spelling.ts';
import { createWorld, type World } from '../support/world.ts';

let gateway: TestGateway;
let world: World;
/** The entities of a tenant whose lists nobody changes, newest first. */
let names: string[];
beforeAll(async () => {
  gateway = await shareTestGateway();
  world = await createWorld(gateway);
  for (let number = 1; number <= 5; number += 1) {
    await addCompany(world, `Company ${number}`);
  }
  names = [
    'Company 5',
    'Company 4',
    'Company 3',
    'Company 2',
    'Company 1',
    'Ada Lovelace',
    'Acme Trading Ltd',
  ];
});
afterAll(() => gateway.drop());

const addCompany = ({ tenant }: World, name: string, more: object = {}) =>
  tenant.rest('POST', '/entities/', { legal_name: name, ...more });

const namesOf = (list: { name: string }[]) => list.map(({ name }) => name);

async function connection({ tenant }: World, args: string) {
  const { data, errors } = await tenant.graphql(
    `{ entities${args} {
      totalCount edges { cursor node { name } } nodes { name }
      pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    } }`,
  );
  expect(errors).toBeUndefined();
  expect(namesOf(data.entities.nodes)).toEqual(data.entities.edges.map((edge: any) => edge.node.name));
  return data.entities;
}

describe('pages over REST', () => {
  it('pages over REST are newest first with count, next, previous and results, and the same over GraphQL', async () => {
    const { status, body } = await world.tenant.rest('GET', '/entities/');
    const { data } = await world.tenant.graphql(`{ entities { nodes { ${selections.Entity} } } }`);

    expect(status).toBe(200);
    expect(Object.keys(body).sort()).toEqual(['count', 'next', 'previous', 'results']);
    expect(body).toMatchObject({ count: 7, next: null, previous: null });
    expect(namesOf(body.results)).toEqual(names);
    expect(restSpelling(data.entities.nodes)).toEqual(body.results);
  });

  it('pages over REST are linked to each other so that following next, then previous, meets every row once', async () => {
    const forward: string[] = [];
    const previous: (string | null)[] = [];
    let path: string | null = '/entities/?page_size=3&entity_type=company';
    while (path !== null) {
      const { body }: { body: any } = await world.tenant.rest('GET', path);
      forward.push(...namesOf(body.results));
      previous.push(body.previous);
      expect(body.count).toBe(6);
      path = body.next?.slice(body.next.indexOf('/api/v1')) ?? null;
    }
    expect(forward).toEqual(names.filter((name) => name !== 'Ada Lovelace'));
    expect(previous).toEqual([null, expect.stringMatching(/^http.*[?&]page=1(&|$)/)]);

    const { body } = await world.tenant.rest(
      'GET',
      new URL(previous[1]!).pathname + new URL(previous[1]!).search,
    );
    expect(namesOf(body.results)).toEqual(['Company 5', 'Company 4', 'Company 3']);
  });

  it('beyond the last are empty', async () => {
    const { status, body } = await world.tenant.rest('GET', '/entities/?page=9&page_size=5');
    expect({ status, count: body.count, results: body.results, next: body.next }).toEqual({
      status: 200,
      count: 7,
      results: [],
      next: null,
    });
  });

  it.each([
    ['page=0', ['page']],
    ['page=-1', ['page']],
    ['page=abc', ['page']],
    ['page=1.5', ['page']],
    ['page_size=0', ['page_size']],
    ['page_size=abc', ['page_size']],
    ['page_size=', ['page_size']],
    ['page=0&page_size=-5', ['page', 'page_size']],
    ['page=1&page=2', ['page']],
    ['pagesize=5', ['pagesize']],
    ['entity_type=fund', ['entity_type']],
    ['entity_type=company&entity_type=individual', ['entity_type']],
    ['name=Acme', ['name']],
  ])('pages over REST are rejected for ?%s', async (query, fields) => {
    const { status, body } = await world.tenant.rest('GET', `/entities/?${query}`);
    expect({ status, code: body.code, fields: Object.keys(body.errors ?? {}) }).toEqual({
      status: 400,
      code: 'validation_error',
      fields,
    });
  });

  it('pages hold at most 100 rows over both APIs, whatever is requested, and 50 by default', async () => {
    const many = await createWorld(gateway);
    await gateway.services.allTenants.$executeRaw`
      INSERT INTO entities (id, tenant_id, mode, entity_type, name, legal_name)
      SELECT gen_random_uuid(), ${many.tenant.id}::uuid, 'LIVE', 'COMPANY', 'Company ' || n, 'Company ' || n
      FROM generate_series(1, 110) n`;

    for (const [query, size] of [
      ['', 50],
      ['?page_size=100', 100],
      ['?page_size=101', 100],
      ['?page_size=100000', 100],
    ]) {
      const { body } = await many.tenant.rest('GET', `/entities/${query}`);
      expect({ size: body.results.length, count: body.count }, String(query)).toEqual({ size, count: 112 });
    }
    for (const [args, size] of [
      ['', 50],
      ['(first: 100)', 100],
      ['(first: 2147483647)', 100],
      ['(last: 500)', 100],
    ]) {
      const { nodes, totalCount } = await connection(many, String(args));
      expect({ size: nodes.length, totalCount }, String(args)).toEqual({ size, totalCount: 112 });
    }
    const { body } = await many.tenant.rest('GET', '/entities/?page_size=101&page=2');
    expect({ size: body.results.length, next: body.next }).toEqual({ size: 12, next: null });
  });
});

describe('connections over GraphQL', () => {
  it('walk forward by first and after', async () => {
    const first = await connection(world, '(first: 3)');
    const second = await connection(world, `(first: 3, after: "${first.pageInfo.endCursor}")`);
    const third = await connection(world, `(first: 3, after: "${second.pageInfo.endCursor}")`);

    expect([first, second, third].flatMap(({ nodes }) => namesOf(nodes))).toEqual(names);
    expect([first, second, third].map(({ pageInfo }) => pageInfo.hasNextPage)).toEqual([true, true, false]);
    expect([first, second, third].map(({ pageInfo }) => pageInfo.hasPreviousPage)).toEqual([
      false,
      true,
      true,
    ]);
    expect([first, second, third].map(({ totalCount }) => totalCount)).toEqual([7, 7, 7]);
    expect(first.pageInfo).toMatchObject({
      startCursor: first.edges[0].cursor,
      endCursor: first.edges[2].cursor,
    });
  });

  it('walk backward by last and before, each page in the list’s own order', async () => {
    const last = await connection(world, '(last: 3)');
    const middle = await connection(world, `(last: 3, before: "${last.pageInfo.startCursor}")`);
    const start = await connection(world, `(last: 3, before: "${middle.pageInfo.startCursor}")`);

    expect([start, middle, last].flatMap(({ nodes }) => namesOf(nodes))).toEqual(names);
    expect([start, middle, last].map(({ pageInfo }) => pageInfo.hasPreviousPage)).toEqual([
      false,
      true,
      true,
    ]);
    expect([start, middle, last].map(({ pageInfo }) => pageInfo.hasNextPage)).toEqual([true, true, false]);
  });

  it('connections over GraphQL take a cursor on both sides', async () => {
    const { edges } = await connection(world, '');
    const between = await connection(world, `(after: "${edges[1].cursor}", before: "${edges[5].cursor}")`);
    expect(namesOf(between.nodes)).toEqual(['Company 3', 'Company 2', 'Company 1']);
  });

  it('connections over GraphQL are the end of a start when both first and last are given', async () => {
    const both = await connection(world, '(first: 4, last: 2)');
    expect(namesOf(both.nodes)).toEqual(['Company 3', 'Company 2']);
    expect(both.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: true });
    const all = await connection(world, '(first: 2, last: 50)');
    expect(namesOf(all.nodes)).toEqual(['Company 5', 'Company 4']);
    const none = await connection(world, '(first: 2, last: 0)');
    expect(none.nodes).toEqual([]);
  });

  it('connections over GraphQL have pages on both sides of a page in the middle, whichever way it was reached', async () => {
    for (const args of ['first: 2, offset: 2', 'last: 2, offset: 2']) {
      const { pageInfo } = await connection(world, `(${args})`);
      expect(pageInfo, args).toMatchObject({ hasNextPage: true, hasPreviousPage: true });
    }
  });

  it('skip at most 10000 items and point to cursors beyond that', async () => {
    expect((await connection(world, '(offset: 10000)')).nodes).toEqual([]);
    const { errors } = await world.tenant.graphql('{ entities(offset: 10001) { totalCount } }');
    expect(errors).toMatchObject([
      {
        extensions: {
          code: 'VALIDATION_ERROR',
          fields: [{ path: 'offset', messages: [expect.stringContaining('cursors')] }],
        },
      },
    ]);
  });

  it('connections over GraphQL accept a cursor under another filter, and only cursors of the same list', async () => {
    const { entities } = (await world.tenant.graphql('{ entities(first: 2) { edges { cursor } } }')).data;
    const after = entities.edges[1].cursor;
    const filtered = await connection(world, `(after: "${after}", filter: { search: "Company" })`);
    expect(namesOf(filtered.nodes)).toEqual(['Company 3', 'Company 2', 'Company 1']);
    for (const list of ['documents', 'responses', 'workflowSessions', 'questionnaires', 'capturedMails']) {
      for (const side of ['after', 'before']) {
        const { data, errors } = await world.tenant.graphql(
          `query ($cursor: String) { ${list}(${side}: $cursor) { nodes { id } } }`,
          { cursor: after },
        );
        expect(data, list).toBeNull();
        expect(errors, list).toMatchObject([
          { extensions: { code: 'VALIDATION_ERROR', fields: [{ path: side }] } },
        ]);
      }
    }
  });

  it('connections over GraphQL reject the cursor of a list under a parent in a list without one', async () => {
    const own = await createWorld(gateway);
    await createPrefill(own);
    const trail = (args: string) =>
      own.tenant.graphql(`{ responses { nodes { auditEvents${args} { edges { cursor } } } } }`);
    const { data } = await trail('');
    const [{ cursor }] = data.responses.nodes[0].auditEvents.edges;
    expect((await trail(`(after: "${cursor}")`)).errors).toBeUndefined();
    const { errors } = await own.tenant.graphql(`{ responses(after: "${cursor}") { nodes { id } } }`);
    expect(errors).toMatchObject([{ extensions: { fields: [{ path: 'after' }] } }]);
  });

  it('connections over GraphQL without any rows are empty and have no cursors', async () => {
    const { edges, totalCount, pageInfo } = await connection(world, '(filter: { search: "nobody at all" })');
    expect({ edges, totalCount, pageInfo }).toEqual({
      edges: [],
      totalCount: 0,
      pageInfo: { hasNextPage: false, hasPreviousPage: false, startCursor: null, endCursor: null },
    });
    expect((await connection(world, '(first: 0)')).nodes).toEqual([]);
  });

  it.each([
    ['(after: "nonsense")', 'after'],
    ['(before: "AAAA")', 'before'],
    ['(first: -1)', 'first'],
    ['(last: -5)', 'last'],
    ['(filter: { search: "\\u0000" })', 'filter.search'],
  ])('connections over GraphQL are rejected for %s', async (args, path) => {
    const { data, errors } = await world.tenant.graphql(`{ entities${args} { totalCount } }`);
    expect(data).toBeNull();
    expect(errors).toMatchObject([{ extensions: { code: 'VALIDATION_ERROR', fields: [{ path }] } }]);
  });

  it('repeat nothing and lose nothing while rows are added', async () => {
    const busy = await createWorld(gateway);
    for (const name of ['A', 'B', 'C']) {
      await addCompany(busy, name);
    }
    const seen: string[] = [];
    let after = '';
    for (let page = 0; page < 5; page += 1) {
      const { nodes, pageInfo } = await connection(busy, `(first: 1${after})`);
      seen.push(...namesOf(nodes));
      after = `, after: "${pageInfo.endCursor}"`;
      await addCompany(busy, `Added after page ${page}`);
    }
    expect(seen).toEqual(['C', 'B', 'A', 'Ada Lovelace', 'Acme Trading Ltd']);
    expect((await connection(busy, `(first: 1${after})`)).nodes).toEqual([]);
  });
});

describe('filters', () => {
  it('filters find entities by type and by a part of any name, address or external id, in any case', async () => {
    const { tenant, ...rest } = await createWorld(gateway);
    await addCompany({ tenant, ...rest }, '100% Fish_Co', { trading_name: 'Söhne', external_id: 'CRM-7' });
    const searches: [string, string[]][] = [
      ['acme', ['Acme Trading Ltd']],
      ['LOVELACE', ['Ada Lovelace']],
      ['ada@example', ['Ada Lovelace']],
      ['crm-7', ['Söhne']],
      ['SÖHNE', ['Söhne']],
      ['fish_co', ['Söhne']],
      ['100%', ['Söhne']],
      ['f%o', []],
      ['Fish.Co', []],
      ['\\', []],
      ['a', ['Ada Lovelace', 'Acme Trading Ltd']],
    ];
    for (const [search, expected] of searches) {
      const { body } = await tenant.rest('GET', `/entities/?search=${encodeURIComponent(search)}`);
      const { data } = await tenant.graphql(
        'query ($search: String) { entities(filter: { search: $search }) { totalCount nodes { name } } }',
        { search },
      );
      expect(namesOf(body.results), search).toEqual(expected);
      expect(namesOf(data.entities.nodes), search).toEqual(expected);
      expect([body.count, data.entities.totalCount]).toEqual([expected.length, expected.length]);
    }
    const people = await tenant.rest('GET', '/entities/?entity_type=individual&search=a');
    expect(namesOf(people.body.results)).toEqual(['Ada Lovelace']);
  });

  it('filters find responses by status, entity and questionnaire, each and together', async () => {
    const own = await createWorld(gateway);
    const other = await createWorld(gateway);
    const draft = await createPrefill(own);
    const prefill = await createPrefill(own, { entityId: own.individual });
    await setStatus(own, draft, 'DRAFT');
    const list = async (query: string, filter: string) => {
      const { status, body } = await own.tenant.rest('GET', `/responses/?${query}`);
      expect(status, query).toBe(200);
      const { data } = await own.tenant.graphql(
        `{ responses(filter: { ${filter} }) { totalCount nodes { ${selections.ResponseSummary} } } }`,
      );
      expect(restSpelling(data.responses.nodes), filter).toEqual(body.results);
      expect(data.responses.totalCount).toBe(body.count);
      return body.results.map(({ id }: { id: string }) => id);
    };

    expect(await list('', '')).toEqual([prefill, draft]);
    expect(await list('status=DRAFT', 'statuses: [DRAFT]')).toEqual([draft]);
    expect(await list('status=APPROVED', 'statuses: [APPROVED]')).toEqual([]);
    expect(await list(`entity_id=${own.individual}`, `entityId: "${own.individual}"`)).toEqual([prefill]);
    expect(await list(`entity_id=${other.company}`, `entityId: "${other.company}"`)).toEqual([]);
    expect(
      await list(`questionnaire_id=${own.questionnaire}`, `questionnaireId: ${own.questionnaire}`),
    ).toEqual([prefill, draft]);
    expect(await list('questionnaire_id=2147483647', 'questionnaireId: 2147483647')).toEqual([]);
    expect(
      await list(
        `status=PREFILL&entity_id=${own.company}`,
        `statuses: [PREFILL], entityId: "${own.company}"`,
      ),
    ).toEqual([]);
  });

  it('filters keep the answers out of a list of responses', async () => {
    const own = await createWorld(gateway);
    await createPrefill(own);
    const { body } = await own.tenant.rest('GET', '/responses/');
    expect(Object.keys(body.results[0]).sort()).toEqual(
      [
        'id',
        'response_name',
        'status',
        'questionnaire',
        'subject_entity',
        'created_at',
        'updated_at',
        'submitted_at',
        'reviewed_at',
        'reviewed_by',
        'decided_by',
        'language',
        'flags',
        'risk_level',
        'assignee',
        'tags',
        'due_at',
      ].sort(),
    );
  });

  it.each([
    ['status=NOPE', 'status'],
    ['entity_id=17', 'entity_id'],
    ['questionnaire_id=0', 'questionnaire_id'],
    ['questionnaire_id=abc', 'questionnaire_id'],
    ['questionnaire_id=2147483648', 'questionnaire_id'],
  ])('filters reject the invalid value in ?%s', async (query, field) => {
    const { status, body } = await world.tenant.rest('GET', `/responses/?${query}`);
    expect({ status, fields: Object.keys(body.errors ?? {}) }).toEqual({ status: 400, fields: [field] });
  });
});
