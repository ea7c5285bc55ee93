import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { testThroughBothApis } from '../support/both-apis-table.ts';
import { startTestGateway, type TestGateway } from '../support/gateway.ts';
import { newestLink } from '../support/recipient.ts';
import { createPrefill, saveAnswers, setStatus } from '../support/responses.ts';
import { selections } from '../support/selections.ts';
import { restSpelling } from '../support/spelling.ts';
import { refusals } from './rejections.ts';
import { testRuns } from './runs.ts';
import {
  addDocument,
  autofill,
  completedEvents,
  endOfAutofill,
  heldEngine,
  prepare,
  readAnswers,
  readAutofill,
  readEvents,
  registerPage,
  startAutofill,
  useEngine,
} from './support.ts';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway();
});
beforeEach(() => useEngine(gateway, async () => []));
afterAll(() => gateway.drop());

describe('asking for an autofill', () => {
  testThroughBothApis(() => gateway, refusals);

  it('an autofill gives the engine the questions, the documents page by page and the subject', async () => {
    const { world, documentId, responseId } = await prepare(gateway);
    await addDocument(world, { pages: ['Not asked for'] });
    let seen: any;
    useEngine(gateway, async (request) => {
      seen = request;
      return [];
    });
    await autofill(world, responseId, { document_ids: [documentId] });

    expect(seen).toMatchObject({
      questions: [{ key: 'name' }, { key: 'size', type: 'NUMBER' }, { key: 'listed' }],
      documents: [{ id: documentId, name: 'register.pdf', pages: ['Cover', registerPage] }],
      subject: { name: 'Acme Trading Ltd', entityType: 'COMPANY' },
    });
  });

  it('an autofill reads all documents of the entity unless the request names some', async () => {
    const { world, documentId, responseId } = await prepare(gateway);
    const newer = await addDocument(world, { pages: ['Newer'] });
    let read: string[] = [];
    useEngine(gateway, async ({ documents }) => {
      read = documents.map(({ id }) => id);
      return [];
    });
    await autofill(world, responseId);

    expect(read).toEqual([newer, documentId]);
  });

  it('an autofill is rejected while another run is in progress, and so is a send', async () => {
    const { world, responseId } = await prepare(gateway);
    const engine = heldEngine(gateway);
    await startAutofill(world, responseId);
    await engine.begun;
    const again = await world.tenant.rest('POST', `/responses/${responseId}/autofill/`, {});
    const send = await world.tenant.rest('POST', `/responses/${responseId}/send/`, { email: 'a@b.example' });
    const during = await readAutofill(world, responseId);
    engine.release();
    const ended = await endOfAutofill(world, responseId);
    const sendAfterwards = await world.tenant.rest('POST', `/responses/${responseId}/send/`, {
      email: 'a@b.example',
    });

    expect(again).toMatchObject({ status: 409, body: { code: 'conflict' } });
    expect(send).toMatchObject({ status: 409, body: { code: 'conflict' } });
    expect(during).toMatchObject({ status: 'processing', answered: 0, error: null, finished_at: null });
    expect(ended.status).toBe('completed');
    expect(sendAfterwards.status).toBe(200);
  });

  it('an autofill is rejected while an email about the response is being sent', async () => {
    const { world, responseId } = await prepare(gateway);
    const { sendMail } = gateway.services;
    const [handedOver, held] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    gateway.services.sendMail = async (mail) => {
      handedOver.resolve();
      await held.promise;
      return sendMail(mail);
    };
    const sending = world.tenant.rest('POST', `/responses/${responseId}/send/`, { email: 'a@b.example' });
    await handedOver.promise;
    gateway.services.sendMail = sendMail;
    const meanwhile = await world.tenant.rest('POST', `/responses/${responseId}/autofill/`);
    held.resolve();

    expect((await sending).status).toBe(200);
    expect(meanwhile).toMatchObject({ status: 409, body: { code: 'conflict' } });
    expect(await world.tenant.rest('GET', `/responses/${responseId}/autofill/`)).toMatchObject({
      status: 404,
      body: { code: 'not_found' },
    });
  });

  it('of an autofill and a send at the same moment, only one is accepted', async () => {
    const { world } = await prepare(gateway);
    for (let round = 0; round < 6; round += 1) {
      const responseId = await createPrefill(world);
      const engine = heldEngine(gateway);
      const calls = {
        autofill: () => world.tenant.rest('POST', `/responses/${responseId}/autofill/`),
        send: () => world.tenant.rest('POST', `/responses/${responseId}/send/`, { email: 'a@b.example' }),
      };
      const order = round % 2 === 0 ? (['autofill', 'send'] as const) : (['send', 'autofill'] as const);
      const answers = await Promise.all(order.map(async (name) => [name, (await calls[name]()).status]));
      const statuses: Record<string, unknown> = Object.fromEntries(answers);
      engine.release();

      expect([
        { autofill: 202, send: 409 },
        { autofill: 409, send: 200 },
        { autofill: 400, send: 200 },
      ]).toContainEqual(statuses);
      const events = (await readEvents(world, responseId)).map(({ type }: any) => type);
      expect(events.includes('response.autofill_started')).toBe(statuses['send'] === 409);
    }
  });

  it('two autofill requests with the same idempotency key start only one run', async () => {
    const { world, responseId } = await prepare(gateway);
    const call = (body: object) =>
      world.tenant.rest('POST', `/responses/${responseId}/autofill/`, body, {
        headers: { 'idempotency-key': 'fill-it-in' },
      });
    const first = await call({});
    await endOfAutofill(world, responseId);
    const again = await call({});

    expect(again).toMatchObject({
      status: 202,
      body: first.body,
      headers: { 'idempotent-replayed': 'true' },
    });
    expect(await call({ overwrite: true })).toMatchObject({ status: 422 });
    expect(await completedEvents(world, responseId)).toHaveLength(1);
  });
});

describe('the job of a run', () => testRuns(() => gateway));

describe('a completed autofill', () => {
  it('fills in what stands in the documents, with where it stands', async () => {
    const { world, documentId, responseId, find } = await prepare(gateway);
    useEngine(gateway, async () => [
      find('name', 'Acme Trading Ltd', 'Acme Trading Ltd has 1,250 employees'),
      find('size', 1250, '1,250\n employees', 0.75),
    ]);
    const run = await autofill(world, responseId);

    expect(run).toEqual({
      status: 'completed',
      job_id: expect.any(String),
      answered: 2,
      total: 3,
      failed_documents: [],
      error: null,
      started_at: expect.stringMatching(/Z$/),
      finished_at: expect.stringMatching(/Z$/),
    });
    const source = { document_id: documentId, document_name: 'register.pdf', page: 2, engine: 'model' };
    expect(await readAnswers(world, responseId)).toEqual({
      name: {
        value: 'Acme Trading Ltd',
        source: { ...source, quote: 'Acme Trading Ltd has 1,250 employees', confidence: 0.9 },
      },
      size: { value: 1250, source: { ...source, quote: '1,250 employees', confidence: 0.75 } },
      listed: { value: null, source: null },
    });
  });

  it('a completed autofill is told of in the audit trail with its counts, in the name of who asked for it', async () => {
    const { world, responseId, find } = await prepare(gateway);
    useEngine(gateway, async () => [find('listed', true, 'is listed in London')]);
    await autofill(world, responseId, { overwrite: true });

    const actor = { kind: 'api_key', name: 'First key' };
    expect((await readEvents(world, responseId)).slice(-2)).toEqual([
      { type: 'response.autofill_started', details: { documents: 1, overwrite: true }, actor },
      {
        type: 'response.autofill_completed',
        details: { status: 'completed', answered: 1, total: 3 },
        actor,
      },
    ]);
  });

  it('a completed autofill writes nothing that the engine has made up', async () => {
    const { world, responseId, find } = await prepare(gateway);
    useEngine(gateway, async () => [
      find('name', 'Acme Trading Ltd', 'Acme Trading Ltd, winner of many prizes'),
      find('size', 9999, 'has 1,250 employees'),
      find('listed', 'yes', 'is listed in London'),
      { ...find('name', 'Cover', 'Cover'), page: 7 },
      { ...find('size', 1250, '1,250 employees'), documentId: randomUUID() },
      { ...find('size', 1250, '1,250 employees'), questionId: randomUUID() },
    ]);

    expect(await autofill(world, responseId)).toMatchObject({ status: 'completed', answered: 0 });
    expect(Object.values(await readAnswers(world, responseId))).toEqual(
      Array.from({ length: 3 }, () => ({ value: null, source: null })),
    );
  });

  it('a completed autofill leaves what a person wrote, and replaces what an earlier run has found', async () => {
    const { world, responseId, find } = await prepare(gateway);
    await saveAnswers(world, responseId, { size: 3 });
    useEngine(gateway, async () => [
      find('name', 'Acme', 'Acme Trading Ltd'),
      find('size', 1250, '1,250 employees'),
    ]);
    const first = await autofill(world, responseId);
    const afterFirst = await readAnswers(world, responseId);
    useEngine(gateway, async () => [find('name', 'Acme Trading Ltd', 'Acme Trading Ltd')]);
    await autofill(world, responseId);

    expect(first).toMatchObject({ answered: 1 });
    expect(afterFirst).toMatchObject({ name: { value: 'Acme' }, size: { value: 3, source: null } });
    expect(await readAnswers(world, responseId)).toMatchObject({
      name: { value: 'Acme Trading Ltd', source: { quote: 'Acme Trading Ltd' } },
      size: { value: 3, source: null },
    });
  });

  it('a completed autofill replaces what a person wrote where it is told to, but not what was saved while it was in progress', async () => {
    const { world, responseId, find } = await prepare(gateway);
    await saveAnswers(world, responseId, { name: 'Old name', size: 3 });
    const engine = heldEngine(gateway, async () => [
      find('name', 'Acme Trading Ltd', 'Acme Trading Ltd'),
      find('size', 1250, '1,250 employees'),
    ]);
    await startAutofill(world, responseId, { overwrite: true });
    await engine.begun;
    await saveAnswers(world, responseId, { size: 4 });
    engine.release();

    expect(await endOfAutofill(world, responseId)).toMatchObject({ status: 'completed', answered: 1 });
    expect(await readAnswers(world, responseId)).toMatchObject({
      name: { value: 'Acme Trading Ltd', source: { page: 2 } },
      size: { value: 4, source: null },
    });
  });

  it('a completed autofill keeps answers and quotes encrypted', async () => {
    const { world, responseId, find } = await prepare(gateway);
    useEngine(gateway, async () => [
      find('name', 'Acme Trading Ltd', 'Acme Trading Ltd has 1,250 employees'),
    ]);
    await autofill(world, responseId);

    const { allTenants } = gateway.services;
    const [answer] = await allTenants.answer.findMany({ where: { responseId } });
    const [annotation] = await allTenants.answerAnnotation.findMany({ where: { responseId } });
    expect(JSON.stringify([answer, annotation])).not.toContain('Acme');
    expect(answer).toMatchObject({ givenBy: 'API_KEY' });
  });

  it('a completed autofill is shown by GraphQL as by REST, and by a mutation of the same request', async () => {
    const { world, responseId } = await prepare(gateway);
    const engine = heldEngine(gateway);
    const { data } = await world.tenant.graphql(
      `mutation ($input: AutofillResponseInput!) {
        autofillResponse(input: $input) {
          ... on AutofillResponsePayload { autofill { jobId } response { id autofill { status jobId } } }
        }
      }`,
      { input: { responseId } },
    );
    engine.release();
    const overRest = await endOfAutofill(world, responseId);
    const overGraphql = await world.tenant.graphql(
      `{ response(id: "${responseId}") { autofill { ${selections.Autofill} } } }`,
    );

    const {
      autofill: { jobId },
      response,
    } = data.autofillResponse;
    expect(response).toEqual({ id: responseId, autofill: { status: 'PROCESSING', jobId } });
    expect(restSpelling(overGraphql.data.response.autofill)).toEqual(overRest);
  });
});

describe('documents that cannot be read', () => {
  it('documents that cannot be read are named with the reason, and the others are read', async () => {
    const { world, responseId } = await prepare(gateway);
    await addDocument(world, { name: 'scan.png' });
    const run = await autofill(world, responseId);

    expect(run).toMatchObject({
      status: 'completed',
      failed_documents: [{ name: 'scan.png', reason: 'Its pages are images without text.' }],
    });
  });

  it('documents that cannot be read are named where some of their pages were not read, and the others are used', async () => {
    const { world, responseId, find } = await prepare(gateway);
    await gateway.services.allTenants.document.updateMany({
      where: { entityId: world.company },
      data: { unreadableReason: 'Pages 21–23 were not read.' },
    });
    useEngine(gateway, async () => [find('listed', true, 'is listed in London')]);

    expect(await autofill(world, responseId)).toMatchObject({
      status: 'completed',
      answered: 1,
      failed_documents: [{ name: 'register.pdf', reason: 'Pages 21–23 were not read.' }],
    });
  });

  it('documents that cannot be read are named by the name they had where they were deleted before they were read', async () => {
    const { world, responseId } = await prepare(gateway);
    const other = await addDocument(world, { name: 'gone.pdf', pages: ['Gone'] });
    const { jobs } = gateway.services;
    // Deleted in the transaction that asks for the run, which is before any worker can see the job.
    gateway.services.jobs = {
      ...jobs,
      enqueue: async (transaction, ...rest) => {
        await transaction.document.delete({ where: { id: other } });
        return jobs.enqueue(transaction, ...rest);
      },
    };
    await startAutofill(world, responseId);
    gateway.services.jobs = jobs;

    expect(await endOfAutofill(world, responseId)).toMatchObject({
      status: 'completed',
      failed_documents: [{ name: 'gone.pdf', reason: 'The document was deleted before it was read.' }],
    });
  });

  it('documents that cannot be read fail the run where there are no others, with the names', async () => {
    const { world, documentId, responseId } = await prepare(gateway);
    await gateway.services.files.delete(`texts/${documentId}`);

    expect(await autofill(world, responseId)).toMatchObject({
      status: 'failed',
      error: 'None of the documents could be read.',
      failed_documents: [{ name: 'register.pdf', reason: 'Its text is no longer stored.' }],
    });
  });
});

describe('the sources of answers', () => {
  it('the sources of answers go one by one as people save over them, and all at send, and never show on the recipient’s page', async () => {
    const { world, responseId, find } = await prepare(gateway);
    useEngine(gateway, async () => [
      find('name', 'Acme Trading Ltd', 'Acme Trading Ltd has 1,250 employees'),
      find('size', 1250, 'has 1,250 employees'),
    ]);
    await autofill(world, responseId);
    await saveAnswers(world, responseId, { size: 1300 });
    const saved = await readAnswers(world, responseId);
    await world.tenant.rest('POST', `/responses/${responseId}/send/`, { email: 'a@b.example' });
    const page = await gateway.app.inject({ url: await newestLink(world) });

    expect(saved).toMatchObject({
      name: { value: 'Acme Trading Ltd', source: { page: 2 } },
      size: { value: 1300, source: null },
    });
    expect(await readAnswers(world, responseId)).toEqual({
      name: { value: 'Acme Trading Ltd', source: null },
      size: { value: 1300, source: null },
      listed: { value: null, source: null },
    });
    expect(page.body).toContain('Acme Trading Ltd');
    expect(page.body).toContain('1300');
    for (const secret of ['register.pdf', 'employees', 'autofill', 'confidence', '1,250', 'model']) {
      expect(page.body).not.toContain(secret);
    }
    expect(await gateway.services.allTenants.answerAnnotation.count({ where: { responseId } })).toBe(0);
  });
});

describe('the newest autofill of a response', () => {
  it('the newest autofill of a response is null over GraphQL and 404 over REST where there was none', async () => {
    const { world, responseId } = await prepare(gateway);
    const { data } = await world.tenant.graphql(`{ response(id: "${responseId}") { autofill { status } } }`);

    expect(data.response).toEqual({ autofill: null });
    expect(await world.tenant.rest('GET', `/responses/${responseId}/autofill/`)).toMatchObject({
      status: 404,
      body: { code: 'not_found' },
    });
  });

  it('the newest autofill of a response is the last of several, in a list too', async () => {
    const { world, responseId } = await prepare(gateway);
    const other = await createPrefill(world);
    await autofill(world, responseId);
    const second = await autofill(world, responseId);
    const { data } = await world.tenant.graphql('{ responses { nodes { id autofill { jobId } } } }');

    expect(data.responses.nodes).toEqual([
      { id: other, autofill: null },
      { id: responseId, autofill: { jobId: second.job_id } },
    ]);
  });
});

describe('a response that is sent by other means while it is read', () => {
  it('a response that is sent by other means while it is read is left as it is, and the run fails', async () => {
    const { world, responseId, find } = await prepare(gateway);
    const engine = heldEngine(gateway, async () => [find('name', 'Acme Trading Ltd', 'Acme Trading Ltd')]);
    await startAutofill(world, responseId);
    await engine.begun;
    await setStatus(world, responseId, 'DRAFT');
    engine.release();

    expect(await endOfAutofill(world, responseId)).toMatchObject({
      status: 'failed',
      answered: 0,
      error: 'The response’s status had changed from PREFILL to DRAFT, so nothing was filled in.',
    });
    expect(await readAnswers(world, responseId)).toMatchObject({ name: { value: null, source: null } });
    expect(await completedEvents(world, responseId)).toMatchObject([
      { details: { status: 'failed', answered: 0 } },
    ]);
  });
});
