import { randomBytes, randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { newId } from '../../src/ids.ts';
import { createCipher } from '../../src/sealing/cipher.ts';
import { type Place, sealedColumns } from '../../src/sealing/sealed-columns.ts';
import { createBenchDatabase } from './database.ts';

/**
 * Compares three ways to store the answers of responses, for docs/decisions/0002-storage-of-answers.md: a row per answer,
 * a sealed document per response, and a JSON object of sealed values per response. The ways take turns, so that whatever
 * else the machine does affects all of them.
 *
 *   npm run bench:answers -- [--responses 1000000]
 */
const { values: options } = parseArgs({ options: { responses: { type: 'string', default: '1000000' } } });
const responses = Number(options.responses);
const answersPerResponse = 20;
const rounds = 400;
const responsesPerBatch = 20_000;

const tenantId = newId();
const cipher = createCipher([randomBytes(32)]);
const questionIds = Array.from({ length: answersPerResponse }, () => newId()).sort();
const randomValue = () => `A value of ${randomInt(10, 100)} letters`;
const answerPlace = (responseId: string, questionId: string): Place => ({
  column: sealedColumns.answer,
  tenantId,
  row: [responseId, questionId],
});
const documentPlace = (responseId: string): Place => ({
  column: { table: 'documents', column: 'sealed', isJson: false },
  tenantId,
  row: [responseId],
});

type Answers = Record<string, { value: string; by: string; at: string }>;
const answersOf = (ids: readonly string[]): Answers =>
  Object.fromEntries(
    ids.map((id) => [id, { value: randomValue(), by: 'RECIPIENT', at: new Date().toISOString() }]),
  );

/** A way to store answers: how its table is made and filled, read and saved. */
interface Way {
  name: string;
  table: string;
  create: string;
  /** Inserts made-up answers of the responses with numbers from $1 up to $2. */
  fill: string;
  read(client: pg.Client, responseId: string): Promise<number>;
  save(client: pg.Client, responseId: string, changed: Answers): Promise<{ retries: number }>;
  /** Seals the answers of some responses again. */
  renew(client: pg.Client, responseIds: readonly string[]): Promise<void>;
}

const touch = `UPDATE responses SET updated_at = now() WHERE id = $1 AND tenant_id = $2 AND status = 'DRAFT' RETURNING id`;

/** 55 random bytes for a short value: nonce, 27 bytes and tag. */
const sealedText = (salt: string) =>
  `'v2.0a1b2c3d.' || translate(encode(substr(sha512((${salt})::text::bytea), 1, 55), 'base64'), E'+/=\n', '-_')`;

const rowPerAnswer: Way = {
  name: 'a row per answer',
  table: 'answers',
  create: `CREATE TABLE answers (response_id uuid NOT NULL REFERENCES responses, question_id uuid NOT NULL REFERENCES questions,
    tenant_id uuid NOT NULL, value jsonb NOT NULL, document_ids uuid[] NOT NULL DEFAULT '{}', given_by text NOT NULL,
    updated_at timestamptz(3) NOT NULL, key_id text NOT NULL, PRIMARY KEY (response_id, question_id))`,
  fill: `INSERT INTO answers SELECT responses.id, questions.id, tenant_id,
    to_jsonb(${sealedText('responses.id::text || questions.id')}), '{}', 'RECIPIENT', now(), '0a1b2c3d'
    FROM responses CROSS JOIN questions WHERE number >= $1 AND number < $2 ORDER BY 1, 2`,
  read: async (client, responseId) => {
    const { rows } = await client.query<{ answers: { id: string; value: string }[] }>({
      name: 'row-read',
      text: `SELECT json_agg(json_build_object('id', question_id, 'value', value, 'by', given_by, 'at', updated_at)) AS answers
        FROM answers WHERE response_id = $1`,
      values: [responseId],
    });
    return (rows[0]?.answers ?? []).map(({ id, value }) => open(answerPlace(responseId, id), value)).length;
  },
  save: async (client, responseId, changed) => {
    const rows = Object.entries(changed).map(([questionId, { value }]) => ({
      question_id: questionId,
      value: cipher.seal(answerPlace(responseId, questionId), JSON.stringify(value)),
    }));
    await client.query({
      name: 'row-save',
      text: `WITH saved AS (${touch})
        INSERT INTO answers SELECT saved.id, given.question_id, $2, given.value, '{}', 'RECIPIENT', now(), '0a1b2c3d'
        FROM saved, jsonb_to_recordset($3) AS given (question_id uuid, value jsonb)
        ON CONFLICT (response_id, question_id) DO UPDATE SET value = excluded.value, given_by = excluded.given_by,
          updated_at = excluded.updated_at, key_id = excluded.key_id`,
      values: [responseId, tenantId, JSON.stringify(rows)],
    });
    return { retries: 0 };
  },
  renew: async (client, responseIds) => {
    const { rows } = await client.query<{ response_id: string; question_id: string; value: string }>({
      name: 'row-renew',
      text: `SELECT response_id, question_id, value FROM answers WHERE response_id = ANY ($1)
        ORDER BY response_id, question_id FOR UPDATE SKIP LOCKED`,
      values: [responseIds],
    });
    const fresh = rows.map(({ response_id, question_id, value }) => {
      const place = answerPlace(response_id, question_id);
      return { response_id, question_id, value: cipher.seal(place, open(place, value)) };
    });
    await client.query({
      name: 'row-renewed',
      text: `UPDATE answers SET value = fresh.value, key_id = 'ffffffff'
        FROM jsonb_to_recordset($1) AS fresh (response_id uuid, question_id uuid, value jsonb)
        WHERE answers.response_id = fresh.response_id AND answers.question_id = fresh.question_id`,
      values: [JSON.stringify(fresh)],
    });
  },
};

const sealedDocument: Way = {
  name: 'a sealed document per response',
  table: 'documents',
  create: `CREATE TABLE documents (response_id uuid PRIMARY KEY REFERENCES responses, tenant_id uuid NOT NULL,
    sealed bytea NOT NULL, document_ids uuid[] NOT NULL DEFAULT '{}', version integer NOT NULL, key_id text NOT NULL);
    ALTER TABLE documents ALTER COLUMN sealed SET STORAGE EXTERNAL`,
  // 20 answers of 27 bytes with id, author and time as JSON, and nonce and tag: 2,548 bytes.
  fill: `INSERT INTO documents SELECT responses.id, tenant_id,
    (SELECT substr(string_agg(sha512((responses.id::text || part)::bytea), ''), 1, ${sizeOfDocument()})
     FROM generate_series(1, ${Math.ceil(sizeOfDocument() / 64)}) AS part), '{}', 1, '0a1b2c3d'
    FROM responses WHERE number >= $1 AND number < $2 ORDER BY 1`,
  read: async (client, responseId) => {
    const { rows } = await client.query<{ sealed: Buffer }>({
      name: 'document-read',
      text: 'SELECT sealed FROM documents WHERE response_id = $1',
      values: [responseId],
    });
    return Object.keys(openDocument(responseId, rows[0]?.sealed)).length;
  },
  save: async (client, responseId, changed) => {
    for (let retries = 0; ; retries += 1) {
      const { rows } = await client.query<{ sealed: Buffer; version: number }>({
        name: 'document-before',
        text: 'SELECT sealed, version FROM documents WHERE response_id = $1',
        values: [responseId],
      });
      const merged = { ...openDocument(responseId, rows[0]?.sealed), ...changed };
      const { rowCount } = await client.query({
        name: 'document-save',
        text: `WITH written AS (
            UPDATE documents SET sealed = $3, version = version + 1, key_id = '0a1b2c3d'
            WHERE response_id = $1 AND version = $4 RETURNING response_id)
          UPDATE responses SET updated_at = now() FROM written
          WHERE id = written.response_id AND tenant_id = $2 AND status = 'DRAFT'`,
        values: [responseId, tenantId, sealDocument(responseId, merged), rows[0]?.version],
      });
      if (rowCount === 1) {
        return { retries };
      }
    }
  },
  renew: async (client, responseIds) => {
    const { rows } = await client.query<{ response_id: string; sealed: Buffer }>({
      name: 'document-renew',
      text: `SELECT response_id, sealed FROM documents WHERE response_id = ANY ($1) ORDER BY response_id
        FOR UPDATE SKIP LOCKED`,
      values: [responseIds],
    });
    await client.query({
      name: 'document-renewed',
      text: `UPDATE documents SET sealed = fresh.sealed, key_id = 'ffffffff'
        FROM unnest($1::uuid[], $2::bytea[]) AS fresh (response_id, sealed)
        WHERE documents.response_id = fresh.response_id`,
      values: [
        rows.map(({ response_id }) => response_id),
        rows.map(({ response_id, sealed }) => sealDocument(response_id, openDocument(response_id, sealed))),
      ],
    });
  },
};

const objectOfValues: Way = {
  name: 'an object of sealed values per response',
  table: 'objects',
  create: `CREATE TABLE objects (response_id uuid PRIMARY KEY REFERENCES responses, tenant_id uuid NOT NULL,
    answers jsonb NOT NULL, document_ids uuid[] NOT NULL DEFAULT '{}', key_ids text[] NOT NULL)`,
  fill: `INSERT INTO objects SELECT responses.id, tenant_id,
    (SELECT jsonb_object_agg(questions.id, jsonb_build_object('value', ${sealedText('responses.id::text || questions.id')},
      'by', 'RECIPIENT', 'at', now())) FROM questions), '{}', '{0a1b2c3d}'
    FROM responses WHERE number >= $1 AND number < $2 ORDER BY 1`,
  read: async (client, responseId) => {
    const { rows } = await client.query<{ answers: Answers }>({
      name: 'object-read',
      text: 'SELECT answers FROM objects WHERE response_id = $1',
      values: [responseId],
    });
    return Object.entries(rows[0]?.answers ?? {}).map(([id, { value }]) =>
      open(answerPlace(responseId, id), value),
    ).length;
  },
  save: async (client, responseId, changed) => {
    const sealed = Object.fromEntries(
      Object.entries(changed).map(([id, answer]) => [
        id,
        { ...answer, value: cipher.seal(answerPlace(responseId, id), JSON.stringify(answer.value)) },
      ]),
    );
    await client.query({
      name: 'object-save',
      text: `WITH saved AS (${touch})
        UPDATE objects SET answers = answers || $3 FROM saved WHERE response_id = saved.id AND tenant_id = $2`,
      values: [responseId, tenantId, JSON.stringify(sealed)],
    });
    return { retries: 0 };
  },
  renew: async (client, responseIds) => {
    const { rows } = await client.query<{ response_id: string; answers: Answers }>({
      name: 'object-renew',
      text: `SELECT response_id, answers FROM objects WHERE response_id = ANY ($1) ORDER BY response_id
        FOR UPDATE SKIP LOCKED`,
      values: [responseIds],
    });
    const fresh = rows.map(({ response_id, answers }) => ({
      response_id,
      answers: Object.fromEntries(
        Object.entries(answers).map(([id, answer]) => {
          const place = answerPlace(response_id, id);
          return [id, { ...answer, value: cipher.seal(place, open(place, answer.value)) }];
        }),
      ),
    }));
    await client.query({
      name: 'object-renewed',
      text: `UPDATE objects SET answers = fresh.answers, key_ids = '{ffffffff}'
        FROM jsonb_to_recordset($1) AS fresh (response_id uuid, answers jsonb) WHERE objects.response_id = fresh.response_id`,
      values: [JSON.stringify(fresh)],
    });
  },
};

const ways = [rowPerAnswer, sealedDocument, objectOfValues];

/** What the script has filled a table with cannot be opened, and costs the same to try. */
function open(place: Place, stored: unknown): string {
  try {
    return cipher.openBound(place, stored);
  } catch {
    return JSON.stringify('A value of 27 letters');
  }
}

function sealDocument(responseId: string, answers: Answers): Buffer {
  return Buffer.from(cipher.seal(documentPlace(responseId), JSON.stringify(answers)).slice(12), 'base64url');
}

function openDocument(responseId: string, sealed: Buffer | undefined): Answers {
  try {
    return JSON.parse(
      cipher.openBound(documentPlace(responseId), `v2.${cipher.keyId}.${sealed?.toString('base64url')}`),
    );
  } catch {
    return answersOf(questionIds);
  }
}

function sizeOfDocument(): number {
  return sealDocument(newId(), answersOf(questionIds)).length;
}

const database = await createBenchDatabase(process.env);
const client = new pg.Client({ connectionString: database.url });
const second = new pg.Client({ connectionString: database.url });
const report: Record<string, Record<string, string>> = {};
const note = (figure: string, way: Way, text: string) => {
  report[figure] = { ...report[figure], [way.name]: text };
};
try {
  await client.connect();
  await second.connect();
  await fill();
  const ids = await sample();
  for (const way of ways) {
    await measureSize(way, 'size after the load');
    for (const id of ids) {
      await way.save(client, id, answersOf(questionIds));
    }
  }
  await measure('read of 20', ids, (way, id) => way.read(client, id));
  await measure('save of 20', ids, (way, id) => way.save(client, id, answersOf(questionIds)));
  await measure('save of one', ids, (way, id) => way.save(client, id, answersOf([questionIds[7] ?? ''])));
  await measure('two tabs save one each', ids, (way, id) =>
    Promise.all([
      way.save(client, id, answersOf([questionIds[3] ?? ''])),
      way.save(second, id, answersOf([questionIds[4] ?? ''])),
    ]),
  );
  for (const way of ways) {
    await measureRenewal(way, ids);
  }
  await measureVacuum();
  console.table(report);
} finally {
  await client.end();
  await second.end();
  await database.drop();
}

async function fill(): Promise<void> {
  await client.query(`CREATE TABLE questions (id uuid PRIMARY KEY);
    CREATE TABLE responses (id uuid PRIMARY KEY, number integer, tenant_id uuid NOT NULL, status text NOT NULL, updated_at timestamptz(3))`);
  await client.query('INSERT INTO questions SELECT unnest($1::uuid[])', [questionIds]);
  await client.query(
    `INSERT INTO responses SELECT (lpad(to_hex(1700000000000 + number), 12, '0') || '7' || substr(md5(number::text), 1, 3)
        || 'a' || substr(md5(number::text), 4, 15))::uuid, number, $1, 'DRAFT', now()
      FROM generate_series(0, $2 - 1) AS number`,
    [tenantId, responses],
  );
  await client.query('CREATE UNIQUE INDEX ON responses (number)');
  for (const way of ways) {
    await client.query(way.create);
    const start = performance.now();
    for (let first = 0; first < responses; first += responsesPerBatch) {
      await client.query(way.fill, [first, first + responsesPerBatch]);
    }
    note('load', way, `${Math.round((performance.now() - start) / 1_000)} s`);
    await client.query(`VACUUM ANALYZE ${way.table}`);
  }
}

async function sample(): Promise<string[]> {
  const numbers = Array.from({ length: rounds }, () => randomInt(responses));
  const { rows } = await client.query<{ id: string }>('SELECT id FROM responses WHERE number = ANY ($1)', [
    numbers,
  ]);
  return rows.map(({ id }) => id);
}

async function measureSize(way: Way, figure: string): Promise<void> {
  const { rows } = await client.query<{ total: number; indexes: number }>(
    `SELECT pg_total_relation_size($1::text::regclass)::float8 AS total, pg_indexes_size($1::text::regclass)::float8 AS indexes`,
    [way.table],
  );
  const { total = 0, indexes = 0 } = rows[0] ?? {};
  note(figure, way, `${megabytes(total)} MB, of these ${megabytes(indexes)} MB of indexes`);
}

function megabytes(bytes: number): number {
  return Math.round(bytes / 1e6);
}

/** Milliseconds as median and 99th percentile, CPU of this process and bytes of the write-ahead log, each per operation. */
async function measure(
  figure: string,
  ids: readonly string[],
  run: (way: Way, id: string) => Promise<unknown>,
): Promise<void> {
  const times = new Map(ways.map((way) => [way, { ms: [] as number[], cpu: 0, log: 0, retries: 0 }]));
  for (const id of ids) {
    for (const way of ways) {
      const taken = times.get(way);
      if (!taken) {
        continue;
      }
      const before = await logPosition();
      const cpu = process.cpuUsage();
      const start = performance.now();
      const results = [await run(way, id)].flat() as { retries?: number }[];
      taken.ms.push(performance.now() - start);
      const { user, system } = process.cpuUsage(cpu);
      taken.cpu += user + system;
      taken.log += (await logPosition()) - before;
      taken.retries += results.reduce((sum, { retries = 0 }) => sum + retries, 0);
    }
  }
  for (const [way, { ms, cpu, log, retries }] of times) {
    ms.sort((a, b) => a - b);
    const at = (share: number) => (ms[Math.floor(ms.length * share)] ?? 0).toFixed(2);
    const again = retries > 0 ? `, ${retries} of ${ids.length} again` : '';
    note(
      figure,
      way,
      `${at(0.5)} / ${at(0.99)} ms, ${Math.round(cpu / ids.length)} µs CPU, ${Math.round(log / ids.length)} B log${again}`,
    );
  }
}

async function logPosition(): Promise<number> {
  const { rows } = await client.query<{ position: number }>(
    `SELECT pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')::float8 AS position`,
  );
  return rows[0]?.position ?? 0;
}

async function measureRenewal(way: Way, ids: readonly string[]): Promise<void> {
  const start = performance.now();
  const cpu = process.cpuUsage();
  for (let first = 0; first < ids.length; first += 25) {
    await way.renew(client, ids.slice(first, first + 25));
  }
  const { user, system } = process.cpuUsage(cpu);
  note(
    're-encryption of 1,000 responses',
    way,
    `${Math.round((performance.now() - start) / (ids.length / 1_000))} ms, ${Math.round((user + system) / ids.length)} ms CPU`,
  );
}

/** Saves of one answer in one of twenty responses, then VACUUM. */
async function measureVacuum(): Promise<void> {
  for (const way of ways) {
    for (const id of (await sample()).slice(0, 400)) {
      await way.save(client, id, answersOf(questionIds.slice(0, 5)));
    }
    const start = performance.now();
    await client.query(`VACUUM ${way.table}`);
    note('VACUUM after 400 saves of five', way, `${Math.round(performance.now() - start)} ms`);
    await measureSize(way, 'size at the end');
  }
}
