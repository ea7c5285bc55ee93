import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { shareTestGateway, type TestGateway } from '../support/gateway.ts';
import { createPrefill, setStatus } from '../support/responses.ts';
import { selections } from '../support/selections.ts';
import { sendWorkflow, setSessionStatus } from '../support/sessions.ts';
import { restSpelling } from '../support/spelling.ts';
import { createWorld, type World } from '../support/world.ts';

const start = new Date('2026-03-01T09:00:00Z');
const hourMs = 3_600_000;

let now = start;
let gateway: TestGateway;
let world: World;
beforeAll(async () => {
  gateway = await shareTestGateway({ clock: () => now });
});
afterAll(() => gateway.drop());
beforeEach(async () => {
  now = start;
  world = await createWorld(gateway, { credits: 20 });
});

interface ListCase {
  /** The GraphQL field. */
  field: string;
  selection: keyof typeof selections;
  /** The REST path. */
  path: string;
}

const lists = {
  responses: { field: 'responses', selection: 'ResponseSummary', path: '/responses/' },
  workflowSessions: { field: 'workflowSessions', selection: 'WorkflowSession', path: '/workflows/' },
  verificationSessions: {
    field: 'verificationSessions',
    selection: 'VerificationSession',
    path: '/verification-sessions/',
  },
} satisfies Record<string, ListCase>;

/** The ids that a list has through both APIs, which return the same objects and the same count. */
async function idsOf({ field, selection, path }: ListCase, query: string, filter: string): Promise<string[]> {
  const { status, body } = await world.tenant.rest('GET', `${path}?${query}`);
  expect(status, `${query} ${JSON.stringify(body)}`).toBe(200);
  const { data, errors } = await world.tenant.graphql(
    `{ ${field}(filter: { ${filter} }) { totalCount nodes { ${selections[selection]} } } }`,
  );
  expect(errors).toBeUndefined();
  expect(restSpelling(data[field].nodes), filter).toEqual(body.results);
  expect(data[field].totalCount, filter).toBe(body.count);
  expect(body.count).toBe(body.results.length);
  return body.results.map(({ id }: { id: string }) => id);
}

const pathsOf = (errors: any): string[] =>
  errors[0].extensions.fields.map(({ path }: { path: string }) => path);

describe('responses', () => {
  const ids = (query: string, filter: string) => idsOf(lists.responses, query, filter);

  it('responses are found by several statuses', async () => {
    const [one, two, three] = [
      await createPrefill(world),
      await createPrefill(world),
      await createPrefill(world),
    ];
    await setStatus(world, one, 'SUBMITTED');
    await setStatus(world, two, 'RESUBMITTED');
    expect(await ids('status=SUBMITTED,RESUBMITTED', 'statuses: [SUBMITTED, RESUBMITTED]')).toEqual([
      two,
      one,
    ]);
    expect(await ids('status=PREFILL', 'statuses: PREFILL')).toEqual([three]);
    expect(await ids('status=SUBMITTED,SUBMITTED', 'statuses: [SUBMITTED, SUBMITTED]')).toEqual([one]);
  });

  it('responses are found by a part of their name or of their entity’s name, taken literally, in any letter case', async () => {
    const { body: cafe } = await world.tenant.rest('POST', '/entities/', {
      legal_name: '100% Cafe\u0301_Co',
    });
    const byEntity = await createPrefill(world, { entityId: cafe.id });
    const { body } = await world.tenant.rest('POST', '/workflows/send/', {
      entity_id: world.company,
      ddq: { questionnaire_id: world.questionnaire, response_name: 'Annual review 2026', prefill: true },
    });
    const byName = body.response_id;
    const other = await createPrefill(world, { entityId: world.individual });
    const searches: [string, string[]][] = [
      ['annual REVIEW', [byName]],
      ['caf\u00e9', [byEntity]],
      ['100%', [byEntity]],
      ['1%0', []],
      ['lovelace', [other]],
      ['acme', [byName]],
      ['ada@example', []],
      ['  review  ', [byName]],
    ];
    for (const [search, expected] of searches) {
      expect(await ids(`search=${encodeURIComponent(search)}`, `search: ${JSON.stringify(search)}`)).toEqual(
        expected,
      );
    }
    expect(
      await ids(`search=basics&entity_id=${cafe.id}`, `search: "basics", entityId: "${cafe.id}"`),
    ).toEqual([byEntity]);
    expect(await ids('search=%20', 'search: " "')).toHaveLength(3);
  });

  it('responses are found by when they were created', async () => {
    const made: string[] = [];
    for (const hours of [0, 1, 2]) {
      now = new Date(start.getTime() + hours * hourMs);
      made.push(await createPrefill(world));
    }
    const created = await gateway.services.allTenants.response.findMany({
      where: { tenantId: world.tenant.id },
      orderBy: { id: 'asc' },
    });
    const [first, second, third] = created.map(({ createdAt }) => createdAt.toISOString());
    const between = (after: string | undefined, before: string | undefined) =>
      ids(
        new URLSearchParams({
          ...(after && { created_after: after }),
          ...(before && { created_before: before }),
        }).toString(),
        [after && `createdAfter: "${after}"`, before && `createdBefore: "${before}"`]
          .filter(Boolean)
          .join(', '),
      );
    expect(await between(first, undefined)).toEqual([made[2], made[1]]);
    expect(await between(undefined, third)).toEqual([made[1], made[0]]);
    expect(await between(first, third)).toEqual([made[1]]);
    expect(await between(second, second)).toEqual([]);
  });

  it('responses are not listed when a filter is malformed; every problem is reported at its own path', async () => {
    const query =
      'status=NOPE,DRAFT&entity_id=17&questionnaire_id=0&created_after=yesterday&created_before=2026-02-30T00:00:00Z';
    const { status, body } = await world.tenant.rest('GET', `/responses/?${query}`);
    expect({ status, code: body.code, paths: Object.keys(body.errors) }).toEqual({
      status: 400,
      code: 'validation_error',
      paths: ['status', 'entity_id', 'questionnaire_id', 'created_after', 'created_before'],
    });
    const both = await world.tenant.rest('GET', `/responses/?page=0&entity_id=17`);
    expect(Object.keys(both.body.errors)).toEqual(['page', 'entity_id']);
    const { errors } = await world.tenant.graphql(
      `{ responses(filter: { statuses: [], entityId: "17", questionnaireId: 0, createdAfter: "yesterday",
        search: "${'x'.repeat(301)}" }) { totalCount } }`,
    );
    expect(errors).toMatchObject([{ extensions: { code: 'VALIDATION_ERROR' } }]);
    expect(pathsOf(errors).sort()).toEqual([
      'filter.createdAfter',
      'filter.entityId',
      'filter.questionnaireId',
      'filter.search',
      'filter.statuses',
    ]);
  });

  it('responses are not listed when the period ends before it starts', async () => {
    const [after, before] = ['2026-03-02T00:00:00Z', '2026-03-01T00:00:00Z'];
    const { status, body } = await world.tenant.rest(
      'GET',
      `/responses/?created_after=${after}&created_before=${before}`,
    );
    expect({ status, paths: Object.keys(body.errors) }).toEqual({ status: 400, paths: ['created_before'] });
    const { errors } = await world.tenant.graphql(
      `{ responses(filter: { createdAfter: "${after}", createdBefore: "${before}" }) { totalCount } }`,
    );
    expect(errors).toMatchObject([
      { extensions: { code: 'VALIDATION_ERROR', fields: [{ path: 'filter.createdBefore' }] } },
    ]);
  });

  it.each(['0000-05-01T00:00:00Z', '0001-01-01T00:00:00+05:00', '9999-12-31T23:59:59-10:00'])(
    'a moment outside of the years 1 to 9999, %s, is rejected at its filter by both APIs',
    async (moment) => {
      const { status, body } = await world.tenant.rest(
        'GET',
        `/responses/?due_before=${encodeURIComponent(moment)}`,
      );
      expect({ status, paths: Object.keys(body.errors) }).toEqual({ status: 400, paths: ['due_before'] });
      const { errors } = await world.tenant.graphql(
        `{ responses(filter: { createdAfter: "${moment}" }) { totalCount } }`,
      );
      expect(errors).toMatchObject([
        { extensions: { code: 'VALIDATION_ERROR', fields: [{ path: 'filter.createdAfter' }] } },
      ]);
    },
  );

  it.each([
    'status=draft',
    'status=DRAFT,',
    'status=',
    `status=${'DRAFT,'.repeat(9)}DRAFT`,
    'status=DRAFT&status=PREFILL',
    'statuses=DRAFT',
    'search=%00',
    `search=${'x'.repeat(301)}`,
  ])('responses are rejected for ?%s', async (query) => {
    const { status, body } = await world.tenant.rest('GET', `/responses/?${query}`);
    const [name] = query.split('=');
    expect({ status, paths: Object.keys(body.errors ?? {}) }).toEqual({ status: 400, paths: [name] });
  });
});

describe('workflow sessions', () => {
  const ids = (query: string, filter: string) => idsOf(lists.workflowSessions, query, filter);

  it('workflow sessions are found by entity, response and several statuses', async () => {
    const one = await sendWorkflow(world);
    const two = await sendWorkflow(world, { withVerification: true });
    const [oldest, newest] = [one.workflowSessionId, two.workflowSessionId];
    await setSessionStatus(world, oldest, 'REVOKED');
    expect(await ids('', '')).toEqual([newest, oldest]);
    expect(await ids(`entity_id=${world.individual}`, `entityId: "${world.individual}"`)).toEqual([newest]);
    expect(await ids(`response_id=${one.responseId}`, `responseId: "${one.responseId}"`)).toEqual([oldest]);
    expect(await ids('status=revoked,sent', 'statuses: [REVOKED, SENT]')).toEqual([newest, oldest]);
    expect(await ids('status=revoked', 'statuses: [REVOKED]')).toEqual([oldest]);
  });

  it('workflow sessions are found by the status that is shown, whether or not their expiry has been written', async () => {
    const short = await sendWorkflow(world, { expiryHours: 1 });
    const opened = await sendWorkflow(world, { expiryHours: 1 });
    const long = await sendWorkflow(world, { expiryHours: 48 });
    const done = await sendWorkflow(world, { expiryHours: 1 });
    await setSessionStatus(world, opened.workflowSessionId, 'OPENED');
    await setSessionStatus(world, done.workflowSessionId, 'COMPLETED');
    const everyStatus = async () => ({
      sent: await ids('status=sent', 'statuses: [SENT]'),
      opened: await ids('status=opened', 'statuses: [OPENED]'),
      completed: await ids('status=completed', 'statuses: [COMPLETED]'),
      expired: await ids('status=expired', 'statuses: [EXPIRED]'),
      some: await ids('status=expired,sent', 'statuses: [EXPIRED, SENT]'),
    });
    expect(await everyStatus()).toEqual({
      sent: [long.workflowSessionId, short.workflowSessionId],
      opened: [opened.workflowSessionId],
      completed: [done.workflowSessionId],
      expired: [],
      some: [long.workflowSessionId, short.workflowSessionId],
    });
    now = new Date(start.getTime() + hourMs);
    expect(await everyStatus()).toEqual({
      sent: [long.workflowSessionId],
      opened: [],
      completed: [done.workflowSessionId],
      expired: [opened.workflowSessionId, short.workflowSessionId],
      some: [long.workflowSessionId, opened.workflowSessionId, short.workflowSessionId],
    });
  });

  it.each(['status=SENT', 'status=lost', 'entity_id=17', 'response_id=', 'email=a@b.example'])(
    'workflow sessions are rejected for ?%s',
    async (query) => {
      const { status, body } = await world.tenant.rest('GET', `/workflows/?${query}`);
      const [name] = query.split('=');
      expect({ status, paths: Object.keys(body.errors ?? {}) }).toEqual({ status: 400, paths: [name] });
    },
  );
});

describe('verification sessions', () => {
  const ids = (query: string, filter: string) => idsOf(lists.verificationSessions, query, filter);

  it('verification sessions are found by entity, several outcomes and the status that is shown', async () => {
    const short = await sendWorkflow(world, { withVerification: true, expiryHours: 1 });
    const long = await sendWorkflow(world, { withVerification: true, expiryHours: 48 });
    await sendWorkflow(world);
    const [oldest, newest] = [short.verificationSessionId, long.verificationSessionId];
    await gateway.services.allTenants.verificationSession.update({
      where: { id: newest },
      data: { outcome: 'CONSIDER' },
    });
    expect(await ids('', '')).toEqual([newest, oldest]);
    expect(await ids(`entity_id=${world.company}`, `entityId: "${world.company}"`)).toEqual([]);
    expect(await ids('outcome=consider,attention', 'outcomes: [CONSIDER, ATTENTION]')).toEqual([newest]);
    expect(await ids('outcome=pending,consider', 'outcomes: [PENDING, CONSIDER]')).toEqual([newest, oldest]);
    expect(await ids('status=pending', 'statuses: [PENDING]')).toEqual([newest, oldest]);
    now = new Date(start.getTime() + hourMs);
    expect(await ids('status=pending', 'statuses: [PENDING]')).toEqual([newest]);
    expect(await ids('status=expired', 'statuses: [EXPIRED]')).toEqual([oldest]);
  });

  it.each(['status=PENDING', 'outcome=good', 'entity_id=17'])(
    'verification sessions are rejected for ?%s',
    async (query) => {
      const { status, body } = await world.tenant.rest('GET', `/verification-sessions/?${query}`);
      const [name] = query.split('=');
      expect({ status, paths: Object.keys(body.errors ?? {}) }).toEqual({ status: 400, paths: [name] });
    },
  );
});
