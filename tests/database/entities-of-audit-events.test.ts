import { randomUUID } from 'node:crypto';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import type { PGlite } from '@electric-sql/pglite';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { MigrationConnection } from '../../src/database/apply-migration.ts';
import { migrateDatabase } from '../../src/database/migrate.ts';
import { migrationsFolder, readMigrations } from '../../src/database/migrations.ts';
import { newId } from '../../src/ids.ts';
import { newPglite } from '../support/new-pglite.ts';

const firstMigration = '20261130074501_entities_of_audit_events';
const lastMigration = '20261130074504_audit_events_by_tenant';
/** More than two batches of the migration. */
const answersSaved = 10_100;

let pglite: PGlite;
let connection: MigrationConnection;

const tenant = newId();
const [company, person] = [newId(), newId()];
const [response, session, document] = [newId(), newId(), newId()];

/** An event as the previous version writes it. */
async function writeEvent(type: string, event: { details?: object; at?: string } & Record<string, unknown>) {
  const { details = {}, at = '2026-03-01T09:00:00Z', ...ids } = event;
  const id = newId();
  const row = { id, tenant_id: tenant, mode: 'LIVE', type, actor_kind: 'SYSTEM', actor_name: 'Postern' };
  const columns = { ...row, ...ids, details, created_at: at };
  await connection.query(
    `INSERT INTO audit_events (${Object.keys(columns).join(', ')})
     SELECT ${Object.keys(columns).join(', ')} FROM jsonb_populate_record(NULL::audit_events, $1::jsonb)`,
    [JSON.stringify(columns)],
  );
  return id;
}

async function entityOf(eventId: string): Promise<string | null> {
  const [row] = await connection.query('SELECT entity_id FROM audit_events WHERE id = $1', [eventId]);
  return (row as { entity_id: string | null }).entity_id;
}

/** One event of each kind, and the entity that it is of. */
const kinds: [what: string, write: () => Promise<string>, entity: string | null][] = [
  ['a response', () => writeEvent('response.submitted', { response_id: response }), company],
  [
    'a session without a response',
    () => writeEvent('onboarding.opened', { workflow_session_id: session }),
    person,
  ],
  [
    'both',
    () => writeEvent('onboarding.created', { response_id: response, workflow_session_id: session }),
    company,
  ],
  ['a document', () => writeEvent('document.uploaded', { details: { document_id: document } }), company],
  [
    'a document that has been deleted',
    () => writeEvent('document.deleted', { details: { document_id: randomUUID() } }),
    null,
  ],
  ['a webhook', () => writeEvent('webhook.created', { webhook_endpoint_id: newId() }), null],
];

/** Applies those migrations whose names meet a condition. @returns the names of those that were not applied before */
async function migrateWhere(isWanted: (name: string) => boolean): Promise<string[]> {
  const folder = await mkdtemp(`${tmpdir()}/postern-migrations-`);
  await cp(migrationsFolder, folder, { recursive: true });
  for (const { name } of (await readMigrations()).filter(({ name }) => !isWanted(name))) {
    await rm(`${folder}/${name}`, { recursive: true });
  }
  const applied = await migrateDatabase({ connection, folder });
  await rm(folder, { recursive: true });
  return applied;
}

const earlier = new Map<string, string>();
let [failed, failedElsewhere] = ['', ''];

beforeAll(async () => {
  pglite = await newPglite();
  connection = {
    query: async (sql, values) => (await pglite.query(sql, values)).rows,
    script: async (sql) => {
      await pglite.exec(sql);
    },
  };
  await migrateWhere((name) => name < firstMigration);

  // Only what events lead to; what these rows refer to themselves does not matter here.
  await connection.script(`
    SET session_replication_role = replica;
    INSERT INTO responses (id, tenant_id, mode, name, status, entity_id, questionnaire_id, questionnaire_version_id)
    VALUES ('${response}', '${tenant}', 'LIVE', 'Acme', 'DRAFT', '${company}', 1, '${randomUUID()}');
    INSERT INTO workflow_sessions (id, tenant_id, mode, email, entity_id, live_dispatch_id, expires_at)
    VALUES ('${session}', '${tenant}', 'LIVE', 'ada@example.com', '${person}', '${randomUUID()}', now());
    INSERT INTO documents (id, tenant_id, mode, entity_id, name, content_type, size_bytes, sha256)
    VALUES ('${document}', '${tenant}', 'LIVE', '${company}', 'minutes.pdf', 'application/pdf', 1, '');
    INSERT INTO dispatches (id, tenant_id, mode, kind, status, token_hash, workflow_session_id, email, entity_id,
      expires_at, holds_credit, actor_kind, actor_name, settle_by, settled_at)
    VALUES ('${newId()}', '${tenant}', 'LIVE', 'DIRECT', 'ROLLED_BACK', 'x', '${randomUUID()}', 'bob@example.com',
      '${person}', now(), true, 'SYSTEM', 'Postern', now(), '2026-03-01T10:00:00.123Z');
    RESET session_replication_role;
    INSERT INTO audit_events (id, tenant_id, mode, type, actor_kind, actor_name, response_id, details)
    SELECT gen_random_uuid(), '${tenant}', 'LIVE', 'response.answers_saved', 'SYSTEM', 'Postern', '${response}', '{}'
    FROM generate_series(1, ${answersSaved})`);
  for (const [what, write] of kinds) earlier.set(what, await write());
  const details = { email: 'bob@example.com' };
  failed = await writeEvent('onboarding.dispatch_failed', { details, at: '2026-03-01T10:00:00.123Z' });
  failedElsewhere = await writeEvent('onboarding.dispatch_failed', {
    details,
    at: '2026-03-01T10:00:00.124Z',
  });

  // Later ones check what these rows refer to.
  expect((await migrateWhere((name) => name <= lastMigration))[0]).toBe(firstMigration);
});
afterAll(() => pglite.close());

test('the migration finds the entity of every earlier event', async () => {
  const rows = await connection.query(
    `SELECT entity_id, count(*)::int AS count FROM audit_events WHERE type = 'response.answers_saved' GROUP BY 1`,
  );
  expect(rows).toEqual([{ entity_id: company, count: answersSaved }]);
});

test.each(kinds)('an earlier event of %s has its entity', async (what, _write, entity) => {
  expect(await entityOf(earlier.get(what) ?? '')).toBe(entity);
});

test('an earlier event of a failed first send has the entity of its dispatch, and of no other', async () => {
  expect(await entityOf(failed)).toBe(person);
  expect(await entityOf(failedElsewhere)).toBeNull();
});

test.each(kinds)(
  'an event of %s that the previous version writes afterwards has its entity',
  async (_what, write, entity) => {
    expect(await entityOf(await write())).toBe(entity);
  },
);
