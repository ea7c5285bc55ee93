import { randomBytes } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { keepDocumentText, readDocumentText } from '../../src/domain/documents/document-text.ts';
import { sweepOrphans } from '../../src/domain/files/sweep-orphans.ts';
import { sealAnswer, sealQuote } from '../../src/domain/responses/sealed-answer.ts';
import { createGateway } from '../../src/gateway.ts';
import { newId } from '../../src/ids.ts';
import { readSettings } from '../../src/settings/settings.ts';
import { SettingsError } from '../../src/settings/settings-error.ts';
import { dumpDatabase } from '../support/dump-database.ts';
import { startTestGateway, type TestGateway } from '../support/gateway.ts';
import { newQuestionnaire } from '../support/questionnaires.ts';
import { newestLink, recipientOf } from '../support/recipient.ts';
import { followLastLink, receiveSample, uploadAnswerFile } from '../support/recipients.ts';
import { createPrefill, readResponse, saveAnswers } from '../support/responses.ts';
import { type S3Server, startS3Server } from '../support/s3-server.ts';
import { createWorld, type World } from '../support/world.ts';

const { signal } = new AbortController();

let server: S3Server;
let gateway: TestGateway;
let world: World;
let fileQuestion: string;
const logged: string[] = [];

beforeAll(async () => {
  server = await startS3Server();
  gateway = await startTestGateway({
    environment: {
      ENCRYPTION_KEY: randomBytes(32).toString('base64'),
      STORAGE_URL: server.storageUrl,
      WORKER: 'none',
    },
    onLog: (line) => logged.push(line),
  });
});
afterAll(async () => {
  await gateway.drop();
  await server.stop();
});

beforeEach(async () => {
  world = await createWorld(gateway);
  const { id, questions } = await newQuestionnaire(world.tenant, {
    name: 'About the company',
    type: 'DDQ',
    sections: [
      {
        title: 'All',
        questions: [
          { key: 'name', text: 'Name?', type: 'TEXT' },
          { key: 'story', text: 'Story?', type: 'LONG_TEXT' },
          { key: 'size', text: 'Size?', type: 'NUMBER' },
          { key: 'proof', text: 'Proof?', type: 'FILE' },
        ],
      },
    ],
  });
  world.questionnaire = id;
  world.questions = questions;
  fileQuestion = world.questions['proof'] ?? '';
});

/** Whether any file of a folder holds a text as it is. */
async function filesWith(folder: string, text: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name));
  const holds = await Promise.all(paths.map(async (path) => (await readFile(path)).includes(text)));
  return paths.filter((_, index) => holds[index]);
}

const quoteFor = (responseId: string, quote: string) =>
  gateway.services.allTenants.answerAnnotation.create({
    data: {
      responseId,
      questionId: world.questions['name'] ?? '',
      tenantId: world.tenant.id,
      documentId: newId(),
      documentName: 'register.pdf',
      quote: sealQuote(
        gateway.services.cipher,
        { tenantId: world.tenant.id, responseId, questionId: world.questions['name'] ?? '' },
        quote,
      ),
      confidence: 1,
      engine: 'BUILTIN',
    },
  });

const download = (id: string) =>
  gateway.app.inject({
    url: `/api/v1/documents/${id}/content/`,
    headers: { authorization: `Bearer ${world.tenant.key}` },
  });

it('neither the database nor the store nor the disk shows what people have answered and uploaded', async () => {
  const secrets = {
    ofTheTeam: 'Quartzhaus Verwaltung 4711',
    quoted: 'registered as Quartzhaus Verwaltung',
    ofTheRecipient: 'Wir verlegen Basaltpflaster 0815',
    inTheDocument: 'Die Gesellschafter sind Marmor und Granit',
  };
  const responseId = await createPrefill(world, { email: 'person@recipient.example' });
  await saveAnswers(world, responseId, { name: secrets.ofTheTeam, size: 48_151_623 });
  await quoteFor(responseId, secrets.quoted);
  expect((await readResponse(world, responseId)).answers[0].source.quote).toBe(secrets.quoted);
  const whilePrefilled = (await dumpDatabase(gateway)).join('\n');

  const { body: receipt } = await world.tenant.rest('POST', `/responses/${responseId}/send/`, {});
  const recipient = await followLastLink(world, receipt.workflow_session_id);
  const content = Buffer.from(`${secrets.inTheDocument}.\n`.repeat(5_000));
  const received = await receiveSample(world, content, 'register.txt');
  const document = await uploadAnswerFile(recipient, { questionId: fileQuestion, received });
  await keepDocumentText(gateway.services, document.id, [secrets.inTheDocument]);
  const page = recipientOf(gateway, new URL(await newestLink(world), 'http://x').pathname, world.questions);
  expect((await page.open()).html).toContain(secrets.ofTheTeam);
  const given = { name: secrets.ofTheTeam, size: '48151623', story: secrets.ofTheRecipient };
  expect((await page.send('submit', given)).status).toBeLessThan(400);

  const { answers } = await readResponse(world, responseId);
  expect(answers.map(({ value }: { value: unknown }) => value)).toEqual([
    secrets.ofTheTeam,
    secrets.ofTheRecipient,
    48_151_623,
    [document.id],
  ]);
  expect((await download(document.id)).rawPayload.equals(content)).toBe(true);
  expect(await readDocumentText(gateway.services, document.id)).toEqual([secrets.inTheDocument]);

  const dump = `${whilePrefilled}\n${(await dumpDatabase(gateway)).join('\n')}`;
  expect(dump).toContain('Acme Trading Ltd');
  expect(await filesWith(server.directory, document.id)).not.toEqual([]);
  for (const secret of [...Object.values(secrets), '48151623']) {
    expect(dump).not.toContain(secret);
    expect(await filesWith(server.directory, secret)).toEqual([]);
    // The embedded database's own files are among these, and so are those of uploads on their way.
    expect(await filesWith(gateway.settings.dataDir, secret)).toEqual([]);
  }
});

it('the first answer of an idempotency key is kept sealed, and given again as it was', async () => {
  const send = () =>
    world.tenant.rest(
      'POST',
      '/entities/',
      { entity_type: 'company', legal_name: 'Basalt Ltd' },
      { headers: { 'idempotency-key': 'once-only' } },
    );
  const first = await send();
  expect(first.status).toBe(201);
  const record = await gateway.services.allTenants.idempotencyRecord.findFirstOrThrow({
    where: { tenantId: world.tenant.id },
  });
  expect(record.answer).toMatch(/^v2\./);
  const again = await send();
  expect(again.headers['idempotent-replayed']).toBe('true');
  expect(again.body).toEqual(first.body);
});

it('an answer that was changed in the database is an internal error whose log does not show it', async () => {
  const responseId = await createPrefill(world);
  await saveAnswers(world, responseId, { name: 'Quartzhaus' });
  const place = { tenantId: world.tenant.id, responseId, questionId: world.questions['name'] ?? '' };
  const other = sealAnswer(gateway.services.cipher, place, 'Another').replace(/.{6}$/, 'AAAAAA');
  await gateway.services.allTenants.answer.updateMany({ where: { responseId }, data: { value: other } });
  logged.splice(0);
  const { status, body } = await world.tenant.rest('GET', `/responses/${responseId}/`);
  expect([status, body.code]).toEqual([500, 'internal_error']);
  expect(logged.join('')).toContain('UnreadableError');
  expect(logged.join('')).not.toContain(other);
  await gateway.services.allTenants.answer.deleteMany({ where: { responseId } });
});

it('a bucket that is not there stops the start with one line that names the setting', async () => {
  const start = createGateway({
    settings: readSettings({
      DATA_DIR: gateway.settings.dataDir,
      STORAGE_URL: server.storageUrl.replace('kyc-bucket', 'other-bucket'),
      LOG_LEVEL: 'silent',
    }),
  });
  const refusal = await start.catch((error: unknown) => error);
  expect(refusal).toBeInstanceOf(SettingsError);
  expect((refusal as SettingsError).lines).toEqual([expect.stringMatching(/^STORAGE_URL [^\n]+ 404$/)]);
});

it('files that no row names are deleted after a day, and no others', async () => {
  const { services } = gateway;
  const responseId = await createPrefill(world);
  await saveAnswers(world, responseId, { name: 'Quartzhaus' });
  const { body } = await world.tenant.rest('POST', `/responses/${responseId}/send/`, {
    email: 'person@recipient.example',
  });
  const recipient = await followLastLink(world, body.workflow_session_id);
  const received = await receiveSample(world, Buffer.from('Named by a row.'), 'named.txt');
  const document = await uploadAnswerFile(recipient, { questionId: fileQuestion, received });
  const now = services.clock().getTime();
  const at = (hoursAgo: number) => new Date(now - hoursAgo * 3_600_000);
  const [old, young, strange] = [newId(), newId(), newId()];
  for (const [id, createdAt] of [
    [old, at(25)],
    [young, at(23)],
  ] as const) {
    await services.allTenants.storedFile.create({ data: { id, createdAt } });
  }
  const notesOfDocument = () => services.allTenants.storedFile.count({ where: { id: document.id } });
  expect(await notesOfDocument()).toBe(0);
  // As the previous version leaves it.
  await services.allTenants.storedFile.create({ data: { id: document.id, createdAt: at(25) } });
  // What another database may have put there is not this one's to delete.
  const keys = ['uploads', 'texts'].flatMap((folder) => [old, young, strange].map((id) => `${folder}/${id}`));
  for (const key of [...keys, `texts/${document.id}`]) {
    await services.files.put(key, Readable.from([Buffer.from('x')]));
  }
  const exists = (key: string) =>
    services.files.open(key).then(
      (content) => {
        content.destroy();
        return true;
      },
      () => false,
    );

  const inTwoDays = new Date(now + 2 * 86_400_000);
  expect(await sweepOrphans(services, { signal })).toBe(1);
  expect(await notesOfDocument()).toBe(0);
  expect((await Promise.all(keys.map(exists))).map((isThere, index) => [keys[index], isThere])).toEqual(
    keys.map((key) => [key, !key.endsWith(old)]),
  );
  await sweepOrphans({ ...services, clock: () => inTwoDays }, { signal });
  expect(await Promise.all(keys.map(exists))).toEqual(keys.map((key) => key.endsWith(strange)));
  expect(await Promise.all([`uploads/${document.id}`, `texts/${document.id}`].map(exists))).toEqual([
    true,
    true,
  ]);

  // Its row goes without its file, as when the process dies in between.
  await services.allTenants.document.delete({ where: { id: document.id } });
  expect(await notesOfDocument()).toBe(1);
  await sweepOrphans({ ...services, clock: () => inTwoDays }, { signal });
  expect(await exists(`uploads/${document.id}`)).toBe(false);
  expect(await notesOfDocument()).toBe(0);
});
