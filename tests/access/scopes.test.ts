import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ResponseStatus } from '../../src/database/client/enums.ts';
import { schema } from '../../src/graphql/schema.ts';
import { routes } from '../../src/rest/routes.ts';
import { type FormFile, formOf, formType, operationForm, sendForm } from '../support/forms.ts';
import { operatorKey, shareTestGateway, type TestGateway, type TestTenant } from '../support/gateway.ts';
import { callerWith, createQuestionnaire, furnish, keepBatch, type Things } from './furnish.ts';

const scopes = ['READ', 'WRITE', 'SEND', 'ADMIN'] as const;
type Scope = (typeof scopes)[number];

/** Who may do something: any key, keys with one scope, or the operator alone. */
type Taker = 'any key' | Exclude<Scope, 'READ'> | 'operator';

let gateway: TestGateway;
let tenant: TestTenant;
let own: Things;
const keys = new Map<Scope, string>();

beforeAll(async () => {
  gateway = await shareTestGateway();
  tenant = await gateway.createTenant();
  const owner = callerWith(gateway, tenant.key);
  own = await furnish(owner, { word: 'Scoped', questionnaire: await createQuestionnaire(owner) });
  // Nothing listens there, so that what is told is soon told in vain.
  await tenant.rest('PATCH', `/webhooks/${own.webhook}/`, { ...webhook, enabled: true });
  for (const scope of scopes) {
    keys.set(scope, await tenant.createKey({ scopes: [scope] }));
  }
});
afterAll(() => gateway.drop());

let keptRehearsalKey: string | undefined;
const rehearsalKey = async () => (keptRehearsalKey ??= await tenant.createKey({ mode: 'TEST' }));

const may = (scope: Scope, taker: Taker) => taker === 'any key' || taker === scope;

const definition = () => ({
  name: 'Scoped',
  type: 'RFI',
  sections: [{ title: 'All', questions: [{ key: 'only', text: 'Only?', type: 'TEXT' }] }],
});
const email = 'somebody@recipient.example';

async function newPrefill(entityId = own.company): Promise<string> {
  const { body } = await tenant.rest('POST', '/workflows/send/', {
    entity_id: entityId,
    ddq: { questionnaire_id: own.questionnaire, prefill: true },
  });
  return body.response_id;
}

/** A response of the tenant's in a status that would take a recipient and a reviewer to reach. */
async function newResponse(status: ResponseStatus): Promise<string> {
  const id = await newPrefill();
  await gateway.services.allTenants.response.update({ where: { id }, data: { status } });
  return id;
}

async function newSession(): Promise<string> {
  const { body } = await tenant.rest('POST', '/workflows/send/', {
    entity_id: own.company,
    ddq: { questionnaire_id: own.questionnaire },
    email,
  });
  return body.workflow_session_id;
}

/** A verification of the tenant's that its person has handed in. */
async function newVerification(): Promise<string> {
  const { body } = await tenant.rest('POST', '/workflows/send/', {
    entity_id: own.individual,
    verification: { checks: { document: true } },
    email,
  });
  const id: string = body.verification_session_id;
  await gateway.services.allTenants.verificationSession.update({
    where: { id },
    data: { status: 'COMPLETED', completedAt: new Date() },
  });
  return id;
}

async function newEntity(): Promise<string> {
  const { body } = await tenant.rest('POST', '/entities/', { legal_name: 'Scoped Ltd' });
  return body.id;
}

async function newKeyId(): Promise<string> {
  const { data } = await tenant.graphql(
    'mutation ($input: CreateApiKeyInput!) { createApiKey(input: $input) { ... on CreateApiKeyPayload { apiKey { id } } } }',
    { input: { name: 'To be revoked', scopes: ['READ'] } },
  );
  return data.createApiKey.apiKey.id;
}

/** A webhook that is told of nothing that this test does otherwise. */
async function newWebhook(): Promise<string> {
  const { body } = await tenant.rest('POST', '/webhooks/', webhook);
  return body.id;
}

const webhook = { url: 'http://127.0.0.1:9/', events: ['response.autofill_completed'] };

/** A text that no entity has as a document. */
const newFile = (): FormFile => ({ content: Buffer.from(randomUUID()), fileName: 'scoped.txt' });

async function newDocument(): Promise<string> {
  const form = formOf([{ name: 'file', file: newFile() }]);
  const path = `/api/v1/entities/${own.company}/documents/`;
  return (await sendForm(path, form, { gateway, key: tenant.key })).body.id;
}

const newBatch = () => keepBatch({ gateway }, { tenantId: tenant.id, mode: 'LIVE' });

interface MutationCase {
  mutation: string;
  taker: Taker;
  input: () => object | Promise<object>;
  /** What the field `file` of the input is. */
  file?: () => FormFile;
}

/** Calls a mutation, whose input may have a file. */
async function mutate({ mutation, input, file }: Omit<MutationCase, 'taker'>, key: string | undefined) {
  const operation = {
    query: `mutation ($input: ${mutation[0]?.toUpperCase()}${mutation.slice(1)}Input!) {
      ${mutation}(input: $input) { __typename ... on Error { message } }
    }`,
    variables: { input: await input() },
  };
  if (!file) {
    return gateway.graphql(operation.query, operation.variables, { key });
  }
  const form = operationForm(operation, { 0: { places: ['variables.input.file'], file: file() } });
  const { status, body } = await sendForm('/graphql', form, { gateway, key });
  return { status, data: body.data, errors: body.errors };
}

const mutations: Record<string, Omit<MutationCase, 'mutation'> & { mutation?: string }> = {
  approveResponse: {
    taker: 'ADMIN',
    input: async () => ({ responseId: await newResponse('REVIEWED') }),
  },
  assignResponse: { taker: 'ADMIN', input: () => ({ responseId: own.response, assignee: null }) },
  tagResponse: { taker: 'ADMIN', input: () => ({ responseId: own.response, tags: ['Scoped'] }) },
  setResponseDueDate: { taker: 'ADMIN', input: () => ({ responseId: own.response, dueAt: null }) },
  updateResponse: { taker: 'ADMIN', input: () => ({ responseId: own.response, tags: ['Scoped'] }) },
  commentOnAnswer: {
    taker: 'ADMIN',
    input: () => ({ answerId: `${own.prefill}:${own.question}`, text: 'Scoped' }),
  },
  commentOnResponse: {
    taker: 'ADMIN',
    input: () => ({ responseId: own.prefill, questionId: own.question, text: 'Scoped' }),
  },
  autofillResponse: {
    taker: 'WRITE',
    input: async () => ({ responseId: await newPrefill(own.individual) }),
  },
  cancelBatch: { taker: 'SEND', input: async () => ({ batchId: await newBatch() }) },
  createBatch: {
    taker: 'SEND',
    input: () => ({
      name: 'Scoped',
      sends: [{ entityId: own.company, ddq: { questionnaireId: own.questionnaire }, email }],
    }),
  },
  completeReview: {
    taker: 'ADMIN',
    input: async () => ({ responseId: await newResponse('UNDER_REVIEW') }),
  },
  createApiKey: { taker: 'ADMIN', input: () => ({ name: 'Another', scopes: ['READ'] }) },
  createEntity: { taker: 'WRITE', input: () => ({ legalName: 'Scoped Ltd' }) },
  createQuestionnaire: { taker: 'ADMIN', input: definition },
  createWebhook: {
    taker: 'ADMIN',
    input: () => ({ ...webhook, events: ['RESPONSE_AUTOFILL_COMPLETED'] }),
  },
  deleteDocument: { taker: 'WRITE', input: async () => ({ id: await newDocument() }) },
  deleteWebhook: { taker: 'ADMIN', input: async () => ({ id: await newWebhook() }) },
  redeliverWebhook: { taker: 'ADMIN', input: () => ({ deliveryId: own.delivery }) },
  rotateWebhookSecret: { taker: 'ADMIN', input: () => ({ id: own.webhook }) },
  testWebhook: { taker: 'ADMIN', input: () => ({ id: own.webhook }) },
  updateWebhook: { taker: 'ADMIN', input: () => ({ id: own.webhook, description: 'Scoped' }) },
  createTenant: { taker: 'operator', input: () => ({ name: 'Not mine to make' }) },
  retryJob: { taker: 'operator', input: () => ({ id: own.delivery }) },
  eraseTenant: { taker: 'operator', input: () => ({ tenantId: tenant.id, confirm: 'Another name' }) },
  grantCredits: { taker: 'operator', input: () => ({ tenantId: tenant.id, amount: 5 }) },
  recordVerificationOutcome: {
    taker: 'ADMIN',
    input: async () => ({ verificationSessionId: await newVerification(), outcome: 'CLEAR' }),
  },
  rejectResponse: {
    taker: 'ADMIN',
    input: async () => ({ responseId: await newResponse('REVIEWED'), reason: 'Not enough' }),
  },
  requestChanges: {
    taker: 'SEND',
    input: async () => ({ responseId: await newResponse('REVIEWED'), message: 'More, please', email }),
  },
  resendWorkflow: { taker: 'SEND', input: async () => ({ workflowSessionId: await newSession() }) },
  revokeApiKey: { taker: 'ADMIN', input: async () => ({ id: await newKeyId() }) },
  revokeWorkflow: { taker: 'SEND', input: async () => ({ workflowSessionId: await newSession() }) },
  saveResponse: {
    taker: 'WRITE',
    input: () => ({ responseId: own.prefill, answers: [{ questionKey: 'staff', value: 3 }] }),
  },
  sendPrefillResponse: { taker: 'SEND', input: async () => ({ responseId: await newPrefill(), email }) },
  sendWorkflow: {
    taker: 'SEND',
    input: () => ({ entityId: own.company, ddq: { questionnaireId: own.questionnaire }, email }),
  },
  'sendWorkflow of a prefill': {
    mutation: 'sendWorkflow',
    taker: 'WRITE',
    input: () => ({ entityId: own.company, ddq: { questionnaireId: own.questionnaire, prefill: true } }),
  },
  startReview: {
    taker: 'ADMIN',
    input: async () => ({ responseId: await newResponse('SUBMITTED') }),
  },
  holdEntity: { taker: 'ADMIN', input: async () => ({ entityId: await newEntity() }) },
  releaseEntity: { taker: 'ADMIN', input: async () => ({ entityId: await newEntity() }) },
  eraseEntity: {
    taker: 'ADMIN',
    input: async () => ({ entityId: await newEntity(), reason: 'Requested' }),
  },
  updateEntity: { taker: 'WRITE', input: () => ({ entityId: own.company, phone: '+44 20 7946 0000' }) },
  updateQuestionnaire: {
    taker: 'ADMIN',
    input: () => ({ questionnaireId: own.questionnaire, ...definition() }),
  },
  uploadDocument: {
    taker: 'WRITE',
    input: () => ({ entityId: own.company, file: null }),
    file: newFile,
  },
  updateTenant: { taker: 'ADMIN', input: () => ({ accentColour: '#0033cc' }) },
};

const queries: Record<string, { taker: Taker; query: () => string }> = {
  apiKeys: { taker: 'ADMIN', query: () => '{ apiKeys { totalCount } }' },
  auditEvents: { taker: 'any key', query: () => '{ auditEvents { totalCount } }' },
  batch: { taker: 'any key', query: () => `{ batch(id: "${own.batch}") { id } }` },
  batches: { taker: 'any key', query: () => '{ batches { totalCount } }' },
  capturedMails: { taker: 'any key', query: () => '{ capturedMails { totalCount } }' },
  document: { taker: 'any key', query: () => `{ document(id: "${own.document}") { id } }` },
  documents: { taker: 'any key', query: () => '{ documents { totalCount } }' },
  entities: { taker: 'any key', query: () => '{ entities { totalCount } }' },
  entity: { taker: 'any key', query: () => `{ entity(id: "${own.company}") { id } }` },
  node: { taker: 'any key', query: () => `{ node(id: "${own.company}") { id } }` },
  nodes: { taker: 'any key', query: () => `{ nodes(ids: ["${own.company}"]) { id } }` },
  previewPrefillResponse: {
    taker: 'SEND',
    query: () =>
      `{ previewPrefillResponse(input: { responseId: "${own.prefill}", email: "${email}" }) { __typename } }`,
  },
  previewWorkflow: {
    taker: 'SEND',
    query: () =>
      `{ previewWorkflow(input: { entityId: "${own.company}", ddq: { questionnaireId: ${own.questionnaire} }, email: "${email}" }) { __typename } }`,
  },
  questionnaire: { taker: 'any key', query: () => `{ questionnaire(id: ${own.questionnaire}) { id } }` },
  questionnaires: { taker: 'any key', query: () => '{ questionnaires { totalCount } }' },
  response: { taker: 'any key', query: () => `{ response(id: "${own.prefill}") { id } }` },
  responses: { taker: 'any key', query: () => '{ responses { totalCount } }' },
  jobs: { taker: 'operator', query: () => '{ jobs { totalCount } }' },
  tenants: { taker: 'operator', query: () => '{ tenants { totalCount } }' },
  verificationSession: {
    taker: 'any key',
    query: () => `{ verificationSession(id: "${own.verificationSession}") { id } }`,
  },
  verificationSessions: { taker: 'any key', query: () => '{ verificationSessions { totalCount } }' },
  viewer: { taker: 'any key', query: () => '{ viewer { tenant { name } apiKey { scopes } } }' },
  webhook: { taker: 'ADMIN', query: () => `{ webhook(id: "${own.webhook}") { id } }` },
  webhookDelivery: { taker: 'ADMIN', query: () => `{ webhookDelivery(id: "${own.delivery}") { id } }` },
  webhooks: { taker: 'ADMIN', query: () => '{ webhooks { totalCount } }' },
  workflowSession: {
    taker: 'any key',
    query: () => `{ workflowSession(id: "${own.workflowSession}") { id } }`,
  },
  workflowSessions: { taker: 'any key', query: () => '{ workflowSessions { totalCount } }' },
};

interface RouteCase {
  taker: Taker;
  route?: string;
  path?: () => string | Promise<string>;
  body?: () => object | string;
  headers?: Record<string, string>;
}

const routeCases: Record<string, RouteCase> = {
  'POST /workflows/send/': {
    taker: 'SEND',
    body: () => ({ entity_id: own.company, ddq: { questionnaire_id: own.questionnaire }, email }),
  },
  'POST /workflows/send/ of a prefill': {
    taker: 'WRITE',
    route: 'POST /workflows/send/',
    body: () => ({ entity_id: own.company, ddq: { questionnaire_id: own.questionnaire, prefill: true } }),
  },
  'POST /workflows/preview/': {
    taker: 'SEND',
    body: () => ({ entity_id: own.company, ddq: { questionnaire_id: own.questionnaire }, email }),
  },
  'POST /workflows/preview/ of a prefill': {
    taker: 'WRITE',
    route: 'POST /workflows/preview/',
    body: () => ({ entity_id: own.company, ddq: { questionnaire_id: own.questionnaire, prefill: true } }),
  },
  'POST /workflows/batches/': {
    taker: 'SEND',
    body: () => ({
      name: 'Scoped',
      sends: [{ entity_id: own.company, ddq: { questionnaire_id: own.questionnaire }, email }],
    }),
  },
  'GET /workflows/batches/': { taker: 'any key' },
  'GET /workflows/batches/{id}/': { taker: 'any key', path: () => `/workflows/batches/${own.batch}/` },
  'GET /workflows/batches/{id}/items/': {
    taker: 'any key',
    path: () => `/workflows/batches/${own.batch}/items/`,
  },
  'POST /workflows/batches/{id}/cancel/': {
    taker: 'SEND',
    path: async () => `/workflows/batches/${await newBatch()}/cancel/`,
  },
  'GET /workflows/': { taker: 'any key' },
  'GET /workflows/{session_id}/': { taker: 'any key', path: () => `/workflows/${own.workflowSession}/` },
  'POST /workflows/{session_id}/resend/': {
    taker: 'SEND',
    path: async () => `/workflows/${await newSession()}/resend/`,
  },
  'POST /workflows/{session_id}/revoke/': {
    taker: 'SEND',
    path: async () => `/workflows/${await newSession()}/revoke/`,
  },
  'GET /workflows/{session_id}/events/': {
    taker: 'any key',
    path: () => `/workflows/${own.workflowSession}/events/`,
  },
  'GET /responses/': { taker: 'any key' },
  'GET /responses/{id}/': { taker: 'any key', path: () => `/responses/${own.prefill}/` },
  'POST /responses/{id}/send/': {
    taker: 'SEND',
    path: async () => `/responses/${await newPrefill()}/send/`,
    body: () => ({ email }),
  },
  'POST /responses/{id}/preview/': {
    taker: 'SEND',
    path: () => `/responses/${own.prefill}/preview/`,
    body: () => ({ email }),
  },
  'PUT /responses/{id}/save/': {
    taker: 'WRITE',
    path: () => `/responses/${own.prefill}/save/`,
    body: () => ({ answers: [{ question_key: 'staff', value: 4 }] }),
  },
  'POST /responses/{id}/autofill/': {
    taker: 'WRITE',
    path: async () => `/responses/${await newPrefill(own.individual)}/autofill/`,
  },
  'GET /responses/{id}/autofill/': {
    taker: 'any key',
    path: () => `/responses/${own.prefill}/autofill/`,
  },
  'PATCH /responses/{id}/': {
    taker: 'ADMIN',
    path: () => `/responses/${own.response}/`,
    body: () => ({ tags: ['Scoped'] }),
  },
  'POST /responses/{id}/comments/': {
    taker: 'ADMIN',
    path: () => `/responses/${own.prefill}/comments/`,
    body: () => ({ question_id: own.question, text: 'Scoped' }),
  },
  'GET /responses/{id}/comments/': {
    taker: 'any key',
    path: () => `/responses/${own.prefill}/comments/`,
  },
  'POST /responses/{id}/start-review/': {
    taker: 'ADMIN',
    path: async () => `/responses/${await newResponse('SUBMITTED')}/start-review/`,
  },
  'POST /responses/{id}/request-changes/': {
    taker: 'SEND',
    path: async () => `/responses/${await newResponse('REVIEWED')}/request-changes/`,
    body: () => ({ message: 'More, please', email }),
  },
  'POST /responses/{id}/complete-review/': {
    taker: 'ADMIN',
    path: async () => `/responses/${await newResponse('UNDER_REVIEW')}/complete-review/`,
  },
  'POST /responses/{id}/approve/': {
    taker: 'ADMIN',
    path: async () => `/responses/${await newResponse('REVIEWED')}/approve/`,
  },
  'POST /responses/{id}/reject/': {
    taker: 'ADMIN',
    path: async () => `/responses/${await newResponse('REVIEWED')}/reject/`,
    body: () => ({ reason: 'Not enough' }),
  },
  'GET /responses/{id}/submissions/': {
    taker: 'any key',
    path: () => `/responses/${own.response}/submissions/`,
  },
  'GET /responses/{id}/events/': { taker: 'any key', path: () => `/responses/${own.response}/events/` },
  'GET /entities/': { taker: 'any key' },
  'POST /entities/': { taker: 'WRITE', body: () => ({ legal_name: 'Scoped Ltd' }) },
  'POST /entities/{id}/hold/': { taker: 'ADMIN', path: async () => `/entities/${await newEntity()}/hold/` },
  'POST /entities/{id}/release/': {
    taker: 'ADMIN',
    path: async () => `/entities/${await newEntity()}/release/`,
  },
  'POST /entities/{id}/erase/': {
    taker: 'ADMIN',
    path: async () => `/entities/${await newEntity()}/erase/`,
    body: () => ({ reason: 'Requested' }),
  },
  'GET /entities/{id}/': { taker: 'any key', path: () => `/entities/${own.company}/` },
  'PATCH /entities/{id}/': {
    taker: 'WRITE',
    path: () => `/entities/${own.company}/`,
    body: () => ({ phone: null }),
  },
  'POST /entities/{id}/documents/': {
    taker: 'WRITE',
    path: () => `/entities/${own.company}/documents/`,
    body: () => formOf([{ name: 'file', file: newFile() }]).toString(),
    headers: { 'content-type': formType },
  },
  'GET /entities/{id}/documents/': {
    taker: 'any key',
    path: () => `/entities/${own.company}/documents/`,
  },
  'GET /questionnaires/': { taker: 'any key' },
  'GET /questionnaires/{id}/': { taker: 'any key', path: () => `/questionnaires/${own.questionnaire}/` },
  'GET /verification-sessions/': { taker: 'any key' },
  'GET /verification-sessions/{id}/': {
    taker: 'any key',
    path: () => `/verification-sessions/${own.verificationSession}/`,
  },
  'POST /verification-sessions/{id}/outcome/': {
    taker: 'ADMIN',
    path: async () => `/verification-sessions/${await newVerification()}/outcome/`,
    body: () => ({ outcome: 'clear' }),
  },
  'GET /verification-sessions/{id}/evidence/{evidence_id}/content/': {
    taker: 'any key',
    path: () => `/verification-sessions/${own.verificationSession}/evidence/${own.evidence}/content/`,
  },
  'GET /documents/{id}/': { taker: 'any key', path: () => `/documents/${own.document}/` },
  'DELETE /documents/{id}/': { taker: 'WRITE', path: async () => `/documents/${await newDocument()}/` },
  'GET /documents/{id}/content/': { taker: 'any key', path: () => `/documents/${own.document}/content/` },
  'GET /webhooks/': { taker: 'ADMIN' },
  'POST /webhooks/': { taker: 'ADMIN', body: () => webhook },
  'GET /webhooks/{id}/': { taker: 'ADMIN', path: () => `/webhooks/${own.webhook}/` },
  'PATCH /webhooks/{id}/': {
    taker: 'ADMIN',
    path: () => `/webhooks/${own.webhook}/`,
    body: () => ({ description: null }),
  },
  'DELETE /webhooks/{id}/': { taker: 'ADMIN', path: async () => `/webhooks/${await newWebhook()}/` },
  'GET /webhooks/{id}/deliveries/': { taker: 'ADMIN', path: () => `/webhooks/${own.webhook}/deliveries/` },
  'POST /webhooks/deliveries/{id}/redeliver/': {
    taker: 'ADMIN',
    path: () => `/webhooks/deliveries/${own.delivery}/redeliver/`,
  },
  'POST /webhooks/{id}/rotate-secret/': {
    taker: 'ADMIN',
    path: () => `/webhooks/${own.webhook}/rotate-secret/`,
  },
  'POST /webhooks/{id}/test/': { taker: 'ADMIN', path: () => `/webhooks/${own.webhook}/test/` },
  'GET /captured-mails/': { taker: 'any key' },
  'GET /credits/': { taker: 'any key' },
};

describe('a key with a single scope', () => {
  it('a key with a single scope is tried on every mutation, query and route', () => {
    const tried = Object.entries(mutations).map(([name, { mutation = name }]) => mutation);
    expect([...new Set(tried)].sort()).toEqual(
      Object.keys(schema.getMutationType()?.getFields() ?? {}).sort(),
    );
    expect(Object.keys(queries).sort()).toEqual(Object.keys(schema.getQueryType()?.getFields() ?? {}).sort());
    const routesTried = Object.entries(routeCases).map(([name, { route = name }]) => route);
    expect([...new Set(routesTried)].sort()).toEqual(
      routes.map(({ method, path }) => `${method} ${path}`).sort(),
    );
  });

  for (const [name, { mutation = name, taker, ...row }] of Object.entries(mutations)) {
    it(`a key with a single scope may do the mutation ${name} exactly where it is for ${taker}`, async () => {
      for (const scope of scopes) {
        const answer = await mutate({ mutation, ...row }, keys.get(scope));
        if (may(scope, taker)) {
          expect(answer.errors, scope).toBeUndefined();
          expect(answer.data[mutation], scope).not.toHaveProperty('message');
        } else {
          expect(answer, scope).toMatchObject({
            status: 200,
            data: null,
            errors: [{ extensions: { code: 'FORBIDDEN' } }],
          });
        }
      }
    });
  }

  for (const [name, { taker, query }] of Object.entries(queries)) {
    it(`a key with a single scope may do the query ${name} exactly where it is for ${taker}`, async () => {
      for (const scope of scopes) {
        const answer = await gateway.graphql(query(), {}, { key: keys.get(scope) });
        if (may(scope, taker)) {
          expect(answer.errors, scope).toBeUndefined();
          expect(answer.data[name], scope).not.toBeNull();
        } else {
          expect(answer.errors, scope).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
          expect(answer.data?.[name] ?? null, scope).toBeNull();
        }
      }
    });
  }

  for (const [name, { taker, route = name, path, body, headers = {} }] of Object.entries(routeCases)) {
    it(`a key with a single scope may use ${name} exactly where it is for ${taker}`, async () => {
      const [method = '', pattern = ''] = route.split(' ');
      for (const scope of scopes) {
        const answer = await gateway.rest(method, (await path?.()) ?? pattern, body?.(), {
          key: keys.get(scope),
          headers,
        });
        if (may(scope, taker)) {
          expect(answer.status, `${scope} ${JSON.stringify(answer.body)}`).toBeLessThan(300);
        } else {
          expect(answer, scope).toMatchObject({ status: 403, body: { code: 'permission_denied' } });
          expect(answer.body.error).toContain(taker);
        }
      }
    });
  }
});

describe('a test key with every scope', () => {
  const isForLiveKeys = ['createQuestionnaire', 'updateQuestionnaire', 'updateTenant'];

  for (const [name, { mutation = name, taker, ...row }] of Object.entries(mutations)) {
    const isRejected = isForLiveKeys.includes(mutation) || taker === 'operator';
    it(`a test key with every scope is ${isRejected ? 'rejected by' : 'accepted by'} the mutation ${name}`, async () => {
      const answer = await mutate({ mutation, ...row }, await rehearsalKey());
      if (isRejected) {
        expect(answer).toMatchObject({ data: null, errors: [{ extensions: { code: 'FORBIDDEN' } }] });
      } else {
        // Many refer to a live resource, which does not exist for it.
        expect(answer.errors).toBeUndefined();
      }
    });
  }

  it('a test key with every scope changes nothing of a live key, and creates none', async () => {
    const id = await newKeyId();
    const { data } = await mutate({ mutation: 'revokeApiKey', input: () => ({ id }) }, await rehearsalKey());
    expect(data.revokeApiKey.__typename).toBe('NotFoundError');
    const created = await mutate(
      { mutation: 'createApiKey', input: () => ({ name: 'Live', scopes: ['READ'], mode: 'LIVE' }) },
      await rehearsalKey(),
    );
    expect(created).toMatchObject({ data: null, errors: [{ extensions: { code: 'FORBIDDEN' } }] });
    const key = await gateway.services.allTenants.apiKey.findUniqueOrThrow({ where: { id } });
    expect(key.revokedAt).toBeNull();
  });
});

describe('the operator key', () => {
  it('the operator key is no tenant: 401 on every route', async () => {
    for (const { method, path } of routes) {
      const answer = await gateway.rest(method, path.replace(/\{\w+\}/, randomUUID()), undefined, {
        key: operatorKey,
      });
      expect(answer, path).toMatchObject({ status: 401, body: { code: 'authentication_failed' } });
    }
  });

  it('the operator key has no viewer, and reads nothing of a tenant', async () => {
    const ask = (query: string) => gateway.graphql(query, {}, { key: operatorKey });
    expect(await ask('{ viewer { tenant { id } } }')).toEqual({
      status: 200,
      data: { viewer: null },
      errors: undefined,
    });
    for (const [name, { query }] of Object.entries(queries)) {
      if (!['viewer', 'node', 'nodes', 'tenants', 'apiKeys', 'jobs'].includes(name)) {
        expect(await ask(query()), name).toMatchObject({ errors: [{ extensions: { code: 'FORBIDDEN' } }] });
      }
    }
  });

  it('the operator key does nothing in a tenant’s name', async () => {
    const operators = [
      'createApiKey',
      'createTenant',
      'eraseTenant',
      'grantCredits',
      'revokeApiKey',
      'retryJob',
      'updateTenant',
    ];
    for (const [name, { mutation = name, ...row }] of Object.entries(mutations)) {
      const answer = await mutate({ mutation, ...row }, operatorKey);
      if (!operators.includes(mutation)) {
        expect(answer, name).toMatchObject({ data: null, errors: [{ extensions: { code: 'FORBIDDEN' } }] });
      }
    }
  });
});
