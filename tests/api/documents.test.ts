import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readDocumentText } from '../../src/domain/documents/document-text.ts';
import { recoverTexts } from '../../src/domain/documents/recover-texts.ts';
import { LinkClosedError, type Recipient } from '../../src/domain/recipients/recipient.ts';
import type { Services } from '../../src/domain/services.ts';
import { NotFoundError } from '../../src/errors.ts';
import { newId } from '../../src/ids.ts';
import { jobHandlers } from '../../src/work/job-handlers.ts';
import { formOf, sendForm } from '../support/forms.ts';
import { startTestGateway, type TestGateway } from '../support/gateway.ts';
import { newQuestionnaire } from '../support/questionnaires.ts';
import { followLastLink, receiveSample, removeAnswerFile, uploadAnswerFile } from '../support/recipients.ts';
import { createPrefill, saveAnswers, setStatus } from '../support/responses.ts';
import { samples } from '../support/sample-files.ts';
import { storedFiles } from '../support/stored-files.ts';
import { createWorld, type World } from '../support/world.ts';

let gateway: TestGateway;
let world: World;
let questions: Record<'proof' | 'extra' | 'remark', string>;
let questionnaireId: number;
let now = new Date();

beforeAll(async () => {
  // Texts are read when a test says so, and not in the background of another.
  const environment = { WORKER: 'none' };
  gateway = await startTestGateway({ clock: () => now, countStatements: true, environment });
});
afterAll(() => gateway.drop());

beforeEach(async () => {
  now = new Date();
  world = await createWorld(gateway, { credits: 20 });
  const created = await newQuestionnaire(world.tenant, {
    name: 'Papers',
    type: 'DDQ',
    sections: [
      {
        title: 'Papers',
        questions: [
          { key: 'proof', text: 'Your certificate of incorporation', type: 'FILE' },
          { key: 'extra', text: 'Anything else', type: 'FILE' },
          { key: 'remark', text: 'Remark', type: 'TEXT' },
        ],
      },
    ],
  });
  questionnaireId = created.id;
  questions = created.questions as typeof questions;
});

/** Sends the questionnaire to the company and opens the link. */
async function send(): Promise<Recipient & { responseId: string }> {
  const { body } = await world.tenant.rest('POST', '/workflows/send/', {
    entity_id: world.company,
    ddq: { questionnaire_id: questionnaireId },
    email: 'person@recipient.example',
  });
  return { ...(await followLastLink(world, body.workflow_session_id)), responseId: body.response_id };
}

async function upload(
  recipient: Recipient,
  { question = 'proof' as keyof typeof questions, content = samples.pdf(), name = 'certificate.pdf' } = {},
) {
  const received = await receiveSample(world, content, name);
  return uploadAnswerFile(recipient, { questionId: questions[question], received });
}

const remove = (recipient: Recipient, documentId: string, question: keyof typeof questions = 'proof') =>
  removeAnswerFile(recipient, { questionId: questions[question], documentId });

/** The answers of a response by the questions' keys, as the team reads them. */
async function answersOf({ responseId }: { responseId: string | null }): Promise<Record<string, unknown>> {
  const { body } = await world.tenant.rest('GET', `/responses/${responseId}/`);
  return Object.fromEntries(
    body.answers.map((answer: { question_key: string; value: unknown }) => [
      answer.question_key,
      answer.value,
    ]),
  );
}

const documents = () =>
  gateway.services.allTenants.document.findMany({ where: { tenantId: world.tenant.id } });

const eventsOf = async ({ workflowSessionId }: Recipient) => {
  const events = await gateway.services.allTenants.auditEvent.findMany({
    where: { workflowSessionId, type: { startsWith: 'document.' } },
    orderBy: { id: 'asc' },
  });
  return events.map(({ type, details, actorKind, responseId }) => ({ type, details, actorKind, responseId }));
};

describe('a file that a recipient gives as an answer', () => {
  it('a file that a recipient gives as an answer is a document of the entity, and its id answers the question', async () => {
    const recipient = await send();
    const one = await upload(recipient);
    const two = await upload(recipient, { content: samples.jpeg(), name: 'scan.pdf' });

    expect(await answersOf(recipient)).toEqual({ proof: [one.id, two.id], extra: null, remark: null });
    const { data } = await world.tenant.graphql(
      'query ($id: ID!) { document(id: $id) { id name contentType sizeBytes createdAt entity { id } } }',
      { id: two.id },
    );
    expect(data.document).toEqual({
      id: two.id,
      name: 'scan.pdf',
      contentType: 'image/jpeg',
      sizeBytes: samples.jpeg().length,
      createdAt: expect.stringMatching(/^\d{4}-.*Z$/),
      entity: { id: world.company },
    });
    const session = await world.tenant.rest('GET', `/workflows/${recipient.workflowSessionId}/`);
    expect(session.body).toMatchObject({ status: 'opened', opened_at: expect.any(String) });
  });

  it('a file that a recipient gives as an answer is in the audit trail of the response and the session, without its name', async () => {
    const recipient = await send();
    const { id } = await upload(recipient);
    await remove(recipient, id);
    const common = { actorKind: 'RECIPIENT', responseId: recipient.responseId };
    expect(await eventsOf(recipient)).toEqual([
      {
        ...common,
        type: 'document.uploaded',
        details: { document_id: id, content_type: 'application/pdf', size_bytes: samples.pdf().length },
      },
      { ...common, type: 'document.deleted', details: { document_id: id } },
    ]);
  });

  it('a file that a recipient gives as an answer is kept once, however often and under whatever name its bytes come', async () => {
    const recipient = await send();
    const first = await upload(recipient);
    const files = await storedFiles(gateway);
    const again = await upload(recipient, { name: 'another name.pdf' });
    const elsewhere = await upload(recipient, { question: 'extra' });
    expect([again.id, elsewhere.id, again.name]).toEqual([first.id, first.id, 'certificate.pdf']);
    expect(await answersOf(recipient)).toMatchObject({ proof: [first.id], extra: [first.id] });
    expect(await storedFiles(gateway)).toEqual(files);
    expect(await documents()).toHaveLength(1);
    expect(await eventsOf(recipient)).toHaveLength(1);
  });

  it('a file that a recipient gives as an answer is kept once for each link when its bytes come twice at the same time', async () => {
    const [recipient, other, before] = [await send(), await send(), await storedFiles(gateway)];
    const uploaded = await Promise.all([
      upload(recipient),
      upload(recipient),
      upload(recipient, { question: 'extra' }),
      upload(other),
    ]);
    const [{ id } = { id: '' }] = uploaded;
    const theirs = uploaded.at(-1)?.id ?? '';
    expect(uploaded.map((document) => document.id)).toEqual([id, id, id, theirs]);
    expect(theirs).not.toBe(id);
    expect(await answersOf(recipient)).toMatchObject({ proof: [id], extra: [id] });
    expect(await answersOf(other)).toMatchObject({ proof: [theirs] });
    expect(await storedFiles(gateway)).toEqual([...before, id, theirs].sort());
  });

  it('a file that a recipient gives as an answer is one of ten at most', async () => {
    const recipient = await send();
    const uploaded = await Promise.all(
      Array.from({ length: 10 }, (_, index) => upload(recipient, { content: samples.pdf(`${index}`) })),
    );
    const files = await storedFiles(gateway);
    await expect(upload(recipient, { content: samples.pdf('eleventh') })).rejects.toMatchObject({
      name: 'UploadRejectedError',
      reason: 'too_many',
    });
    await upload(recipient, { content: samples.pdf('3') });
    expect((await answersOf(recipient))['proof']).toHaveLength(10);
    expect(new Set((await answersOf(recipient))['proof'] as string[])).toEqual(
      new Set(uploaded.map(({ id }) => id)),
    );
    expect(await storedFiles(gateway)).toEqual(files);
    expect(await documents()).toHaveLength(10);
  });

  it('a file that a recipient gives as an answer is rejected, and nothing of it stays, where it answers no question of the recipient’s own', async () => {
    const recipient = await send();
    const before = await storedFiles(gateway);
    for (const questionId of [questions.remark, randomUUID(), 'nonsense', world.questions['name']!]) {
      const received = await receiveSample(world, samples.pdf());
      await expect(uploadAnswerFile(recipient, { questionId, received })).rejects.toThrow(NotFoundError);
      await expect(removeAnswerFile(recipient, { questionId, documentId: received.id })).rejects.toThrow(
        NotFoundError,
      );
    }
    const video = await receiveSample(world, samples.mp4());
    await expect(
      uploadAnswerFile(recipient, { questionId: questions.proof, received: video }),
    ).rejects.toMatchObject({ reason: 'type_not_accepted' });
    expect(await documents()).toEqual([]);
    expect(await storedFiles(gateway)).toEqual(before);
  });

  it('a file that a recipient gives as an answer leaves nothing behind when the database rejects its row', async () => {
    const recipient = await send();
    const before = await storedFiles(gateway);
    await expect(upload({ ...recipient, entityId: newId() })).rejects.toThrow();
    expect(await storedFiles(gateway)).toEqual(before);
    expect(await answersOf(recipient)).toMatchObject({ proof: null });
  });

  const closings: Record<string, (recipient: Recipient & { responseId: string }) => Promise<unknown>> = {
    'its time has run out': async () => {
      now = new Date(now.getTime() + 48 * 3_600_000);
    },
    'the link was revoked': ({ workflowSessionId }) =>
      world.tenant.graphql(
        'mutation ($input: RevokeWorkflowInput!) { revokeWorkflow(input: $input) { __typename } }',
        { input: { workflowSessionId } },
      ),
    'a later mail took its place': ({ workflowSessionId }) =>
      gateway.services.allTenants.workflowSession.update({
        where: { id: workflowSessionId },
        data: { liveDispatchId: newId() },
      }),
    'the questionnaire was submitted': ({ workflowSessionId }) =>
      gateway.services.allTenants.workflowSession.update({
        where: { id: workflowSessionId },
        data: { completedSteps: ['DDQ'] },
      }),
    'the response is being reviewed': ({ responseId }) => setStatus(world, responseId, 'UNDER_REVIEW'),
  };
  for (const [reason, close] of Object.entries(closings)) {
    it(`a file that a recipient gives as an answer is neither taken nor taken away once ${reason}`, async () => {
      const recipient = await send();
      const { id } = await upload(recipient);
      const files = await storedFiles(gateway);
      await close(recipient);
      await expect(upload(recipient, { content: samples.jpeg() })).rejects.toThrow(LinkClosedError);
      await expect(remove(recipient, id)).rejects.toThrow(LinkClosedError);
      expect(await answersOf(recipient)).toMatchObject({ proof: [id] });
      expect(await storedFiles(gateway)).toEqual(files);
    });
  }

  it('a file that a recipient gives as an answer can be given again once changes are requested', async () => {
    const recipient = await send();
    await setStatus(world, recipient.responseId, 'CHANGES_REQUESTED');
    const { id } = await upload(recipient);
    expect(await answersOf(recipient)).toMatchObject({ proof: [id] });
  });
});

describe('a file that a recipient takes back', () => {
  it('a file that a recipient takes back is gone with its content; the last one clears the answer', async () => {
    const recipient = await send();
    const before = await storedFiles(gateway);
    const [one, two] = [await upload(recipient), await upload(recipient, { content: samples.png() })];
    await remove(recipient, one.id);
    expect(await answersOf(recipient)).toMatchObject({ proof: [two.id] });
    expect(await storedFiles(gateway)).toEqual([...before, two.id].sort());
    await remove(recipient, two.id);
    expect(await answersOf(recipient)).toMatchObject({ proof: null });
    expect(await documents()).toEqual([]);
    expect(await storedFiles(gateway)).toEqual(before);
  });

  it('a file that a recipient takes back stays a document while another answer names it, in this response or another one of the entity', async () => {
    const [recipient, other] = [await send(), await send()];
    const { id } = await upload(recipient);
    await upload(recipient, { question: 'extra' });
    const answer = { question_key: 'proof', value: [id] };
    await world.tenant.rest('PUT', `/responses/${other.responseId}/save/`, { answers: [answer] });
    await remove(recipient, id);
    await remove(recipient, id, 'extra');
    expect(await answersOf(recipient)).toMatchObject({ proof: null, extra: null });
    expect(await answersOf(other)).toMatchObject({ proof: [id] });
    expect(await storedFiles(gateway)).toContain(id);
    // It is not the other recipient's to delete.
    await remove(other, id);
    expect(await documents()).toHaveLength(1);
  });

  it('a file that a recipient takes back stays a document when the team has uploaded it, too', async () => {
    const recipient = await send();
    const { id } = await upload(recipient);
    const file = { content: samples.pdf(), fileName: 'ours.pdf' };
    const again = await sendForm(
      `/api/v1/entities/${world.company}/documents/`,
      formOf([{ name: 'file', file }]),
      { gateway, key: world.tenant.key },
    );
    expect(again).toMatchObject({ status: 200, body: { id, name: 'certificate.pdf' } });
    await remove(recipient, id);
    expect(await answersOf(recipient)).toMatchObject({ proof: null });
    expect(await documents()).toHaveLength(1);
    expect(await storedFiles(gateway)).toContain(id);
  });

  it('a file that a recipient takes back is none where the answer does not name it', async () => {
    const [recipient, other] = [await send(), await send()];
    const [one, two] = [await upload(recipient), await upload(other, { content: samples.png() })];
    for (const documentId of [two.id, randomUUID(), 'nonsense']) {
      await remove(recipient, documentId);
    }
    expect(await answersOf(recipient)).toMatchObject({ proof: [one.id] });
    expect(await documents()).toHaveLength(2);
  });

  it('a file that a recipient takes back never leaves an answer that names a file without content, when its bytes come again at the same moment', async () => {
    const [recipient, other] = [await send(), await send()];
    for (let round = 0; round < 5; round += 1) {
      const { id } = await upload(recipient);
      await Promise.all([remove(recipient, id), upload(other, { question: 'extra' })]);
      const [documentId = ''] = (await answersOf(other))['extra'] as string[];
      expect((await world.tenant.rest('GET', `/documents/${documentId}/content/`)).status).toBe(200);
      await remove(other, documentId, 'extra');
    }
  });

  it('a file that a recipient takes back is deleted even if its content cannot be removed, which is logged', async () => {
    const recipient = await send();
    const { id } = await upload(recipient);
    const logged: object[] = [];
    const services = {
      ...recipient.services,
      log: { ...recipient.services.log, error: (details: object) => logged.push(details) },
      files: {
        ...recipient.services.files,
        delete: () => Promise.reject(new Error('The disk is read-only.')),
      },
    };
    await remove({ ...recipient, services }, id);
    expect(await answersOf(recipient)).toMatchObject({ proof: null });
    expect(logged).toMatchObject([{ fileId: id, error: { message: 'The disk is read-only.' } }]);
  });
});

describe('an answer that the team gives to a question of type FILE', () => {
  const save = (responseId: string, answers: Record<string, unknown>) =>
    world.tenant.rest('PUT', `/responses/${responseId}/save/`, {
      answers: Object.entries(answers).map(([key, value]) => ({ question_key: key, value })),
    });
  const noSuchDocument = ['The entity has no document with this id.'];

  it('an answer that the team gives to a question of type FILE names documents of the entity', async () => {
    const recipient = await send();
    const { id } = await upload(recipient);
    const responseId = await createPrefill(world, { questionnaireId });
    const { status } = await save(responseId, { proof: [id.toUpperCase()], remark: 'See the file.' });
    expect(status).toBe(200);
    expect(await answersOf({ responseId })).toEqual({ proof: [id], extra: null, remark: 'See the file.' });
    await saveAnswers(world, responseId, { proof: null });
    expect(await answersOf({ responseId })).toMatchObject({ proof: null });
  });

  it('an answer that the team gives to a question of type FILE is rejected together with every other problem where the entity has no such document', async () => {
    const recipient = await send();
    const { id } = await upload(recipient);
    const own = await createPrefill(world, { questionnaireId });
    const others = await createPrefill(world, { questionnaireId, entityId: world.individual });
    const stranger = await createWorld(gateway);
    await gateway.services.allTenants.document.create({
      data: {
        id: newId(),
        tenantId: stranger.tenant.id,
        mode: 'LIVE',
        entityId: stranger.company,
        name: 'theirs.pdf',
        contentType: 'application/pdf',
        sizeBytes: 1,
        sha256: 'f',
      },
    });
    const theirs = await gateway.services.allTenants.document.findFirstOrThrow({
      where: { tenantId: stranger.tenant.id },
    });

    for (const ids of [[randomUUID()], [id, randomUUID()], [theirs.id]]) {
      const { status, body } = await save(own, { extra: [id], remark: 5, proof: ids });
      expect({ status, errors: body.errors }).toEqual({
        status: 400,
        errors: { 'answers[1].value': [expect.any(String)], 'answers[2].value': noSuchDocument },
      });
    }
    expect((await save(others, { proof: [id] })).body.errors).toEqual({ 'answers[0].value': noSuchDocument });
    expect((await save(own, { proof: ['nonsense'] })).status).toBe(400);
    expect(await answersOf({ responseId: own })).toEqual({ proof: null, extra: null, remark: null });
  });

  it('an answer that the team gives to a question of type FILE costs one statement more than others, however many documents it names', async () => {
    const recipient = await send();
    const ids: string[] = [];
    for (const content of [samples.pdf(), samples.png(), samples.jpeg()]) {
      ids.push((await upload(recipient, { content })).id);
    }
    const responseId = await createPrefill(world, { questionnaireId });
    const statementsOf = async (answers: Record<string, unknown>) => {
      gateway.takeStatements();
      await saveAnswers(world, responseId, answers);
      return gateway.takeStatements().filter((sql) => /\b(?:answers|documents)\b/.test(sql));
    };
    await statementsOf({ remark: 'First' });
    expect(await statementsOf({ remark: 'Second' })).toHaveLength(1);
    expect(await statementsOf({ proof: ids.slice(0, 2), extra: ids, remark: 'Third' })).toHaveLength(2);
  });
});

describe('GET /documents/{id}/content/', () => {
  const get = (path: string, { method = 'GET', key = world.tenant.key as string | null } = {}) =>
    gateway.app.inject({
      method: method as 'GET',
      url: `/api/v1${path}`,
      headers: key === null ? {} : { authorization: `Bearer ${key}` },
    });

  it('GET /documents/{id}/content/ gives the bytes as a file to be saved, which no browser shows, guesses at or keeps', async () => {
    const recipient = await send();
    const content = Buffer.concat([samples.pdf(), Buffer.alloc(300_000, 7)]);
    const { id } = await upload(recipient, { content, name: 'Größe "1".pdf' });
    const expected = {
      'content-type': 'application/pdf',
      'content-length': String(content.length),
      'content-disposition': `attachment; filename="Gro_e _1_.pdf"; filename*=UTF-8''Gr%C3%B6%C3%9Fe%20%221%22.pdf`,
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, no-store',
      'content-security-policy': "default-src 'none';frame-ancestors 'none'",
      'x-request-id': expect.any(String),
    };
    for (const path of [`/documents/${id}/content/`, `/documents/${id}/content`]) {
      const answer = await get(path);
      expect(answer.statusCode).toBe(200);
      expect(answer.headers).toMatchObject(expected);
      expect(answer.rawPayload.equals(content)).toBe(true);
    }
    const head = await get(`/documents/${id}/content/`, { method: 'HEAD' });
    expect(head.statusCode).toBe(200);
    expect(head.headers).toMatchObject(expected);
    expect(head.rawPayload).toHaveLength(0);
  });

  it('GET /documents/{id}/content/ hands a text out under a name that nothing runs', async () => {
    const recipient = await send();
    const { id } = await upload(recipient, { content: Buffer.from('format c:\r\n'), name: 'invoice.bat' });
    expect((await get(`/documents/${id}/content/`)).headers).toMatchObject({
      'content-type': 'text/plain',
      'content-disposition': expect.stringContaining('filename="invoice.bat.txt"'),
    });
  });

  it('GET /documents/{id}/content/ answers like every other path: 401 without a key, 405 with Allow, 404 for what is not there', async () => {
    const recipient = await send();
    const { id } = await upload(recipient);
    const path = `/documents/${id}/content/`;
    expect((await get(path, { key: null })).json()).toMatchObject({ code: 'authentication_failed' });
    const post = await get(path, { method: 'POST' });
    expect([post.statusCode, post.headers.allow, post.json().code]).toEqual([
      405,
      'GET, HEAD, OPTIONS',
      'method_not_allowed',
    ]);
    for (const missing of [randomUUID(), 'nonsense', '..%2f..%2foperator-key', '%00']) {
      const answer = await get(`/documents/${missing}/content/`);
      expect([answer.statusCode, answer.json().code]).toEqual([404, 'not_found']);
      expect(answer.headers['content-disposition']).toBeUndefined();
    }
    expect((await get(`${path}?download=1`)).json()).toMatchObject({
      errors: { download: ['Unknown parameter.'] },
    });
  });

  it('GET /documents/{id}/content/ answers another tenant and the other mode as if there were nothing', async () => {
    const recipient = await send();
    const { id } = await upload(recipient);
    const stranger = await gateway.createTenant();
    const rehearsal = await world.tenant.createKey({ mode: 'TEST' });
    for (const key of [stranger.key, rehearsal]) {
      const answer = await get(`/documents/${id}/content/`, { key });
      const { request_id: _id, ...body } = answer.json();
      const { request_id: _other, ...missing } = (
        await get(`/documents/${randomUUID()}/content/`, { key })
      ).json();
      expect(answer.statusCode).toBe(404);
      expect(body).toEqual(missing);
    }
  });

  it('GET /documents/{id}/content/ is 404 for a document that is deleted in the meantime, and 500 when the store has lost its content', async () => {
    const recipient = await send();
    const [{ id }, lost] = [await upload(recipient), await upload(recipient, { content: samples.png() })];
    await rm(join(gateway.settings.dataDir, 'files/uploads', lost.id));
    const failed = await get(`/documents/${lost.id}/content/`);
    expect([failed.statusCode, failed.json().code]).toEqual([500, 'internal_error']);

    const { files } = gateway.services;
    gateway.services.files = {
      ...files,
      open: async (key) => {
        await remove(recipient, id);
        return files.open(key);
      },
    };
    const gone = await get(`/documents/${id}/content/`);
    gateway.services.files = files;
    expect([gone.statusCode, gone.json().code]).toEqual([404, 'not_found']);
  });
});

/** Uploads a text for an entity as the team does. */
async function uploadText(content: string, { entityId = world.company, fileName = `${content}.txt` } = {}) {
  const form = formOf([{ name: 'file', file: { content: Buffer.from(content), fileName } }]);
  const path = `/api/v1/entities/${entityId}/documents/`;
  return (await sendForm(path, form, { gateway, key: world.tenant.key })).body as {
    id: string;
    name: string;
  };
}

const namesOf = (list: { name: string }[]) => list.map(({ name }) => name);

describe('the documents of an entity', () => {
  it('the documents of an entity are listed newest first, page by page, whoever has uploaded them', async () => {
    const recipient = await send();
    for (const content of ['one', 'two', 'three']) {
      await uploadText(content);
    }
    await upload(recipient, { name: 'theirs.pdf' });
    await uploadText('elsewhere', { entityId: world.individual });

    const path = `/entities/${world.company}/documents/`;
    const { body } = await world.tenant.rest('GET', `${path}?page_size=3`);
    expect({ ...body, results: namesOf(body.results) }).toEqual({
      count: 4,
      next: expect.stringContaining(`/api/v1${path}?page_size=3&page=2`),
      previous: null,
      results: ['theirs.pdf', 'three.txt', 'two.txt'],
    });
    const second = await world.tenant.rest('GET', `${path}?page_size=3&page=2`);
    expect(namesOf(second.body.results)).toEqual(['one.txt']);
    const [{ id, created_at, ...first }] = second.body.results;
    expect(first).toEqual({ name: 'one.txt', content_type: 'text/plain', size_bytes: 3, readable: true });
    expect((await world.tenant.rest('GET', `/documents/${id}/`)).body).toEqual({ id, created_at, ...first });

    const { data } = await world.tenant.graphql(
      `query ($entityId: ID!) {
        documents(filter: { entityId: $entityId }, first: 2) { totalCount nodes { name } pageInfo { endCursor } }
        everything: documents { totalCount }
        entity(id: $entityId) {
          documents(first: 2) { totalCount nodes { name entity { id } } pageInfo { endCursor hasNextPage } }
        }
      }`,
      { entityId: world.company },
    );
    const { endCursor: cursorOfAll } = data.documents.pageInfo;
    const { endCursor } = data.entity.documents.pageInfo;
    expect(data).toEqual({
      documents: {
        totalCount: 4,
        nodes: [{ name: 'theirs.pdf' }, { name: 'three.txt' }],
        pageInfo: { endCursor: cursorOfAll },
      },
      everything: { totalCount: 5 },
      entity: {
        documents: {
          totalCount: 4,
          nodes: [
            { name: 'theirs.pdf', entity: { id: world.company } },
            { name: 'three.txt', entity: { id: world.company } },
          ],
          pageInfo: { endCursor, hasNextPage: true },
        },
      },
    });
    for (const page of [`first: 9, after: "${endCursor}"`, 'last: 2']) {
      const rest = await world.tenant.graphql(
        `{ entity(id: "${world.company}") { documents(${page}) { nodes { name } } } }`,
      );
      expect(namesOf(rest.data.entity.documents.nodes)).toEqual(['two.txt', 'one.txt']);
    }
  });

  it('the documents of an entity are read together for a whole list of entities', async () => {
    for (const entityId of [world.company, world.individual]) {
      await uploadText('one', { entityId });
      await uploadText('two', { entityId });
    }
    gateway.takeStatements();
    const { data } = await world.tenant.graphql(
      '{ entities { nodes { name documents(first: 1) { totalCount nodes { name entity { name } } } } } }',
    );
    expect(data.entities.nodes).toEqual(
      ['Ada Lovelace', 'Acme Trading Ltd'].map((name) => ({
        name,
        documents: { totalCount: 2, nodes: [{ name: 'two.txt', entity: { name } }] },
      })),
    );
    // The entities, a page of each one's documents, all their numbers, and the documents' entities.
    expect(gateway.takeStatements()).toHaveLength(4);
  });

  it('the documents of an entity are none for an entity that does not exist, as for one without', async () => {
    const { status, body } = await world.tenant.rest('GET', `/entities/${world.company}/documents/`);
    expect({ status, body }).toEqual({
      status: 200,
      body: { count: 0, next: null, previous: null, results: [] },
    });
    for (const missing of [randomUUID(), 'nonsense']) {
      expect(await world.tenant.rest('GET', `/entities/${missing}/documents/`)).toMatchObject({
        status: 404,
      });
    }
    expect(
      (await world.tenant.graphql('{ documents(filter: { entityId: "nonsense" }) { totalCount } }')).errors,
    ).toMatchObject([{ extensions: { code: 'VALIDATION_ERROR' } }]);
  });
});

describe('a document that the team deletes', () => {
  const deleteIt = (id: string) => world.tenant.rest('DELETE', `/documents/${id}/`);
  const deleteByGraphql = async (id: string) => {
    const { data } = await world.tenant.graphql(
      `mutation ($input: DeleteDocumentInput!) { deleteDocument(input: $input) {
        __typename ... on DeleteDocumentPayload { documentId } ... on Error { code message }
      } }`,
      { input: { id } },
    );
    return data.deleteDocument;
  };

  it('a document that the team deletes is gone with its content and its text, and can be uploaded anew', async () => {
    const before = await storedFiles(gateway);
    const [one, two] = [await uploadText('one'), await uploadText('two')];
    const answer = await deleteIt(one.id);
    expect(answer).toMatchObject({ status: 204, body: undefined });
    expect(await deleteByGraphql(two.id)).toEqual({
      __typename: 'DeleteDocumentPayload',
      documentId: two.id,
    });
    expect(await storedFiles(gateway)).toEqual(before);
    for (const path of [`/documents/${one.id}/`, `/documents/${one.id}/content/`]) {
      expect((await world.tenant.rest('GET', path)).status).toBe(404);
    }
    expect(await deleteIt(one.id)).toMatchObject({ status: 404, body: { code: 'not_found' } });
    expect(await deleteByGraphql(two.id)).toMatchObject({ __typename: 'NotFoundError' });
    expect((await uploadText('one')).id).not.toBe(one.id);
  });

  it('a document that the team deletes stays while an answer names it', async () => {
    const { id } = await uploadText('proof');
    const [responseId, other] = [
      await createPrefill(world, { questionnaireId }),
      await createPrefill(world, { questionnaireId }),
    ];
    await saveAnswers(world, responseId, { proof: [id] });
    await saveAnswers(world, other, { extra: [id] });
    for (const [key, response] of [
      ['proof', responseId],
      ['extra', other],
    ] as const) {
      expect(await deleteIt(id)).toMatchObject({ status: 409, body: { code: 'conflict' } });
      expect(await deleteByGraphql(id)).toMatchObject({
        __typename: 'ConflictError',
        code: 'CONFLICT',
        message: expect.stringContaining('answer'),
      });
      expect((await world.tenant.rest('GET', `/documents/${id}/content/`)).status).toBe(200);
      await saveAnswers(world, response, { [key]: null });
    }
    expect(await deleteIt(id)).toMatchObject({ status: 204 });
  });

  it('a document that the team deletes is never named by an answer that is saved at the same moment', async () => {
    const responseId = await createPrefill(world, { questionnaireId });
    for (let round = 0; round < 5; round += 1) {
      const { id } = await uploadText(`round ${round}`);
      const [deleted, saved] = await Promise.all([
        deleteIt(id),
        world.tenant.rest('PUT', `/responses/${responseId}/save/`, {
          answers: [{ question_key: 'proof', value: [id] }],
        }),
      ]);
      expect([
        [204, 400],
        [409, 200],
      ]).toContainEqual([deleted.status, saved.status]);
      await saveAnswers(world, responseId, { proof: null });
    }
  });

  it('a document that the team deletes is in the audit trail, of the session too by which a recipient has given it', async () => {
    const recipient = await send();
    const theirs = await upload(recipient);
    await remove(recipient, theirs.id);
    const again = await upload(recipient, { question: 'extra' });
    await saveAnswers(world, recipient.responseId, { extra: null });
    expect(await deleteIt(again.id)).toMatchObject({ status: 204 });
    expect((await eventsOf(recipient)).at(-1)).toEqual({
      type: 'document.deleted',
      details: { document_id: again.id },
      actorKind: 'API_KEY',
      responseId: null,
    });
  });
});

describe('the text of a file that a recipient gives', () => {
  const run = { jobId: newId(), signal: new AbortController().signal, isLastAttempt: false };
  const readText = (documentId: string, services: Services = gateway.services) =>
    jobHandlers(services)['document-text']({ documentId }, run);
  const jobsFor = (documentId: string) =>
    gateway.services.allTenants.$queryRaw<unknown[]>`
      SELECT 1 FROM pgboss.job WHERE name = 'document-text' AND data ->> 'documentId' = ${documentId}`;
  const readable = async (id: string) => {
    const { data } = await world.tenant.graphql(`{ document(id: "${id}") { readable unreadableReason } }`);
    return data.document;
  };
  const policy = Buffer.from('We screen every client against sanctions lists.');
  const reading = (extractText: Services['extractText']): Services => ({ ...gateway.services, extractText });

  it('the text of a file that a recipient gives is left to one job, which comes to be with the document and reads it', async () => {
    const recipient = await send();
    const { id } = await upload(recipient, { content: policy, name: 'policy.txt' });
    await upload(recipient, { content: policy, question: 'extra' });
    expect(await jobsFor(id)).toHaveLength(1);
    expect(await readable(id)).toEqual({ readable: null, unreadableReason: null });

    await readText(id);
    expect(await readable(id)).toEqual({ readable: true, unreadableReason: null });
    expect(await readDocumentText(gateway.services, id)).toEqual([policy.toString()]);
    // A job may run twice, and what was read is not read again.
    await readText(
      id,
      reading(() => Promise.reject(new Error('It was read already.'))),
    );

    await remove(recipient, id);
    await remove(recipient, id, 'extra');
    expect(await readDocumentText(gateway.services, id)).toBeUndefined();
  });

  it('the text of a file that a recipient gives may be none, and then the document says why', async () => {
    const { id } = await upload(await send());
    await readText(
      id,
      reading(async () => ({ unreadableReason: 'It is a picture of a cat.' })),
    );
    expect(await readable(id)).toEqual({ readable: false, unreadableReason: 'It is a picture of a cat.' });
    expect(await readDocumentText(gateway.services, id)).toBeUndefined();
  });

  it('the text of a file that a recipient gives is read again after a failure, which leaves nothing on the disk', async () => {
    const { id } = await upload(await send(), { content: policy });
    const files = await storedFiles(gateway);
    const failing = reading(() => Promise.reject(new Error('It is broken.')));
    await expect(readText(id, failing)).rejects.toThrow('It is broken.');
    expect(await storedFiles(gateway)).toEqual(files);
    await readText(id);
    expect(await readable(id)).toMatchObject({ readable: true });
  });

  it('the text of a file that a recipient gives gets one job again, where that was lost or the document is older than texts are', async () => {
    const { id } = await upload(await send(), { content: policy });
    const inAnHour = { ...gateway.services, clock: () => new Date(now.getTime() + 3_600_000) };
    await recoverTexts(inAnHour);
    expect(await jobsFor(id)).toHaveLength(1);

    await gateway.services.allTenants.$executeRaw`DELETE FROM pgboss.job WHERE data ->> 'documentId' = ${id}`;
    await recoverTexts(gateway.services);
    expect(await jobsFor(id)).toEqual([]);
    await Promise.all([recoverTexts(inAnHour), recoverTexts(inAnHour)]);
    await recoverTexts(inAnHour);
    expect(await jobsFor(id)).toHaveLength(1);

    await readText(id);
    await gateway.services.allTenants.$executeRaw`DELETE FROM pgboss.job WHERE data ->> 'documentId' = ${id}`;
    await recoverTexts(inAnHour);
    expect(await jobsFor(id)).toEqual([]);
  });

  it('the text of a file that a recipient gives is none of a document that is gone, or goes while it is read', async () => {
    await readText(newId());
    const recipient = await send();
    const before = await storedFiles(gateway);
    const { id } = await upload(recipient, { content: policy });
    await readText(
      id,
      reading(async () => {
        await remove(recipient, id);
        return { pages: ['Too late'] };
      }),
    );
    const other = await upload(recipient, { content: policy });
    const { files } = gateway.services;
    const open: Services['files']['open'] = async (key) => {
      await remove(recipient, other.id);
      return files.open(key);
    };
    await readText(other.id, { ...gateway.services, files: { ...files, open } });
    expect(await storedFiles(gateway)).toEqual(before);
  });
});
