import { randomBytes } from 'node:crypto';
import { copyFile, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { usualLimits } from '../../src/domain/autofill/run-limits.ts';
import { jobHandlers } from '../../src/work/job-handlers.ts';
import { startTestGateway, type TestGateway } from '../support/gateway.ts';
import { askForFile, receiveSample, uploadAnswerFile } from '../support/recipients.ts';
import { samples } from '../support/sample-files.ts';
import { createWorld, type World } from '../support/world.ts';

let gateway: TestGateway;
let world: World;
const logged: string[] = [];

beforeAll(async () => {
  gateway = await startTestGateway({
    environment: { WORKER: 'none', LOG_LEVEL: 'error' },
    onLog: (line) => logged.push(line),
  });
  world = await createWorld(gateway, { credits: 1_000 });
});
afterAll(() => gateway.drop());

const pathOf = (id: string, folder = 'uploads') => join(gateway.settings.dataDir, 'files', folder, id);

/** Uploads a file by a magic link; its text is read later. */
async function upload(content: Buffer): Promise<string> {
  const { recipient, questionId } = await askForFile(world);
  const received = await receiveSample(world, content, 'register.txt');
  return (await uploadAnswerFile(recipient, { questionId, received })).id;
}

const textOf = (size: number) => Buffer.from(randomBytes(size / 2).toString('hex'));

const download = (id: string) =>
  gateway.app.inject({
    url: `/api/v1/documents/${id}/content/`,
    headers: { authorization: `Bearer ${world.tenant.key}` },
  });

/** Flips one bit of a stored file. */
async function flip(path: string, at: (length: number) => number): Promise<void> {
  const content = await readFile(path);
  const index = at(content.length);
  content.writeUInt8(content.readUInt8(index) ^ 1, index);
  await writeFile(path, content);
}

const damages: Record<string, (path: string) => Promise<void>> = {
  'changed in its first byte': (path) => flip(path, () => 0),
  'changed in its header': (path) => flip(path, () => 60),
  'changed in its first part': (path) => flip(path, () => 5_000),
  'changed at its end': (path) => flip(path, (length) => length - 20),
  'cut to nothing': (path) => truncate(path, 0),
  'cut in the middle': (path) => truncate(path, 100_000),
  'replaced by another file of the store': async (path) =>
    copyFile(pathOf(await upload(textOf(200_000))), path),
  'replaced by plain text': (path) => writeFile(path, 'Put there by a stranger.'),
  missing: (path) => rm(path),
};

describe.each([400_000, 20_000])('a stored file of %i bytes', (size) => {
  for (const [damage, apply] of Object.entries(damages)) {
    it.skipIf(size < 100_000 && damage === 'cut in the middle')(
      `a stored file that is ${damage} is a logged internal error with its request id, and none of its bytes are shown`,
      async () => {
        const content = textOf(size);
        const id = await upload(content);
        expect((await download(id)).rawPayload.equals(content)).toBe(true);
        await apply(pathOf(id));
        logged.length = 0;
        const response = await download(id);
        expect(response.statusCode).toBe(500);
        const requestId = response.headers['x-request-id'];
        expect(response.json()).toMatchObject({ code: 'internal_error', request_id: requestId });
        expect(response.headers['content-disposition']).toBeUndefined();
        expect(response.body).not.toContain(content.toString().slice(0, 40));
        expect(logged.join()).toContain(requestId);
      },
    );
  }
});

it('a large file that is changed after it was verified ends the connection instead of the file', async () => {
  const id = await upload(textOf(2_000_000));
  const { files } = gateway.services;
  let opened = 0;
  gateway.services.files = {
    ...files,
    open: async (key) => {
      opened += 1;
      if (opened === 2) {
        await flip(pathOf(id), (length) => length - 20);
      }
      return files.open(key);
    },
  };
  const response = await download(id).catch((error: unknown) => error);
  gateway.services.files = files;
  expect(response).toBeInstanceOf(Error);
});

it('evidence of a verification is verified in the same way', async () => {
  const content = samples.pdf();
  const received = await receiveSample(world, content, 'passport.pdf');
  const { allTenants } = gateway.services;
  const session = await world.tenant.rest('POST', '/workflows/send/', {
    entity_id: world.individual,
    verification: { checks: { document: true } },
    email: 'person@recipient.example',
  });
  const verificationSessionId = session.body.verification_session_id;
  await allTenants.verificationEvidence.create({
    data: { ...received, tenantId: world.tenant.id, mode: 'LIVE', verificationSessionId, check: 'DOCUMENT' },
  });
  await flip(pathOf(received.id), (length) => length - 1);
  const { status, body } = await world.tenant.rest(
    'GET',
    `/verification-sessions/${verificationSessionId}/evidence/${received.id}/content/`,
  );
  expect([status, body.code]).toEqual([500, 'internal_error']);
});

describe('the text of a document', () => {
  const extract = (documentId: string) =>
    jobHandlers(gateway.services)['document-text']({ documentId } as any, {} as any);
  const rowOf = (id: string) => gateway.services.allTenants.document.findUniqueOrThrow({ where: { id } });

  for (const damage of ['changed at its end', 'replaced by plain text', 'missing']) {
    it(`whose file is ${damage} is marked as unreadable once, and its job is not tried again`, async () => {
      const id = await upload(textOf(20_000));
      await damages[damage]!(pathOf(id));
      logged.length = 0;
      await extract(id);
      expect(await rowOf(id)).toMatchObject({
        readable: false,
        unreadableReason: 'The stored file is damaged or missing.',
      });
      expect(logged.join()).toContain(id);
    });
  }

  it('the text of a document that was changed in the store is left out of autofill', async () => {
    const id = await upload(Buffer.from('Company registration number: 07654321\n'.repeat(20)));
    await extract(id);
    expect(await rowOf(id)).toMatchObject({ readable: true });
    await flip(pathOf(id, 'texts'), (length) => length - 20);
    const { readRunDocuments } = await import('../../src/domain/autofill/read-run-documents.ts');
    const run = {
      documentIds: [id],
      documentNames: ['register.txt'],
      tenantId: world.tenant.id,
      mode: 'LIVE',
    };
    expect(
      await readRunDocuments(gateway.services, run as any, {
        ...usualLimits,
        signal: new AbortController().signal,
      }),
    ).toEqual({
      documents: [],
      failedDocuments: [{ name: 'register.txt', reason: 'Its stored text is damaged.' }],
    });
  });
});
