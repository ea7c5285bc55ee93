import type { MigrationConnection } from './apply-migration.ts';

/** The columns that a search for entities looks in. Only the first always has a text. */
export const entityTextColumns = [
  'name',
  'legal_name',
  'trading_name',
  'first_name',
  'last_name',
  'email',
  'external_id',
] as const;

const [, ...otherTexts] = entityTextColumns;

/**
 * All texts of an entity that a search looks in, one per line, as an expression on the table `entities`. One index on all
 * of them is smaller than one on each, and is read once.
 */
export const entityTexts = `(name ${otherTexts
  .map((column) => `|| E'\\n' || coalesce(${column}, '')`)
  .join(' ')})`;

/** One whose definition changes gets another name, so that gateways of the version before keep theirs. */
const searchIndexes = [
  { name: '"responses_search"', table: 'responses', expression: 'name' },
  { name: '"entities_search"', table: 'entities', expression: entityTexts },
];

/**
 * New rows wait in a list until there are this many kB, because adding many to the index at a time is cheaper. Every search
 * reads the list, and the writer that fills it empties it, so it is shorter than PostgreSQL's own 4 MB.
 */
const pendingKb = 256;

/**
 * `pg_trgm` finds parts of a text, and `btree_gin` lets the same index know the tenant. Owners of a database may create both.
 */
const extensions = ['pg_trgm', 'btree_gin'];

/**
 * Creates the indexes that searches use, and the extensions that they need; those that exist are left alone. They are no
 * migrations, because searches find the same rows without them and a server may not allow the extensions. To be called
 * by one process at a time. Rows are read and written while an index is built.
 *
 * @returns what an operator should know: something only where there are no indexes
 */
export async function createSearchIndexes(connection: MigrationConnection): Promise<string[]> {
  try {
    for (const extension of extensions) await createExtension(connection, extension);
    const [extension] = await connection.query(
      `SELECT quote_ident(nspname) AS schema FROM pg_extension JOIN pg_namespace ON pg_namespace.oid = extnamespace
       WHERE extname = 'pg_trgm'`,
    );
    const { schema } = extension as { schema: string };
    for (const index of searchIndexes) await createIndex(connection, index, schema);
    return [];
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return [
      `Searches read every row of a tenant, because their indexes cannot be created: ${reason}. ` +
        'Run CREATE EXTENSION pg_trgm and CREATE EXTENSION btree_gin in the database as a user who may, and start the gateway again.',
    ];
  }
}

/** Asks first, because a user who may not create an extension may use one. */
async function createExtension(connection: MigrationConnection, name: string): Promise<void> {
  const existing = await connection.query('SELECT 1 FROM pg_extension WHERE extname = $1', [name]);
  if (existing.length === 0) await connection.script(`CREATE EXTENSION IF NOT EXISTS ${name}`);
}

async function createIndex(
  connection: MigrationConnection,
  { name, table, expression }: (typeof searchIndexes)[number],
  schema: string,
): Promise<void> {
  const [existing] = await connection.query(
    'SELECT indisvalid AS is_valid FROM pg_index WHERE indexrelid = to_regclass($1)',
    [name],
  );
  const isValid = (existing as { is_valid: boolean } | undefined)?.is_valid;
  if (isValid) return;
  // However long it takes, no one waits for it.
  await connection.script('SET statement_timeout = 0');
  try {
    // What was interrupted remains, and cannot be used.
    if (existing !== undefined) await connection.script(`DROP INDEX CONCURRENTLY ${name}`);
    await connection.script(
      `CREATE INDEX CONCURRENTLY ${name} ON ${table} USING gin (tenant_id, ${expression} ${schema}.gin_trgm_ops)
       WITH (gin_pending_list_limit = ${pendingKb})`,
    );
    // The planner learns how rare a text is in an expression only from its statistics.
    await connection.script(`ANALYZE ${table}`);
  } finally {
    await connection.script('RESET statement_timeout').catch(() => undefined);
  }
}
