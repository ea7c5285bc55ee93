import { expect, vi } from 'vitest';
import type { AutofillEngine } from '../../src/domain/autofill/engine.ts';
import { batchEnded } from '../support/batches.ts';
import { formOf, sendForm } from '../support/forms.ts';
import type { TestGateway, TestTenant } from '../support/gateway.ts';
import { newQuestionnaire } from '../support/questionnaires.ts';
import { newestLink, recipientOf } from '../support/recipient.ts';
import {
  followLastLink,
  giveConsent,
  receiveSample,
  uploadAnswerFile,
  uploadEvidence,
} from '../support/recipients.ts';
import { samples } from '../support/sample-files.ts';

/** The questionnaire of the tests of erasure: a question of every type. */
export async function createQuestionnaire(tenant: TestTenant) {
  return newQuestionnaire(tenant, {
    name: 'Everything',
    type: 'DDQ',
    sections: [
      {
        title: 'All',
        questions: [
          { key: 'text', text: 'Text?', type: 'TEXT' },
          { key: 'long', text: 'Long?', type: 'LONG_TEXT' },
          { key: 'number', text: 'Number?', type: 'NUMBER' },
          { key: 'date', text: 'Date?', type: 'DATE' },
          { key: 'yes', text: 'Yes?', type: 'BOOLEAN' },
          { key: 'country', text: 'Country?', type: 'COUNTRY' },
          { key: 'email', text: 'Email?', type: 'EMAIL' },
          { key: 'url', text: 'URL?', type: 'URL' },
          { key: 'file', text: 'File?', type: 'FILE' },
          { key: 'attested', text: 'Attested?', type: 'ATTESTATION' },
        ],
      },
    ],
  });
}

/** Answers the question `text` of `createQuestionnaire` with the first page of the first document, and quotes it. */
export const quotingEngine: AutofillEngine = {
  name: 'MODEL',
  findAnswers: async ({ questions, documents }) =>
    documents.slice(0, 1).map(({ id, pages: [page = ''] }) => ({
      questionId: questions.find(({ key }) => key === 'text')?.id ?? '',
      value: page,
      documentId: id,
      quote: page,
      page: 1,
      confidence: 0.9,
    })),
};

interface Teller {
  gateway: TestGateway;
  tenant: TestTenant;
  /** A key of the tenant. */
  key: string;
  questionnaire: { id: number; questions: Record<string, string> };
  /** Begins each marker, to tell apart whose it is. */
  mark: string;
}

/** What was told, and the ids of what was created by it. */
export interface Told {
  /** A text for each field that a caller or a recipient can fill. */
  markers: string[];
  entityId: string;
  /** A response that was submitted and sent back for changes, and a prefilled one. */
  responseIds: string[];
  /** Every session that was created, the first of them completed in part. */
  sessionIds: string[];
  verificationId: string;
  documentIds: string[];
}

/**
 * Fills every field of an entity and of what belongs to it, as callers and a recipient can, with a marker of its own. Emails to
 * refused.example must be refused, and an engine of the test's own must quote the first line of each document.
 */
export async function tellEverything({ gateway, tenant, key, questionnaire, mark }: Teller): Promise<Told> {
  const markers: string[] = [];
  const text = (name: string) => {
    const marker = `${mark}${name}`;
    markers.push(marker);
    return marker;
  };
  const address = (name: string) => `${text(name).toLowerCase()}@recipient.example`;
  let calls = 0;
  const call = async (method: string, path: string, body?: object) => {
    calls += 1;
    const answer = await gateway.rest(method, path, body, {
      key,
      ...(method === 'POST' && { headers: { 'idempotency-key': `${mark.toLowerCase()}-${calls}` } }),
    });
    expect(answer.body?.code, `${method} ${path} ${JSON.stringify(answer.body)}`).toBeUndefined();
    return answer.body;
  };
  const { id: questionnaireId, questions } = questionnaire;

  const { id: entityId } = await call('POST', '/entities/', {
    entity_type: 'individual',
    first_name: text('FirstName'),
    last_name: text('LastName'),
    email: address('EntityEmail'),
    phone: text('Phone'),
    jurisdiction: 'DE',
    external_id: text('ExternalId'),
  });

  // A send that is rolled back leaves its dispatch.
  const refused = await gateway.rest(
    'POST',
    '/workflows/send/',
    {
      entity_id: entityId,
      ddq: { questionnaire_id: questionnaireId, response_name: text('RefusedName') },
      email: `${text('RefusedEmail').toLowerCase()}@refused.example`,
    },
    { key },
  );
  expect(refused.body.code).toBe('email_dispatch_failed');

  const sent = await call('POST', '/workflows/send/', {
    entity_id: entityId,
    ddq: { questionnaire_id: questionnaireId, response_name: text('ResponseName') },
    verification: { checks: { document: true } },
    email: address('SentTo'),
  });
  await call('POST', `/workflows/${sent.workflow_session_id}/resend/`, { email: address('ResentTo') });
  const world = { gateway, tenant: { ...tenant, rest: restOf(gateway, key) } };
  const page = recipientOf(gateway, await newestLink(world), questions);
  const recipient = await followLastLink({ gateway } as never, sent.workflow_session_id);
  const document = await uploadAnswerFile(recipient, {
    questionId: questions['file'] ?? '',
    received: await receiveSample(
      { gateway } as never,
      Buffer.from(text('FileContent')),
      `${text('FileName')}.txt`,
    ),
  });
  await giveConsent(recipient, { language: 'en', statement: 'I agree.' });
  await uploadEvidence(recipient, {
    check: 'DOCUMENT',
    received: await receiveSample(
      { gateway } as never,
      samples.jpeg(text('EvidenceContent')),
      `${text('EvidenceName')}.jpg`,
    ),
  });
  await page.open();
  const answers = {
    text: text('TextAnswer'),
    long: text('LongAnswer'),
    number: '48151623',
    date: '1949-09-17',
    yes: 'true',
    country: 'DE',
    email: address('AnswerEmail'),
    url: `https://${text('AnswerUrl').toLowerCase()}.example/`,
    attested: 'true',
  };
  markers.push('48151623', '1949-09-17');
  expect((await page.send('save', answers)).status).toBeLessThan(400);
  await page.open();
  expect((await page.send('submit', answers)).status).toBeLessThan(400);
  await call('POST', `/responses/${sent.response_id}/comments/`, {
    question_key: 'text',
    text: text('Comment'),
  });
  await call('PATCH', `/responses/${sent.response_id}/`, { tags: [text('Tag')] });
  await call('POST', `/responses/${sent.response_id}/start-review/`, { notes: text('ReviewNotes') });
  await call('POST', `/responses/${sent.response_id}/request-changes/`, {
    message: text('ChangeMessage'),
    question_keys: ['text'],
  });

  const prefilled = await call('POST', '/workflows/send/', {
    entity_id: entityId,
    ddq: { questionnaire_id: questionnaireId, prefill: true, response_name: text('PrefillName') },
    email: address('PlannedEmail'),
  });
  const form = await sendForm(
    `/api/v1/entities/${entityId}/documents/`,
    formOf([
      {
        name: 'file',
        file: {
          fileName: `${text('DocumentName')}.txt`,
          type: 'text/plain',
          content: Buffer.from(text('DocumentContent')),
        },
      },
    ]),
    { gateway, key },
  );
  expect(form.status).toBe(201);
  await call('POST', `/responses/${prefilled.response_id}/autofill/`, { document_ids: [form.body.id] });
  await vi.waitFor(async () => {
    const run = await call('GET', `/responses/${prefilled.response_id}/autofill/`);
    expect(run.status).toBe('completed');
  }, 10_000);
  await call('PUT', `/responses/${prefilled.response_id}/save/`, {
    answers: [{ question_key: 'long', value: text('SavedAnswer') }],
  });

  const revoked = await call('POST', '/workflows/send/', {
    entity_id: entityId,
    verification: { checks: { document: true } },
    email: address('RevokedEmail'),
  });
  await call('POST', `/workflows/${revoked.workflow_session_id}/revoke/`, { reason: text('RevokeReason') });
  await call('POST', `/entities/${entityId}/hold/`, { reason: text('HoldReason') });
  await call('POST', `/entities/${entityId}/release/`, { reason: text('ReleaseReason') });

  const batch = await call('POST', '/workflows/batches/', {
    name: 'Everything',
    sends: [
      { entity_id: entityId, verification: { checks: { document: true } }, email: address('BatchEmail') },
    ],
  });
  await batchEnded({ ...tenant, rest: restOf(gateway, key) }, batch.id);

  const sessions = await gateway.services.allTenants.workflowSession.findMany({ where: { entityId } });
  return {
    markers,
    entityId,
    responseIds: [sent.response_id, prefilled.response_id],
    sessionIds: sessions.map(({ id }) => id),
    verificationId: sent.verification_session_id,
    documentIds: [document.id, form.body.id],
  };
}

const restOf =
  (gateway: TestGateway, key: string): TestTenant['rest'] =>
  (method, path, body, options) =>
    gateway.rest(method, path, body, { key, ...options });
