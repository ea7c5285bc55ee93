import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testEngine } from '../support/database.ts';
import { shareTestGateway, type TestGateway } from '../support/gateway.ts';
import { newQuestionnaire } from '../support/questionnaires.ts';
import { createPrefill, setStatus } from '../support/responses.ts';
import { sendWorkflow } from '../support/sessions.ts';
import { createWorld, type World } from '../support/world.ts';

let gateway: TestGateway;
let world: World;
beforeAll(async () => {
  gateway = await shareTestGateway();
  world = await createWorld(gateway, { credits: 20 });
  // Another tenant's rows count for nobody else.
  await createPrefill(await createWorld(gateway));
});
afterAll(() => gateway.drop());

/** The number that both APIs give. */
async function count(path: string, field: string): Promise<number> {
  const { body } = await world.tenant.rest('GET', `/${path}`);
  const { data } = await world.tenant.graphql(`{ list: ${field} { totalCount } }`);
  expect(data.list.totalCount, path).toBe(body.count);
  expect(body.results, path).toHaveLength(body.count);
  return body.count;
}

const ofStatus = (status: string) =>
  count(`responses/?status=${status}`, `responses(filter: { statuses: [${status.replace(',', ', ')}] })`);
const ofQuestionnaire = (id: number) =>
  count(`responses/?questionnaire_id=${id}`, `responses(filter: { questionnaireId: ${id} })`);

const transaction = (work: (client: TestGateway['services']['allTenants']) => Promise<unknown>) =>
  gateway.services.allTenants.$transaction((client) => work(client as TestGateway['services']['allTenants']));

describe('the number of rows of a list is exact', () => {
  it('the count of responses stays exact while responses are created, change their status and are deleted', async () => {
    const { id: other } = await newQuestionnaire(world.tenant, {
      name: 'Other',
      type: 'DDQ',
      sections: [{ title: 'All', questions: [{ key: 'q', text: 'Question?', type: 'TEXT' }] }],
    });
    const ids = [await createPrefill(world), await createPrefill(world)];
    const elsewhere = await createPrefill(world, { questionnaireId: other });
    expect(await count('responses/', 'responses')).toBe(3);
    expect([await ofQuestionnaire(world.questionnaire), await ofQuestionnaire(other)]).toEqual([2, 1]);
    expect(await ofQuestionnaire(other + 1000)).toBe(0);
    expect([await ofStatus('PREFILL'), await ofStatus('SUBMITTED')]).toEqual([3, 0]);

    await Promise.all([...ids, elsewhere].map((id) => setStatus(world, id, 'SUBMITTED')));
    await setStatus(world, elsewhere, 'SUBMITTED');
    await setStatus(world, ids[0]!, 'REVIEWED');
    expect([await ofStatus('PREFILL'), await ofStatus('SUBMITTED'), await ofStatus('REVIEWED')]).toEqual([
      0, 2, 1,
    ]);
    expect(await ofStatus('SUBMITTED,REVIEWED')).toBe(3);
    expect(
      await count(
        `responses/?status=SUBMITTED&questionnaire_id=${other}`,
        `responses(filter: { statuses: [SUBMITTED], questionnaireId: ${other} })`,
      ),
    ).toBe(1);

    const failing = transaction(async (client) => {
      await client.response.updateMany({ where: { id: elsewhere }, data: { status: 'APPROVED' } });
      await client.response.delete({ where: { id: ids[0]! } });
      throw new Error('on purpose');
    });
    await expect(failing).rejects.toThrow('on purpose');
    expect([await ofStatus('SUBMITTED'), await ofStatus('APPROVED')]).toEqual([2, 0]);

    await transaction(async (client) => {
      await client.response.update({ where: { id: elsewhere }, data: { status: 'APPROVED' } });
      await client.response.delete({ where: { id: elsewhere } });
    });
    expect([await ofStatus('SUBMITTED'), await ofStatus('APPROVED')]).toEqual([1, 0]);
    expect(await ofQuestionnaire(other)).toBe(0);
    expect(await count('responses/', 'responses')).toBe(2);
  });

  it('the count of entities is exact for each type', async () => {
    const { body } = await world.tenant.rest('POST', '/entities/', { legal_name: 'Third Ltd' });
    expect(await count('entities/', 'entities')).toBe(3);
    expect([
      await count('entities/?entity_type=company', 'entities(filter: { type: COMPANY })'),
      await count('entities/?entity_type=individual', 'entities(filter: { type: INDIVIDUAL })'),
    ]).toEqual([2, 1]);
    await gateway.services.allTenants.entity.delete({ where: { id: body.id } });
    expect(await count('entities/?entity_type=company', 'entities(filter: { type: COMPANY })')).toBe(1);
  });

  it('the counts of sessions and documents are exact', async () => {
    await sendWorkflow(world, { withVerification: true });
    await sendWorkflow(world);
    expect(await count('workflows/', 'workflowSessions')).toBe(2);
    expect(await count('verification-sessions/', 'verificationSessions')).toBe(1);
    expect((await world.tenant.graphql('{ documents { totalCount } }')).data.documents.totalCount).toBe(0);
  });
});

// The embedded database has one connection.
describe.runIf(testEngine === 'postgresql')(
  'transactions that count rows of one tenant at the same time',
  () => {
    it('do not wait for each other, whatever their connections are', async () => {
      const own = await createWorld(gateway);
      const ids = [await createPrefill(own), await createPrefill(own), await createPrefill(own)];
      const clients = await connectAlike(ids.length);
      try {
        for (const [index, client] of clients.entries()) {
          await client.query("BEGIN; SET LOCAL lock_timeout = '2s'");
          await client.query(`UPDATE responses SET status = 'SUBMITTED' WHERE id = $1`, [ids[index]]);
          // What waits for the end of the transaction is counted now.
          await client.query('SET CONSTRAINTS ALL IMMEDIATE');
        }
        for (const client of clients) {
          await client.query('COMMIT');
        }
      } finally {
        await Promise.all(clients.map((client) => client.end()));
      }
      const { body } = await own.tenant.rest('GET', '/responses/?status=SUBMITTED');
      expect([body.count, body.results.length]).toEqual([3, 3]);
      expect((await own.tenant.rest('GET', '/responses/?status=PREFILL')).body.count).toBe(0);
    });
  },
);

/** Connections that would write the same row of a count if that followed from the connection alone. */
async function connectAlike(count: number): Promise<pg.Client[]> {
  const { directUrl, databaseUrl } = gateway.settings;
  const all: { client: pg.Client; shard: number }[] = [];
  for (;;) {
    const client = new pg.Client({ connectionString: directUrl ?? databaseUrl });
    await client.connect();
    const { rows } = await client.query<{ shard: number }>('SELECT pg_backend_pid() % 16 AS shard');
    const shard = rows[0]!.shard;
    all.push({ client, shard });
    const alike = all.filter((other) => other.shard === shard);
    if (alike.length === count) {
      await Promise.all(all.filter((other) => !alike.includes(other)).map((other) => other.client.end()));
      return alike.map((other) => other.client);
    }
  }
}
