import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestGateway, type TestGateway } from '../support/gateway.ts';
import { newestLink, recipientOf } from '../support/recipient.ts';
import { createPrefill, saveAnswers } from '../support/responses.ts';
import { createWorld } from '../support/world.ts';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway({ isFirstStart: true });
});
afterAll(() => gateway?.drop());

test('the process that has made the database works with it as any later one does', async () => {
  const world = await createWorld(gateway);
  const responseId = await createPrefill(world, { email: 'someone@example.com' });
  await saveAnswers(world, responseId, { name: 'Acme' });
  expect((await world.tenant.rest('POST', `/responses/${responseId}/send/`)).status).toBe(200);

  const page = recipientOf(gateway, await newestLink(world), world.questions);
  await page.open();
  expect((await page.send('save', { size: '5' })).status).toBe(303);
  expect((await page.send('submit', { name: 'Acme', size: '5', listed: 'true' })).status).toBe(303);
  expect((await world.tenant.rest('POST', `/responses/${responseId}/start-review/`)).status).toBe(200);
});
