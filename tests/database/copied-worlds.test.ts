import { afterAll, beforeAll, expect, it } from 'vitest';
import { dumpDatabase } from '../support/dump-database.ts';
import { startTestGateway, type TestGateway } from '../support/gateway.ts';
import { copyOfWorld, createWorldThroughApis, recordOfWorld, type World } from '../support/world.ts';

let gateway: TestGateway;
let made: World;
let copied: World;

beforeAll(async () => {
  gateway = await startTestGateway({ clock: () => new Date('2031-05-06T07:08:09Z') });
  made = await createWorldThroughApis(gateway, { credits: 7 });
  copied = await copyOfWorld(gateway, await recordOfWorld(made));
});
afterAll(() => gateway?.drop());

/** Every row of a world, with numbers in place of its ids, and without what is different by its nature. */
async function rowsOf({ tenant, questionnaire }: World): Promise<string[]> {
  const rows = (await dumpDatabase(gateway, { leaveOut: ['hash', 'prefix', 'last_used_at'] }))
    .filter((row) => row.includes(tenant.id))
    .map((row) =>
      row
        .replace(new RegExp(`"(id|questionnaire_id)": ${questionnaire}\\b`), '"$1": "questionnaire"')
        .replaceAll(/20(?:2\d)-[^"]+/g, 'now'),
    );
  const uuids = /[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}/g;
  const ids = [...new Set(rows.join().match(uuids))].sort();
  return rows.map((row) => row.replaceAll(uuids, (id) => `id ${ids.indexOf(id)}`)).sort();
}

it('a copied world has the rows of one that the APIs make, its counts too', async () => {
  const rows = await rowsOf(made);
  expect(rows.length).toBeGreaterThan(12);
  expect(await rowsOf(copied)).toEqual(rows);
});

it('a copied world works with a key, a questionnaire and entities of its own', async () => {
  expect(copied.questionnaire).not.toBe(made.questionnaire);
  const sent = await copied.tenant.rest('POST', '/workflows/send/', {
    entity_id: copied.individual,
    ddq: { questionnaire_id: copied.questionnaire },
    email: 'ada@example.com',
  });
  expect(sent.status).toBe(201);
  const { body } = await copied.tenant.rest('GET', `/responses/${sent.body.response_id}/`);
  expect(body.questionnaire).toMatchObject({ id: copied.questionnaire });
  const { body: list } = await copied.tenant.rest('GET', `/responses/?entity_id=${copied.individual}`);
  expect(list.results).toMatchObject([{ id: sent.body.response_id }]);
  expect((await made.tenant.rest('GET', `/responses/${sent.body.response_id}/`)).status).toBe(404);
  expect((await copied.tenant.rest('GET', '/credits/')).body).toEqual({ available: 6, held: 0, used: 1 });
});
