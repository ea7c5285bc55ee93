import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemActor } from '../../src/domain/context.ts';
import { recordAuditEvents } from '../../src/domain/events/record-audit-events.ts';
import { newId } from '../../src/ids.ts';
import { linkIn } from '../faults/support.ts';
import { shareTestGateway, type TestGateway } from '../support/gateway.ts';
import { createPrefill, saveAnswers, setStatus } from '../support/responses.ts';
import { selections } from '../support/selections.ts';
import { sendWorkflow } from '../support/sessions.ts';
import { restSpelling } from '../support/spelling.ts';
import { createWorld, type World } from '../support/world.ts';

let now = new Date('2026-03-01T09:00:00.750Z');
let gateway: TestGateway;
let world: World;
beforeAll(async () => {
  gateway = await shareTestGateway({ clock: () => now });
  world = await createWorld(gateway);
});
afterAll(() => gateway.drop());

const fields = { responses: 'response', workflows: 'workflowSession' } as const;

interface Event {
  id: string;
  type: string;
  actor: { kind: string; name: string };
  at: string;
  details: object;
}

/** A trail as each API gives it, GraphQL's in the spelling of REST. */
async function readTrail(of: keyof typeof fields, id: string): Promise<Event[]> {
  const { status, body } = await world.tenant.rest('GET', `/${of}/${id}/events/`);
  const { data, errors } = await world.tenant.graphql(
    `query ($id: ID!) {
      ${fields[of]}(id: $id) { auditEvents { totalCount nodes { ${selections.AuditEvent} } } }
    }`,
    { id },
  );
  expect({ status, errors }).toEqual({ status: 200, errors: undefined });
  const { totalCount, nodes } = data[fields[of]].auditEvents;
  expect(totalCount).toBe(body.count);
  expect(restSpelling(nodes)).toEqual(body.results);
  return body.results;
}

const typesOf = (events: Event[]) => events.map(({ type }) => type);

describe('the trail of a whole life', () => {
  /** The trail of a response from the first answer to the decision, and of its two sessions. */
  let trail: Event[];
  let sessions: Event[][];
  let tokens: string[];
  beforeAll(async () => {
    const step = (path: string, body: object = {}) => {
      now = new Date(now.getTime() + 60_000);
      return world.tenant.rest('POST', path, body);
    };
    const id = await createPrefill(world, { email: 'board@company.example' });
    await saveAnswers(world, id, { name: 'The secret answer', size: 12 });
    const first = await step(`/responses/${id}/send/`);
    await step(`/workflows/${first.body.workflow_session_id}/resend/`);
    await setStatus(world, id, 'SUBMITTED');
    await step(`/responses/${id}/start-review/`, { notes: 'Mine' });
    await step(`/responses/${id}/request-changes/`, { message: 'How many?', question_keys: ['size'] });
    await setStatus(world, id, 'RESUBMITTED');
    await step(`/responses/${id}/start-review/`);
    await step(`/responses/${id}/complete-review/`);
    await step(`/responses/${id}/approve/`, { notes: 'Low risk' });
    await step(`/responses/${id}/reject/`, { reason: 'Too late' });

    const { data } = await world.tenant.graphql(
      'query ($id: ID!) { workflowSessions(filter: { responseId: $id }) { nodes { id } } }',
      { id },
    );
    trail = await readTrail('responses', id);
    sessions = await Promise.all(
      data.workflowSessions.nodes.map((node: { id: string }) => readTrail('workflows', node.id)),
    );
    const mails = await world.tenant.rest('GET', '/captured-mails/');
    tokens = mails.body.results.map(({ text }: { text: string }) => linkIn(text).replace('/w/', ''));
  });

  it('the trail of a whole life tells every step newest first, each with its details and nothing else', () => {
    expect(trail.map(({ type, details }) => [type, details])).toEqual([
      ['response.approved', { notes: 'Low risk' }],
      ['response.reviewed', {}],
      ['response.review_started', {}],
      ['onboarding.created', { email: 'board@company.example' }],
      ['response.changes_requested', { message: 'How many?', question_keys: ['size'] }],
      ['response.review_started', { notes: 'Mine' }],
      ['onboarding.link_regenerated', { email: 'board@company.example' }],
      ['onboarding.created', { email: 'board@company.example' }],
      ['response.answers_saved', { count: 2, question_keys: ['name', 'size'] }],
      ['response.created', {}],
    ]);
    for (const event of trail) {
      expect(Object.keys(event)).toEqual(['id', 'type', 'actor', 'at', 'details']);
      expect(event.actor).toEqual({ kind: 'api_key', name: 'First key' });
      expect(event.at).toMatch(/^2026-03-01T09:\d\d:00Z$/);
    }
    expect(trail.map(({ at }) => at)).toEqual(
      trail
        .map(({ at }) => at)
        .toSorted()
        .reverse(),
    );
  });

  it('the trail of a session holds what happened in that session, with the ids of the response’s trail', () => {
    expect(sessions.map(typesOf)).toEqual([
      ['onboarding.created', 'response.changes_requested'],
      ['onboarding.link_regenerated', 'onboarding.created'],
    ]);
    const ids = trail.map(({ id }) => id);
    expect(sessions.flat().every(({ id }) => ids.includes(id))).toBe(true);
  });

  it('the trail of a whole life holds no answer, no key and no token', () => {
    const text = JSON.stringify([trail, sessions]);
    expect(tokens).toHaveLength(3);
    for (const secret of [...tokens, world.tenant.key, 'The secret answer']) {
      expect(text).not.toContain(secret);
    }
  });
});

describe('a long trail', () => {
  /** A response with seven events, of which the first is that of its send. */
  let id: string;
  beforeAll(async () => {
    const sent = await sendWorkflow(world);
    id = sent.responseId;
    await gateway.services.allTenants.$transaction((transaction) =>
      recordAuditEvents(
        transaction,
        gateway.services,
        [1, 2, 3, 4, 5].map((count) => ({
          ...systemActor,
          scope: { tenantId: world.tenant.id, mode: 'LIVE' },
          type: 'response.answers_saved',
          responseId: id,
          details: { count },
          at: now,
        })),
      ),
    );
  });

  const counts = (events: { details: { count?: number } }[]) => events.map(({ details }) => details.count);
  const page = (size: number, number: number) =>
    world.tenant.rest('GET', `/responses/${id}/events/?page_size=${size}&page=${number}`);

  it('a long trail is paged on REST like every list', async () => {
    const [first, second, third, fourth] = [
      await page(3, 1),
      await page(3, 2),
      await page(3, 3),
      await page(3, 4),
    ].map(({ body }) => body);

    expect(counts(first.results)).toEqual([5, 4, 3]);
    expect(counts(second.results).slice(0, 2)).toEqual([2, 1]);
    expect(third.results).toMatchObject([{ type: 'response.created' }]);
    expect(fourth.results).toEqual([]);
    expect([first, second, third].map(({ count }) => count)).toEqual([7, 7, 7]);
    expect(first).toMatchObject({ previous: null });
    expect(first.next).toMatch(new RegExp(`/api/v1/responses/${id}/events/\\?page_size=3&page=2$`));
    expect(third.next).toBeNull();
  });

  it('a long trail is walked through on GraphQL from either end, without a gap or a repetition', async () => {
    const read = async (selection: string) => {
      const { data, errors } = await world.tenant.graphql(
        `query ($id: ID!) { response(id: $id) { auditEvents(${selection}) {
          nodes { id details } pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
        } } }`,
        { id },
      );
      expect(errors).toBeUndefined();
      return data.response.auditEvents;
    };
    const whole = (await read('first: 100')).nodes;
    const first = await read('first: 4');
    const rest = await read(`first: 4, after: "${first.pageInfo.endCursor}"`);
    const last = await read('last: 3');
    const before = await read(`last: 2, before: "${last.pageInfo.startCursor}"`);

    expect(whole).toHaveLength(7);
    expect([...first.nodes, ...rest.nodes]).toEqual(whole);
    expect(last.nodes).toEqual(whole.slice(4));
    expect(before.nodes).toEqual(whole.slice(2, 4));
    expect(first.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: false });
    expect(rest.pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: true });
  });

  it('a long trail rejects what is no page', async () => {
    expect(await world.tenant.rest('GET', `/responses/${id}/events/?page=0&sort=up`)).toMatchObject({
      status: 400,
      body: {
        code: 'validation_error',
        errors: { page: [expect.any(String)], sort: ['Unknown parameter.'] },
      },
    });
    const { errors } = await world.tenant.graphql(
      'query ($id: ID!) { response(id: $id) { auditEvents(after: "nonsense") { totalCount } } }',
      { id },
    );
    expect(errors).toMatchObject([{ extensions: { code: 'VALIDATION_ERROR' } }]);
  });
});

describe('the trails of a list', () => {
  it('the trails of a list are each thing’s own, as many as are requested, also under several names', async () => {
    const own = await createWorld(gateway);
    const ids: string[] = [];
    for (const name of ['one', 'two', 'three']) {
      const id = await createPrefill(own);
      await saveAnswers(own, id, { name });
      ids.push(id);
    }
    await own.tenant.rest('POST', `/responses/${ids[0]}/send/`, { email: 'a@example.com' });
    const { data } = await own.tenant.graphql(`{ responses { nodes {
      id
      all: auditEvents { totalCount nodes { type } }
      newest: auditEvents(first: 1) { nodes { type } }
      oldest: auditEvents(last: 1) { nodes { type } }
    } } }`);

    const saved = ['RESPONSE_ANSWERS_SAVED', 'RESPONSE_CREATED'];
    const inOrder = [ids[2], ids[1], ids[0]];
    expect(data.responses.nodes).toEqual(
      inOrder.map((id) => {
        const types = id === ids[0] ? ['ONBOARDING_CREATED', ...saved] : saved;
        return {
          id,
          all: { totalCount: types.length, nodes: types.map((type) => ({ type })) },
          newest: { nodes: [{ type: types[0] }] },
          oldest: { nodes: [{ type: 'RESPONSE_CREATED' }] },
        };
      }),
    );
  });

  it('the trails of a list show what each mutation of one request has added', async () => {
    const { responseId } = await sendWorkflow(world);
    await setStatus(world, responseId, 'SUBMITTED');
    const { data } = await world.tenant.graphql(
      `mutation ($id: ID!) {
        start: startReview(input: { responseId: $id }) { ... on StartReviewPayload { response { auditEvents(first: 1) { totalCount nodes { type } } } } }
        complete: completeReview(input: { responseId: $id }) { ... on CompleteReviewPayload { response { auditEvents(first: 1) { totalCount nodes { type } } } } }
      }`,
      { id: responseId },
    );
    expect(data).toEqual({
      start: { response: { auditEvents: { totalCount: 3, nodes: [{ type: 'RESPONSE_REVIEW_STARTED' }] } } },
      complete: { response: { auditEvents: { totalCount: 4, nodes: [{ type: 'RESPONSE_REVIEWED' }] } } },
    });
  });
});

describe('the actor of an event', () => {
  it('the actor of an event has a kind and a name, whoever it was', async () => {
    const { responseId, workflowSessionId } = await sendWorkflow(world);
    const entry = {
      scope: { tenantId: world.tenant.id, mode: 'LIVE' },
      responseId,
      workflowSessionId,
      at: now,
    } as const;
    const recipient = {
      actorKind: 'RECIPIENT',
      actorId: newId(),
      actorName: 'recipient@example.com',
      actingUser: null,
    } as const;
    await gateway.services.allTenants.$transaction((transaction) =>
      recordAuditEvents(transaction, gateway.services, [
        { ...entry, ...recipient, type: 'response.submitted' },
        { ...entry, ...systemActor, type: 'onboarding.expired' },
      ]),
    );

    expect((await readTrail('workflows', workflowSessionId)).map(({ actor }) => actor)).toEqual([
      { kind: 'system', name: 'Postern' },
      { kind: 'recipient', name: 'recipient@example.com' },
      { kind: 'api_key', name: 'First key' },
    ]);
  });
});

describe('a trail', () => {
  it('the trail of a response or session that does not exist is 404 on REST and null on GraphQL', async () => {
    const nobody = '0190a8c4-7d1e-7c3a-9b52-3f6e1d2c4b5a';
    for (const path of ['/responses', '/workflows']) {
      for (const id of [nobody, 'nonsense']) {
        expect(await world.tenant.rest('GET', `${path}/${id}/events/`)).toMatchObject({
          status: 404,
          body: { code: 'not_found' },
        });
      }
    }
    const { data } = await world.tenant.graphql(
      `{ response(id: "${nobody}") { auditEvents { totalCount } }
         workflowSession(id: "${nobody}") { auditEvents { totalCount } } }`,
    );
    expect(data).toEqual({ response: null, workflowSession: null });
  });
});
