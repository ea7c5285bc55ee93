import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { forgetOldAnswers } from '../../src/domain/idempotency.ts';
import { startTestGateway, type TestGateway, type TestTenant } from '../support/gateway.ts';
import { newQuestionnaire } from '../support/questionnaires.ts';

let gateway: TestGateway;
let tenant: TestTenant;
let now = new Date('2026-03-01T09:00:00Z');

const questionnaire = (name: string) => ({
  name,
  type: 'DDQ',
  sections: [{ title: 'Only', questions: [{ key: 'name', text: 'Name?', type: 'TEXT' }] }],
});

beforeAll(async () => {
  gateway = await startTestGateway({
    clock: () => now,
    environment: { PUBLIC_URL: 'https://kyc.example/base' },
  });
  tenant = await gateway.createTenant();
});
afterAll(() => gateway.drop());

const createQuestionnaire = async (): Promise<number> =>
  (await newQuestionnaire(tenant, questionnaire('First'))).id;

async function createPrefill(): Promise<string> {
  const { body } = await tenant.rest('POST', '/workflows/send/', {
    entity: { legal_name: 'Acme Ltd' },
    ddq: { questionnaire_id: await createQuestionnaire(), prefill: true },
    email: 'someone@acme.example',
  });
  return body.response_id;
}

describe('a body that is nearly none', () => {
  it('null is none where no field is required, and no entity where one is', async () => {
    const id = await createPrefill();
    const answer = await tenant.rest('POST', `/responses/${id}/send/`, 'null');
    expect(answer.status).toBe(200);
    expect((await tenant.rest('GET', `/responses/${id}/`)).body.status).toBe('DRAFT');
    const entity = await tenant.rest('POST', '/entities/', 'null');
    expect([entity.status, entity.body.errors]).toEqual([400, { legal_name: ['This field is required.'] }]);
  });

  it.each(['application/json', 'text/plain;charset=UTF-8', 'application/x-www-form-urlencoded'])(
    'an empty one of type %s is none',
    async (type) => {
      const id = await createPrefill();
      const answer = await tenant.rest('POST', `/responses/${id}/send/`, '', {
        headers: { 'content-type': type },
        key: tenant.key,
      });
      expect(answer.status).toBe(200);
    },
  );

  it('a full one of another type is rejected', async () => {
    const answer = await tenant.rest('POST', '/entities/', '{}', {
      headers: { 'content-type': 'text/plain' },
    });
    expect([answer.status, answer.body.code]).toEqual([415, 'unsupported_media_type']);
  });
});

describe('what GraphQL would take and REST does not', () => {
  it('an object where a list belongs is named as such', async () => {
    const id = await createPrefill();
    const answer = await tenant.rest('PUT', `/responses/${id}/save/`, {
      answers: { question_key: 'name', value: 'x' },
    });
    expect(answer.body.errors).toEqual({ answers: ['A list is required.'] });
  });

  it('a choice that there is not is named with the choices as REST spells them', async () => {
    const answer = await tenant.rest('POST', '/entities/', { entity_type: 'fund', legal_name: 'Acme Ltd' });
    expect(answer.body.errors).toEqual({
      entity_type: ['Not a valid choice. Use one of: company, individual.'],
    });
  });

  it('a save over REST reports answers without a clear question beside those that are wrong', async () => {
    const id = await createPrefill();
    const { body } = await tenant.rest('PUT', `/responses/${id}/save/`, {
      answers: [
        { question_id: 'no id', value: 1 },
        { question_key: 'nowhere', value: 2 },
        { question_key: 'name', value: 5 },
        { question_id: 'a', question_key: 'name', value: 'x' },
        { question_key: 'name' },
      ],
    });
    expect(Object.keys(body.errors)).toEqual([
      'answers[0].question_id',
      'answers[1].question_key',
      'answers[2].value',
      'answers[3].question_key',
      'answers[4].value',
      'answers[4].question_key',
    ]);
  });
});

describe('pages', () => {
  it('links keep the path of PUBLIC_URL', async () => {
    await createPrefill();
    await createPrefill();
    const { body } = await tenant.rest('GET', '/responses/?page_size=1');
    expect(body.next).toBe('https://kyc.example/base/api/v1/responses/?page_size=1&page=2');
  });

  it('a size beyond every integer gives 100, and a page that starts beyond the 10,000th row is rejected', async () => {
    expect((await tenant.rest('GET', `/responses/?page_size=${'9'.repeat(30)}`)).status).toBe(200);
    const last = await tenant.rest('GET', '/responses/?page=200');
    expect([last.status, last.body.results]).toEqual([200, []]);
    for (const query of [`page=${'9'.repeat(30)}`, 'page=201', 'page=101&page_size=100']) {
      expect(await tenant.rest('GET', `/responses/?${query}`)).toMatchObject({
        status: 400,
        body: { code: 'validation_error', errors: { page: [expect.stringContaining('cursors')] } },
      });
    }
  });
});

it('a questionnaire was created once, whatever version one looks at', async () => {
  const id = await createQuestionnaire();
  const before = (await tenant.rest('GET', `/questionnaires/${id}/`)).body.created_at;
  now = new Date(now.getTime() + 3_600_000);
  await tenant.graphql(
    'mutation ($input: UpdateQuestionnaireInput!) { updateQuestionnaire(input: $input) { __typename } }',
    { input: { questionnaireId: id, ...questionnaire('Second') } },
  );
  const after = (await tenant.rest('GET', `/questionnaires/${id}/`)).body;
  expect([after.name, after.created_at]).toEqual(['Second', before]);
});

it('the stored responses of idempotency keys are deleted once no one can ask for them', async () => {
  await tenant.rest(
    'POST',
    '/entities/',
    { legal_name: 'Once Ltd' },
    { headers: { 'idempotency-key': 'old' }, key: tenant.key },
  );
  now = new Date(now.getTime() + 23 * 3_600_000);
  await forgetOldAnswers(gateway.services, { signal: new AbortController().signal });
  expect(await gateway.services.allTenants.idempotencyRecord.count({ where: { key: 'old' } })).toBe(1);
  now = new Date(now.getTime() + 3_600_000);
  await forgetOldAnswers(gateway.services, { signal: new AbortController().signal });
  expect(await gateway.services.allTenants.idempotencyRecord.count({ where: { key: 'old' } })).toBe(0);
});
