import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { apis } from '../support/both-apis.ts';
import { shareTestGateway, type TestGateway } from '../support/gateway.ts';
import { readResponse } from '../support/responses.ts';
import { sendWorkflow } from '../support/sessions.ts';
import { createWorld, type World } from '../support/world.ts';
import { responseIn } from './cases/review.ts';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await shareTestGateway();
});
afterAll(() => gateway.drop());

type Headers = Record<string, string>;
const actingAs = (person: string): Headers => ({ 'x-acting-user': person });
const ada = { name: 'Ada Byron', email: 'ada@team.example' };
const grace = { name: 'Grace Hopper', email: 'grace@team.example' };
const textOf = ({ name, email }: typeof ada) => `${name} <${email}>`;

type Step = 'startReview' | 'completeReview' | 'approveResponse' | 'rejectResponse';

/** Takes a step of the review through either API; the status and the error's code, or the response. */
async function take(api: (typeof apis)[number], world: World, step: Step, id: string, headers: Headers = {}) {
  const input = step === 'rejectResponse' ? { reason: 'No proof of funds' } : {};
  if (api === 'REST') {
    const path = { startReview: 'start-review', completeReview: 'complete-review' } as Record<string, string>;
    const name = path[step] ?? step.replace('Response', '');
    const { status, body } = await world.tenant.rest('POST', `/responses/${id}/${name}/`, input, { headers });
    return {
      status,
      code: body.code,
      message: body.error,
      reviewedBy: body.reviewed_by,
      decidedBy: body.decided_by,
    };
  }
  const type = `${step[0]!.toUpperCase()}${step.slice(1)}`;
  const { status, data } = await world.tenant.graphql(
    `mutation ($input: ${type}Input!) { result: ${step}(input: $input) {
      ... on ${type}Payload { response { reviewedBy { name email } decidedBy { name email } } }
      ... on Error { code message } } }`,
    { input: { responseId: id, ...input } },
    { headers },
  );
  const { response, code, message } = data.result;
  return { status: code ? 400 : status, code: code?.toLowerCase(), message, ...response };
}

async function eventsOf(world: World, path: string) {
  const { body } = await world.tenant.rest('GET', `${path}/events/`);
  return body.results as { type: string; actor: object; details: Record<string, unknown> }[];
}

const requireFourEyes = (world: World, fourEyes: boolean) =>
  world.tenant.graphql('mutation ($on: Boolean!) { updateTenant(input: { fourEyes: $on }) { __typename } }', {
    on: fourEyes,
  });

describe('X-Acting-User', () => {
  it.each(apis)(
    '%s records who completed the review and who decided, in the response and its trail',
    async (api) => {
      const world = await createWorld(gateway);
      const id = await responseIn(world, 'UNDER_REVIEW');

      expect(await take(api, world, 'completeReview', id, actingAs(textOf(ada)))).toMatchObject({
        reviewedBy: ada,
        decidedBy: null,
      });
      expect(await take(api, world, 'approveResponse', id, actingAs(textOf(grace)))).toMatchObject({
        reviewedBy: ada,
        decidedBy: grace,
      });

      const [approved, reviewed] = await eventsOf(world, `/responses/${id}`);
      expect(approved).toMatchObject({ type: 'response.approved', details: { acting_user: grace } });
      expect(reviewed).toMatchObject({ type: 'response.reviewed', details: { acting_user: ada } });
      expect(approved!.actor).toEqual({ kind: 'api_key', name: 'First key' });
      const { data } = await world.tenant.graphql(
        `{ auditEvents(filter: { responseId: "${id}", types: [RESPONSE_APPROVED, RESPONSE_REVIEWED] }) {
        nodes { actor { person { name email } } } }
        response(id: "${id}") { auditEvents(first: 1) { nodes { actor { person { name email } } } } } }`,
      );
      expect(data.auditEvents.nodes).toEqual([{ actor: { person: grace } }, { actor: { person: ada } }]);
      expect(data.response.auditEvents.nodes).toEqual([{ actor: { person: grace } }]);
    },
  );

  it('a send, a save and a new link record the person, also what is settled after the email', async () => {
    const world = await createWorld(gateway);
    const headers = actingAs(textOf(ada));
    const { body: sent } = await world.tenant.rest(
      'POST',
      '/workflows/send/',
      { entity_id: world.company, ddq: { questionnaire_id: world.questionnaire }, email: 'to@acme.example' },
      { headers },
    );
    await world.tenant.rest(
      'PUT',
      `/responses/${sent.response_id}/save/`,
      { answers: [{ question_key: 'name', value: 'Acme' }] },
      { headers },
    );
    await world.tenant.rest('POST', `/workflows/${sent.workflow_session_id}/resend/`, {}, { headers });

    const events = await eventsOf(world, `/responses/${sent.response_id}`);
    expect(events.map(({ type }) => type).sort()).toEqual(
      expect.arrayContaining(['onboarding.created', 'onboarding.link_regenerated', 'response.created']),
    );
    for (const { type, details } of events) {
      expect(details, type).toMatchObject({ acting_user: ada });
    }
  });

  it('an event of a request without the header has no person', async () => {
    const world = await createWorld(gateway);
    const { responseId } = await sendWorkflow(world);
    for (const { details } of await eventsOf(world, `/responses/${responseId}`)) {
      expect(details).not.toHaveProperty('acting_user');
    }
    const { reviewed_by, decided_by } = await readResponse(world, responseId);
    expect({ reviewed_by, decided_by }).toEqual({ reviewed_by: null, decided_by: null });
  });

  it('the person who completed the review is gone once changes are requested', async () => {
    const world = await createWorld(gateway);
    const id = await responseIn(world, 'UNDER_REVIEW');
    await take('REST', world, 'completeReview', id, actingAs(textOf(ada)));
    await world.tenant.rest('POST', `/responses/${id}/request-changes/`, { message: 'More, please' });
    expect(await readResponse(world, id)).toMatchObject({ status: 'CHANGES_REQUESTED', reviewed_by: null });
  });

  it.each([
    ['=?UTF-8?Q?Zo=C3=AB_M=C3=BCller?= <zoe@team.example>', 'Zoë Müller'],
    ['=?utf-8?b?5bGx55Sw?= =?utf-8?b?5aSq6YOO?= <taro@team.example>', '山田太郎'],
    ['=?iso-8859-1?q?Andr=E9?= Martin <andre@team.example>', 'André Martin'],
    ['"Byron, Ada" <ada@team.example>', 'Byron, Ada'],
    ["Ada O'Neill-Byron (CFO) <ada@team.example>", expect.stringContaining("Ada O'Neill-Byron")],
  ])('the header %j names the person %j', async (header, name) => {
    const world = await createWorld(gateway);
    const id = await responseIn(world, 'UNDER_REVIEW');
    const { reviewedBy } = await take('REST', world, 'completeReview', id, actingAs(header));
    expect(reviewedBy.name).toEqual(name);
  });

  it.each([
    '',
    'Ada Byron',
    'ada@team.example',
    '<ada@team.example>',
    'Ada Byron <ada>',
    'Ada Byron <ada@team.example>, Grace Hopper <grace@team.example>',
    'Ada Byron <ada@team.example> and more',
    'Zo\u00eb <zoe@team.example>',
    '=?UTF-8?X?Ada?= <ada@team.example>',
    '=?UTF-8?Q?Ada=0AByron?= <ada@team.example>',
    'Team: Ada <ada@team.example>;',
    `${'A'.repeat(201)} <ada@team.example>`,
    `${'=?UTF-8?Q?A?= '.repeat(300)}<ada@team.example>`,
  ])('the header %.60s is rejected with 400 on both APIs, and nothing is done', async (header) => {
    const world = await createWorld(gateway);
    const id = await responseIn(world, 'UNDER_REVIEW');
    const rest = await world.tenant.rest(
      'POST',
      `/responses/${id}/complete-review/`,
      {},
      { headers: actingAs(header) },
    );
    expect(rest).toMatchObject({ status: 400, body: { code: 'validation_error' } });
    expect(rest.body.errors['X-Acting-User'][0]).toContain('Name <address>');
    const graphql = await world.tenant.graphql(
      '{ viewer { tenant { id } } }',
      {},
      { headers: actingAs(header) },
    );
    expect(graphql.status).toBe(400);
    expect(graphql.errors?.[0]).toMatchObject({
      message: expect.stringContaining('X-Acting-User'),
      extensions: { code: 'VALIDATION_ERROR' },
    });
    expect(await readResponse(world, id)).toMatchObject({ status: 'UNDER_REVIEW' });
  });

  it('a reading request with a malformed header is rejected, and one without a key is 401 first', async () => {
    const world = await createWorld(gateway);
    const headers = actingAs('nobody');
    expect((await world.tenant.rest('GET', '/entities/', undefined, { headers })).status).toBe(400);
    expect((await gateway.rest('GET', '/entities/', undefined, { headers })).status).toBe(401);
  });
});

describe('a tenant with fourEyes', () => {
  it.each(apis)(
    '%s requires a person for completing a review and another one for the decision',
    async (api) => {
      const world = await createWorld(gateway);
      await requireFourEyes(world, true);
      const id = await responseIn(world, 'SUBMITTED');
      const rejected = { status: 400, code: 'invalid_request' };

      expect(await take(api, world, 'startReview', id)).toMatchObject({ status: 200 });
      expect(await take(api, world, 'completeReview', id)).toMatchObject({
        ...rejected,
        message: expect.stringContaining('X-Acting-User'),
      });
      expect(await take(api, world, 'completeReview', id, actingAs(textOf(ada)))).toMatchObject({
        reviewedBy: ada,
      });
      for (const decision of ['approveResponse', 'rejectResponse'] as const) {
        expect(await take(api, world, decision, id), decision).toMatchObject(rejected);
        const sameInOtherCase = actingAs('A. Byron <ADA@Team.Example>');
        expect(await take(api, world, decision, id, sameInOtherCase), decision).toMatchObject({
          ...rejected,
          message: expect.stringContaining('Another person'),
        });
      }
      expect(await readResponse(world, id)).toMatchObject({ status: 'REVIEWED', decided_by: null });
      expect(await take(api, world, 'rejectResponse', id, actingAs(textOf(grace)))).toMatchObject({
        decidedBy: grace,
      });
    },
  );

  it('a wrong status is reported before a missing person', async () => {
    const world = await createWorld(gateway);
    await requireFourEyes(world, true);
    const id = await responseIn(world, 'DRAFT');
    const { message } = await take('REST', world, 'approveResponse', id);
    expect(message).toContain('REVIEWED');
  });

  it('one person can do both once the tenant ends the rule', async () => {
    const world = await createWorld(gateway);
    await requireFourEyes(world, true);
    const id = await responseIn(world, 'UNDER_REVIEW');
    await take('REST', world, 'completeReview', id, actingAs(textOf(ada)));
    await requireFourEyes(world, false);
    const { data } = await world.tenant.graphql('{ viewer { tenant { fourEyes } } }');
    expect(data.viewer.tenant.fourEyes).toBe(false);
    expect(await take('REST', world, 'approveResponse', id, actingAs(textOf(ada)))).toMatchObject({
      decidedBy: ada,
    });
  });

  it('the rule is the tenant’s own: another tenant decides without a person', async () => {
    const [world, other] = [await createWorld(gateway), await createWorld(gateway)];
    await requireFourEyes(world, true);
    const id = await responseIn(other, 'REVIEWED');
    expect(await take('REST', other, 'approveResponse', id)).toMatchObject({ status: 200 });
  });
});
