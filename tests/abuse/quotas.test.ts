import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type QuotaName, quotas } from '../../src/domain/quotas.ts';
import { maxChangesPerLink } from '../../src/domain/recipients/recipient.ts';
import { newId } from '../../src/ids.ts';
import { apis, callThrough } from '../support/both-apis.ts';
import { type FormFile, formOf, formType } from '../support/forms.ts';
import { operatorKey, startTestGateway, type TestGateway } from '../support/gateway.ts';
import { newestLink, recipientOf } from '../support/recipient.ts';
import { askForFile } from '../support/recipients.ts';
import { createPrefill } from '../support/responses.ts';
import { sendWorkflow } from '../support/sessions.ts';
import { changes, countEverything, createWorld, type World } from '../support/world.ts';

let gateway: TestGateway;
let world: World;
beforeAll(async () => {
  // Jobs are left where they are.
  gateway = await startTestGateway({ environment: { WORKER: 'none' } });
});
afterAll(() => gateway.drop());
beforeEach(async () => {
  world = await createWorld(gateway, { credits: 50 });
});

const db = () => gateway.services.allTenants;

/** Says that so much of a resource is used, as its counter would after as many rows. */
const setUsage = async (resource: QuotaName, used: number, mode: 'LIVE' | 'TEST' = 'LIVE') => {
  const key = { tenantId: world.tenant.id, mode, resource };
  await db().tenantUsage.deleteMany({ where: key });
  await db().tenantUsage.create({ data: { ...key, used } });
};
const usage = async (resource: QuotaName) => {
  const where = { tenantId: world.tenant.id, mode: 'LIVE', resource } as const;
  const { _sum } = await db().tenantUsage.aggregate({ where, _sum: { used: true } });
  return Number(_sum.used ?? 0);
};

const rejection = (name: QuotaName) => ({
  status: 409,
  code: 'CONFLICT',
  message: expect.stringContaining(String(quotas[name].max)),
});
const restRejection = (name: QuotaName) => ({
  status: 409,
  body: { code: 'conflict', error: expect.stringContaining(String(quotas[name].max)) },
});

const newFile = (): FormFile => ({ content: Buffer.from(randomUUID()), fileName: 'notes.txt' });

const mutate = async (name: string, input: object, key = world.tenant.key) => {
  const type = `${name[0]?.toUpperCase()}${name.slice(1)}Input`;
  const { data } = await gateway.graphql(
    `mutation ($input: ${type}!) { ${name}(input: $input) { __typename ... on Error { code message } } }`,
    { input },
    { key },
  );
  return data[name];
};

const definition = {
  name: 'Short',
  type: 'RFI',
  sections: [{ title: 'All', questions: [{ key: 'only', text: 'Only?', type: 'TEXT' }] }],
};

/** Adds rows of questionnaire versions, with or without a questionnaire of their own. */
const addQuestionnaires = (count: number) => db().$executeRaw`
  INSERT INTO questionnaires (tenant_id) SELECT ${world.tenant.id}::uuid FROM generate_series(1, ${count}::int)`;
const addVersions = (count: number, firstNumber = 1_000) => db().$executeRaw`
  INSERT INTO questionnaire_versions
    (id, questionnaire_id, tenant_id, version, is_current, name, type, question_count, created_at)
  SELECT gen_random_uuid(), ${world.questionnaire}, ${world.tenant.id}::uuid, n, false, 'Old', 'DDQ', 0, now()
  FROM generate_series(${firstNumber}::int, ${firstNumber + count - 1}::int) n`;

const addDocuments = (count: number, options: { workflowSessionId?: string } = {}) => db().$executeRaw`
  INSERT INTO documents (id, tenant_id, mode, entity_id, name, content_type, size_bytes, sha256, workflow_session_id)
  SELECT gen_random_uuid(), ${world.tenant.id}::uuid, 'LIVE', ${world.company}::uuid, 'Old', 'text/plain', 7,
    'hash ' || n || random(), ${options.workflowSessionId ?? null}::uuid
  FROM generate_series(1, ${count}::int) n`;

describe('counters', () => {
  it('counters are kept by the database, whichever way rows come and go', async () => {
    const before = await Promise.all([usage('entities'), usage('documents'), usage('fileBytes')]);
    expect(before[0]).toBe(2);
    await addDocuments(3);
    expect([await usage('documents'), await usage('fileBytes')]).toEqual([3, 21]);
    await db().document.deleteMany({ where: { tenantId: world.tenant.id } });
    expect([await usage('documents'), await usage('fileBytes')]).toEqual([0, 0]);
    const { responseId } = await sendWorkflow(world);
    expect(responseId).toBeDefined();
    expect([await usage('responses'), await usage('emails')]).toEqual([1, 1]);
  });
});

describe('API keys', () => {
  const create = (key = world.tenant.key, input: object = {}) =>
    mutate('createApiKey', { name: 'Another', scopes: ['READ'], ...input }, key);
  const addKeys = (count: number, revokedAt: Date | null = null) =>
    db().apiKey.createMany({
      data: Array.from({ length: count }, () => ({
        id: newId(),
        tenantId: world.tenant.id,
        mode: 'LIVE' as const,
        name: 'Old',
        scopes: ['READ' as const],
        prefix: 'kycg_live_abcd',
        hash: randomUUID(),
        revokedAt,
      })),
    });

  it('API keys are limited, for the operator too, by any number of concurrent calls; a revoked one makes room', async () => {
    await addKeys(quotas.apiKeys.max - 2, null);
    const outcomes = await Promise.all(Array.from({ length: 5 }, () => create()));
    expect(outcomes.filter(({ __typename }) => __typename === 'CreateApiKeyPayload')).toHaveLength(1);
    expect(outcomes.find(({ __typename }) => __typename !== 'CreateApiKeyPayload')).toEqual({
      __typename: 'ConflictError',
      code: 'CONFLICT',
      message: expect.stringContaining(`${quotas.apiKeys.max} API keys`),
    });
    expect((await create(operatorKey, { tenantId: world.tenant.id })).__typename).toBe('ConflictError');

    const oldest = await db().apiKey.findFirstOrThrow({
      where: { tenantId: world.tenant.id, name: 'Old' },
    });
    await mutate('revokeApiKey', { id: oldest.id });
    expect((await create()).__typename).toBe('CreateApiKeyPayload');
  });

  it('API keys are counted by mode, so that a test key cannot use up the live ones', async () => {
    await addKeys(quotas.apiKeys.max - 1);
    expect((await create(world.tenant.key, { mode: 'TEST' })).__typename).toBe('CreateApiKeyPayload');
    expect((await create()).__typename).toBe('ConflictError');
  });

  it('API keys do not pile up by being created and revoked', async () => {
    await addKeys(1_050, new Date());
    await create();
    expect(await db().apiKey.count({ where: { tenantId: world.tenant.id, revokedAt: { not: null } } })).toBe(
      1_000,
    );
  });
});

describe('questionnaires', () => {
  it('questionnaires are limited by number and by the versions of the tenant', async () => {
    await addQuestionnaires(quotas.questionnaires.max - 1);
    expect(await mutate('createQuestionnaire', definition)).toMatchObject({
      __typename: 'ConflictError',
      message: expect.stringContaining(`${quotas.questionnaires.max} questionnaires`),
    });
    await db().$executeRaw`
      DELETE FROM questionnaires WHERE tenant_id = ${world.tenant.id}::uuid AND id <> ${world.questionnaire}`;
    await addVersions(quotas.versions.max - 1);
    for (const [name, input] of [
      ['createQuestionnaire', definition],
      ['updateQuestionnaire', { ...definition, questionnaireId: world.questionnaire }],
    ] as const) {
      expect(await mutate(name, input)).toMatchObject({
        __typename: 'ConflictError',
        message: expect.stringContaining(`${quotas.versions.max} versions`),
      });
    }
  });

  it('questionnaires have a limited number of versions each', async () => {
    await db().questionnaireVersion.updateMany({
      where: { questionnaireId: world.questionnaire },
      data: { version: quotas.versionsOfQuestionnaire.max },
    });
    const input = { ...definition, questionnaireId: world.questionnaire };
    expect(await mutate('updateQuestionnaire', input)).toMatchObject({
      __typename: 'ConflictError',
      message: expect.stringContaining(`${quotas.versionsOfQuestionnaire.max} versions per questionnaire`),
    });
    const { body } = await world.tenant.rest('GET', `/questionnaires/${world.questionnaire}/`);
    expect(body.name).toBe('Company basics');
  });
});

describe.each(apis)('over %s', (api) => {
  const call = (mutation: Parameters<typeof callThrough>[2]['mutation'], input: object, key?: string) =>
    callThrough(api, world, { mutation, input, key });

  it('webhooks are limited, and a deleted one makes room', async () => {
    const input = { url: 'https://receiver.example/', events: ['*'] };
    for (let count = 0; count < quotas.webhooks.max; count += 1) {
      expect((await call('createWebhook', input)).code).toBe('OK');
    }
    expect(await call('createWebhook', input)).toMatchObject(rejection('webhooks'));
    const { body } = await world.tenant.rest('GET', '/webhooks/?page_size=1');
    await world.tenant.rest('DELETE', `/webhooks/${body.results[0].id}/`);
    expect((await call('createWebhook', input)).code).toBe('OK');
  });

  it('entities are limited, alone and as part of a send, and a test key has its own limit', async () => {
    await setUsage('entities', quotas.entities.max);
    const before = await countEverything(world);
    const entity = { legalName: 'One Too Many Ltd' };
    expect(await call('createEntity', entity)).toMatchObject(rejection('entities'));
    const ddq = { questionnaireId: world.questionnaire };
    for (const input of [
      { entity, ddq, email: 'a@example.com' },
      { entity, ddq: { ...ddq, prefill: true } },
    ]) {
      expect(await call('sendWorkflow', input)).toMatchObject(rejection('entities'));
    }
    expect(changes(before, await countEverything(world))).toEqual({});
    const testKey = await world.tenant.createKey({ mode: 'TEST' });
    expect(await call('createEntity', entity, testKey)).toMatchObject({ code: 'OK' });
    await setUsage('entities', quotas.entities.max - 1);
    expect(await call('createEntity', entity)).toMatchObject({ code: 'OK' });
    expect(await usage('entities')).toBe(quotas.entities.max);
  });

  it('responses and emails are limited before a credit is held', async () => {
    const { workflowSessionId } = await sendWorkflow(world);
    const ddq = { questionnaireId: world.questionnaire };
    const send = { entityId: world.company, ddq, email: 'a@example.com' };
    await setUsage('responses', quotas.responses.max);
    const before = await countEverything(world);
    expect(await call('sendWorkflow', send)).toMatchObject(rejection('responses'));
    expect(
      await call('sendWorkflow', { entityId: world.company, ddq: { ...ddq, prefill: true } }),
    ).toMatchObject(rejection('responses'));
    await setUsage('emails', quotas.emails.max);
    await setUsage('responses', 1);
    expect(await call('sendWorkflow', send)).toMatchObject(rejection('emails'));
    expect(await call('resendWorkflow', { workflowSessionId })).toMatchObject(rejection('emails'));
    expect(changes(before, await countEverything(world))).toEqual({});
  });

  it('documents are limited by entity, number and size; what is rejected leaves no file', async () => {
    const upload = (file = newFile()) => call('uploadDocument', { entityId: world.company, file });
    const kept = newFile();
    expect((await upload(kept)).code).toBe('OK');
    await addDocuments(quotas.documentsOfEntity.max - 1);
    const storedFiles = await db().storedFile.count();
    expect(await upload()).toMatchObject(rejection('documentsOfEntity'));
    // The same bytes are there already, and stay.
    expect(await upload(kept)).toMatchObject({ code: 'OK' });

    expect(await db().storedFile.count()).toBe(storedFiles);
    await db().$executeRaw`DELETE FROM documents WHERE name = 'Old' AND tenant_id = ${world.tenant.id}::uuid`;
    const withDeleted = await db().storedFile.count();
    await setUsage('documents', quotas.documents.max);
    expect(await upload()).toMatchObject(rejection('documents'));
    await setUsage('documents', 1);
    await setUsage('fileBytes', quotas.fileBytes.max - 35);
    expect(await upload()).toMatchObject(rejection('fileBytes'));
    expect(await db().storedFile.count()).toBe(withDeleted);
    await setUsage('fileBytes', quotas.fileBytes.max - 36);
    expect(await upload()).toMatchObject({ code: 'OK' });
  });

  it('autofill runs in progress are limited', async () => {
    await call('uploadDocument', { entityId: world.company, file: newFile() });
    const responses = [await createPrefill(world), await createPrefill(world)];
    const actor = { actorKind: 'API_KEY', actorName: 'Key of a test' } as const;
    await db().$executeRaw`
      INSERT INTO responses (id, tenant_id, mode, name, status, entity_id, questionnaire_id, questionnaire_version_id)
      SELECT gen_random_uuid(), tenant_id, mode, 'Busy', status, entity_id, questionnaire_id, questionnaire_version_id
      FROM responses, generate_series(1, ${quotas.autofillRuns.max - 1}::int) WHERE id = ${responses[0]}::uuid`;
    const busy = await db().response.findMany({ where: { name: 'Busy', tenantId: world.tenant.id } });
    await db().autofillRun.createMany({
      data: busy.map(({ id }) => ({
        id: newId(),
        tenantId: world.tenant.id,
        mode: 'LIVE' as const,
        responseId: id,
        jobId: newId(),
        overwrite: false,
        total: 1,
        ...actor,
      })),
    });
    expect(await call('autofillResponse', { responseId: responses[0] })).toMatchObject({ code: 'OK' });
    expect(await call('autofillResponse', { responseId: responses[1] })).toMatchObject(
      rejection('autofillRuns'),
    );
  });

  it('idempotency keys are limited', async () => {
    await setUsage('idempotencyKeys', quotas.idempotencyKeys.max);
    const create = (idempotencyKey?: string) =>
      callThrough(api, world, {
        mutation: 'createEntity',
        input: { legalName: 'Once Ltd' },
        idempotencyKey,
      });
    expect(await create('one')).toMatchObject(rejection('idempotencyKeys'));
    expect(await create()).toMatchObject({ code: 'OK' });
    await setUsage('idempotencyKeys', quotas.idempotencyKeys.max - 1);
    expect(await create('one')).toMatchObject({ code: 'OK', isReplayed: false });
    expect(await create('one')).toMatchObject({ code: 'OK', isReplayed: true });
  });
});

describe('webhook deliveries', () => {
  let webhook: string;
  beforeEach(async () => {
    const { body } = await world.tenant.rest('POST', '/webhooks/', {
      url: 'https://receiver.example/',
      events: ['*'],
    });
    webhook = body.id;
  });
  const addWaiting = (count: number) => db().$executeRaw`
    WITH event AS (
      INSERT INTO webhook_events (id, tenant_id, mode, type, sequence, data)
      SELECT gen_random_uuid(), ${world.tenant.id}::uuid, 'LIVE', 'response.created', 1000000 + n, '{}'
      FROM generate_series(1, ${count}::int) n RETURNING id)
    INSERT INTO webhook_deliveries (id, tenant_id, mode, endpoint_id, event_id, status)
    SELECT ('00000000' || substr(id::text, 9))::uuid, ${world.tenant.id}::uuid, 'LIVE', ${webhook}::uuid, id, 'PENDING'
    FROM event`;
  const jobs = async () => {
    const [row] = await db().$queryRaw<{ count: number }[]>`
      SELECT count(*)::int AS count FROM pgboss.job WHERE name = 'webhook-delivery' AND state < 'active'`;
    return row?.count ?? 0;
  };
  const newestDelivery = async () =>
    (await world.tenant.rest('GET', `/webhooks/${webhook}/deliveries/?page_size=1`)).body.results[0];

  it('beyond those that can wait are written as failed, so that what they report succeeds', async () => {
    await addWaiting(quotas.waitingDeliveries.max - 1);
    await createPrefill(world);
    expect(await newestDelivery()).toMatchObject({ status: 'pending' });
    const before = await jobs();

    await createPrefill(world);
    const failed = await newestDelivery();
    expect(failed).toMatchObject({ status: 'failed', attempts: 0, next_attempt_at: null });
    expect(await jobs()).toBe(before);
    const row = await db().webhookDelivery.findUniqueOrThrow({ where: { id: failed.id } });
    expect(row.lastError).toContain(String(quotas.waitingDeliveries.max));

    const redeliver = () => world.tenant.rest('POST', `/webhooks/deliveries/${failed.id}/redeliver/`);
    expect(await redeliver()).toMatchObject(restRejection('waitingDeliveries'));
    expect(await world.tenant.rest('POST', `/webhooks/${webhook}/test/`)).toMatchObject(
      restRejection('waitingDeliveries'),
    );
    await db().webhookDelivery.updateMany({ where: { endpointId: webhook }, data: { status: 'DELIVERED' } });
    expect(await redeliver()).toMatchObject({ status: 200, body: { status: 'pending' } });
    expect(await jobs()).toBe(before + 1);
  });

  it('webhook deliveries are redelivered without filling the queue, and attempted a limited number of times', async () => {
    await createPrefill(world);
    const { id } = await newestDelivery();
    const before = await jobs();
    const redeliver = () => world.tenant.rest('POST', `/webhooks/deliveries/${id}/redeliver/`);
    for (let count = 0; count < 5; count += 1) {
      expect(await redeliver()).toMatchObject({ status: 200, body: { status: 'pending' } });
    }
    expect(await jobs()).toBe(before);
    await db().webhookDelivery.update({
      where: { id },
      data: { status: 'DELIVERED', attempts: quotas.attemptsOfDelivery.max },
    });
    expect(await redeliver()).toMatchObject(restRejection('attemptsOfDelivery'));
  });
});

describe('a link', () => {
  it('a link accepts a limited number of files, and says so at the question', async () => {
    const { recipient, questionId } = await askForFile(world);
    const path = new URL(await newestLink(world), 'http://localhost').pathname;
    const { workflowSessionId } = recipient;
    await addDocuments(quotas.documentsOfLink.max, { workflowSessionId });
    const send = () =>
      gateway.app.inject({
        method: 'POST',
        url: path,
        payload: formOf([
          { name: 'step', text: 'DDQ' },
          { name: 'action', text: 'save' },
          { name: `file.${questionId}`, file: { ...newFile(), fileName: 'register.txt' } },
        ]),
        headers: { 'content-type': formType, accept: 'application/json' },
      });
    const count = () => db().document.count({ where: { workflowSessionId } });

    const { statusCode, body } = await send();
    expect({ statusCode, body }).toMatchObject({
      statusCode: 200,
      body: expect.stringContaining('register.txt was not added'),
    });
    expect(await count()).toBe(quotas.documentsOfLink.max);
    await db().$executeRaw`
      DELETE FROM documents WHERE id = (SELECT id FROM documents WHERE workflow_session_id = ${workflowSessionId}::uuid LIMIT 1)`;
    expect((await send()).body).not.toContain('was not added');
    expect(await count()).toBe(quotas.documentsOfLink.max);
  });
});

describe('the changes through a link', () => {
  it('the changes through a link are limited, each of them leaves a trace; a new link starts anew', async () => {
    const { workflowSessionId } = await sendWorkflow(world, { email: 'busy@example.com' });
    const open = async () => {
      const page = recipientOf(gateway, await newestLink(world), world.questions);
      await page.open();
      return page;
    };
    const page = await open();
    expect((await page.send('save', { name: 'First' })).status).toBe(303);
    const setCount = (changeCount: number) =>
      db().workflowSession.update({ where: { id: workflowSessionId }, data: { changeCount } });
    expect((await setCount(maxChangesPerLink)).changeCount).toBe(maxChangesPerLink);

    const before = await countEverything(world);
    await page.open();
    const rejected = await page.send('save', { name: 'One too many' });
    expect({ status: rejected.status, retryAfter: rejected.headers['retry-after'] }).toMatchObject({
      status: 429,
      retryAfter: expect.anything(),
    });
    expect(changes(before, await countEverything(world))).toEqual({});

    await setCount(maxChangesPerLink - 1);
    await page.open();
    const statuses = await Promise.all(
      ['A', 'B', 'C'].map(async (name) => (await page.send('save', { name })).status),
    );
    expect(statuses.filter((status) => status === 429)).toHaveLength(2);

    await world.tenant.rest('POST', `/workflows/${workflowSessionId}/resend/`, {});
    expect((await (await open()).send('save', { name: 'Anew' })).status).toBe(303);
  });
});

describe('captured emails', () => {
  it('captured emails are the newest ones of a tenant and mode: the oldest make room', async () => {
    const { workflowSessionId } = await sendWorkflow(world, { email: 'first@example.com' });
    await db().$executeRaw`
      INSERT INTO captured_mails (id, tenant_id, mode, "to", subject, text, html, workflow_session_id)
      SELECT ('00000000-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid, ${world.tenant.id}::uuid, 'LIVE',
        'old@example.com', 'Old', 'Old', 'Old', ${workflowSessionId}::uuid
      FROM generate_series(1, 1005) n ON CONFLICT DO NOTHING`;
    await world.tenant.rest('POST', `/workflows/${workflowSessionId}/resend/`, {});
    const { body } = await world.tenant.rest('GET', '/captured-mails/?page_size=3');
    expect(body.count).toBe(1_000);
    expect(body.results.map(({ to }: { to: string }) => to)).toEqual([
      'first@example.com',
      'first@example.com',
      'old@example.com',
    ]);
  });
});
