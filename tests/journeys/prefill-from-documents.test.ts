import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { formOf, sendForm } from '../support/forms.ts';
import { startTestGateway, type TestGateway, type TestTenant } from '../support/gateway.ts';
import { newQuestionnaire } from '../support/questionnaires.ts';
import { newestLink } from '../support/recipient.ts';
import { pdfOf } from '../support/sample-documents.ts';
import {
  type ReceiverEndpoint,
  startWebhookReceiver,
  type WebhookReceiver,
} from '../support/webhook-receiver.ts';
import { createWebhook } from '../support/webhooks.ts';

const sections = [
  {
    title: 'The company',
    questions: [
      { key: 'legal_name', text: 'Legal name', type: 'TEXT', required: true },
      { key: 'registration_number', text: 'Company registration number', type: 'TEXT' },
      { key: 'incorporated_on', text: 'Date of incorporation', type: 'DATE' },
      { key: 'country', text: 'Country of incorporation', type: 'COUNTRY' },
      { key: 'website', text: 'Website', type: 'URL' },
      { key: 'employees', text: 'Number of employees', type: 'NUMBER' },
    ],
  },
  {
    title: 'Policies',
    questions: [
      {
        key: 'aml_policy',
        text: 'Does the company have a written anti-money laundering policy?',
        type: 'BOOLEAN',
      },
      { key: 'favourite_colour', text: 'Which colour is the front api?', type: 'TEXT' },
    ],
  },
];

const register = {
  name: 'register-extract.pdf',
  pages: [
    ['Register of Companies', 'Extract of 16 February 2026'],
    [
      [
        ['Legal name', 'Harbour Light Trading Ltd'],
        ['Company registration number', '09182736'],
        ['Date of incorporation', '14 March 2015'],
        ['Country of incorporation', 'United Kingdom'],
      ],
    ],
  ],
};
const policy = {
  name: 'aml-policy.pdf',
  pages: [
    [
      'Anti-money laundering policy',
      'Written anti-money laundering policy: Yes',
      [
        ['Website', 'https://harbourlight.example'],
        ['Number of employees', '42'],
      ],
    ],
  ],
};

let receiver: WebhookReceiver;
let endpoint: ReceiverEndpoint;
let gateway: TestGateway;
let tenant: TestTenant;

beforeAll(async () => {
  receiver = await startWebhookReceiver();
  endpoint = receiver.endpoint();
  gateway = await startTestGateway();
  tenant = await gateway.createTenant();
  const { secret } = await createWebhook(tenant, {
    url: endpoint.url,
    events: ['response.autofill_completed'],
  });
  endpoint.secrets.push(secret);
});
afterAll(async () => {
  await gateway.drop();
  await receiver.close();
});

async function upload(entityId: string, { name, pages }: typeof register | typeof policy): Promise<string> {
  const content = pdfOf(pages);
  const { status, body } = await sendForm(
    `/api/v1/entities/${entityId}/documents/`,
    formOf([{ name: 'file', file: { content, fileName: name, type: 'application/pdf' } }]),
    { gateway, key: tenant.key },
  );
  expect(body).toMatchObject({ name, content_type: 'application/pdf', readable: true });
  expect(status).toBe(201);
  return body.id;
}

const answersOf = (response: any) =>
  Object.fromEntries(response.answers.map((answer: any) => [answer.question_key, answer]));

const withoutSpace = (text: string) => text.replace(/\s+/g, ' ').trim();

describe('a response that is prefilled from documents', () => {
  it('a response that is prefilled from documents gets answers that stand in them, tells the webhook, and shows its recipient nothing of where they came from', async () => {
    const questionnaire = (await newQuestionnaire(tenant, { name: 'Onboarding', type: 'DDQ', sections })).id;
    const { body: prefill } = await tenant.rest('POST', '/workflows/send/', {
      entity: { legal_name: 'Harbour Light Trading Ltd' },
      ddq: { questionnaire_id: questionnaire, prefill: true },
      email: 'compliance@harbourlight.example',
    });
    const documents = {
      [await upload(prefill.entity_id, register)]: register,
      [await upload(prefill.entity_id, policy)]: policy,
    };

    const path = `/responses/${prefill.response_id}`;
    const started = await tenant.rest('POST', `${path}/autofill/`, { document_ids: Object.keys(documents) });
    expect(started).toMatchObject({
      status: 202,
      body: { response_id: prefill.response_id, status: 'processing' },
    });

    await expect.poll(() => endpoint.received).toHaveLength(1);
    const [told] = endpoint.received;
    const { body: response } = await tenant.rest('GET', `${path}/`);
    const { body: autofill } = await tenant.rest('GET', `${path}/autofill/`);
    const { answers: _, ...withoutAnswers } = response;
    expect(told?.acceptedWith).toEqual(endpoint.secrets);
    expect(told?.payload).toMatchObject({
      type: 'response.autofill_completed',
      sequence: expect.any(Number),
      data: { ...withoutAnswers, autofill },
    });
    expect(autofill).toMatchObject({
      status: 'completed',
      job_id: started.body.job_id,
      total: 8,
      error: null,
    });

    const answers = answersOf(response);
    const found = Object.values<any>(answers).filter(({ value }) => value !== null);
    expect(autofill.answered).toBe(found.length);
    expect(Object.fromEntries(found.map(({ question_key, value }) => [question_key, value]))).toEqual({
      legal_name: 'Harbour Light Trading Ltd',
      registration_number: '09182736',
      incorporated_on: '2015-03-14',
      country: 'GB',
      website: 'https://harbourlight.example',
      employees: 42,
      aml_policy: true,
    });
    for (const { source } of found) {
      const page = documents[source.document_id]?.pages[source.page - 1];
      expect(withoutSpace((page ?? []).flat(3).join(' '))).toContain(withoutSpace(source.quote));
      expect(source).toMatchObject({ document_name: documents[source.document_id]?.name, engine: 'builtin' });
    }

    // What a person says stands, and no passage is quoted for it any more.
    const saved = await tenant.rest('PUT', `${path}/save/`, {
      answers: [{ question_key: 'employees', value: 43 }],
    });
    expect(answersOf(saved.body)['employees']).toMatchObject({ value: 43, source: null });
    expect(answersOf(saved.body)['country'].source).not.toBeNull();

    expect(await tenant.rest('POST', `${path}/send/`)).toMatchObject({
      status: 200,
      body: { status: 'sent' },
    });
    const { body: sent } = await tenant.rest('GET', `${path}/`);
    expect(sent.status).toBe('DRAFT');
    for (const { question_key, value, source } of sent.answers) {
      expect(source).toBeNull();
      expect(value).toEqual(question_key === 'employees' ? 43 : answers[question_key].value);
    }

    const page = await gateway.app.inject(new URL(await newestLink({ tenant }), 'http://localhost').pathname);
    expect(page.statusCode).toBe(200);
    expect(page.body).toContain('09182736');
    expect(page.body).toContain('2015-03-14');
    for (const secret of [
      register.name,
      policy.name,
      'board approved',
      'confidence',
      'autofill',
      'builtin',
      ...Object.keys(documents),
    ]) {
      expect(page.body).not.toContain(secret);
    }
  });
});
