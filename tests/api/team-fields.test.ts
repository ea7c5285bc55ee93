import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { shareTestGateway, type TestGateway } from '../support/gateway.ts';
import { createPrefill, readResponse, setStatus } from '../support/responses.ts';
import { problemSelection } from '../support/selections.ts';
import { sendWorkflow } from '../support/sessions.ts';
import { createWebhook, eventsTold } from '../support/webhooks.ts';
import { createWorld, type World } from '../support/world.ts';

let now = new Date('2026-03-01T09:00:00Z');
let gateway: TestGateway;
let world: World;
beforeAll(async () => {
  gateway = await shareTestGateway({ clock: () => now });
});
afterAll(() => gateway.drop());
beforeEach(async () => {
  now = new Date('2026-03-01T09:00:00Z');
  world = await createWorld(gateway, { credits: 20 });
});

const ada = { name: 'Ada Byron', email: 'Ada@team.example' };
const adaText = 'Ada Byron <Ada@team.example>';

const patch = (id: string, body: object) => world.tenant.rest('PATCH', `/responses/${id}/`, body);

async function mutate(name: string, input: object) {
  const type = `${name[0]?.toUpperCase()}${name.slice(1)}`;
  const { data } = await world.tenant.graphql(
    `mutation ($input: ${type}Input!) { result: ${name}(input: $input) {
      ... on ${type}Payload { response { assignee { name email } tags dueAt updatedAt } } ${problemSelection} } }`,
    { input },
  );
  return data.result;
}

async function eventsOf(id: string): Promise<{ type: string; details: Record<string, unknown> }[]> {
  const { body } = await world.tenant.rest('GET', `/responses/${id}/events/`);
  const types = ['response.assigned', 'response.tagged', 'response.due_date_set'];
  return body.results
    .filter(({ type }: { type: string }) => types.includes(type))
    .map(({ type, details }: { type: string; details: object }) => ({ type, details }))
    .reverse();
}

describe('assignee, tags and due date of a response', () => {
  it('PATCH sets all of them with an event for each, which no webhook gets', async () => {
    const { id: webhook } = await createWebhook(world.tenant);
    const { responseId } = await sendWorkflow(world);
    await setStatus(world, responseId, 'APPROVED');
    now = new Date('2026-03-01T10:00:00Z');
    const { status, body } = await patch(responseId, {
      assignee: adaText,
      tags: [' Priority ', 'Q2'],
      due_at: '2026-03-31T18:00:00.5+02:00',
    });
    expect(status, JSON.stringify(body)).toBe(200);
    const fields = { assignee: ada, tags: ['Priority', 'Q2'], due_at: '2026-03-31T16:00:00Z' };
    expect(body).toMatchObject({ ...fields, status: 'APPROVED', updated_at: '2026-03-01T10:00:00Z' });
    expect(await readResponse(world, responseId)).toMatchObject(fields);
    expect(await eventsOf(responseId)).toEqual([
      { type: 'response.assigned', details: { assignee: ada } },
      { type: 'response.tagged', details: { tags: ['Priority', 'Q2'] } },
      { type: 'response.due_date_set', details: { due_at: '2026-03-31T16:00:00Z' } },
    ]);
    const told = await eventsTold(world.tenant, webhook);
    expect(told.filter(({ type }) => /assigned|tagged|due/.test(type))).toEqual([]);
  });

  it('PATCH leaves what is absent, clears what is null, and writes nothing for what is the same', async () => {
    const id = await createPrefill(world);
    await patch(id, { assignee: adaText, tags: ['One', 'Two'], due_at: '2026-03-31T16:00:00Z' });
    now = new Date('2026-03-01T11:00:00Z');
    for (const same of [
      {},
      { assignee: adaText, tags: ['One', 'Two'], due_at: '2026-03-31T18:00:00+02:00' },
      { assignee: '"Ada Byron" <Ada@team.example>' },
    ]) {
      const { body } = await patch(id, same);
      expect(body.updated_at).toBe('2026-03-01T09:00:00Z');
    }
    expect(await eventsOf(id)).toHaveLength(3);
    expect((await patch(id, { assignee: null })).body).toMatchObject({
      assignee: null,
      tags: ['One', 'Two'],
      due_at: '2026-03-31T16:00:00Z',
    });
    expect((await patch(id, { tags: null, due_at: null })).body).toMatchObject({ tags: [], due_at: null });
    expect((await eventsOf(id)).slice(3)).toEqual([
      { type: 'response.assigned', details: { assignee: null } },
      { type: 'response.tagged', details: { tags: [] } },
      { type: 'response.due_date_set', details: { due_at: null } },
    ]);
  });

  it('each of GraphQL’s mutations changes its own field and requires it', async () => {
    const responseId = await createPrefill(world);
    expect(await mutate('assignResponse', { responseId, assignee: adaText })).toMatchObject({
      response: { assignee: ada, tags: [], dueAt: null },
    });
    expect(await mutate('tagResponse', { responseId, tags: ['Priority'] })).toMatchObject({
      response: { assignee: ada, tags: ['Priority'] },
    });
    expect(await mutate('setResponseDueDate', { responseId, dueAt: '2026-03-31T16:00:00Z' })).toMatchObject({
      response: { assignee: ada, tags: ['Priority'], dueAt: '2026-03-31T16:00:00.000Z' },
    });
    expect(await mutate('assignResponse', { responseId, assignee: null })).toMatchObject({
      response: { assignee: null },
    });
    for (const [name, field] of [
      ['assignResponse', 'assignee'],
      ['tagResponse', 'tags'],
      ['setResponseDueDate', 'dueAt'],
    ] as const) {
      const { fields } = await mutate(name, { responseId });
      expect(
        fields.map(({ path }: { path: string }) => path),
        name,
      ).toEqual([field]);
    }
  });

  it.each([
    ['"Byron, \\"Ada\\"" <ada@team.example>', 'Byron, "Ada"'],
    ['Zoë Müller<zoe@team.example>', 'Zoë Müller'],
    ['  山田太郎   <taro@team.example> ', '山田太郎'],
    ['ada@team.example', 'ada@team.example'],
  ])('the assignee %j is the person %j', async (assignee, name) => {
    const id = await createPrefill(world);
    expect((await patch(id, { assignee })).body.assignee.name).toBe(name);
  });

  it('every invalid field is reported at its path, and none is changed', async () => {
    const id = await createPrefill(world);
    for (const assignee of [
      'Ada Byron',
      'ada@team.example, grace@team.example',
      '<ada@team.example>',
      'Ada <ada>',
      'Ada <a@team.example>, Grace <g@team.example>',
      'Ada <ada@team.example> and more',
      'A\nB <ada@team.example>',
      `${'A'.repeat(201)} <ada@team.example>`,
      `"${'\\'.repeat(699)}`,
    ]) {
      const { status, body } = await patch(id, { assignee, tags: ['Kept out'] });
      expect([status, Object.keys(body.errors)], assignee).toEqual([400, ['assignee']]);
      expect(body.errors.assignee[0]).toContain('Name <address>');
    }
    const { body } = await patch(id, {
      assignee: adaText,
      tags: ['a', ' ', 'x'.repeat(51), 'ÄB', 'äb'],
      due_at: '0000-01-01T00:00:00Z',
    });
    expect(Object.keys(body.errors)).toEqual(['tags[1]', 'tags[2]', 'tags[4]', 'due_at']);
    const many = await patch(id, { tags: Array.from({ length: 21 }, (_, index) => `t${index}`) });
    expect(Object.keys(many.body.errors)).toEqual(['tags']);
    expect((await patch(id, { due_at: '2026-03-31' })).body.errors).toHaveProperty('due_at');
    expect(await readResponse(world, id)).toMatchObject({ assignee: null, tags: [], due_at: null });
    expect(await eventsOf(id)).toEqual([]);
  });

  it('an erased response has no tags, keeps its assignee, and cannot be changed', async () => {
    const id = await createPrefill(world);
    await patch(id, { assignee: adaText, tags: ['About Acme'], due_at: '2026-03-31T16:00:00Z' });
    await world.tenant.rest('POST', `/entities/${world.company}/erase/`, { reason: 'Requested.' });
    expect(await readResponse(world, id)).toMatchObject({ assignee: ada, tags: [] });
    expect(await patch(id, { tags: ['Again'] })).toMatchObject({
      status: 400,
      body: { code: 'invalid_request' },
    });
    expect(await eventsOf(id)).toEqual([
      { type: 'response.assigned', details: { assignee: ada } },
      { type: 'response.tagged', details: { tags: '[erased]' } },
      { type: 'response.due_date_set', details: { due_at: '2026-03-31T16:00:00Z' } },
    ]);
    const { body } = await world.tenant.rest('GET', '/responses/?tag=about%20acme');
    expect(body.count).toBe(0);
  });
});

describe('lists of responses by assignee, tag and due date', () => {
  /** The ids that a filter finds, with an exact count, through both APIs. */
  async function found(query: string, filter: string): Promise<string[]> {
    const { body } = await world.tenant.rest('GET', `/responses/?${query}`);
    const { data } = await world.tenant.graphql(
      `{ responses(filter: { ${filter} }) { totalCount nodes { id } } }`,
    );
    const ids = body.results.map(({ id }: { id: string }) => id);
    expect(data.responses.nodes.map(({ id }: { id: string }) => id)).toEqual(ids);
    expect([body.count, data.responses.totalCount], query).toEqual([ids.length, ids.length]);
    return ids;
  }

  it('find exactly those of the tenant, newest first, with an exact count', async () => {
    const [one, two, three, four] = [
      await createPrefill(world),
      await createPrefill(world),
      await createPrefill(world),
      await createPrefill(world),
    ];
    const other = await createWorld(gateway);
    const elsewhere = await createPrefill(other);
    await other.tenant.rest('PATCH', `/responses/${elsewhere}/`, { assignee: adaText, tags: ['Ärger'] });
    await patch(one, { assignee: adaText, tags: ['Ärger', 'Q2'], due_at: '2026-03-31T16:00:00Z' });
    await patch(two, { assignee: 'A. <ada@TEAM.example>', tags: ['Q2'], due_at: '2026-04-30T16:00:00Z' });
    await patch(three, { assignee: 'Grace <grace@team.example>', tags: ['ärger'] });

    expect(await found('assignee=ADA@team.example', 'assignee: "ADA@team.example"')).toEqual([two, one]);
    expect(await found('assignee=no@team.example', 'assignee: "no@team.example"')).toEqual([]);
    expect(await found('assigned=true', 'assigned: true')).toEqual([three, two, one]);
    expect(await found('assigned=false', 'assigned: false')).toEqual([four]);
    expect(await found('assigned=false&status=DRAFT', 'assigned: false, statuses: [DRAFT]')).toEqual([]);
    expect(await found('tag=%C3%A4RGER', 'tag: "äRGER"')).toEqual([three, one]);
    expect(
      await found('tag=q2&assignee=ada@team.example', 'tag: "q2", assignee: "ada@team.example"'),
    ).toEqual([two, one]);
    expect(await found('tag=q', 'tag: "q"')).toEqual([]);
    expect(await found('due_before=2026-04-01T00:00:00Z', 'dueBefore: "2026-04-01T00:00:00Z"')).toEqual([
      one,
    ]);
    expect(
      await found('due_before=2026-05-01T00:00:00Z&tag=q2', 'dueBefore: "2026-05-01T00:00:00Z", tag: "q2"'),
    ).toEqual([two, one]);

    await patch(three, { assignee: null });
    await gateway.services.allTenants.response.delete({ where: { id: two } });
    expect(await found('assigned=true', 'assigned: true')).toEqual([one]);
    expect(await found('assigned=false', 'assigned: false')).toEqual([four, three]);
  });

  it('a malformed filter is reported at its own path', async () => {
    const { status, body } = await world.tenant.rest(
      'GET',
      '/responses/?assignee=ada&assigned=yes&tag=%20&due_before=tomorrow',
    );
    expect([status, Object.keys(body.errors).sort()]).toEqual([
      400,
      ['assigned', 'assignee', 'due_before', 'tag'],
    ]);
  });
});
