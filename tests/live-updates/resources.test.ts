import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '../../src/ids.ts';
import { openStream } from '../support/event-stream.ts';
import { startTestGateway, type TestGateway } from '../support/gateway.ts';
import { createPrefill, saveAnswers } from '../support/responses.ts';
import { sendWorkflow } from '../support/sessions.ts';
import { createWorld, type World } from '../support/world.ts';

let gateway: TestGateway;
let url: string;
let world: World;

beforeAll(async () => {
  gateway = await startTestGateway();
  url = await gateway.listen();
  world = await createWorld(gateway, { credits: 50 });
});
afterAll(() => gateway?.drop());

const selection = {
  response: 'status entity { name } answers { question { key } value }',
  workflowSession: 'status steps entity { name } response { status }',
};

const follow = (field: keyof typeof selection, id: string, key = world.tenant.key) =>
  openStream(url, {
    key,
    query: `subscription ($id: ID!) { ${field}(id: $id) { id ${selection[field]} } }`,
    variables: { id },
  });

/** The resource as a query has it. */
async function read(field: keyof typeof selection, id: string) {
  const { data } = await world.tenant.graphql(
    `query ($id: ID!) { ${field}(id: $id) { id ${selection[field]} } }`,
    { id },
  );
  return { data };
}

test('a stream of a response has its current state and then that after each change, as a query has it', async () => {
  const id = await createPrefill(world);
  await saveAnswers(world, id, { name: 'Before' });
  const stream = await follow('response', id);
  const first = await stream.next();
  expect(first).toEqual({ event: 'next', id: undefined, data: await read('response', id) });
  for (const name of ['One', 'Two']) {
    await saveAnswers(world, id, { name });
    const { data } = await stream.next();
    expect(data).toEqual(await read('response', id));
    expect(JSON.stringify(data)).toContain(name);
  }
  // What happens to others is no change.
  await saveAnswers(world, await createPrefill(world), { name: 'Other' });
  await world.tenant.rest('POST', `/responses/${id}/send/`, { email: 'recipient@example.com' });
  let data = (await stream.next()).data;
  while (data.data.response.status !== 'DRAFT') {
    data = (await stream.next()).data;
  }
  expect(data).toEqual(await read('response', id));
  await stream.close();
});

test('a stream of a workflow session has its current state and then that after each change', async () => {
  const { workflowSessionId: id } = await sendWorkflow(world);
  const stream = await follow('workflowSession', id.toUpperCase());
  expect((await stream.next()).data).toEqual(await read('workflowSession', id));
  await world.tenant.rest('POST', `/workflows/${id}/revoke/`, {});
  const { data } = await stream.next();
  expect(data).toEqual(await read('workflowSession', id));
  expect(data.data.workflowSession.status).toBe('REVOKED');
  await stream.close();
});

test('a resource of another tenant or mode is null like one that does not exist, and its stream ends', async () => {
  const stranger = await createWorld(gateway);
  const { responseId, workflowSessionId } = await sendWorkflow(world);
  const keys = [stranger.tenant.key, await world.tenant.createKey({ mode: 'TEST' })];
  for (const key of keys) {
    for (const [field, own] of [
      ['response', responseId],
      ['workflowSession', workflowSessionId],
    ] as const) {
      for (const id of [own, newId(), 'no id']) {
        expect(await (await follow(field, id, key)).rest()).toEqual([
          { event: 'next', id: undefined, data: { data: { [field]: null } } },
          { event: 'complete', id: undefined, data: undefined },
        ]);
      }
    }
  }
});
