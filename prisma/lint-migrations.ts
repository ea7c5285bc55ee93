/**
 * Flags what would hold up others for long, or break the previous version, in the migrations that are newer than version 0.3.0.
 *
 *   npx node prisma/lint-migrations.ts      exits with 1 when there is something to flag
 *
 * Squawk has most of the rules (https://squawkhq.com/docs/rules); a comment `-- squawk-ignore RULE` in front of a statement is an
 * exception from one of them. The rules of this file have names in capitals, and a line `-- Permit RULE: why` in the migration is
 * an exception.
 */
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { relative } from 'node:path';
import {
  isOutsideTransaction,
  type Migration,
  migrationsFolder,
  readMigrations,
} from '../src/database/migrations.ts';

/** Released migrations never change. */
const lastOf030 = '20261130104242_idempotency_records_by_key';

/** What is a matter of taste, and the time limits, which every migration has. */
const excludedRules = [
  'require-lock-timeout',
  'require-statement-timeout',
  'require-timeout-settings',
  'require-enum-value-ordering',
  'prefer-bigint-over-int',
  'prefer-bigint-over-smallint',
  'prefer-identity',
  'prefer-text-field',
  'prefer-timestamp-tz',
];

/** What breaks gateways of the previous version, of which none runs beside a migration that is not compatible with it. */
const compatibilityRules = [
  'adding-required-field',
  'ban-drop-column',
  'ban-drop-not-null',
  'ban-drop-table',
  'renaming-column',
  'renaming-table',
];

interface OwnRule {
  name: string;
  message: string;
  appliesTo: (migration: Migration) => boolean;
  /** Whether the statements, without comments and quoted text, break the rule. */
  isBrokenBy: (statements: string[]) => boolean;
}

const ownRules: readonly OwnRule[] = [
  {
    name: 'ONE-STATEMENT-OUTSIDE',
    message: 'A migration outside a transaction is one statement, because it is run again as a whole.',
    appliesTo: isOutsideTransaction,
    isBrokenBy: (statements) => statements.length !== 1,
  },
  {
    name: 'CONCURRENTLY-INSIDE',
    message: 'PostgreSQL does this only outside a transaction.',
    appliesTo: (migration) => !isOutsideTransaction(migration),
    isBrokenBy: (statements) =>
      statements.some((statement) => /^(?:CREATE|DROP|REINDEX)\b[^;]*\bCONCURRENTLY\b/i.test(statement)),
  },
  {
    name: 'ROWS-IN-TRANSACTION',
    message:
      'Rows stay locked until the end of the transaction. Change them in batches that are committed, outside a transaction.',
    appliesTo: (migration) => !isOutsideTransaction(migration),
    isBrokenBy: (statements) => {
      const isNew = newTables(statements);
      return statements.some((statement) => {
        const [, table] =
          /^(?:UPDATE|DELETE FROM|MERGE INTO) (?:ONLY )?"?(\w+)/i.exec(statement) ??
          /^INSERT INTO "?(\w+)"?[^;]*\bSELECT\b/i.exec(statement) ??
          (/^WITH\b[^;]*\b(?:UPDATE|DELETE|INSERT)\b/i.test(statement) ? ['', ''] : []);
        return table !== undefined && !isNew.has(table);
      });
    },
  },
  {
    name: 'WHOLE-TABLE',
    message: 'The statement keeps everyone from the table for as long as it takes.',
    appliesTo: () => true,
    isBrokenBy: (statements) =>
      statements.some((statement) =>
        /^(?:TRUNCATE|LOCK|CLUSTER|VACUUM\b[^;]*\bFULL|REFRESH MATERIALIZED VIEW (?!CONCURRENTLY)|ALTER TABLE\b[^;]*\bSET (?:LOGGED|UNLOGGED|TABLESPACE|ACCESS METHOD))\b/i.test(
          statement,
        ),
      ),
  },
  {
    name: 'SEVERAL-TABLES',
    message:
      'The first table stays locked while the transaction waits for the next one. Alter each table in a migration of its own.',
    appliesTo: (migration) => !isOutsideTransaction(migration),
    isBrokenBy: (statements) => {
      const isNew = newTables(statements);
      const altered = statements.flatMap((statement) => {
        const [, table] = /^ALTER TABLE (?:IF EXISTS )?(?:ONLY )?"?(\w+)/i.exec(statement) ?? [];
        return table === undefined || isNew.has(table) ? [] : [table];
      });
      return new Set(altered).size > 1;
    },
  },
  {
    name: 'SHARED-DEFINITION',
    message: 'The previous version can use it. Remove it in a later release.',
    appliesTo: ({ compatibleWith }) => compatibleWith !== undefined,
    isBrokenBy: (statements) =>
      statements.some((statement) =>
        /^(?:DROP (?:TYPE|FUNCTION|PROCEDURE|TRIGGER|VIEW|SEQUENCE|EXTENSION|SCHEMA)|ALTER TYPE\b[^;]*\bRENAME|ALTER TABLE\b[^;]*\bDROP DEFAULT)\b/i.test(
          statement,
        ),
      ),
  },
];

export interface Finding {
  migration: string;
  rule: string;
  message: string;
  /** Undefined where it is about the whole migration. */
  line: number | undefined;
}

/** What the rules say of the migrations in a folder that come after another one, in the order of their names. */
export async function lintMigrations({
  folder = migrationsFolder,
  after = lastOf030,
} = {}): Promise<Finding[]> {
  const migrations = (await readMigrations(folder)).filter(({ name }) => name > after);
  const inTransaction = migrations.filter((migration) => !isOutsideTransaction(migration));
  const compatible = new Set(
    migrations.flatMap(({ name, compatibleWith }) => (compatibleWith === undefined ? [] : [name])),
  );
  const findings = [
    ...runSquawk(folder, inTransaction, ['--assume-in-transaction']),
    ...runSquawk(folder, migrations.filter(isOutsideTransaction), []),
  ].filter(({ migration, rule }) => compatible.has(migration) || !compatibilityRules.includes(rule));
  return [...findings, ...migrations.flatMap(applyOwnRules)].sort((a, b) =>
    a.migration.localeCompare(b.migration),
  );
}

function applyOwnRules(migration: Migration): Finding[] {
  const statements = splitStatements(migration.sql);
  return ownRules
    .filter(
      ({ name, appliesTo, isBrokenBy }) =>
        appliesTo(migration) && isBrokenBy(statements) && !migration.sql.includes(`-- Permit ${name}: `),
    )
    .map(({ name, message }) => ({ migration: migration.name, rule: name, message, line: undefined }));
}

/** Without comments, and with nothing between quotes of texts. */
function splitStatements(sql: string): string[] {
  return sql
    .replaceAll(/--[^\n]*|\/\*[\s\S]*?\*\/|'(?:[^']|'')*'|\$(\w*)\$[\s\S]*?\$\1\$/g, (match) =>
      /^(?:--|\/\*)/.test(match) ? ' ' : "''",
    )
    .split(';')
    .map((statement) => statement.replaceAll(/\s+/g, ' ').trim())
    .filter((statement) => statement !== '');
}

function newTables(statements: readonly string[]): Set<string> {
  return new Set(
    statements.flatMap((statement) => {
      const [, table] = /^CREATE TABLE (?:IF NOT EXISTS )?"?(\w+)/i.exec(statement) ?? [];
      return table === undefined ? [] : [table];
    }),
  );
}

interface SquawkReport {
  file: string;
  /** Counts from 0. */
  line: number;
  rule_name: string;
  message: string;
}

function runSquawk(folder: string, migrations: readonly Migration[], options: readonly string[]): Finding[] {
  if (migrations.length === 0) return [];
  const names = new Map(migrations.map(({ name }) => [`${folder}/${name}/migration.sql`, name]));
  const program = createRequire(import.meta.url).resolve('squawk-cli/js/bin/squawk');
  const { stdout, stderr, error } = spawnSync(
    process.execPath,
    [
      program,
      '--reporter=json',
      '--pg-version=14',
      `--exclude=${excludedRules.join(',')}`,
      ...options,
      ...names.keys(),
    ],
    { encoding: 'utf8' },
  );
  if (error || !stdout.startsWith('[')) throw error ?? new Error(`Squawk does not run here: ${stderr}`);
  return (JSON.parse(stdout) as SquawkReport[]).map(({ file, line, rule_name, message }) => ({
    migration: names.get(file) ?? relative(folder, file),
    rule: rule_name,
    message,
    line: line + 1,
  }));
}

if (import.meta.main) {
  const findings = await lintMigrations();
  for (const { migration, rule, message, line } of findings) {
    const place = `prisma/migrations/${migration}/migration.sql${line === undefined ? '' : `:${line}`}`;
    console.error(`${place} ${rule}: ${message}`);
  }
  if (findings.length > 0) process.exitCode = 1;
}
