import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { openContent } from '../../src/domain/batches/item-content.ts';
import { openComment } from '../../src/domain/responses/comment.ts';
import { openAnswer, openQuote } from '../../src/domain/responses/sealed-answer.ts';
import { openSubmission } from '../../src/domain/responses/submission.ts';
import { sealedColumns } from '../../src/sealing/sealed-columns.ts';
import { dumpDatabase } from '../support/dump-database.ts';
import type { TestGateway } from '../support/gateway.ts';

/**
 * Everything that a gateway keeps of anyone, as readable text: each row of each table of the database and of its queues, sealed
 * values opened, each file of the store decrypted, and each captured email. For a search that must find nothing.
 */
export async function everythingKept(gateway: TestGateway): Promise<string> {
  const parts = await Promise.all([
    dumpDatabase(gateway),
    dumpQueues(gateway),
    openSealed(gateway),
    readStore(gateway),
    readMails(gateway),
  ]);
  return parts.flat().join('\n');
}

async function dumpQueues({ services: { allTenants } }: TestGateway): Promise<string[]> {
  const tables = await allTenants.$queryRaw<{ name: string }[]>`
    SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
    WHERE schemaname NOT IN ('public', 'pg_catalog', 'information_schema')`;
  const rows = await Promise.all(
    tables.map(({ name }) =>
      allTenants.$queryRawUnsafe<{ row: string }[]>(`SELECT to_jsonb(t)::text AS row FROM ${name} t`),
    ),
  );
  return rows.flat().map(({ row }) => row);
}

async function openSealed({ services: { allTenants, cipher } }: TestGateway): Promise<string[]> {
  const answers = await allTenants.answer.findMany();
  const quotes = await allTenants.answerAnnotation.findMany();
  const submissions = await allTenants.submission.findMany();
  const comments = await allTenants.responseComment.findMany();
  const records = await allTenants.idempotencyRecord.findMany();
  const items = await allTenants.batchItem.findMany();
  return [
    ...answers.map((answer) => JSON.stringify(openAnswer(cipher, answer, answer.value))),
    ...quotes.map((quote) => openQuote(cipher, quote, quote.quote)),
    ...submissions.map((submission) =>
      JSON.stringify(openSubmission(cipher, submission, submission.content)),
    ),
    ...comments.map((comment) => openComment(cipher, comment)),
    ...items.map((item) =>
      item.content === null ? '' : JSON.stringify(openContent(cipher, item, item.content)),
    ),
    ...records.map(({ id, tenantId, answer }) =>
      answer === null
        ? ''
        : cipher.open({ column: sealedColumns.idempotentAnswer, tenantId, row: [id] }, answer),
    ),
  ];
}

/** Contents and texts of the files in the store, whose keys are the paths below its folder. */
async function readStore({ services: { files }, settings }: TestGateway): Promise<string[]> {
  const folder = join(settings.dataDir, 'files');
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const keys = entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name).slice(folder.length + 1));
  return Promise.all(
    keys.map(async (key) => `${key} ${(await buffer(await files.open(key))).toString('latin1')}`),
  );
}

async function readMails({ settings }: TestGateway): Promise<string[]> {
  const folder = join(settings.dataDir, 'mail');
  const names = await readdir(folder).catch(() => []);
  const mails = await Promise.all(names.map((name) => readFile(join(folder, name), 'latin1')));
  // Lines of quoted-printable text are folded.
  return mails.map((mail) => mail.replaceAll('=\r\n', ''));
}
