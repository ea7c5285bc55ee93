import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createSettledPosition } from '../../src/domain/events/settled-position.ts';
import { testEngine } from '../support/database.ts';
import { startTestGateway, type TestGateway } from '../support/gateway.ts';
import { createWorld, type World } from '../support/world.ts';
import { writeEvents } from './support.ts';

// The embedded database has one connection, so that no two transactions are open on it.
describe.skipIf(testEngine === 'pglite')('the settled position (with TEST_DATABASE_URL)', () => {
  let gateway: TestGateway;
  let world: World;
  let early: pg.Client;
  let late: pg.Client;

  beforeAll(async () => {
    gateway = await startTestGateway();
    world = await createWorld(gateway);
    const { directUrl, databaseUrl } = gateway.settings;
    const options = { connectionString: directUrl ?? databaseUrl };
    early = new pg.Client(options);
    late = new pg.Client(options);
    await Promise.all([early.connect(), late.connect()]);
  });
  afterAll(async () => {
    await Promise.all([early?.end(), late?.end()]);
    await gateway?.drop();
  });

  test('a position is settled once those who wrote up to it have ended, though another one has the lock by then', async () => {
    const { allTenants } = gateway.services;
    await writeEvents(gateway, { tenantId: world.tenant.id, entityId: world.company }, 1);
    const settled = createSettledPosition(allTenants);
    await early.query('BEGIN');
    await early.query(
      `INSERT INTO audit_events (id, tenant_id, mode, type, actor_kind, actor_name, entity_id, details)
       SELECT gen_random_uuid(), tenant_id, mode, type, actor_kind, actor_name, entity_id, details
       FROM audit_events ORDER BY position DESC LIMIT 1`,
    );
    await settled.look();
    expect({ value: settled.value, isWaiting: settled.isWaiting }).toEqual({ value: 0n, isWaiting: true });
    await late.query('BEGIN');
    await late.query('DELETE FROM audit_events WHERE false');
    await early.query('COMMIT');
    const [{ last }] = await allTenants.$queryRaw<[{ last: bigint }]>`
      SELECT max(position) AS last FROM audit_events`;
    await settled.look();
    expect({ value: settled.value, isWaiting: settled.isWaiting }).toEqual({ value: last, isWaiting: false });
    await late.query('ROLLBACK');
  });
});
