import { setTimeout } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import type pg from 'pg';
import type { BenchCase } from './cases.ts';
import { ask } from './load.ts';
import type { BenchServer } from './servers.ts';

const tables = [
  ...['entities', 'responses', 'answers', 'answer_annotations', 'workflow_sessions', 'dispatches'],
  ...['credit_entries', 'audit_events', 'captured_mails', 'idempotency_records'],
];

const countRows = `${tables.map((table) => `SELECT '${table}' AS name, count(*)::int AS count FROM ${table}`).join(' UNION ALL ')}
  UNION ALL SELECT 'credits used', used FROM credit_accounts`;

/**
 * Makes one call through each API and sees that all have added the same number of rows to every table, the peer too.
 *
 * @throws Error when one wrote less or more
 */
export async function expectSameRows(options: {
  benchCase: BenchCase;
  database: pg.Client;
  server: BenchServer;
  raw: BenchServer;
  apiKey: string;
}): Promise<void> {
  const { benchCase, database, server, raw, apiKey } = options;
  const effects: object[] = [];
  for (const [index, api] of benchCase.apis.entries()) {
    const before = await readCounts(database);
    await ask(index === 0 ? raw : server, api.calls[0]!, apiKey);
    const after = await readCounts(database);
    effects.push(
      Object.fromEntries([...after].map(([name, count]) => [name, count - (before.get(name) ?? 0)])),
    );
  }
  if (effects.some((effect) => !isDeepStrictEqual(effect, effects[0]))) {
    throw new Error(`${benchCase.name}: the apis do not write the same rows: ${JSON.stringify(effects)}`);
  }
}

async function readCounts(database: pg.Client): Promise<Map<string, number>> {
  const { rows } = await database.query<{ name: string; count: number }>(countRows);
  return new Map(rows.map(({ name, count }) => [name, count]));
}

/** How many audit events of a type there are; none of no type. */
export async function countAuditEvents(database: pg.Client, type: string | undefined): Promise<number> {
  const { rows } = await database.query<{ count: number }>(
    'SELECT count(*)::int AS count FROM audit_events WHERE type = $1',
    [type],
  );
  return rows[0]?.count ?? 0;
}

/** Waits until the requests that a run has left behind are done, so that they do not weigh on the next. */
export async function awaitIdle(database: pg.Client): Promise<void> {
  for (let quietLooks = 0; quietLooks < 3; ) {
    const { rows } = await database.query(
      `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()
        AND backend_type = 'client backend' AND state <> 'idle' LIMIT 1`,
    );
    quietLooks = rows.length === 0 ? quietLooks + 1 : 0;
    await setTimeout(50);
  }
}
