import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Finding, lintMigrations } from '../../prisma/lint-migrations.ts';

const compatible = '-- Compatible with 0.3.0\n';
const outside = '-- Outside a transaction, because it can take long.\n-- Compatible with 0.3.0\n';

/** A migration that each rule flags, and why. */
const flagged: [what: string, rule: string, sql: string][] = [
  [
    'an index on an existing table that is not built concurrently',
    'require-concurrent-index-creation',
    `${compatible}CREATE INDEX "i" ON "responses"("name");`,
  ],
  [
    'an index that is built concurrently inside a transaction',
    'CONCURRENTLY-INSIDE',
    `${compatible}CREATE INDEX CONCURRENTLY IF NOT EXISTS "i" ON "responses"("name");`,
  ],
  [
    'an index that cannot be built again after an interruption',
    'prefer-robust-stmts',
    `${outside}CREATE INDEX CONCURRENTLY "i" ON "responses"("name");`,
  ],
  [
    'an index that is not dropped concurrently',
    'require-concurrent-index-deletion',
    `${compatible}DROP INDEX "i";`,
  ],
  [
    'a new column with a volatile default',
    'adding-field-with-default',
    `${compatible}ALTER TABLE "responses" ADD COLUMN "x" UUID NOT NULL DEFAULT gen_random_uuid();`,
  ],
  [
    'a required column without a default',
    'adding-required-field',
    `${compatible}ALTER TABLE "responses" ADD COLUMN "x" TEXT NOT NULL;`,
  ],
  [
    'NOT NULL without a constraint that was validated before',
    'adding-not-nullable-field',
    `${compatible}ALTER TABLE "responses" ALTER COLUMN "x" SET NOT NULL;`,
  ],
  [
    'a CHECK constraint that is validated immediately',
    'constraint-missing-not-valid',
    `${compatible}ALTER TABLE "responses" ADD CONSTRAINT "c" CHECK (x > 0);`,
  ],
  [
    'a constraint that is validated in the transaction that adds it',
    'constraint-missing-not-valid',
    `${compatible}ALTER TABLE "responses" ADD CONSTRAINT "c" CHECK (x > 0) NOT VALID;
     ALTER TABLE "responses" VALIDATE CONSTRAINT "c";`,
  ],
  [
    'a foreign key of an existing table that is validated immediately',
    'adding-foreign-key-constraint',
    `${compatible}ALTER TABLE "responses" ADD CONSTRAINT "c" FOREIGN KEY ("x") REFERENCES "entities"("id");`,
  ],
  [
    'a unique constraint that builds its index',
    'disallowed-unique-constraint',
    `${compatible}ALTER TABLE "responses" ADD CONSTRAINT "c" UNIQUE ("x");`,
  ],
  [
    'a primary key that builds its index',
    'adding-serial-primary-key-field',
    `${compatible}ALTER TABLE "responses" ADD PRIMARY KEY ("x");`,
  ],
  [
    'a change of a column’s type',
    'changing-column-type',
    `${compatible}ALTER TABLE "responses" ALTER COLUMN "x" SET DATA TYPE BIGINT;`,
  ],
  ['a dropped column', 'ban-drop-column', `${compatible}ALTER TABLE "responses" DROP COLUMN "x";`],
  ['a dropped table', 'ban-drop-table', `${compatible}DROP TABLE "responses";`],
  ['a renamed column', 'renaming-column', `${compatible}ALTER TABLE "responses" RENAME COLUMN "x" TO "y";`],
  ['a renamed table', 'renaming-table', `${compatible}ALTER TABLE "responses" RENAME TO "y";`],
  [
    'a column that can become null while the previous version reads it',
    'ban-drop-not-null',
    `${compatible}ALTER TABLE "responses" ALTER COLUMN "x" DROP NOT NULL;`,
  ],
  [
    'a rebuilt index that blocks writes',
    'require-concurrent-reindex',
    `${compatible}REINDEX TABLE responses;`,
  ],
  [
    'a statement that PostgreSQL cannot parse',
    'syntax-error',
    `${compatible}ALTER TABLE "responses" ADD COLUMN;`,
  ],
  ['a table that is emptied', 'WHOLE-TABLE', `${compatible}TRUNCATE "responses";`],
  ['a table that is rewritten', 'WHOLE-TABLE', `${outside}VACUUM (FULL) "responses";`],
  [
    'rows of an existing table that are changed in a transaction',
    'ROWS-IN-TRANSACTION',
    `${compatible}UPDATE "responses" SET "x" = 'y; z';`,
  ],
  [
    'rows of an existing table that are copied in a transaction',
    'ROWS-IN-TRANSACTION',
    `${compatible}INSERT INTO "entities" (id) SELECT id FROM "responses";`,
  ],
  [
    'two existing tables that are altered in one transaction',
    'SEVERAL-TABLES',
    `${compatible}ALTER TABLE "responses" ADD COLUMN "x" TEXT; ALTER TABLE "entities" ADD COLUMN "x" TEXT;`,
  ],
  [
    'two statements outside a transaction',
    'ONE-STATEMENT-OUTSIDE',
    `${outside}CREATE INDEX CONCURRENTLY IF NOT EXISTS "i" ON "responses"("a");
     CREATE INDEX CONCURRENTLY IF NOT EXISTS "j" ON "responses"("b");`,
  ],
  [
    'a renamed value of an enumeration',
    'SHARED-DEFINITION',
    `${compatible}ALTER TYPE "QuestionType" RENAME VALUE 'A' TO 'B';`,
  ],
  ['a dropped function', 'SHARED-DEFINITION', `${compatible}DROP FUNCTION count_usage;`],
];

const accepted: [what: string, sql: string][] = [
  [
    'a new table with indexes and a foreign key',
    `${compatible}CREATE TABLE "notes" ("id" UUID NOT NULL, "response_id" UUID NOT NULL, CONSTRAINT "notes_pkey" PRIMARY KEY ("id"));
     CREATE INDEX "notes_response_id_idx" ON "notes"("response_id");
     ALTER TABLE "notes" ADD CONSTRAINT "notes_fkey" FOREIGN KEY ("response_id") REFERENCES "responses"("id");
     INSERT INTO "notes" SELECT id, id FROM "responses";`,
  ],
  [
    'a column with a constant default',
    `${compatible}ALTER TABLE "responses" ADD COLUMN "x" INTEGER NOT NULL DEFAULT 0;`,
  ],
  ['a value of an enumeration that is added', `${compatible}ALTER TYPE "QuestionType" ADD VALUE 'LEI';`],
  [
    'a trigger whose function changes rows; and words in comments and texts',
    `${compatible}-- UPDATE "responses" SET x = 1;
     CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
       UPDATE "responses" SET x = 'it''s; DROP FUNCTION f'; RETURN NULL; END $$;
     CREATE TRIGGER t AFTER INSERT ON "responses" FOR EACH ROW EXECUTE FUNCTION f();`,
  ],
  [
    'an index that is built concurrently outside a transaction',
    `${outside}CREATE INDEX CONCURRENTLY IF NOT EXISTS "i" ON "responses"("name");`,
  ],
  [
    'batches outside a transaction',
    `${outside}DO $$ BEGIN LOOP UPDATE "responses" SET x = 1; COMMIT; EXIT; END LOOP; END $$;`,
  ],
  ['a validation in a migration of its own', `${compatible}ALTER TABLE "responses" VALIDATE CONSTRAINT "c";`],
  [
    'a dropped column in a migration that no gateway of the previous version runs beside',
    'ALTER TABLE "responses" DROP COLUMN "x"; DROP FUNCTION f;',
  ],
  [
    'a dropped column that the previous version no longer uses, by its comment',
    `${compatible}-- squawk-ignore ban-drop-column\nALTER TABLE "responses" DROP COLUMN "x";`,
  ],
  [
    'rows of a table with few of them, by its line',
    `${compatible}-- Permit ROWS-IN-TRANSACTION: there is one row.\nUPDATE "sealing_state" SET x = 1;`,
  ],
];

let folder: string;
let findings: Finding[];

const nameOf = (index: number) => `2027${String(index).padStart(10, '0')}_sample`;
const rulesFor = (index: number) =>
  findings.filter(({ migration }) => migration === nameOf(index)).map(({ rule }) => rule);

beforeAll(async () => {
  folder = await mkdtemp(`${tmpdir()}/postern-migrations-`);
  const samples = [...flagged.map(([, , sql]) => sql), ...accepted.map(([, sql]) => sql)];
  for (const [index, sql] of samples.entries()) {
    await mkdir(`${folder}/${nameOf(index)}`);
    await writeFile(`${folder}/${nameOf(index)}/migration.sql`, sql);
  }
  findings = await lintMigrations({ folder });
});

afterAll(() => rm(folder, { recursive: true }));

describe('the linter of migrations flags', () => {
  test.each(flagged.map(([what, rule], index) => [what, rule, index] as const))(
    '%s (%s)',
    (_what, rule, index) => {
      expect(rulesFor(index)).toContain(rule);
    },
  );
});

describe('the linter of migrations accepts', () => {
  test.each(accepted.map(([what], index) => [what, flagged.length + index] as const))(
    '%s',
    (_what, index) => {
      expect(rulesFor(index)).toEqual([]);
    },
  );
});

test('the linter of migrations leaves those of released versions as they are, and would have flagged them', async () => {
  expect(await lintMigrations()).toEqual([]);
  expect(await lintMigrations({ after: '' })).not.toEqual([]);
});
