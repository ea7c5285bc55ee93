import { Readable } from 'node:stream';
import type { Scope } from '../../src/database/scope.ts';
import { fileKey } from '../../src/domain/files/file-key.ts';
import { sealComment } from '../../src/domain/responses/comment.ts';
import { keepSubmission } from '../../src/domain/responses/keep-submission.ts';
import { newId } from '../../src/ids.ts';
import type { TestGateway } from '../support/gateway.ts';
import { newQuestionnaire } from '../support/questionnaires.ts';

/** Someone who calls the gateway with a key. */
export interface Caller {
  gateway: TestGateway;
  key: string;
  rest: TestGateway['rest'];
  graphql: TestGateway['graphql'];
}

/** One id of each kind of thing that a tenant can have. */
export interface Things {
  tenant: string;
  apiKey: string;
  questionnaire: number;
  question: string;
  company: string;
  individual: string;
  /** A response in PREFILL, with an answer and a planned verification. */
  prefill: string;
  /** A response that was sent. */
  response: string;
  workflowSession: string;
  verificationSession: string;
  /** A readable document of the individual. */
  document: string;
  /** What was given for a check of the verification. */
  evidence: string;
  /** A webhook that is switched off, so that nothing is told in the background. */
  webhook: string;
  /** A delivery to it, with one attempt. */
  delivery: string;
  /** A batch with a send that waits, and is not started. */
  batch: string;
}

export function callerWith(gateway: TestGateway, key: string): Caller {
  return {
    gateway,
    key,
    rest: (method, path, body, options) => gateway.rest(method, path, body, { key, ...options }),
    graphql: (query, variables, options) => gateway.graphql(query, variables, { key, ...options }),
  };
}

/** A questionnaire with a question of type TEXT, `purpose`, and one of type NUMBER, `staff`. */
export async function createQuestionnaire(caller: Caller): Promise<number> {
  const { id } = await newQuestionnaire(caller, {
    name: 'Supplier questionnaire',
    type: 'DDQ',
    sections: [
      {
        title: 'Business',
        questions: [
          { key: 'purpose', text: 'What do you do?', type: 'TEXT', required: true },
          { key: 'staff', text: 'How many people work for you?', type: 'NUMBER' },
        ],
      },
    ],
  });
  return id;
}

/** Gives the caller one of everything. All names hold the word `word`, to be found by a search. */
export async function furnish(
  caller: Caller,
  { word, questionnaire }: { word: string; questionnaire: number },
): Promise<Things> {
  const { data } = await caller.graphql('{ viewer { tenant { id } apiKey { id mode } } }');
  const company = await caller.rest('POST', '/entities/', {
    legal_name: `${word} Ltd`,
    email: 'board@company.example',
  });
  const sent = await caller.rest('POST', '/workflows/send/', {
    entity: { entity_type: 'individual', first_name: word, last_name: 'Okafor' },
    ddq: { questionnaire_id: questionnaire },
    verification: { checks: { document: true } },
    email: 'person@recipient.example',
  });
  const prefilled = await caller.rest('POST', '/workflows/send/', {
    entity_id: sent.body.entity_id,
    ddq: { questionnaire_id: questionnaire, prefill: true },
    verification: { checks: { identity: true } },
    email: 'person@recipient.example',
  });
  const saved = await caller.rest('PUT', `/responses/${prefilled.body.response_id}/save/`, {
    answers: [{ question_key: 'purpose', value: `${word} makes instruments` }],
  });
  await keepAutofill(caller, prefilled.body.response_id);
  await keepSubmissionOf(caller, sent.body.response_id);
  await keepCommentOn(caller, prefilled.body.response_id);
  return {
    tenant: data.viewer.tenant.id,
    apiKey: data.viewer.apiKey.id,
    questionnaire,
    question: saved.body.answers[0].question_id,
    company: company.body.id,
    individual: sent.body.entity_id,
    prefill: prefilled.body.response_id,
    response: sent.body.response_id,
    workflowSession: sent.body.workflow_session_id,
    verificationSession: sent.body.verification_session_id,
    ...(await keepFiles(caller, sent.body.entity_id, sent.body.verification_session_id)),
    ...(await keepDelivery(caller)),
    batch: await keepBatch(caller, { tenantId: data.viewer.tenant.id, mode: data.viewer.apiKey.mode }),
  };
}

/** Keeps a comment on an answer, which a key of any scope can read. */
async function keepCommentOn({ gateway: { services } }: Caller, responseId: string): Promise<void> {
  const { tenantId, mode, questionId } = {
    ...(await services.allTenants.response.findUniqueOrThrow({ where: { id: responseId } })),
    ...(await services.allTenants.answer.findFirstOrThrow({ where: { responseId } })),
  };
  const id = newId();
  await services.allTenants.responseComment.create({
    data: {
      id,
      tenantId,
      mode,
      responseId,
      questionId,
      text: sealComment(services.cipher, { tenantId, responseId, id }, 'To be checked'),
      actorName: 'Key of a test',
      createdAt: new Date(),
    },
  });
}

/** Notes an autofill of a response that has come to nothing. */
async function keepAutofill({ gateway: { services } }: Caller, responseId: string): Promise<void> {
  const { tenantId, mode } = await services.allTenants.response.findUniqueOrThrow({
    where: { id: responseId },
  });
  const actor = { actorKind: 'API_KEY', actorName: 'Key of a test' } as const;
  const ended = {
    status: 'FAILED',
    error: 'None of the documents could be read.',
    total: 2,
    finishedAt: new Date(),
  } as const;
  await services.allTenants.autofillRun.create({
    data: { id: newId(), tenantId, mode, responseId, jobId: newId(), overwrite: false, ...actor, ...ended },
  });
}

/** Keeps a submission of a response, as its recipient's form would. */
async function keepSubmissionOf({ gateway: { services } }: Caller, responseId: string): Promise<void> {
  const { tenantId, mode } = await services.allTenants.response.findUniqueOrThrow({
    where: { id: responseId },
  });
  const scope = { tenantId, mode };
  await services.tenantDatabase(scope).$transaction((transaction) =>
    keepSubmission(transaction, {
      services,
      scope,
      responseId,
      isResubmission: false,
      answers: [],
      now: new Date(),
    }),
  );
}

/** Keeps a document of an entity and evidence of a verification, as their uploads would. */
async function keepFiles(
  { gateway: { services } }: Caller,
  entityId: string,
  verificationSessionId: string,
): Promise<Pick<Things, 'document' | 'evidence'>> {
  const { tenantId, mode } = await services.allTenants.entity.findUniqueOrThrow({ where: { id: entityId } });
  const [document, evidence] = [newId(), newId()];
  const file = { tenantId, mode, name: 'scan.pdf', contentType: 'application/pdf', sizeBytes: 5, sha256: '' };
  await services.allTenants.document.create({ data: { ...file, id: document, entityId, readable: true } });
  await services.allTenants.verificationEvidence.create({
    data: { ...file, id: evidence, verificationSessionId, check: 'DOCUMENT' },
  });
  for (const id of [document, evidence]) {
    await services.files.put(fileKey(id), Readable.from(['%PDF-']));
  }
  return { document, evidence };
}

/** Makes a webhook that is switched off, with a delivery that has failed. */
async function keepDelivery(caller: Caller): Promise<Pick<Things, 'webhook' | 'delivery'>> {
  const { allTenants } = caller.gateway.services;
  const { body } = await caller.rest('POST', '/webhooks/', {
    url: 'https://receiver.example/hook',
    events: ['*'],
  });
  await caller.rest('PATCH', `/webhooks/${body.id}/`, { enabled: false });
  const { tenantId, mode } = await allTenants.webhookEndpoint.findUniqueOrThrow({ where: { id: body.id } });
  const event = { id: newId(), tenantId, mode, type: 'response.submitted', sequence: 1_000, data: {} };
  await allTenants.webhookEvent.create({ data: event });
  const delivery = newId();
  await allTenants.webhookDelivery.create({
    data: { id: delivery, tenantId, mode, endpointId: body.id, eventId: event.id, status: 'FAILED' },
  });
  await allTenants.webhookAttempt.create({
    data: { id: newId(), tenantId, mode, deliveryId: delivery, durationMs: 5, startedAt: new Date() },
  });
  return { webhook: body.id, delivery };
}

/** Keeps a batch with one send that waits, as if its job was waiting too. */
export async function keepBatch({ gateway }: Pick<Caller, 'gateway'>, scope: Scope): Promise<string> {
  const { allTenants } = gateway.services;
  const batchId = newId();
  await allTenants.batch.create({
    data: { id: batchId, ...scope, name: 'Kept', actorKind: 'API_KEY', actorName: 'Key of a test' },
  });
  await allTenants.batchItem.create({ data: { id: newId(), ...scope, batchId, position: 0 } });
  return batchId;
}
