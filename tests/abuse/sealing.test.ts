import { createCipheriv, randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { keepSealing } from '../../src/domain/encryption/keep-sealing.ts';
import { attemptDelivery } from '../../src/domain/webhooks/attempt-delivery.ts';
import { newId } from '../../src/ids.ts';
import { keyIdOf } from '../../src/sealing/key-id.ts';
import { startTestGateway, type TestGateway } from '../support/gateway.ts';
import { newestLink } from '../support/recipient.ts';
import { askForFile, receiveSample, uploadAnswerFile } from '../support/recipients.ts';
import { annotate, createPrefill, saveAnswers } from '../support/responses.ts';
import { answerWebhooks, createWebhook } from '../support/webhooks.ts';
import { createWorld, type World } from '../support/world.ts';

/*
 * What someone who can write to the database, and nothing else, achieves: values are set, moved and exchanged by SQL, and
 * then read through the APIs.
 */

const key = randomBytes(32);
const secret = 'Quartzhaus Verwaltung 4711';

let gateway: TestGateway;
let world: World;
let victim: World;
let response: string;
let victimsResponse: string;
const logged: string[] = [];

beforeAll(async () => {
  gateway = await startTestGateway({
    environment: { ENCRYPTION_KEY: key.toString('base64'), WORKER: 'none' },
    onLog: (line) => logged.push(line),
  });
});
afterAll(() => gateway.drop());

beforeEach(async () => {
  [world, victim] = [await createWorld(gateway), await createWorld(gateway)];
  response = await createPrefill(world);
  victimsResponse = await createPrefill(victim);
  await saveAnswers(world, response, { name: 'Ours', size: 7 });
  await saveAnswers(victim, victimsResponse, { name: secret, size: 48_151 });
  logged.length = 0;
});

const sql = (statement: string, ...values: unknown[]) =>
  gateway.services.allTenants.$executeRawUnsafe(statement, ...values);

const setAnswer = (json: string, question = 'name') =>
  sql(
    'UPDATE answers SET value = $1::jsonb WHERE response_id = $2::uuid AND question_id = $3::uuid',
    json,
    response,
    world.questions[question],
  );

/** The stored value of an answer, as JSON. */
async function storedAnswer(of: World, responseId: string, question = 'name'): Promise<string> {
  const { value } = await gateway.services.allTenants.answer.findUniqueOrThrow({
    where: { responseId_questionId: { responseId, questionId: of.questions[question]! } },
  });
  return JSON.stringify(value);
}

/** Reads the response through both APIs: the answer is an error and nothing else is, and only the log says why. */
async function expectUnreadable({ shown = 'forged', index = 0 } = {}): Promise<void> {
  const rest = await world.tenant.rest('GET', `/responses/${response}/`);
  expect([rest.status, rest.body.code]).toEqual([500, 'internal_error']);
  expect(rest.body.request_id).toBe(rest.headers['x-request-id']);

  const { data, errors } = await world.tenant.graphql(
    `{ response(id: "${response}") { id answers { question { key } value } }
       responses(first: 10) { nodes { id answers { value } } } }`,
  );
  expect(data.response.answers[index].value).toBeNull();
  const other = index === 0 ? { index: 1, value: 7 } : { index: 0, value: 'Ours' };
  expect(data.response.answers[other.index].value).toBe(other.value);
  expect(data.responses.nodes).toHaveLength(1);
  expect(errors!.map((error: any) => [error.path.join('.'), error.extensions.code]).sort()).toEqual([
    [`response.answers.${index}.value`, 'INTERNAL_ERROR'],
    [`responses.nodes.0.answers.${index}.value`, 'INTERNAL_ERROR'],
  ]);

  expect((await world.tenant.rest('GET', '/responses/')).status).toBe(200);
  for (const text of [shown, secret]) {
    expect(JSON.stringify([rest.body, data, errors])).not.toContain(text);
    expect(logged.join()).not.toContain(text);
  }
  expect(logged.join()).toContain(`answers/${response}/`);
  expect((await victim.tenant.rest('GET', `/responses/${victimsResponse}/`)).body.answers[0].value).toBe(
    secret,
  );
}

/** A text as earlier versions sealed it, which nothing binds to its place. */
function sealUnbound(text: string): string {
  const nonce = randomBytes(12);
  const sealing = createCipheriv('aes-256-gcm', key, nonce);
  const sealed = Buffer.concat([sealing.update(text), sealing.final(), sealing.getAuthTag()]);
  return `v1.aesgcm256.${keyIdOf(key)}.${nonce.toString('base64url')}.${sealed.toString('base64url')}`;
}

describe('a plain answer', () => {
  for (const json of [
    '"forged"',
    '4711',
    'true',
    'null',
    '["forged"]',
    '{"forged":1}',
    '"v2.forged"',
    '""',
  ]) {
    it(`${json} is unreadable, and is not encrypted later`, async () => {
      await setAnswer(json);
      await expectUnreadable();
      const { signal } = new AbortController();
      const log = { info: () => {}, warn: () => {}, error: () => {} };
      const { services } = gateway;
      await keepSealing({ services, writerId: newId(), files: services.files as any, signal, log });
      expect(await storedAnswer(world, response)).toBe(json);
      await expectUnreadable();
    });
  }

  it('a plain answer is replaced by the next save of its question', async () => {
    await setAnswer('"forged"');
    await saveAnswers(world, response, { name: 'Ours again' });
    const { body } = await world.tenant.rest('GET', `/responses/${response}/`);
    expect(body.answers[0].value).toBe('Ours again');
  });

  it('a plain answer in the format of earlier versions is unreadable', async () => {
    await setAnswer(JSON.stringify(sealUnbound('"forged"')));
    await expectUnreadable();
  });
});

describe('a sealed answer', () => {
  it('a sealed answer of another tenant is unreadable in a row of this tenant', async () => {
    await setAnswer(await storedAnswer(victim, victimsResponse));
    await expectUnreadable({ shown: secret });
  });

  it('a sealed answer of another response of the same tenant is unreadable in this response', async () => {
    const other = await createPrefill(world);
    await saveAnswers(world, other, { name: 'forged' });
    await setAnswer(await storedAnswer(world, other));
    await world.tenant.rest('GET', `/responses/${other}/`);
    const rest = await world.tenant.rest('GET', `/responses/${response}/`);
    expect([rest.status, rest.body.code]).toEqual([500, 'internal_error']);
  });

  it('a sealed answer of another question of the same response is unreadable', async () => {
    await setAnswer(await storedAnswer(world, response, 'size'));
    await expectUnreadable();
  });

  it('a sealed answer is unreadable when its whole row is moved, with its question', async () => {
    await sql(
      'DELETE FROM answers WHERE response_id = $1::uuid AND question_id = $2::uuid',
      response,
      world.questions['name'],
    );
    await sql(
      'UPDATE answers SET response_id = $1::uuid, question_id = $2::uuid, tenant_id = $3::uuid WHERE response_id = $4::uuid AND question_id = $5::uuid',
      response,
      world.questions['name'],
      world.tenant.id,
      victimsResponse,
      victim.questions['name'],
    );
    const rest = await world.tenant.rest('GET', `/responses/${response}/`);
    expect([rest.status, rest.body.code]).toEqual([500, 'internal_error']);
    expect(JSON.stringify(rest.body)).not.toContain(secret);
  });

  it('a sealed answer is unreadable when its response is moved to another tenant with its entity', async () => {
    const { questionnaireVersionId } = await gateway.services.allTenants.response.findUniqueOrThrow({
      where: { id: response },
    });
    await gateway.services.allTenants.$transaction(async (transaction) => {
      // The keys of the tables do not allow it row by row.
      await transaction.$executeRaw`SET LOCAL session_replication_role = replica`;
      await transaction.$executeRaw`
        UPDATE responses SET tenant_id = ${world.tenant.id}::uuid, entity_id = ${world.company}::uuid,
          questionnaire_version_id = ${questionnaireVersionId}::uuid WHERE id = ${victimsResponse}::uuid`;
      await transaction.$executeRaw`
        UPDATE answers SET question_id = ${world.questions['name']}::uuid, tenant_id = ${world.tenant.id}::uuid
        WHERE response_id = ${victimsResponse}::uuid AND question_id = ${victim.questions['name']}::uuid`;
    });
    const rest = await world.tenant.rest('GET', `/responses/${victimsResponse}/`);
    expect([rest.status, rest.body.code]).toEqual([500, 'internal_error']);
    expect(JSON.stringify(rest.body)).not.toContain(secret);
  });
});

describe('a quote', () => {
  const quoteOf = () =>
    world.tenant.graphql(`{ response(id: "${response}") { answers { value source { page quote } } } }`);

  it('a quote that is plain or was moved from another answer is an error of the source alone', async () => {
    await annotate(world, response, 'name');
    expect((await quoteOf()).data.response.answers[0].source.quote).toBe('Acme Trading Limited');
    await annotate(victim, victimsResponse, 'name');
    for (const value of [
      "'forged'",
      `(SELECT quote FROM answer_annotations WHERE response_id = '${victimsResponse}')`,
    ]) {
      await sql(`UPDATE answer_annotations SET quote = ${value} WHERE response_id = '${response}'`);
      const { data, errors } = await quoteOf();
      expect(data.response.answers[0]).toEqual({ value: 'Ours', source: null });
      expect(errors!.map((error: any) => [error.path.join('.'), error.extensions.code])).toEqual([
        ['response.answers.0.source', 'INTERNAL_ERROR'],
      ]);
    }
  });
});

describe('an answer that refers to files', () => {
  it('an answer that refers to files is unreadable when its list is plain, and shows the sealed list whatever it is looked up by', async () => {
    const { recipient, questionId } = await askForFile(world);
    const upload = async (text: string) => {
      const received = await receiveSample(world, Buffer.from(text), 'file.txt');
      return (await uploadAnswerFile(recipient, { questionId, received })).id;
    };
    const id = await upload('A certificate of incorporation.');
    const read = () => world.tenant.rest('GET', `/responses/${recipient.responseId}/`);
    expect((await read()).body.answers[0].value).toEqual([id]);

    await sql(`UPDATE answers SET document_ids = '{}' WHERE question_id = '${questionId}'`);
    expect((await read()).body.answers[0].value).toEqual([id]);
    await sql(
      `UPDATE answers SET value = '["${id}"]', document_ids = '{${id}}' WHERE question_id = '${questionId}'`,
    );
    expect([(await read()).status, (await read()).body.code]).toEqual([500, 'internal_error']);
    await expect(upload('Another file.')).rejects.toThrow('cannot be read');
  });
});

describe('a recipient’s page', () => {
  it('a recipient’s page is an error instead of a form with a forged answer, and nothing is saved over it', async () => {
    await world.tenant.rest('POST', `/responses/${response}/send/`, { email: 'person@recipient.example' });
    const link = await newestLink(world);
    expect((await gateway.app.inject({ url: link })).body).toContain('Ours');
    await setAnswer('"forged"');
    const page = await gateway.app.inject({ url: link });
    expect(page.statusCode).toBe(500);
    expect(page.body).not.toContain('forged');
    const save = await gateway.app.inject({
      method: 'POST',
      url: link,
      payload: `step=DDQ&action=save&was.${world.questions['listed']}=&answer.${world.questions['listed']}=true`,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
    expect(save.statusCode).toBe(500);
    expect(await storedAnswer(world, response)).toBe('"forged"');
  });
});

describe('the secret of a webhook', () => {
  it('a webhook secret that is plain or belongs to another webhook signs nothing and can be rotated', async () => {
    const requests = answerWebhooks(gateway);
    const [own, others] = [await createWebhook(world.tenant), await createWebhook(victim.tenant)];
    const forged = `whsec_${randomBytes(32).toString('base64')}`;
    for (const value of [
      `'${forged}'`,
      `(SELECT sealed_secret FROM webhook_endpoints WHERE id = '${others.id}')`,
    ]) {
      await sql(`UPDATE webhook_endpoints SET sealed_secret = ${value} WHERE id = '${own.id}'`);
      const test = await world.tenant.rest('POST', `/webhooks/${own.id}/test/`);
      const job = { deliveryId: test.body.id };
      await attemptDelivery(gateway.services, job, { signal: new AbortController().signal });
      const delivery = await gateway.services.allTenants.webhookDelivery.findUniqueOrThrow({
        where: { id: test.body.id },
      });
      expect(delivery.lastError).toBe('The gateway cannot read this webhook’s secret. Rotate the secret.');
    }
    expect(requests).toHaveLength(0);
    const rotated = await world.tenant.rest('POST', `/webhooks/${own.id}/rotate-secret/`);
    expect([rotated.status, rotated.body.secret]).toEqual([200, expect.stringMatching(/^whsec_/)]);
    const row = await gateway.services.allTenants.webhookEndpoint.findUniqueOrThrow({
      where: { id: own.id },
    });
    expect([row.sealedFormerSecret, row.formerSecretUntil]).toEqual([null, null]);
  });
});

describe('the first response to an idempotency key', () => {
  it('a stored idempotent response that is plain or moved from another record is an internal error and changes nothing', async () => {
    const create = (idempotencyKey: string, legalName: string, of = world) =>
      of.tenant.rest(
        'POST',
        '/entities/',
        { entity_type: 'company', legal_name: legalName },
        { headers: { 'idempotency-key': idempotencyKey } },
      );
    await create('one', 'Forged Ltd');
    await create('two', secret, victim);
    const recordOf = (name: string, of: World) =>
      `idempotency_records WHERE key = '${name}' AND tenant_id = '${of.tenant.id}'`;
    const count = () => gateway.services.allTenants.entity.count({ where: { tenantId: world.tenant.id } });
    const before = await count();
    for (const value of [
      `'{"json":{"name":"forged"}}'::jsonb`,
      `to_jsonb('{"json":{"name":"forged"}}'::text)`,
      `(SELECT answer FROM ${recordOf('two', victim)})`,
    ]) {
      await sql(`UPDATE ${recordOf('one', world).replace(' WHERE', ` SET answer = ${value} WHERE`)}`);
      const replay = await create('one', 'Forged Ltd');
      expect([replay.status, replay.body.code]).toEqual([500, 'internal_error']);
      expect(JSON.stringify(replay.body)).not.toContain('forged');
    }
    expect(await count()).toBe(before);
  });
});
