import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { readDocumentText } from '../../src/domain/documents/document-text.ts';
import { type Api, apis, type Call, callThrough } from '../support/both-apis.ts';
import type { FormFile } from '../support/forms.ts';
import { startTestGateway, type TestGateway } from '../support/gateway.ts';
import { askForFile, receiveSample, uploadAnswerFile } from '../support/recipients.ts';
import { samples } from '../support/sample-files.ts';
import { storedFiles } from '../support/stored-files.ts';
import { createWorld, type World } from '../support/world.ts';

const largestBytes = 20 * 1024 * 1024;

let gateway: TestGateway;
let world: World;
beforeAll(async () => {
  // Recipients' files are left to these tests to read.
  gateway = await startTestGateway({ environment: { WORKER: 'none' } });
});
afterAll(() => gateway.drop());

beforeEach(() => {
  // Reading real documents has tests of its own.
  vi.spyOn(gateway.services, 'extractText').mockImplementation(async ({ contentType }) =>
    contentType.startsWith('text/')
      ? { pages: ['First page', 'Second page'] }
      : { unreadableReason: 'There is no text in it.' },
  );
});

/** Whatever a test has done: what is kept is exactly what the rows name. */
afterEach(async () => {
  vi.restoreAllMocks();
  const documents = await gateway.services.allTenants.document.findMany();
  const named = documents.flatMap(({ id, readable }) => (readable ? [id, id] : [id]));
  expect(await storedFiles(gateway)).toEqual(named.sort());
});

const text = (content = 'The company was founded in 1998.'): FormFile => ({
  content: Buffer.from(content),
  fileName: 'notes.txt',
});

const upload = (
  api: Api,
  file: FormFile,
  { entityId = world.company, ...more }: Partial<Call> & { entityId?: string } = {},
) => callThrough(api, world, { mutation: 'uploadDocument', input: { entityId, file }, ...more });

const documentCount = () =>
  gateway.services.allTenants.document.count({ where: { tenantId: world.tenant.id } });

const aDocument = {
  id: expect.stringMatching(/^[0-9a-f-]{36}$/),
  created_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
};

const useNewWorld = async () => {
  world = await createWorld(gateway);
};

describe.each(apis)('the content and the name of a file uploaded through %s', (api) => {
  beforeAll(useNewWorld);

  const word = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
  const excel = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
  it.each<[string, Buffer, string, string]>([
    ['PDF', samples.pdf(), 'accounts.png', 'application/pdf'],
    ['DOCX', samples.docx(), 'policy.zip', word],
    ['XLSX', samples.xlsx(), 'shares.csv', excel],
    ['CSV', Buffer.from('name,share\nAda,60\n'), 'shares.csv', 'text/csv'],
    ['TXT', Buffer.from('Größe'), 'notes.txt', 'text/plain'],
    ['MD', Buffer.from('# Policy'), 'policy.md', 'text/markdown'],
    ['HTML', Buffer.from('<p>Policy</p>'), 'policy.html', 'text/html'],
    ['EML', Buffer.from('From: a@b.example\r\n\r\nHello'), 'mail.eml', 'message/rfc822'],
    ['PNG', samples.png(), 'scan.pdf', 'image/png'],
    ['JPEG', samples.jpeg(), 'scan.html', 'image/jpeg'],
  ])(
    'an uploaded file has the type that its content shows, and is downloaded unchanged: %s',
    async (_kind, content, fileName, type) => {
      const { status, object } = await upload(api, { content, fileName, type: 'video/mp4' });
      const expected = {
        ...aDocument,
        name: fileName,
        content_type: type,
        size_bytes: content.length,
        readable: type.startsWith('text/'),
      };
      expect({ status, object }).toEqual({ status: 201, object: expected });
      expect((await world.tenant.rest('GET', `/documents/${object.id}/`)).body).toEqual(object);
      const download = await gateway.app.inject({
        url: `/api/v1/documents/${object.id}/content/`,
        headers: { authorization: `Bearer ${world.tenant.key}` },
      });
      expect(download.rawPayload).toEqual(content);
    },
  );

  it.each(['windowsProgram', 'linuxProgram', 'script', 'zip', 'mp4'] as const)(
    'an uploaded file of a type that is not accepted is rejected, whatever its name and declared type: %s',
    async (kind) => {
      for (const fileName of ['accounts.pdf', 'notes.txt', 'policy.docx']) {
        const file = { content: samples[kind](), fileName, type: 'application/pdf' };
        expect(await upload(api, file)).toMatchObject({ status: 415, code: 'UNSUPPORTED_MEDIA_TYPE' });
      }
    },
  );

  it('an uploaded file that is empty is rejected', async () => {
    expect(await upload(api, { content: Buffer.alloc(0), fileName: 'empty.pdf' })).toMatchObject({
      status: 400,
      code: 'VALIDATION_ERROR',
      fields: { file: ['The file is empty.'] },
    });
  });

  it('an uploaded file may have 20 MiB and not a byte more', async () => {
    const content = Buffer.concat([samples.pdf(), Buffer.alloc(largestBytes + 1)]);
    const largest = await upload(api, { content: content.subarray(0, largestBytes) });
    expect(largest).toMatchObject({ status: 201, object: { size_bytes: largestBytes } });
    const larger = await upload(api, { content: content.subarray(0, largestBytes + 1) });
    expect(larger).toMatchObject({ status: 413, code: 'PAYLOAD_TOO_LARGE' });
  });

  it.each([
    ['..%2F', '../../etc/passwd.txt', 'passwd.txt'],
    ['a drive', 'C:\\Users\\Ada\\register.txt', 'register.txt'],
    ['control characters', 'one\x01two\ttab.txt', 'one two tab.txt'],
    ['text turned round', 'photo\u202etxt.exe', 'photo txt.exe'],
    ['German', 'Gesellschaftsverträge Müller & Söhne.txt', 'Gesellschaftsverträge Müller & Söhne.txt'],
    ['nothing', '', 'file'],
  ])('the name of an uploaded file becomes one harmless line: %s', async (_what, fileName, name) => {
    const file = { ...text(randomUUID()), fileName };
    expect(await upload(api, file)).toMatchObject({ status: 201, object: { name } });
  });
});

describe.each(apis)('a file uploaded through %s', (api) => {
  beforeEach(useNewWorld);

  it('an uploaded file is read at the same time, and its document shows whether there was text in it', async () => {
    const one = await upload(api, text());
    const other = await upload(api, { content: samples.pdf() });
    const { data } = await world.tenant.graphql(
      `{ entity(id: "${world.company}") { documents { nodes { readable unreadableReason } } } }`,
    );
    expect(data.entity.documents.nodes).toEqual([
      { readable: false, unreadableReason: 'There is no text in it.' },
      { readable: true, unreadableReason: null },
    ]);
    expect(await readDocumentText(gateway.services, one.object.id)).toEqual(['First page', 'Second page']);
    expect(await readDocumentText(gateway.services, other.object.id)).toBeUndefined();
  });

  it('an uploaded file with the same bytes as a document of the entity returns that document', async () => {
    const first = await upload(api, text());
    const again = await upload(api, { ...text(), fileName: 'another name.md' });
    expect(again.object).toEqual(first.object);
    expect(first.status).toBe(201);
    if (api === 'REST') {
      expect(again.status).toBe(200);
    }
    const elsewhere = await upload(api, text(), { entityId: world.individual });
    expect(elsewhere).toMatchObject({ status: 201 });
    expect(elsewhere.object.id).not.toBe(first.object.id);
    expect(
      await gateway.services.allTenants.auditEvent.findMany({
        where: {
          tenantId: world.tenant.id,
          type: 'document.uploaded',
          details: { path: ['document_id'], equals: first.object.id },
        },
      }),
    ).toMatchObject([
      {
        actorKind: 'API_KEY',
        details: { document_id: first.object.id, content_type: 'text/plain', size_bytes: 32 },
      },
    ]);
  });

  it('a file uploaded several times at the same moment becomes one document', async () => {
    const answers = await Promise.all(
      ['a.txt', 'b.txt', 'c.txt', 'd.txt'].map((fileName) => upload(api, { ...text(), fileName })),
    );
    expect(new Set(answers.map(({ object }) => object.id)).size).toBe(1);
    if (api === 'REST') {
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 200, 201]);
    }
    expect(await documentCount()).toBe(1);
  });

  it('an uploaded file is rejected for its shape, then for the key, then for its content, then for the entity named', async () => {
    const reader = await world.tenant.createKey({ scopes: ['READ'] });
    const [empty, program] = [{ content: Buffer.alloc(0) }, { content: samples.zip() }];
    const nobody = randomUUID();
    for (const [file, key, entityId, code] of [
      [empty, null, nobody, 'AUTHENTICATION_FAILED'],
      [empty, reader, nobody, 'VALIDATION_ERROR'],
      [program, reader, nobody, 'PERMISSION_DENIED'],
      [program, undefined, nobody, 'UNSUPPORTED_MEDIA_TYPE'],
      [text(), undefined, nobody, 'NOT_FOUND'],
      [text(), undefined, 'nonsense', api === 'REST' ? 'NOT_FOUND' : 'VALIDATION_ERROR'],
    ] as const) {
      expect(await upload(api, file, { key, entityId })).toMatchObject({ code });
    }
    expect(await documentCount()).toBe(0);
  });

  it('a file uploaded to someone else’s entity is neither stored nor read', async () => {
    const stranger = await createWorld(gateway);
    const rehearsal = await world.tenant.createKey({ mode: 'TEST' });
    const { extractText, files } = gateway.services;
    const put = vi.spyOn(files, 'put');
    const [foreign, otherMode] = [
      await upload(api, text(), { entityId: stranger.company }),
      await upload(api, text(), { key: rehearsal }),
    ];
    const missing = await upload(api, text(), { entityId: randomUUID() });
    expect([foreign, otherMode]).toEqual([missing, missing]);
    expect(missing).toMatchObject({ status: 404, code: 'NOT_FOUND' });
    expect(put).not.toHaveBeenCalled();
    expect(extractText).not.toHaveBeenCalled();
  });

  it('an uploaded file is rejected when the scanner finds it harmful', async () => {
    vi.spyOn(gateway.services, 'scanFile').mockResolvedValue(false);
    expect(await upload(api, text())).toMatchObject({
      status: 400,
      code: 'VALIDATION_ERROR',
      fields: { file: ['The file was rejected because it is harmful.'] },
    });
    expect(await documentCount()).toBe(0);
  });
});

describe('a failure of the gateway’s own', () => {
  beforeEach(useNewWorld);

  const broken = () => Promise.reject(new Error('It is broken.'));
  it.each<[string, (services: TestGateway['services']) => void]>([
    ['the scanner', (services) => vi.spyOn(services, 'scanFile').mockImplementation(broken)],
    ['the text extractor', (services) => vi.spyOn(services, 'extractText').mockImplementation(broken)],
    [
      'the store',
      ({ files }) =>
        vi.spyOn(files, 'put').mockImplementation((_key, content) => {
          content.destroy();
          return broken();
        }),
    ],
    [
      'the store, for the text alone',
      ({ files }) => {
        const { put } = files;
        vi.spyOn(files, 'put').mockImplementation((key, content) =>
          key.startsWith('texts/') ? broken() : put.call(files, key, content),
        );
      },
    ],
    [
      'the database',
      ({ files, allTenants }) => {
        const { put } = files;
        vi.spyOn(files, 'put').mockImplementation(async (key, content) => {
          await put.call(files, key, content);
          await allTenants.$executeRaw`ALTER TABLE documents ADD CONSTRAINT broken CHECK (false) NOT VALID`;
        });
      },
    ],
  ])('a failure of the gateway’s own leaves nothing of an upload behind: %s', async (_what, breakIt) => {
    breakIt(gateway.services);
    expect(await upload('REST', text())).toMatchObject({ status: 500, code: 'INTERNAL_ERROR' });
    expect(await documentCount()).toBe(0);
    await gateway.services.allTenants.$executeRaw`ALTER TABLE documents DROP CONSTRAINT IF EXISTS broken`;
  });
});

describe('an idempotency key', () => {
  beforeEach(useNewWorld);

  const pairs = apis.flatMap((first) => apis.map((second): [Api, Api] => [first, second]));
  it.each(pairs)(
    'the idempotency key of an upload through %s returns the same response again through %s',
    async (first, second) => {
      const [one, two] = [
        await upload(first, text(), { idempotencyKey: 'one' }),
        await upload(second, text(), { idempotencyKey: 'one' }),
      ];
      expect(two).toEqual({ ...one, isReplayed: true });
      expect(one).toMatchObject({ status: 201, isReplayed: false });
      expect(await documentCount()).toBe(1);
      expect(gateway.services.extractText).toHaveBeenCalledOnce();
    },
  );

  it.each(pairs)(
    'the idempotency key of an upload through %s is not accepted for other bytes or another name through %s',
    async (first, second) => {
      await upload(first, text(), { idempotencyKey: 'one' });
      for (const file of [text('Something else'), { ...text(), fileName: 'other.txt' }]) {
        const answer = await upload(second, file, { idempotencyKey: 'one' });
        expect(answer).toMatchObject({ status: 422, code: 'IDEMPOTENCY_KEY_REUSED' });
      }
      const elsewhere = { entityId: world.individual, idempotencyKey: 'one' };
      expect(await upload(second, text(), elsewhere)).toMatchObject({ code: 'IDEMPOTENCY_KEY_REUSED' });
      expect(await documentCount()).toBe(1);
    },
  );

  it('an idempotency key repeats a 200 too, also when the document is gone by then', async () => {
    const { object } = await upload('REST', text());
    const [one, two] = [
      await upload('REST', text(), { idempotencyKey: 'again' }),
      await upload('REST', text(), { idempotencyKey: 'again' }),
    ];
    expect(one).toMatchObject({ status: 200, isReplayed: false, object });
    expect(two).toEqual({ ...one, isReplayed: true });
    await world.tenant.rest('DELETE', `/documents/${object.id}/`);
    expect(await upload('REST', text(), { idempotencyKey: 'again' })).toEqual(two);
    expect(await documentCount()).toBe(0);
  });

  it('the idempotency key of an upload that was rejected can be used again', async () => {
    const refused = await upload('REST', { content: samples.zip() }, { idempotencyKey: 'one' });
    expect(refused).toMatchObject({ status: 415 });
    expect(await upload('REST', text(), { idempotencyKey: 'one' })).toMatchObject({ status: 201 });
  });
});

describe('a document that a recipient has given', () => {
  beforeEach(useNewWorld);

  it('a document that a recipient has given is read at the same time when the team uploads the same bytes before its text was read', async () => {
    const { recipient, questionId } = await askForFile(world);
    const received = await receiveSample(world, text().content, 'theirs.txt');
    const { id } = await uploadAnswerFile(recipient, { questionId, received });

    expect((await world.tenant.rest('GET', `/documents/${id}/`)).body).toMatchObject({ readable: null });
    const { status, object } = await upload('REST', text());
    expect({ status, object }).toMatchObject({
      status: 200,
      object: { id, name: 'theirs.txt', readable: true },
    });
    expect(await readDocumentText(gateway.services, id)).toEqual(['First page', 'Second page']);
  });
});
