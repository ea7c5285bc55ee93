import { createCipheriv, randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { afterEach, describe, expect, it } from 'vitest';
import { DatabaseStartError } from '../../src/database/start-error.ts';
import { sealContent } from '../../src/domain/batches/item-content.ts';
import { keepSealing } from '../../src/domain/encryption/keep-sealing.ts';
import { renewColumn } from '../../src/domain/encryption/renew-column.ts';
import { renewFiles } from '../../src/domain/encryption/renew-files.ts';
import { fileKey } from '../../src/domain/files/file-key.ts';
import { keepFlags, openFlags } from '../../src/domain/responses/flags.ts';
import { keepSubmission } from '../../src/domain/responses/keep-submission.ts';
import { sealQuote } from '../../src/domain/responses/sealed-answer.ts';
import { openFormerSecret, openSecret, sealFormerSecret } from '../../src/domain/webhooks/webhook-secret.ts';
import { createGateway, type Gateway } from '../../src/gateway.ts';
import { newId } from '../../src/ids.ts';
import { createCipher } from '../../src/sealing/cipher.ts';
import { keyIdOf } from '../../src/sealing/key-id.ts';
import { sealedColumns } from '../../src/sealing/sealed-columns.ts';
import { readSettings } from '../../src/settings/settings.ts';
import { SettingsError } from '../../src/settings/settings-error.ts';
import { openFileStore } from '../../src/storage/open-file-store.ts';
import { keepBatch } from '../access/furnish.ts';
import { testEngine } from '../support/database.ts';
import { startTestGateway, type TestGateway } from '../support/gateway.ts';
import { createPrefill, saveAnswers } from '../support/responses.ts';
import { createWebhook } from '../support/webhooks.ts';
import { createWorld, type World } from '../support/world.ts';

const [oldKey, newKey, strangersKey] = [randomBytes(32), randomBytes(32), randomBytes(32)];
const base64 = (...keys: Buffer[]) => keys.map((key) => key.toString('base64')).join(',');

/** The database of the test that is running, and the gateway that was started on it first. */
let first: TestGateway | undefined;
const running = new Set<Gateway>();

afterEach(async () => {
  for (const gateway of running) {
    await gateway.close();
  }
  running.clear();
  await first?.drop();
  first = undefined;
});

/** Starts a gateway on a new database. */
async function begin(keys: string | undefined): Promise<{ gateway: TestGateway; world: World }> {
  first = await startTestGateway({ environment: { ...(keys && { ENCRYPTION_KEY: keys }), WORKER: 'none' } });
  // The demo tenant's sealed values, which the tests would count with their own.
  await first.services.allTenants.answerAnnotation.deleteMany({});
  await first.services.allTenants.answer.deleteMany({});
  return { gateway: first, world: await createWorld(first) };
}

/** Starts another gateway on the same database and folder. */
async function start(keys: string | undefined, dataDir = first!.settings.dataDir): Promise<Gateway> {
  const { databaseUrl } = first!.settings;
  const gateway = await createGateway({
    settings: readSettings({
      PORT: '0',
      RATE_LIMIT_PER_MINUTE: '0',
      LOG_LEVEL: 'silent',
      WORKER: 'none',
      DATA_DIR: dataDir,
      ...(databaseUrl && { DATABASE_URL: databaseUrl }),
      ...(keys && { ENCRYPTION_KEY: keys }),
    }),
  });
  running.add(gateway);
  return gateway;
}

async function stop(gateway: Gateway): Promise<void> {
  running.delete(gateway);
  await gateway.close();
}

/** Why a gateway does not start, in the one line that the operator is shown. */
async function refusal(keys: string | undefined, dataDir?: string): Promise<string> {
  const error = await start(keys, dataDir).catch((caught: unknown) => caught);
  expect(error).toSatisfy((it) => it instanceof SettingsError || it instanceof DatabaseStartError);
  expect((error as Error).message).not.toContain('\n');
  return (error as Error).message;
}

const keysNeeded = async ({ services }: Gateway) =>
  (await services.allTenants.sealingKey.findMany()).map(({ id }) => id).sort();

const stateOf = ({ services }: Gateway) =>
  services.allTenants.sealingState.findUniqueOrThrow({ where: { id: 1 } });

/** Waits until nothing but one key is needed. */
const settled = (gateway: Gateway, key: Buffer) =>
  expect.poll(() => keysNeeded(gateway)).toEqual([keyIdOf(key)]);

const readAnswer = async (gateway: Gateway, world: World, responseId: string) => {
  const response = await gateway.app.inject({
    url: `/api/v1/responses/${responseId}/`,
    headers: { authorization: `Bearer ${world.tenant.key}` },
  });
  return [response.statusCode, response.json().answers?.[0].value];
};

const flagRules = [{ key: 'size', equals: '7', level: 'HIGH' as const, text: 'Seven.' }];

/** A response with an answer, a quote and a flag, a webhook with both secrets, a kept replay, a document with its text. */
async function fill(gateway: TestGateway, world: World) {
  const { allTenants, cipher, files } = gateway.services;
  const responseId = await createPrefill(world);
  await saveAnswers(world, responseId, { name: 'Quartzhaus', size: 7 });
  const questionId = world.questions['name']!;
  const tenantId = world.tenant.id;
  await allTenants.answerAnnotation.create({
    data: {
      responseId,
      questionId,
      tenantId,
      documentId: newId(),
      documentName: 'register.pdf',
      quote: sealQuote(cipher, { tenantId, responseId, questionId }, 'Quoted'),
      confidence: 1,
      engine: 'BUILTIN',
    },
  });
  await allTenants.$transaction((transaction) =>
    keepSubmission(transaction, {
      services: { cipher },
      scope: { tenantId, mode: 'LIVE' },
      responseId,
      isResubmission: false,
      answers: [{ questionId, value: 'Quartzhaus' }],
      now: new Date(),
    }),
  );
  await allTenants.response.update({
    where: { id: responseId },
    data: keepFlags(cipher, { tenantId, responseId }, { rules: flagRules, raised: [0] }),
  });
  await world.tenant.rest('POST', `/responses/${responseId}/comments/`, {
    question_key: 'name',
    text: 'Commented',
  });
  const webhook = await createWebhook(world.tenant);
  await allTenants.webhookEndpoint.update({
    where: { id: webhook.id },
    data: { sealedFormerSecret: sealFormerSecret(cipher, { tenantId, id: webhook.id }, 'whsec_before') },
  });
  await world.tenant.rest(
    'POST',
    '/webhooks/',
    { url: 'https://receiver.example/once', events: ['*'] },
    {
      headers: { 'idempotency-key': 'once' },
    },
  );
  const documentId = newId();
  await allTenants.document.create({
    data: {
      id: documentId,
      tenantId,
      mode: 'LIVE',
      entityId: world.company,
      name: 'file.txt',
      contentType: 'text/plain',
      sizeBytes: 6,
      sha256: documentId,
    },
  });
  for (const folder of ['uploads', 'texts']) {
    await files.put(`${folder}/${documentId}`, Readable.from([Buffer.from('A file')]));
  }
  const batchId = await keepBatch({ gateway }, { tenantId, mode: 'LIVE' });
  const item = await allTenants.batchItem.findFirstOrThrow({ where: { batchId } });
  const error = { code: 'NOT_FOUND', message: 'Entity not found.' } as const;
  await allTenants.batchItem.update({
    where: { id: item.id },
    data: { status: 'FAILED', content: sealContent(cipher, item, { error }), endedAt: new Date() },
  });
  return { responseId, webhook, documentId, hasSubmission: true, batchId };
}

type Filled = Awaited<ReturnType<typeof fill>>;

/** Another process with the new key and the old one, which reports and seals again when it is told to. */
async function renewerOf({ services: { allTenants }, settings: { dataDir } }: TestGateway) {
  return {
    services: { allTenants, cipher: createCipher([newKey, oldKey]) },
    writerId: newId(),
    files: await openFileStore({
      folder: join(dataDir, 'files'),
      s3: undefined,
      keys: [newKey, oldKey],
      acceptsPlain: () => false,
    }),
    signal: new AbortController().signal,
    log: { info: () => {}, warn: () => {}, error: () => {} },
  };
}

/** Reads everything that was filled in, with the keys of one gateway. */
async function expectReadable(gateway: Gateway, world: World, filled: Filled) {
  const { responseId, webhook, documentId, hasSubmission, batchId } = filled;
  const { allTenants, cipher, files } = gateway.services;
  expect(await readAnswer(gateway, world, responseId)).toEqual([200, 'Quartzhaus']);
  const { flags, tenantId } = await allTenants.response.findUniqueOrThrow({ where: { id: responseId } });
  const version = { flagRules };
  expect(flags && openFlags(cipher, { tenantId, responseId }, { flags, version })[0]?.text).toBe(
    hasSubmission ? 'Seven.' : null,
  );
  const quoted = await gateway.app.inject({
    method: 'POST',
    url: '/graphql',
    headers: { authorization: `Bearer ${world.tenant.key}` },
    payload: {
      query: `{ response(id: "${responseId}") { answers { source { quote } } submissions { nodes { answers { value } } } comments { nodes { text } } } }`,
    },
  });
  const items = await gateway.app.inject({
    url: `/api/v1/workflows/batches/${batchId}/items/`,
    headers: { authorization: `Bearer ${world.tenant.key}` },
  });
  expect(items.json().results.map((item: { error: { code: string } }) => item.error.code)).toEqual(
    hasSubmission ? ['not_found'] : [],
  );
  const { answers, submissions, comments } = quoted.json().data.response;
  expect(answers[0].source).toEqual({ quote: 'Quoted' });
  expect(comments.nodes).toEqual(hasSubmission ? [{ text: 'Commented' }] : []);
  expect(submissions.nodes).toEqual(hasSubmission ? [{ answers: [{ value: 'Quartzhaus' }] }] : []);
  const endpoint = await allTenants.webhookEndpoint.findUniqueOrThrow({ where: { id: webhook.id } });
  expect(openSecret(cipher, endpoint)).toBe(webhook.secret);
  expect(openFormerSecret(cipher, endpoint, endpoint.sealedFormerSecret!)).toBe('whsec_before');
  const replay = await gateway.app.inject({
    method: 'POST',
    url: '/api/v1/webhooks/',
    headers: { authorization: `Bearer ${world.tenant.key}`, 'idempotency-key': 'once' },
    payload: { url: 'https://receiver.example/once', events: ['*'] },
  });
  expect([replay.statusCode, replay.headers['idempotent-replayed']]).toEqual([201, 'true']);
  expect(replay.json().secret).toMatch(/^whsec_/);
  for (const folder of ['uploads', 'texts']) {
    expect(String(await buffer(await files.open(`${folder}/${documentId}`)))).toBe('A file');
  }
}

describe('a key that is replaced', () => {
  it('a key that is replaced is needed until everything is sealed with the new one, files and replays too, and can then be dropped', async () => {
    const { gateway, world } = await begin(base64(oldKey));
    const filled = await fill(gateway, world);
    await gateway.close();
    expect(await refusal(base64(newKey))).toMatch(/^ENCRYPTION_KEY /);

    const both = await start(base64(newKey, oldKey));
    await settled(both, newKey);
    await expectReadable(both, world, filled);
    await stop(both);

    const onlyNew = await start(base64(newKey));
    await expectReadable(onlyNew, world, filled);
    expect(await keysNeeded(onlyNew)).toEqual([keyIdOf(newKey)]);
    await stop(onlyNew);
    expect(await refusal(base64(oldKey))).toContain(keyIdOf(newKey));
  });

  it('a key that is replaced is needed as long as a gateway that is running seals with it', async () => {
    const { gateway, world } = await begin(base64(oldKey));
    await fill(gateway, world);
    const { allTenants } = gateway.services;
    const options = await renewerOf(gateway);
    await keepSealing(options);
    expect(await keysNeeded(gateway)).toEqual([keyIdOf(newKey), keyIdOf(oldKey)].sort());

    const isGone = { seenAt: new Date(Date.now() - 100_000) };
    await allTenants.sealingWriter.updateMany({ where: { keyId: keyIdOf(oldKey) }, data: isGone });
    await keepSealing(options);
    expect(await keysNeeded(gateway)).toEqual([keyIdOf(newKey)]);
  });

  it('a key that is replaced is read by the database from every sealed value', async () => {
    const { gateway, world } = await begin(base64(oldKey));
    await fill(gateway, world);
    for (const { table, column, keyId } of Object.values(sealedColumns)) {
      const [counted] = await gateway.services.allTenants.$queryRawUnsafe<
        { sealed: number; known: number }[]
      >(
        `SELECT count(${column})::int AS sealed, count(*) FILTER (WHERE ${keyId} = '${keyIdOf(oldKey)}')::int AS known FROM ${table}`,
      );
      expect(counted!.sealed, table).toBeGreaterThan(0);
      expect(counted!.known, table).toBe(counted!.sealed);
    }
  });

  it('a key is replaced in values that are older than the column for its id, too', async () => {
    const { gateway, world } = await begin(base64(oldKey));
    const filled = await fill(gateway, world);
    for (const { table, keyId } of Object.values(sealedColumns)) {
      const { allTenants } = gateway.services;
      await allTenants.$executeRawUnsafe(`ALTER TABLE ${table} DISABLE TRIGGER USER`);
      await allTenants.$executeRawUnsafe(`UPDATE ${table} SET ${keyId} = NULL`);
      await allTenants.$executeRawUnsafe(`ALTER TABLE ${table} ENABLE TRIGGER USER`);
    }
    await gateway.close();

    const both = await start(base64(newKey, oldKey));
    await settled(both, newKey);
    await stop(both);
    await expectReadable(await start(base64(newKey)), world, filled);
  });

  it('a key is replaced by one gateway at a time, and by another one when that has stopped reporting', async () => {
    const { gateway, world } = await begin(base64(oldKey));
    await fill(gateway, world);
    const { allTenants } = gateway.services;
    await allTenants.sealingWriter.deleteMany({});
    const options = await renewerOf(gateway);
    const claim = (renewerUntil: Date) =>
      allTenants.sealingState.update({ where: { id: 1 }, data: { renewerId: newId(), renewerUntil } });
    const sealedByOld = () =>
      allTenants.$queryRaw`SELECT 1 FROM answers WHERE key_id = ${keyIdOf(oldKey)}`.then((rows) => rows);

    await claim(new Date(Date.now() + 60_000));
    await keepSealing(options);
    expect(await sealedByOld()).toHaveLength(2);

    await claim(new Date(Date.now() - 1_000));
    await keepSealing(options);
    expect(await sealedByOld()).toHaveLength(0);
    expect(await stateOf(gateway)).toMatchObject({ renewerId: null, renewerUntil: null });
  });

  it('a gateway that fails while it replaces a key lets another one do it', async () => {
    const { gateway, world } = await begin(base64(oldKey));
    await fill(gateway, world);
    await gateway.services.allTenants.sealingWriter.deleteMany({});
    const options = await renewerOf(gateway);
    const renew = () => Promise.reject(new Error('The store is gone.'));
    await expect(keepSealing({ ...options, files: { ...options.files, renew } })).rejects.toThrow('is gone');
    expect(await stateOf(gateway)).toMatchObject({ renewerId: null, renewerUntil: null });
  });

  it('a replacement of a key that was interrupted reads only what is left', async () => {
    const { gateway, world } = await begin(base64(oldKey));
    const { responseId } = await fill(gateway, world);
    const { services, ...options } = await renewerOf(gateway);
    const { cipher } = services;
    const questionId = world.questions['name']!;
    const place = { column: sealedColumns.answer, tenantId: world.tenant.id, row: [responseId, questionId] };
    await services.allTenants.answer.updateMany({
      where: { responseId, questionId },
      data: { value: cipher.seal(place, '"Quartzhaus"') },
    });
    const opened: string[] = [];
    const open: typeof cipher.open = (at, stored) => {
      opened.push(at.row.join('/'));
      return cipher.open(at, stored);
    };
    const renewal = { renewed: 0, unreadable: 0 };
    const seeing = { ...services, cipher: { ...cipher, open } };
    await renewColumn({ ...options, ...seeing }, sealedColumns.answer, renewal);
    expect(opened).toEqual([`${responseId}/${world.questions['size']}`]);
    expect(renewal).toEqual({ renewed: 1, unreadable: 0 });
  });

  it('a key that is replaced reports its key as long as it seals anew, and stops when another gateway starts with another key', async () => {
    const { gateway, world } = await begin(base64(oldKey));
    await fill(gateway, world);
    const { allTenants } = gateway.services;
    await allTenants.sealingWriter.deleteMany({});
    const { files, ...options } = await renewerOf(gateway);
    // The renewal comes to its first file and stays there.
    const reached = Promise.withResolvers<void>();
    const released = Promise.withResolvers<void>();
    const slow = {
      ...files,
      renew: async (key: string) => {
        reached.resolve();
        await released.promise;
        return files.renew(key);
      },
    };
    const { writerId } = options;
    const keeping = keepSealing({ ...options, files: slow, reportEveryMs: 20 });
    await reached.promise;
    const longAgo = new Date(Date.now() - 100_000);
    await allTenants.sealingWriter.updateMany({ where: { id: writerId }, data: { seenAt: longAgo } });
    const seenAt = async () =>
      (await allTenants.sealingWriter.findUnique({ where: { id: writerId } }))?.seenAt;
    await expect.poll(seenAt).not.toEqual(longAgo);

    const other = { id: newId(), keyId: keyIdOf(oldKey), seenAt: new Date(Date.now() + 60_000) };
    await allTenants.sealingWriter.create({ data: other });
    const before = await seenAt();
    await expect.poll(seenAt).not.toEqual(before);
    released.resolve();
    await keeping;
    expect(await keysNeeded(gateway)).toEqual([keyIdOf(newKey), keyIdOf(oldKey)].sort());
  });

  it('a key that is replaced keeps a file that is stored before the row that will refer to it', async () => {
    const { gateway } = await begin(base64(oldKey));
    const { allTenants } = gateway.services;
    const id = newId();
    await allTenants.storedFile.create({ data: { id, createdAt: new Date() } });
    await gateway.services.files.put(fileKey(id), Readable.from(['Just uploaded.']));
    const files = await openFileStore({
      folder: join(gateway.settings.dataDir, 'files'),
      s3: undefined,
      keys: [newKey, oldKey],
      acceptsPlain: () => false,
    });
    const log = { info: () => {}, warn: () => {}, error: () => {} };
    const cipher = createCipher([newKey, oldKey]);
    const renewal = { renewed: 0, unreadable: 0 };
    const { signal } = new AbortController();
    await renewFiles(files, { allTenants, cipher, signal, log }, renewal);
    expect(renewal.renewed).toBeGreaterThan(0);
    expect(String(await buffer(await files.open(fileKey(id))))).toBe('Just uploaded.');
  });

  it('a key that is replaced does not hold up its own replacement by a value that cannot be read, which stays as it is', async () => {
    const { gateway, world } = await begin(base64(oldKey));
    const { responseId, documentId } = await fill(gateway, world);
    const where = { responseId, questionId: world.questions['name']! };
    const { value } = await gateway.services.allTenants.answer.findFirstOrThrow({ where });
    const damaged = String(value).replace(/.{6}$/, 'AAAAAA');
    await gateway.services.allTenants.answer.updateMany({ where, data: { value: damaged } });
    await gateway.close();
    await writeFile(join(gateway.settings.dataDir, 'files/uploads', documentId), 'Put there by a stranger.');

    const both = await start(base64(newKey, oldKey));
    await settled(both, newKey);
    const answer = await both.services.allTenants.answer.findFirstOrThrow({ where });
    expect(answer.value).toBe(damaged);
    expect((await readAnswer(both, world, responseId))[0]).toBe(500);
    expect(await readFile(join(gateway.settings.dataDir, 'files/uploads', documentId), 'utf8')).toContain(
      'stranger',
    );
  });
});

describe('a new database', () => {
  it('a new database accepts nothing plain from the start, and keeps to the key of the first gateway', async () => {
    const { gateway } = await begin(undefined);
    expect((await stateOf(gateway)).boundSince).toBeInstanceOf(Date);
    expect(gateway.services.cipher.acceptsUnbound).toBe(false);
    await gateway.close();
    // On the embedded database a second one can start only after the first; on a server they share it.
    expect(await refusal(base64(strangersKey))).toMatch(/^ENCRYPTION_KEY lacks a key .*id is [0-9a-f]{8}\)/);
  });

  it.skipIf(testEngine === 'pglite')(
    'a new database serves only one of several gateways that start on it at the same time with generated keys of their own',
    async () => {
      const { gateway } = await begin(base64(oldKey));
      await gateway.services.allTenants.$executeRaw`DELETE FROM sealing_keys`;
      await gateway.services.allTenants.$executeRaw`DELETE FROM sealing_writers`;
      await gateway.services.allTenants.$executeRaw`UPDATE sealing_state SET proof = NULL`;
      const folders = ['a', 'b', 'c', 'd'].map((name) => join(gateway.settings.dataDir, name));
      await Promise.all(folders.map((folder) => mkdir(folder)));
      const starts = await Promise.allSettled(folders.map((folder) => start(undefined, folder)));
      const refused = starts.flatMap((each) => (each.status === 'rejected' ? [each.reason.message] : []));
      expect(refused).toHaveLength(3);
      for (const message of refused) {
        expect(message).toMatch(/^ENCRYPTION_KEY /);
      }
    },
  );
});

describe('the moment from which plain values are rejected', () => {
  for (const [change, statement] of [
    ['cleared', 'UPDATE sealing_state SET bound_since = NULL'],
    ['cleared with its proof', 'UPDATE sealing_state SET bound_since = NULL, proof = NULL'],
    ['moved', "UPDATE sealing_state SET bound_since = bound_since + interval '1 day'"],
    ['deleted', 'DELETE FROM sealing_state'],
    ['deleted with the record of keys', 'DELETE FROM sealing_keys; DELETE FROM sealing_state'],
  ] as const) {
    it(`the moment from which plain values are rejected stops the next start when it is ${change} in the database`, async () => {
      const { gateway, world } = await begin(base64(oldKey));
      await fill(gateway, world);
      for (const each of statement.split(';')) {
        await gateway.services.allTenants.$executeRawUnsafe(each);
      }
      await gateway.close();
      expect(await refusal(base64(oldKey))).toMatch(/^The table sealing_state was changed/);
    });
  }
});

describe('a database of an earlier version', () => {
  /** A text as earlier versions sealed it. */
  function sealUnbound(key: Buffer, text: string): string {
    const nonce = randomBytes(12);
    const sealing = createCipheriv('aes-256-gcm', key, nonce);
    const sealed = Buffer.concat([sealing.update(text), sealing.final(), sealing.getAuthTag()]);
    return `v1.aesgcm256.${keyIdOf(key)}.${nonce.toString('base64url')}.${sealed.toString('base64url')}`;
  }

  /** Puts everything back to how earlier versions stored it, some of it in the clear as the earliest did. */
  async function age(gateway: TestGateway, world: World, filled: Filled) {
    const { responseId, webhook, documentId } = filled;
    const { allTenants } = gateway.services;
    // They kept no submissions, no comments and no flags, and had no batches.
    await allTenants.response.updateMany({ data: { flags: null, riskLevel: null } });
    await allTenants.submission.deleteMany();
    await allTenants.responseComment.deleteMany();
    await allTenants.batchItem.deleteMany();
    filled.hasSubmission = false;
    const answers = { name: sealUnbound(oldKey, '"Quartzhaus"'), size: 7 };
    for (const [key, value] of Object.entries(answers)) {
      await allTenants.answer.updateMany({
        where: { responseId, questionId: world.questions[key]! },
        data: { value },
      });
    }
    await allTenants.answerAnnotation.updateMany({ where: { responseId }, data: { quote: 'Quoted' } });
    await allTenants.webhookEndpoint.update({
      where: { id: webhook.id },
      data: {
        sealedSecret: sealUnbound(oldKey, webhook.secret),
        sealedFormerSecret: sealUnbound(oldKey, 'whsec_before'),
      },
    });
    const record = await allTenants.idempotencyRecord.findFirstOrThrow({ where: { key: 'once' } });
    const place = { column: sealedColumns.idempotentAnswer, tenantId: world.tenant.id, row: [record.id] };
    const answer = gateway.services.cipher.open(place, record.answer);
    await allTenants.idempotencyRecord.updateMany({
      where: { key: 'once' },
      data: { answer: sealUnbound(oldKey, answer) },
    });
    await allTenants.$executeRaw`DELETE FROM sealing_keys`;
    await allTenants.$executeRaw`UPDATE sealing_state SET bound_since = NULL, proof = NULL`;
    const others = await allTenants.webhookEndpoint.findMany({ where: { id: { not: webhook.id } } });
    await allTenants.webhookEndpoint.updateMany({
      where: { id: { in: others.map(({ id }) => id) } },
      data: { sealedSecret: sealUnbound(oldKey, 'whsec_other') },
    });
    await gateway.close();
    await writeFile(join(gateway.settings.dataDir, 'files/uploads', documentId), 'A file');
  }

  it('a database of an earlier version is migrated in the background and readable in the meantime; then nothing plain is accepted', async () => {
    const { gateway, world } = await begin(base64(oldKey));
    const filled = await fill(gateway, world);
    await age(gateway, world, filled);

    const upgraded = await start(base64(oldKey));
    await expectReadable(upgraded, world, filled);
    await expect.poll(async () => (await stateOf(upgraded)).boundSince).toBeInstanceOf(Date);
    await expectReadable(upgraded, world, filled);
    const { allTenants } = upgraded.services;
    const stored = await allTenants.answer.findMany({ where: { responseId: filled.responseId } });
    expect(stored.map(({ value }) => String(value).slice(0, 3))).toEqual(['v2.', 'v2.']);
    const file = await readFile(join(gateway.settings.dataDir, 'files/uploads', filled.documentId));
    expect(file.includes('A file')).toBe(false);

    await allTenants.$executeRaw`UPDATE answers SET value = '"forged"'`;
    expect((await readAnswer(upgraded, world, filled.responseId))[0]).toBe(500);
    await writeFile(join(gateway.settings.dataDir, 'files/uploads', filled.documentId), 'A file');
    await expect(upgraded.services.files.open(`uploads/${filled.documentId}`)).rejects.toThrow(
      'cannot be read',
    );
    await stop(upgraded);
    const again = await start(base64(oldKey));
    expect((await readAnswer(again, world, filled.responseId))[0]).toBe(500);
  });

  it('a database of an earlier version does not start without a key that one of its values needs', async () => {
    const { gateway, world } = await begin(base64(oldKey));
    await age(gateway, world, await fill(gateway, world));
    expect(await refusal(base64(newKey))).toContain(keyIdOf(oldKey));
  });

  it('a database of an earlier version needs all keys that are set, because its files may, until it is migrated', async () => {
    const { gateway, world } = await begin(base64(oldKey));
    const filled = await fill(gateway, world);
    await age(gateway, world, filled);
    const upgraded = await start(base64(newKey, oldKey));
    await settled(upgraded, newKey);
    await expectReadable(upgraded, world, filled);
  });
});
