import { runItem } from '../../src/domain/batches/run-item.ts';
import { newId } from '../../src/ids.ts';
import { readItems } from '../support/batches.ts';
import { formOf, operationForm, sendForm } from '../support/forms.ts';
import type { Caller, Things } from './furnish.ts';

/** An answer in all that a client can see of it, apart from the request's id and the time. */
export interface Answer {
  status: number;
  headers?: object;
  body: unknown;
}

/** One place that takes an id. */
export interface IdCase {
  /** What the id is the id of. */
  of: keyof Things;
  /** Calls with `id` in that place; everything else that the call names is the caller's own. */
  call: (caller: Caller, id: string | number, own: Things) => Promise<Answer>;
  /** No tenant may do this at all, whatever id it names. */
  isOperators?: true;
}

/** Questionnaires and keys belong to a tenant, not to one of its modes. */
export const sharedByModes: ReadonlySet<keyof Things> = new Set([
  'tenant',
  'apiKey',
  'questionnaire',
  'question',
]);

const read = (selection: string, of: keyof Things): IdCase => ({
  of,
  call: async (caller, id) => {
    const { status, data, errors } = await caller.graphql(`query ($id: ID!) { ${selection} }`, { id });
    return { status, body: { data, errors } };
  },
});

const write = (
  field: string,
  of: keyof Things,
  input: (id: string | number, own: Things) => object,
  extra: { isOperators?: true } = {},
): IdCase => ({
  of,
  ...extra,
  call: async (caller, id, own) => {
    const type = `${field[0]?.toUpperCase()}${field.slice(1)}Input`;
    const { status, data, errors } = await caller.graphql(
      `mutation ($input: ${type}!) {
        ${field}(input: $input) { __typename ... on Error { code message } ... on ValidationError { fields { path messages } } }
      }`,
      { input: input(id, own) },
    );
    return { status, body: { data, errors } };
  },
});

/** A query with the input of a mutation. */
const preview = (
  field: string,
  inputType: string,
  of: keyof Things,
  input: (id: string | number, own: Things) => object,
): IdCase => ({
  of,
  call: async (caller, id, own) => {
    const { status, data, errors } = await caller.graphql(
      `query ($input: ${inputType}!) {
        ${field}(input: $input) { __typename ... on Error { code message } ... on ValidationError { fields { path messages } } }
      }`,
      { input: input(id, own) },
    );
    return { status, body: { data, errors } };
  },
});

const route = (
  method: string,
  path: (id: string | number) => string,
  of: keyof Things,
  body?: (id: string | number, own: Things) => object,
): IdCase => ({
  of,
  call: async (caller, id, own) => {
    const answer = await caller.rest(method, path(id), body?.(id, own));
    const { 'x-request-id': _id, date: _date, ...headers } = answer.headers;
    const { request_id: _requestId, ...rest } = answer.body ?? {};
    return { status: answer.status, headers, body: rest };
  },
});

/**
 * What the only send of a batch ends with, which is where its ids are looked up. The batch itself is taken back, because it is
 * the caller's own, whatever becomes of the send.
 */
async function endOfOnlySend(caller: Caller, batchId: string): Promise<object> {
  const { services } = caller.gateway;
  const { allTenants } = services;
  const { id: itemId } = await allTenants.batchItem.findFirstOrThrow({ where: { batchId } });
  // As its job does; a gateway without jobs leaves that to the test.
  await runItem(services, { itemId }, { isLastAttempt: true });
  const [{ status, error }] = await readItems(caller, batchId);
  await allTenants.batch.delete({ where: { id: batchId } });
  await allTenants.auditEvent.deleteMany({ where: { details: { path: ['batch_id'], equals: batchId } } });
  return { status, error: error && { ...error, request_id: undefined } };
}

/** A batch with one send. */
const batchOf = (of: keyof Things, send: (id: string | number, own: Things) => object): IdCase => ({
  of,
  call: async (caller, id, own) => {
    const input = { name: 'Hostile', sends: [send(id, own)] };
    const { status, data, errors } = await caller.graphql(
      `mutation ($input: CreateBatchInput!) {
        createBatch(input: $input) {
          __typename ... on CreateBatchPayload { batch { id } } ... on ValidationError { fields { path messages } }
        }
      }`,
      { input },
    );
    const batchId = data?.createBatch.batch?.id;
    return { status, body: batchId ? await endOfOnlySend(caller, batchId) : { data, errors } };
  },
});

/** The same over REST. */
const routeOfBatch = (of: keyof Things, send: (id: string | number, own: Things) => object): IdCase => ({
  of,
  call: async (caller, id, own) => {
    const sends = [send(id, own)];
    const { status, body } = await caller.rest('POST', '/workflows/batches/', { name: 'Hostile', sends });
    return { status, body: status === 202 ? await endOfOnlySend(caller, body.id) : body.errors };
  },
});

/** A file that no entity has. */
const hostileFile = () => ({ content: Buffer.from(`Hostile ${newId()}`), fileName: 'hostile.txt' });

const definition = {
  name: 'Replaced',
  type: 'RFI',
  sections: [{ title: 'All', questions: [{ key: 'only', text: 'Only?', type: 'TEXT' }] }],
};
const email = 'somebody@recipient.example';

/** Every place of the schema that takes an id. A test holds this list against the schema. */
export const graphqlCases: Readonly<Record<string, IdCase>> = {
  'Query.apiKeys(tenantId)': read('apiKeys(tenantId: $id) { totalCount nodes { id name } }', 'tenant'),
  'Query.auditEvents(filter.entityId)': read(
    'auditEvents(filter: { entityId: $id }) { totalCount nodes { id type } pageInfo { endCursor } }',
    'individual',
  ),
  'Query.auditEvents(filter.responseId)': read(
    'auditEvents(filter: { responseId: $id }) { totalCount nodes { id type } }',
    'response',
  ),
  'Query.auditEvents(filter.workflowSessionId)': read(
    'auditEvents(filter: { workflowSessionId: $id }) { totalCount nodes { id type } }',
    'workflowSession',
  ),
  'Query.batch(id)': read('batch(id: $id) { id total items { nodes { index } } }', 'batch'),
  'Query.document(id)': read('document(id: $id) { id name }', 'document'),
  'Query.documents(filter.entityId)': read(
    'documents(filter: { entityId: $id }) { totalCount nodes { id } }',
    'individual',
  ),
  'Query.entity(id)': read('entity(id: $id) { id name }', 'company'),
  'Query.node(id)': read('node(id: $id) { id ... on Response { answers { value } } }', 'prefill'),
  'Query.nodes(ids)': read('nodes(ids: [$id]) { id ... on Entity { name } }', 'company'),
  'Query.previewPrefillResponse(input.responseId)': preview(
    'previewPrefillResponse',
    'SendPrefillResponseInput',
    'prefill',
    (responseId) => ({ responseId, email }),
  ),
  'Query.previewWorkflow(input.ddq.questionnaireId)': preview(
    'previewWorkflow',
    'SendWorkflowInput',
    'questionnaire',
    (questionnaireId, own) => ({ entityId: own.company, ddq: { questionnaireId }, email }),
  ),
  'Query.previewWorkflow(input.entityId)': preview(
    'previewWorkflow',
    'SendWorkflowInput',
    'company',
    (entityId, own) => ({ entityId, ddq: { questionnaireId: own.questionnaire }, email }),
  ),
  'Query.questionnaire(id)': read('questionnaire(id: $id) { id name responseCount }', 'questionnaire'),
  'Query.response(id)': read('response(id: $id) { id answers { value } }', 'prefill'),
  'Query.responses(filter.entityId)': read(
    'responses(filter: { entityId: $id }) { totalCount nodes { id } pageInfo { endCursor } }',
    'individual',
  ),
  'Query.responses(filter.questionnaireId)': read(
    'responses(filter: { questionnaireId: $id }) { totalCount nodes { id } }',
    'questionnaire',
  ),
  'Query.verificationSession(id)': read('verificationSession(id: $id) { id }', 'verificationSession'),
  'Query.verificationSessions(filter.entityId)': read(
    'verificationSessions(filter: { entityId: $id }) { totalCount nodes { id } }',
    'individual',
  ),
  'Query.webhook(id)': read('webhook(id: $id) { id url deliveries { totalCount } }', 'webhook'),
  'Query.webhookDelivery(id)': read('webhookDelivery(id: $id) { id eventId webhook { id } }', 'delivery'),
  'Query.workflowSession(id)': read('workflowSession(id: $id) { id email }', 'workflowSession'),
  'Query.workflowSessions(filter.entityId)': read(
    'workflowSessions(filter: { entityId: $id }) { totalCount nodes { id } }',
    'individual',
  ),
  'Query.workflowSessions(filter.responseId)': read(
    'workflowSessions(filter: { responseId: $id }) { totalCount nodes { id } }',
    'response',
  ),
  'Mutation.cancelBatch(input.batchId)': write('cancelBatch', 'batch', (batchId) => ({ batchId })),
  'Mutation.createBatch(input.sends.ddq.questionnaireId)': batchOf(
    'questionnaire',
    (questionnaireId, own) => ({ entityId: own.company, ddq: { questionnaireId }, email }),
  ),
  'Mutation.createBatch(input.sends.entityId)': batchOf('company', (entityId, own) => ({
    entityId,
    ddq: { questionnaireId: own.questionnaire },
    email,
  })),
  'Mutation.deleteDocument(input.id)': write('deleteDocument', 'document', (id) => ({ id })),
  'Mutation.uploadDocument(input.entityId)': {
    of: 'company',
    call: async (caller, entityId) => {
      const operations = {
        query: `mutation ($input: UploadDocumentInput!) {
          uploadDocument(input: $input) { __typename ... on Error { code message } ... on ValidationError { fields { path } } }
        }`,
        variables: { input: { entityId, file: null } },
      };
      const files = { file: { places: ['variables.input.file'], file: hostileFile() } };
      const { status, body } = await sendForm('/graphql', operationForm(operations, files), caller);
      return { status, body };
    },
  },
  'Mutation.deleteWebhook(input.id)': write('deleteWebhook', 'webhook', (id) => ({ id })),
  'Mutation.redeliverWebhook(input.deliveryId)': write('redeliverWebhook', 'delivery', (deliveryId) => ({
    deliveryId,
  })),
  'Mutation.rotateWebhookSecret(input.id)': write('rotateWebhookSecret', 'webhook', (id) => ({ id })),
  'Mutation.testWebhook(input.id)': write('testWebhook', 'webhook', (id) => ({ id })),
  'Mutation.updateWebhook(input.id)': write('updateWebhook', 'webhook', (id) => ({
    id,
    description: 'Hostile',
  })),
  'Mutation.createApiKey(input.tenantId)': write('createApiKey', 'tenant', (tenantId) => ({
    tenantId,
    name: 'Hostile',
    scopes: ['READ'],
  })),
  'Mutation.updateTenant(input.tenantId)': write('updateTenant', 'tenant', (tenantId) => ({
    tenantId,
    name: 'Hostile',
  })),
  'Mutation.grantCredits(input.tenantId)': write(
    'grantCredits',
    'tenant',
    (tenantId) => ({ tenantId, amount: 5 }),
    { isOperators: true },
  ),
  'Mutation.eraseTenant(input.tenantId)': write(
    'eraseTenant',
    'tenant',
    (tenantId) => ({ tenantId, confirm: 'Hostile' }),
    { isOperators: true },
  ),
  // A job has no tenant; whatever the id, no tenant may retry one.
  'Mutation.retryJob(input.id)': write('retryJob', 'delivery', (id) => ({ id }), { isOperators: true }),
  'Mutation.approveResponse(input.responseId)': write('approveResponse', 'response', (responseId) => ({
    responseId,
  })),
  'Mutation.autofillResponse(input.documentIds)': write(
    'autofillResponse',
    'document',
    (documentId, own) => ({ responseId: own.prefill, documentIds: [documentId] }),
  ),
  'Mutation.autofillResponse(input.responseId)': write('autofillResponse', 'prefill', (responseId) => ({
    responseId,
  })),
  'Mutation.assignResponse(input.responseId)': write('assignResponse', 'response', (responseId) => ({
    responseId,
    assignee: null,
  })),
  'Mutation.tagResponse(input.responseId)': write('tagResponse', 'response', (responseId) => ({
    responseId,
    tags: ['Hostile'],
  })),
  'Mutation.setResponseDueDate(input.responseId)': write('setResponseDueDate', 'response', (responseId) => ({
    responseId,
    dueAt: null,
  })),
  'Mutation.updateResponse(input.responseId)': write('updateResponse', 'response', (responseId) => ({
    responseId,
    tags: ['Hostile'],
  })),
  'Mutation.commentOnAnswer(input.answerId)': write('commentOnAnswer', 'response', (responseId, own) => ({
    answerId: `${responseId}:${own.question}`,
    text: 'Hostile',
  })),
  'Mutation.commentOnResponse(input.responseId)': write('commentOnResponse', 'response', (responseId) => ({
    responseId,
    questionKey: 'purpose',
    text: 'Hostile',
  })),
  'Mutation.commentOnResponse(input.questionId)': write(
    'commentOnResponse',
    'question',
    (questionId, own) => ({
      responseId: own.prefill,
      questionId,
      text: 'Hostile',
    }),
  ),
  'Mutation.completeReview(input.responseId)': write('completeReview', 'response', (responseId) => ({
    responseId,
  })),
  'Mutation.startReview(input.responseId)': write('startReview', 'response', (responseId) => ({
    responseId,
  })),
  'Mutation.rejectResponse(input.responseId)': write('rejectResponse', 'response', (responseId) => ({
    responseId,
    reason: 'Hostile',
  })),
  'Mutation.requestChanges(input.responseId)': write('requestChanges', 'response', (responseId) => ({
    responseId,
    message: 'Hostile',
  })),
  'Mutation.resendWorkflow(input.workflowSessionId)': write(
    'resendWorkflow',
    'workflowSession',
    (workflowSessionId) => ({ workflowSessionId }),
  ),
  'Mutation.revokeWorkflow(input.workflowSessionId)': write(
    'revokeWorkflow',
    'workflowSession',
    (workflowSessionId) => ({ workflowSessionId }),
  ),
  'Mutation.recordVerificationOutcome(input.verificationSessionId)': write(
    'recordVerificationOutcome',
    'verificationSession',
    (verificationSessionId) => ({ verificationSessionId, outcome: 'CLEAR' }),
  ),
  'Mutation.revokeApiKey(input.id)': write('revokeApiKey', 'apiKey', (id) => ({ id })),
  'Mutation.saveResponse(input.answers.questionId)': write('saveResponse', 'question', (questionId, own) => ({
    responseId: own.prefill,
    answers: [{ questionId, value: 'Hostile' }],
  })),
  'Mutation.saveResponse(input.responseId)': write('saveResponse', 'prefill', (responseId) => ({
    responseId,
    answers: [{ questionKey: 'purpose', value: 'Hostile' }],
  })),
  'Mutation.sendPrefillResponse(input.responseId)': write('sendPrefillResponse', 'prefill', (responseId) => ({
    responseId,
    email,
  })),
  'Mutation.sendWorkflow(input.ddq.questionnaireId)': write(
    'sendWorkflow',
    'questionnaire',
    (questionnaireId, own) => ({ entityId: own.company, ddq: { questionnaireId }, email }),
  ),
  'Mutation.sendWorkflow(input.entityId)': write('sendWorkflow', 'company', (entityId, own) => ({
    entityId,
    ddq: { questionnaireId: own.questionnaire },
    email,
  })),
  'Mutation.updateEntity(input.entityId)': write('updateEntity', 'company', (entityId) => ({
    entityId,
    legalName: 'Hostile',
  })),
  'Mutation.holdEntity(input.entityId)': write('holdEntity', 'company', (entityId) => ({ entityId })),
  'Mutation.releaseEntity(input.entityId)': write('releaseEntity', 'company', (entityId) => ({ entityId })),
  'Mutation.eraseEntity(input.entityId)': write('eraseEntity', 'company', (entityId) => ({
    entityId,
    reason: 'Hostile',
  })),
  'Mutation.updateQuestionnaire(input.questionnaireId)': write(
    'updateQuestionnaire',
    'questionnaire',
    (questionnaireId) => ({ questionnaireId, ...definition }),
  ),
};

/** Every place of a route that takes an id. A test holds this list against the table of routes. */
export const routeCases: Readonly<Record<string, IdCase>> = {
  'POST /workflows/send/ entity_id': route(
    'POST',
    () => '/workflows/send/',
    'company',
    (id, own) => ({ entity_id: id, ddq: { questionnaire_id: own.questionnaire }, email }),
  ),
  'POST /workflows/send/ ddq.questionnaire_id': route(
    'POST',
    () => '/workflows/send/',
    'questionnaire',
    (id, own) => ({ entity_id: own.company, ddq: { questionnaire_id: id }, email }),
  ),
  'POST /workflows/batches/ sends.entity_id': routeOfBatch('company', (id, own) => ({
    entity_id: id,
    ddq: { questionnaire_id: own.questionnaire },
    email,
  })),
  'POST /workflows/batches/ sends.ddq.questionnaire_id': routeOfBatch('questionnaire', (id, own) => ({
    entity_id: own.company,
    ddq: { questionnaire_id: id },
    email,
  })),
  'GET /workflows/batches/{id}/ {id}': route('GET', (id) => `/workflows/batches/${id}/`, 'batch'),
  'GET /workflows/batches/{id}/items/ {id}': route('GET', (id) => `/workflows/batches/${id}/items/`, 'batch'),
  'POST /workflows/batches/{id}/cancel/ {id}': route(
    'POST',
    (id) => `/workflows/batches/${id}/cancel/`,
    'batch',
  ),
  'GET /workflows/ entity_id': route('GET', (id) => `/workflows/?entity_id=${id}`, 'individual'),
  'GET /workflows/ response_id': route('GET', (id) => `/workflows/?response_id=${id}`, 'response'),
  'GET /verification-sessions/ entity_id': route(
    'GET',
    (id) => `/verification-sessions/?entity_id=${id}`,
    'individual',
  ),
  'GET /workflows/{session_id}/ {session_id}': route('GET', (id) => `/workflows/${id}/`, 'workflowSession'),
  'GET /responses/ entity_id': route('GET', (id) => `/responses/?entity_id=${id}`, 'individual'),
  'GET /responses/ questionnaire_id': route(
    'GET',
    (id) => `/responses/?questionnaire_id=${id}`,
    'questionnaire',
  ),
  'GET /responses/{id}/ {id}': route('GET', (id) => `/responses/${id}/`, 'prefill'),
  'POST /workflows/preview/ entity_id': route(
    'POST',
    () => '/workflows/preview/',
    'company',
    (id, own) => ({ entity_id: id, ddq: { questionnaire_id: own.questionnaire }, email }),
  ),
  'POST /workflows/preview/ ddq.questionnaire_id': route(
    'POST',
    () => '/workflows/preview/',
    'questionnaire',
    (id, own) => ({ entity_id: own.company, ddq: { questionnaire_id: id }, email }),
  ),
  'POST /responses/{id}/preview/ {id}': route(
    'POST',
    (id) => `/responses/${id}/preview/`,
    'prefill',
    () => ({ email }),
  ),
  'POST /responses/{id}/send/ {id}': route(
    'POST',
    (id) => `/responses/${id}/send/`,
    'prefill',
    () => ({ email }),
  ),
  'PUT /responses/{id}/save/ {id}': route(
    'PUT',
    (id) => `/responses/${id}/save/`,
    'prefill',
    () => ({ answers: [{ question_key: 'purpose', value: 'Hostile' }] }),
  ),
  'PUT /responses/{id}/save/ answers.question_id': {
    of: 'question',
    call: (caller, id, own) =>
      route(
        'PUT',
        () => `/responses/${own.prefill}/save/`,
        'question',
        () => ({ answers: [{ question_id: id, value: 'Hostile' }] }),
      ).call(caller, id, own),
  },
  'POST /responses/{id}/autofill/ {id}': route('POST', (id) => `/responses/${id}/autofill/`, 'prefill'),
  'POST /responses/{id}/autofill/ document_ids': {
    of: 'document',
    call: (caller, id, own) =>
      route(
        'POST',
        () => `/responses/${own.prefill}/autofill/`,
        'document',
        () => ({ document_ids: [id] }),
      ).call(caller, id, own),
  },
  'GET /responses/{id}/autofill/ {id}': route('GET', (id) => `/responses/${id}/autofill/`, 'prefill'),
  'PATCH /responses/{id}/ {id}': route(
    'PATCH',
    (id) => `/responses/${id}/`,
    'response',
    () => ({ tags: ['Hostile'] }),
  ),
  'POST /responses/{id}/comments/ {id}': route(
    'POST',
    (id) => `/responses/${id}/comments/`,
    'response',
    () => ({ question_key: 'purpose', text: 'Hostile' }),
  ),
  'POST /responses/{id}/comments/ question_id': {
    of: 'question',
    call: (caller, id, own) =>
      route(
        'POST',
        () => `/responses/${own.prefill}/comments/`,
        'question',
        () => ({ question_id: id, text: 'Hostile' }),
      ).call(caller, id, own),
  },
  'GET /responses/{id}/comments/ {id}': route('GET', (id) => `/responses/${id}/comments/`, 'response'),
  'POST /responses/{id}/start-review/ {id}': route(
    'POST',
    (id) => `/responses/${id}/start-review/`,
    'response',
  ),
  'POST /responses/{id}/complete-review/ {id}': route(
    'POST',
    (id) => `/responses/${id}/complete-review/`,
    'response',
  ),
  'POST /responses/{id}/approve/ {id}': route('POST', (id) => `/responses/${id}/approve/`, 'response'),
  'POST /responses/{id}/reject/ {id}': route(
    'POST',
    (id) => `/responses/${id}/reject/`,
    'response',
    () => ({ reason: 'Hostile' }),
  ),
  'POST /responses/{id}/request-changes/ {id}': route(
    'POST',
    (id) => `/responses/${id}/request-changes/`,
    'response',
    () => ({ message: 'Hostile' }),
  ),
  'GET /responses/{id}/submissions/ {id}': route('GET', (id) => `/responses/${id}/submissions/`, 'response'),
  'GET /responses/{id}/events/ {id}': route('GET', (id) => `/responses/${id}/events/`, 'response'),
  'POST /workflows/{session_id}/resend/ {session_id}': route(
    'POST',
    (id) => `/workflows/${id}/resend/`,
    'workflowSession',
  ),
  'POST /workflows/{session_id}/revoke/ {session_id}': route(
    'POST',
    (id) => `/workflows/${id}/revoke/`,
    'workflowSession',
  ),
  'GET /workflows/{session_id}/events/ {session_id}': route(
    'GET',
    (id) => `/workflows/${id}/events/`,
    'workflowSession',
  ),
  'GET /webhooks/{id}/ {id}': route('GET', (id) => `/webhooks/${id}/`, 'webhook'),
  'PATCH /webhooks/{id}/ {id}': route(
    'PATCH',
    (id) => `/webhooks/${id}/`,
    'webhook',
    () => ({ description: 'Hostile' }),
  ),
  'DELETE /webhooks/{id}/ {id}': route('DELETE', (id) => `/webhooks/${id}/`, 'webhook'),
  'GET /webhooks/{id}/deliveries/ {id}': route('GET', (id) => `/webhooks/${id}/deliveries/`, 'webhook'),
  'POST /webhooks/deliveries/{id}/redeliver/ {id}': route(
    'POST',
    (id) => `/webhooks/deliveries/${id}/redeliver/`,
    'delivery',
  ),
  'POST /webhooks/{id}/rotate-secret/ {id}': route(
    'POST',
    (id) => `/webhooks/${id}/rotate-secret/`,
    'webhook',
  ),
  'POST /webhooks/{id}/test/ {id}': route('POST', (id) => `/webhooks/${id}/test/`, 'webhook'),
  'GET /entities/{id}/ {id}': route('GET', (id) => `/entities/${id}/`, 'company'),
  'PATCH /entities/{id}/ {id}': route(
    'PATCH',
    (id) => `/entities/${id}/`,
    'company',
    () => ({ legal_name: 'Hostile' }),
  ),
  'POST /entities/{id}/hold/ {id}': route('POST', (id) => `/entities/${id}/hold/`, 'company'),
  'POST /entities/{id}/release/ {id}': route('POST', (id) => `/entities/${id}/release/`, 'company'),
  'POST /entities/{id}/erase/ {id}': route(
    'POST',
    (id) => `/entities/${id}/erase/`,
    'company',
    () => ({
      reason: 'Hostile',
    }),
  ),
  'POST /entities/{id}/documents/ {id}': {
    of: 'company',
    call: async (caller, id) => {
      const form = formOf([{ name: 'file', file: hostileFile() }]);
      const answer = await sendForm(`/api/v1/entities/${id}/documents/`, form, caller);
      const { request_id: _requestId, ...body } = answer.body;
      return { status: answer.status, body };
    },
  },
  'GET /entities/{id}/documents/ {id}': route('GET', (id) => `/entities/${id}/documents/`, 'individual'),
  'GET /questionnaires/{id}/ {id}': route('GET', (id) => `/questionnaires/${id}/`, 'questionnaire'),
  'GET /documents/{id}/ {id}': route('GET', (id) => `/documents/${id}/`, 'document'),
  'DELETE /documents/{id}/ {id}': route('DELETE', (id) => `/documents/${id}/`, 'document'),
  'GET /documents/{id}/content/ {id}': route('GET', (id) => `/documents/${id}/content/`, 'document'),
  'GET /verification-sessions/{id}/evidence/{evidence_id}/content/ {id}': {
    of: 'verificationSession',
    call: (caller, id, own) =>
      route(
        'GET',
        () => `/verification-sessions/${id}/evidence/${own.evidence}/content/`,
        'verificationSession',
      ).call(caller, id, own),
  },
  'GET /verification-sessions/{id}/evidence/{evidence_id}/content/ {evidence_id}': {
    of: 'evidence',
    call: (caller, id, own) =>
      route(
        'GET',
        () => `/verification-sessions/${own.verificationSession}/evidence/${id}/content/`,
        'evidence',
      ).call(caller, id, own),
  },
  'GET /verification-sessions/{id}/ {id}': route(
    'GET',
    (id) => `/verification-sessions/${id}/`,
    'verificationSession',
  ),
  'POST /verification-sessions/{id}/outcome/ {id}': route(
    'POST',
    (id) => `/verification-sessions/${id}/outcome/`,
    'verificationSession',
    () => ({ outcome: 'clear' }),
  ),
};
