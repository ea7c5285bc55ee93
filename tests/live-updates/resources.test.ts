import { afterAll, beforeAll, expect, test } from 'vitest';
import { eraseDueResponses } from '../../src/domain/erasure/erase-due-responses.ts';
import { erasedAddress } from '../../src/domain/erasure/erased-text.ts';
import { newId } from '../../src/ids.ts';
import { createBatch, holdEmails, readBatch, sendsTo } from '../support/batches.ts';
import { type EventStream, openStream } from '../support/event-stream.ts';
import { startTestGateway, type TestGateway } from '../support/gateway.ts';
import { holdErasure } from '../support/held-erasure.ts';
import { createPrefill, saveAnswers, setStatus } from '../support/responses.ts';
import { sendWorkflow, setSessionStatus } from '../support/sessions.ts';
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
  response: 'status tags entity { name } answers { question { key } value }',
  workflowSession: 'status email steps entity { name } response { status }',
  batch: 'status total pending sent failed cancelled finishedAt items { nodes { index status } }',
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
  await world.tenant.rest('PATCH', `/responses/${id}/`, { tags: ['Priority'] });
  expect((await stream.next()).data.data.response.tags).toEqual(['Priority']);
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

test('a stream of an erased response has it without its answers immediately, though they are deleted later', async () => {
  const own = await createWorld(gateway);
  const id = await createPrefill(own);
  await saveAnswers(own, id, { name: 'Acme Trading' });
  const stream = await follow('response', id, own.tenant.key);
  expect(JSON.stringify(await stream.next())).toContain('Acme Trading');
  const erasure = await holdErasure(own);
  await erasure.closed;
  const { data } = (await stream.next()).data;
  expect(data.response).toMatchObject({ status: 'PREFILL', entity: { name: '[erased]' } });
  expect(data.response.answers.map(({ value }: { value: unknown }) => value)).toEqual(
    data.response.answers.map(() => null),
  );
  await erasure.finish();
  await stream.close();
});

test('a stream of a completed workflow session has it again once its entity or its response is erased', async () => {
  const own = await createWorld(gateway, { credits: 5 });
  const { services } = gateway;
  const [first, second] = [await sendWorkflow(own), await sendWorkflow(own)];
  const streams = [];
  for (const { workflowSessionId, responseId } of [first, second]) {
    await setSessionStatus(own, workflowSessionId, 'COMPLETED');
    await setStatus(own, responseId, 'APPROVED');
    const stream = await follow('workflowSession', workflowSessionId, own.tenant.key);
    await stream.next();
    streams.push(stream);
  }
  const next = async (stream: EventStream | undefined) => (await stream?.next())?.data.data.workflowSession;
  await services.allTenants.response.update({
    where: { id: first.responseId },
    data: { updatedAt: new Date('2020-01-01') },
  });
  await own.tenant.graphql('mutation { updateTenant(input: { retentionDays: 30 }) { __typename } }');
  await eraseDueResponses(services, { signal: new AbortController().signal });
  expect(await next(streams[0])).toMatchObject({
    entity: { name: 'Acme Trading Ltd' },
    email: erasedAddress,
  });
  await own.tenant.rest('POST', `/entities/${own.company}/erase/`, { reason: 'Requested' });
  for (const stream of streams) {
    expect(await next(stream)).toMatchObject({
      status: 'COMPLETED',
      entity: { name: '[erased]' },
      email: erasedAddress,
    });
    await stream.close();
  }
});

test('a stream of a batch has its current state and then that after each send, whatever came of it, up to the last', async () => {
  const { tenant, questionnaire } = world;
  const release = holdEmails(world);
  try {
    const unknown = { ...sendsTo(questionnaire, 1)[0], ddq: { questionnaire_id: 2_147_483_647 } };
    const id = await createBatch(tenant, [...sendsTo(questionnaire, 4), unknown]);
    const stream = await follow('batch', id.toUpperCase(), await tenant.createKey({ scopes: ['READ'] }));
    const seen = [(await stream.next()).data];
    release();
    while (seen.at(-1).data.batch.finishedAt === null) {
      seen.push((await stream.next()).data);
    }
    expect(seen.at(-1)).toEqual(await read('batch', id));
    expect(seen.at(-1).data.batch).toMatchObject({ status: 'COMPLETED', sent: 4, failed: 1, pending: 0 });
    const ended = seen.map(({ data }) => data.batch.sent + data.batch.failed);
    expect(ended).toEqual(ended.toSorted((one, other) => one - other));
    await stream.close();
  } finally {
    release();
  }
});

test('a stream of a batch has the batch once it is cancelled, and nothing of another batch', async () => {
  const { tenant, questionnaire } = world;
  const release = holdEmails(world);
  try {
    const id = await createBatch(tenant, sendsTo(questionnaire, 12));
    await expect.poll(async () => (await tenant.rest('GET', '/credits/')).body.held).toBe(4);
    const stream = await follow('batch', id);
    expect((await stream.next()).data.data.batch).toMatchObject({ status: 'PROCESSING', pending: 12 });
    const prefill = { entity_id: world.company, ddq: { questionnaire_id: questionnaire, prefill: true } };
    const other = await createBatch(tenant, [prefill]);
    await expect.poll(async () => (await readBatch(tenant, other)).prefilled).toBe(1);
    await tenant.rest('POST', `/workflows/batches/${id}/cancel/`, {});
    const { data } = await stream.next();
    expect(data).toEqual(await read('batch', id));
    expect(data.data.batch).toMatchObject({ status: 'CANCELLED', pending: 4, cancelled: 8 });
    release();
    let last = data.data.batch;
    while (last.finishedAt === null) {
      last = (await stream.next()).data.data.batch;
    }
    expect(last).toMatchObject({ sent: 4, cancelled: 8 });
    await stream.close();
  } finally {
    release();
  }
});

test('a resource of another tenant or mode is null like one that does not exist, and its stream ends', async () => {
  const stranger = await createWorld(gateway);
  const { responseId, workflowSessionId } = await sendWorkflow(world);
  const batchId = await createBatch(world.tenant, sendsTo(world.questionnaire, 1));
  const keys = [stranger.tenant.key, await world.tenant.createKey({ mode: 'TEST' })];
  for (const key of keys) {
    for (const [field, own] of [
      ['response', responseId],
      ['workflowSession', workflowSessionId],
      ['batch', batchId],
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
