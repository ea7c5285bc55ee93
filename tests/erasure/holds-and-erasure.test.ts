import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { deleteUnneededFiles } from '../../src/domain/erasure/erase-files.ts';
import { finishErasure, finishErasures } from '../../src/domain/erasure/finish-erasure.ts';
import { findSubject } from '../../src/domain/workflows/find-subject.ts';
import { prepareDispatch } from '../../src/domain/workflows/prepare-dispatch.ts';
import { InvalidStateError } from '../../src/errors.ts';
import { newId } from '../../src/ids.ts';
import { addDocument, heldEngine, propose, startAutofill } from '../autofill/support.ts';
import { noSuchResource, oneCase, testThroughBothApis } from '../support/both-apis-table.ts';
import { formOf, sendForm } from '../support/forms.ts';
import { startTestGateway, type TestGateway } from '../support/gateway.ts';
import { holdErasure } from '../support/held-erasure.ts';
import { holdNextMail } from '../support/mails.ts';
import { newestLink, recipientOf } from '../support/recipient.ts';
import { annotate, createPrefill, readResponse, saveAnswers, setStatus } from '../support/responses.ts';
import { readSession, sendWorkflow, setSessionStatus } from '../support/sessions.ts';
import { storedFiles } from '../support/stored-files.ts';
import { createWebhook } from '../support/webhooks.ts';
import { createWorld, type World } from '../support/world.ts';

const nobody = '0190a8c4-7d1e-7c3a-9b52-3f6e1d2c4b5a';
const { signal } = new AbortController();
let now = new Date('2026-11-30T09:00:00Z');

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway({ clock: () => now });
});
afterAll(() => gateway.drop());

const post = (world: World, what: string, body: object = {}, entityId = world.company) =>
  world.tenant.rest('POST', `/entities/${entityId}/${what}/`, body);
const hold = (world: World) => post(world, 'hold');
const erase = (world: World, entityId = world.company) =>
  post(world, 'erase', { reason: 'Requested' }, entityId);
const upload = ({ tenant, company }: World, content = 'A register extract') =>
  sendForm(
    `/api/v1/entities/${company}/documents/`,
    formOf([{ name: 'file', file: { content: Buffer.from(content), fileName: 'extract.txt' } }]),
    { gateway, key: tenant.key },
  );
const jobsInProgress = async (): Promise<number> => {
  const [{ count }] = await gateway.services.allTenants.$queryRaw<[{ count: number }]>`
    SELECT count(*)::int AS count FROM pgboss.job WHERE name = 'autofill' AND state IN ('created', 'active', 'retry')`;
  return count;
};
const eventTypes = async ({ tenant }: World, entityId: string): Promise<string[]> => {
  const { data } = await tenant.graphql(
    'query ($id: ID!) { auditEvents(filter: { entityId: $id }, first: 100) { nodes { type } } }',
    { id: entityId },
  );
  return data.auditEvents.nodes.map(({ type }: { type: string }) => type);
};

const input = (mutation: 'holdEntity' | 'releaseEntity' | 'eraseEntity') => (world: World) => ({
  mutation,
  input: { entityId: world.company, reason: 'Requested by the person' },
});

testThroughBothApis(
  () => gateway,
  [
    oneCase({
      name: 'an entity that is put on hold is on hold',
      call: input('holdEntity'),
      success: (world) => ({ object: { id: world.company, on_hold: true }, changes: { auditEvents: 1 } }),
    }),
    oneCase({
      name: 'holding an entity that is on hold changes nothing',
      given: async (world) => void (await hold(world)),
      call: input('holdEntity'),
      success: () => ({ object: { on_hold: true }, changes: {} }),
    }),
    oneCase({
      name: 'an entity that is released is not on hold',
      given: async (world) => void (await hold(world)),
      call: input('releaseEntity'),
      success: () => ({ object: { on_hold: false }, changes: { auditEvents: 2 } }),
    }),
    oneCase({
      name: 'releasing an entity that is not on hold changes nothing',
      call: input('releaseEntity'),
      success: () => ({ object: { on_hold: false }, changes: {} }),
    }),
    oneCase({
      name: 'an entity that is erased has no names and no addresses',
      call: input('eraseEntity'),
      success: (world) => ({
        object: { id: world.company, name: '[erased]', legal_name: null, erased_at: '2026-11-30T09:00:00Z' },
        changes: { auditEvents: 1 },
      }),
    }),
    oneCase({
      name: 'erasing an entity that was erased changes nothing',
      given: async (world) => void (await erase(world)),
      call: input('eraseEntity'),
      success: () => ({ object: { name: '[erased]' }, changes: {} }),
    }),
    oneCase({
      name: 'an entity that is on hold is not erased',
      given: async (world) => void (await hold(world)),
      call: input('eraseEntity'),
      refusal: { code: 'CONFLICT' },
    }),
    oneCase({
      name: 'an entity that was erased is not put on hold',
      given: async (world) => void (await erase(world)),
      call: input('holdEntity'),
      refusal: { code: 'INVALID_REQUEST', currentStatus: 'erased' },
    }),
    oneCase({
      name: 'an entity is not erased without a reason',
      call: (world) => ({ mutation: 'eraseEntity', input: { entityId: world.company, reason: ' ' } }),
      refusal: { code: 'VALIDATION_ERROR', fields: ['reason'] },
    }),
    ...(['holdEntity', 'releaseEntity', 'eraseEntity'] as const).flatMap((mutation) =>
      [nobody, 'no-id'].map((entityId) =>
        oneCase({
          name: `${mutation} finds nothing under ${entityId}`,
          call: () => ({ mutation, input: { entityId, reason: 'Requested' } }),
          refusal: noSuchResource(entityId, 'entityId'),
        }),
      ),
    ),
    oneCase({
      name: 'an erased entity cannot be changed',
      given: async (world) => void (await erase(world)),
      call: ({ company }) => ({
        mutation: 'updateEntity',
        input: { entityId: company, tradingName: 'Back' },
      }),
      refusal: { code: 'INVALID_REQUEST', currentStatus: 'erased' },
    }),
    ...[true, false].map((prefill) =>
      oneCase({
        name: `an erased entity is not sent a ${prefill ? 'prefill' : 'questionnaire'}`,
        given: async (world) => void (await erase(world)),
        call: ({ company, questionnaire }) => ({
          mutation: 'sendWorkflow',
          input: {
            entityId: company,
            ddq: { questionnaireId: questionnaire, prefill },
            email: 'a@b.example',
          },
        }),
        refusal: { code: 'INVALID_REQUEST', currentStatus: 'erased' },
      }),
    ),
    ...[
      ['saveResponse', { answers: [{ questionKey: 'name', value: 'Back' }] }, 'PREFILL'],
      ['sendPrefillResponse', { email: 'a@b.example' }, 'PREFILL'],
      ['autofillResponse', {}, 'PREFILL'],
      ['startReview', { notes: 'Back' }, 'SUBMITTED'],
      ['requestChanges', { message: 'Back', email: 'a@b.example' }, 'REVIEWED'],
      ['approveResponse', {}, 'REVIEWED'],
    ].map(([mutation, rest, status]) =>
      oneCase({
        name: `${mutation} is rejected for a response of an erased entity`,
        given: async (world) => {
          const responseId = await createPrefill(world);
          await setStatus(world, responseId, status as 'PREFILL');
          await erase(world);
          return responseId;
        },
        call: (_world, responseId) => ({
          mutation: mutation as 'saveResponse',
          input: { responseId, ...(rest as object) },
        }),
        refusal: { code: 'INVALID_REQUEST', currentStatus: status as string },
      }),
    ),
  ],
);

describe('the links of an erased entity', () => {
  it('an open link is revoked with an event, and shows nothing', async () => {
    const world = await createWorld(gateway);
    const { workflowSessionId, responseId, verificationSessionId } = await sendWorkflow(world, {
      withVerification: true,
    });
    const path = await newestLink(world);
    await erase(world, world.individual);
    expect(await readSession(world, workflowSessionId)).toMatchObject({
      status: 'revoked',
      email: 'erased@erased.invalid',
      entity_name: '[erased]',
    });
    const { body } = await world.tenant.rest('GET', `/verification-sessions/${verificationSessionId}/`);
    expect(body.status).toBe('revoked');
    expect(await readResponse(world, responseId)).toMatchObject({
      status: 'DRAFT',
      response_name: '[erased]',
    });
    expect(await eventTypes(world, world.individual)).toEqual([
      'ENTITY_ERASED',
      'ONBOARDING_REVOKED',
      'ONBOARDING_CREATED',
      'RESPONSE_CREATED',
    ]);
    const page = await recipientOf(gateway, path, world.questions).open();
    expect({ status: page.status, hasForm: page.html.includes('<textarea') }).toEqual({
      status: 410,
      hasForm: false,
    });
  });

  it('the link of a completed request shows no copy of the answers', async () => {
    const world = await createWorld(gateway);
    const { workflowSessionId } = await sendWorkflow(world);
    const page = recipientOf(gateway, await newestLink(world), world.questions);
    await page.open();
    await page.send('submit', { name: 'Acme Trading' });
    expect((await page.open()).html).toContain('Acme Trading');
    await erase(world);
    expect(await page.open()).toMatchObject({ status: 410, html: expect.not.stringContaining('Acme') });
    expect(await readSession(world, workflowSessionId)).toMatchObject({ status: 'completed' });
  });

  it('a session of an erased entity is neither resent nor revoked', async () => {
    const world = await createWorld(gateway);
    const { workflowSessionId } = await sendWorkflow(world);
    await setSessionStatus(world, workflowSessionId, 'EXPIRED');
    await erase(world);
    for (const what of ['resend', 'revoke']) {
      const { status, body } = await world.tenant.rest(
        'POST',
        `/workflows/${workflowSessionId}/${what}/`,
        {},
      );
      expect([what, status, body.code]).toEqual([what, 400, 'invalid_request']);
    }
  });
});

describe('what is in progress while an entity is erased', () => {
  it('an entity is not erased while an email to it is being sent', async () => {
    const world = await createWorld(gateway);
    const mail = holdNextMail(gateway);
    const sending = sendWorkflow(world);
    await mail.handedOver;
    expect(await erase(world)).toMatchObject({ status: 409, body: { code: 'conflict' } });
    mail.accept();
    await sending;
    expect((await erase(world)).status).toBe(200);
  });

  it('a direct send that has read the entity before it was erased sends nothing and holds no credit', async () => {
    const world = await createWorld(gateway);
    const { services } = gateway;
    const scope = { tenantId: world.tenant.id, mode: 'LIVE' } as const;
    const db = services.tenantDatabase(scope);
    const tenant = await services.allTenants.tenant.findUniqueOrThrow({ where: { id: scope.tenantId } });
    const context = {
      principal: { kind: 'api_key', keyId: nobody, keyName: 'A key', scopes: ['SEND'], mode: 'LIVE', tenant },
      actor: { actorKind: 'API_KEY', actorId: nobody, actorName: 'A key' },
      scope,
      db,
      services,
      log: services.log,
      markReplayed: () => {},
    } as unknown as Parameters<typeof prepareDispatch>[0]['context'];
    const subject = await findSubject(db, context, {
      entityId: world.company,
      ddq: { questionnaireId: world.questionnaire },
      email: 'a@b.example',
    } as Parameters<typeof findSubject>[2]);
    await erase(world);

    const plan = {
      kind: 'DIRECT',
      ...subject,
      response: { id: newId(), name: 'Acme Trading' },
      checks: [],
      email: 'a@b.example',
      expiryHours: undefined,
      language: undefined,
    } as const;
    await expect(
      prepareDispatch({ database: db, context, plan: { ...plan, checks: [] }, idempotencyRecordId: null }),
    ).rejects.toThrow(InvalidStateError);
    expect(await services.allTenants.dispatch.count({ where: { entityId: world.company } })).toBe(0);
    expect((await world.tenant.rest('GET', '/credits/')).body).toMatchObject({ available: 5, held: 0 });
  });

  it('what a receiver replies after an erasure to an event from before is not kept', async () => {
    const world = await createWorld(gateway);
    const { services } = gateway;
    const { postWebhook } = services;
    const posted = Promise.withResolvers<void>();
    const reply = Promise.withResolvers<void>();
    services.postWebhook = async () => {
      posted.resolve();
      await reply.promise;
      return { responseStatus: 200, responseBody: 'Thank you for Acme Trading Ltd' };
    };
    await createWebhook(world.tenant, { events: ['response.created'] });
    await createPrefill(world);
    await posted.promise;
    await erase(world);
    reply.resolve();
    const attempt = await vi.waitFor(async () => {
      const found = await services.allTenants.webhookAttempt.findFirst({
        where: { tenantId: world.tenant.id },
        include: { delivery: { include: { event: true } } },
      });
      expect(found).not.toBeNull();
      return found;
    }, 10_000);
    services.postWebhook = postWebhook;
    expect(attempt).toMatchObject({ responseStatus: 200, responseBody: null });
    expect(JSON.stringify(attempt?.delivery.event.data)).not.toContain('Acme');
  });

  it('an autofill that is in progress during an erasure fills in nothing', async () => {
    const world = await createWorld(gateway);
    const responseId = await createPrefill(world);
    const documentId = await addDocument(world, { pages: ['Acme Trading Ltd'] });
    const engine = heldEngine(gateway, async () => [
      propose(world, 'name', 'Acme Trading Ltd', { documentId, quote: 'Acme Trading Ltd' }),
    ]);
    await startAutofill(world, responseId);
    await engine.begun;
    await erase(world);
    engine.release();
    const { body } = await world.tenant.rest('GET', `/responses/${responseId}/autofill/`);
    expect(body).toMatchObject({ status: 'failed', answered: 0 });
    await vi.waitFor(async () => expect(await jobsInProgress()).toBe(0), 10_000);
    expect(await gateway.services.allTenants.answer.count({ where: { responseId } })).toBe(0);
    expect(await gateway.services.allTenants.answerAnnotation.count({ where: { responseId } })).toBe(0);
  });

  it('a page that its recipient has opened before an erasure saves nothing afterwards', async () => {
    const world = await createWorld(gateway);
    const { responseId } = await sendWorkflow(world);
    const page = recipientOf(gateway, await newestLink(world), world.questions);
    await page.open();
    await erase(world);
    expect((await page.send('save', { name: 'Acme Trading' })).status).toBe(410);
    expect(await gateway.services.allTenants.answer.count({ where: { responseId } })).toBe(0);
  });

  it('saves, uploads and sends at the same time as an erasure leave nothing behind', async () => {
    const world = await createWorld(gateway, { credits: 50 });
    const responseId = await createPrefill(world);
    const marker = 'Feldspat';
    const work = Array.from({ length: 8 }, (_, index) => [
      () =>
        world.tenant.rest('PUT', `/responses/${responseId}/save/`, {
          answers: [{ question_key: 'name', value: `${marker} ${index}` }],
        }),
      () => upload(world, `${marker} ${index}`),
      () =>
        world.tenant.rest('POST', '/workflows/send/', {
          entity_id: world.company,
          ddq: { questionnaire_id: world.questionnaire, prefill: true, response_name: `${marker} ${index}` },
        }),
    ]).flat();
    const [erased] = await Promise.all([
      new Promise((resolve) => setTimeout(resolve, 20)).then(() => erase(world)),
      ...work.map((call) => call()),
    ]);
    expect(erased.status).toBe(200);
    const { allTenants } = gateway.services;
    const where = { entityId: world.company };
    expect(await allTenants.document.count({ where })).toBe(0);
    expect(await allTenants.answer.count({ where: { response: where } })).toBe(0);
    expect(await allTenants.response.count({ where: { ...where, name: { not: '[erased]' } } })).toBe(0);
    expect(await allTenants.response.count({ where: { ...where, erasedAt: null } })).toBe(0);
  });
});

describe('erasures that take longer', () => {
  it('answers, submissions and documents of a response cannot be read before they are deleted', async () => {
    const world = await createWorld(gateway);
    const { responseId } = await sendWorkflow(world);
    const page = recipientOf(gateway, await newestLink(world), world.questions);
    await page.open();
    await page.send('submit', { name: 'Acme Trading' });
    await annotate(world, responseId, 'name');
    const { services } = gateway;
    const question = world.questions['name'] ?? '';
    const { id: documentId } = (await upload(world)).body;
    await services.allTenants.answer.update({
      where: { responseId_questionId: { responseId, questionId: question } },
      data: { documentIds: [documentId] },
    });
    const submission = await services.allTenants.submission.findFirstOrThrow({ where: { responseId } });
    const read = async () => {
      const { data } = await world.tenant.graphql(
        `query ($id: ID!, $ids: [ID!]!) {
          response(id: $id) {
            answers { value source { quote } }
            submissions { totalCount nodes { answers { value } } }
            documents { totalCount nodes { name } }
          }
          responses { nodes { answers { value source { quote } } } }
          nodes(ids: $ids) { ... on Answer { value source { quote } } ... on Submission { answers { value } } }
        }`,
        { id: responseId, ids: [`${responseId}:${question}`, submission.id] },
      );
      const { body } = await world.tenant.rest('GET', `/responses/${responseId}/submissions/`);
      const { body: response } = await world.tenant.rest('GET', `/responses/${responseId}/`);
      return { ...data, rest: { submissions: body, response } };
    };
    const before = JSON.stringify(await read());
    expect(before.split('Acme Trading').length).toBeGreaterThan(8);
    expect(before).toContain('extract.txt');

    const erasure = await holdErasure(world);
    await erasure.closed;
    expect(await services.allTenants.answer.count({ where: { responseId } })).toBe(1);
    const closed = await read();
    expect(JSON.stringify(closed)).not.toContain('Acme');
    expect(JSON.stringify(closed)).not.toContain('extract.txt');
    expect(closed.nodes[1]).toBeNull();
    await erasure.finish();
    expect(await read()).toEqual(closed);
  });

  it('an erasure that was interrupted is finished by regular work', async () => {
    const world = await createWorld(gateway);
    const responseId = await createPrefill(world);
    await saveAnswers(world, responseId, { name: 'Acme' });
    const { services } = gateway;
    await erase(world);
    const subject = {
      scope: { tenantId: world.tenant.id, mode: 'LIVE' as const },
      entityId: world.company,
      responseId: null,
    };
    await services.allTenants.erasure.create({
      data: { id: world.company, ...subject.scope, entityId: world.company, createdAt: now },
    });
    await services.allTenants.answer.create({
      data: {
        responseId,
        questionId: world.questions['name'] ?? '',
        tenantId: world.tenant.id,
        value: 'left behind',
      },
    });
    expect(await finishErasure(services, { subject, isTimeOver: () => true })).toBe(false);
    expect(await services.allTenants.answer.count({ where: { responseId } })).toBe(1);
    now = new Date(now.getTime() + 60_000);
    await finishErasures(services, { signal });
    expect(await services.allTenants.answer.count({ where: { responseId } })).toBe(0);
    expect(await services.allTenants.erasure.count({ where: { id: world.company } })).toBe(0);
  });

  it('an erasure that takes long does not hold up the next one', async () => {
    const worlds = [await createWorld(gateway), await createWorld(gateway)];
    const { services } = gateway;
    const documents = () =>
      services.allTenants.document.count({
        where: { entityId: { in: worlds.map(({ company }) => company) } },
      });
    for (const world of worlds) {
      await erase(world);
      const scope = { tenantId: world.tenant.id, mode: 'LIVE' as const };
      const entityId = world.company;
      await services.allTenants.erasure.create({
        data: { id: entityId, ...scope, entityId, createdAt: now },
      });
      const file = { name: 'left.txt', contentType: 'text/plain', sizeBytes: 1, sha256: 'left' };
      await services.allTenants.document.create({ data: { id: newId(), ...scope, entityId, ...file } });
    }
    now = new Date(now.getTime() + 60_000);
    expect(await documents()).toBe(2);
    // Each is stopped after its first batch, which deletes documents.
    expect(await finishErasures(services, { signal, turnMs: 0 })).toBe(0);
    expect(await documents()).toBe(0);
    expect(await finishErasures(services, { signal })).toBe(2);
  });

  it('an erasure that cannot be continued does not keep the others from it', async () => {
    const { services } = gateway;
    const ids: string[] = [];
    for (const world of [await createWorld(gateway), await createWorld(gateway)]) {
      await erase(world);
      const place = { tenantId: world.tenant.id, mode: 'LIVE' as const, entityId: world.company };
      await services.allTenants.erasure.create({ data: { id: world.company, ...place, createdAt: now } });
      ids.push(world.company);
    }
    now = new Date(now.getTime() + 60_000);
    const left = () => services.allTenants.erasure.count({ where: { id: { in: ids } } });
    let calls = 0;
    const clock = () => {
      calls += 1;
      // The first one finds out which are due.
      if (calls === 2) {
        throw new Error('It is broken.');
      }
      return now;
    };
    expect(await finishErasures({ ...services, clock }, { signal })).toBe(1);
    expect(await left()).toBe(1);
    expect(await finishErasures(services, { signal })).toBe(1);
    expect(await left()).toBe(0);
  });

  it('files that the store did not delete are deleted later', async () => {
    const world = await createWorld(gateway);
    const { body } = await upload(world, 'Only in this file');
    const { files } = gateway.services;
    const remove = files.delete;
    files.delete = async () => {
      throw new Error('The store is down.');
    };
    expect((await erase(world)).status).toBe(200);
    files.delete = remove;
    expect(await storedFiles(gateway)).toContain(body.id);
    await deleteUnneededFiles(gateway.services, { signal });
    expect(await storedFiles(gateway)).not.toContain(body.id);
  });
});
