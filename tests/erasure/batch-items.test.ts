import { afterAll, beforeAll, expect, it } from 'vitest';
import { batchEnded, createBatch, readItems } from '../support/batches.ts';
import { startTestGateway, type TestGateway } from '../support/gateway.ts';
import { refuseSomeMails } from '../support/mails.ts';
import { createWorld } from '../support/world.ts';
import { everythingKept } from './everything-kept.ts';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway();
  refuseSomeMails(gateway);
});
afterAll(() => gateway.drop());

it('erasing an entity that came with a send of a batch leaves nothing of it in the batch, whether the email was accepted or not', async () => {
  const { tenant, questionnaire } = await createWorld(gateway);
  const ddq = { questionnaire_id: questionnaire };
  const id = await createBatch(tenant, [
    { entity: { legal_name: 'Quillsent Ltd' }, ddq, email: 'quillsent@recipient.example' },
    { entity: { legal_name: 'Quillrefused Ltd' }, ddq, email: 'quillrefused@refused.example' },
    {
      entity: { legal_name: 'Quillprefill Ltd' },
      ddq: { ...ddq, prefill: true },
      email: 'quillprefill@recipient.example',
    },
  ]);
  expect(await batchEnded(tenant, id)).toMatchObject({ sent: 1, prefilled: 1, failed: 1 });
  const kept = async () => (await everythingKept(gateway)).match(/quill(sent|refused|prefill)/gi) ?? [];
  expect(new Set((await kept()).map((mark) => mark.toLowerCase())).size).toBe(3);
  const { body } = await tenant.rest('GET', '/entities/?search=Quill');
  expect(body.count).toBe(3);
  for (const entity of body.results) {
    expect((await tenant.rest('POST', `/entities/${entity.id}/erase/`, { reason: 'A test.' })).status).toBe(
      200,
    );
  }
  expect(await kept()).toEqual([]);
  expect((await readItems(tenant, id)).map(({ status, result, error }) => [status, result, error])).toEqual([
    ['sent', null, null],
    ['failed', null, null],
    ['prefill_ready', null, null],
  ]);
});
