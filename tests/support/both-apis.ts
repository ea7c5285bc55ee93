import { expect } from 'vitest';
import { type ErrorCode, errorCodes } from '../../src/errors.ts';
import { type FormFile, type FormPart, formOf, formType, sendForm } from './forms.ts';
import type { RestAnswer, TestGateway, TestTenant } from './gateway.ts';
import { problemSelection, selections } from './selections.ts';
import { graphqlInput, graphqlPath, restPath, restSpelling, sharedPath } from './spelling.ts';

export const apis = ['REST', 'GraphQL'] as const;
export type Api = (typeof apis)[number];

type Input = Record<string, any>;

/** How each mutation, and each query that has the input of one, is called over REST, from the contract's table. */
const mutations = {
  sendWorkflow: { type: 'WorkflowReceipt', method: 'POST', path: () => '/workflows/send/', status: 201 },
  sendPrefillResponse: {
    type: 'WorkflowReceipt',
    method: 'POST',
    path: ({ responseId }: Input) => `/responses/${responseId}/send/`,
    inPath: 'responseId',
    status: 200,
  },
  previewWorkflow: {
    type: 'WorkflowPreview',
    previews: 'sendWorkflow',
    method: 'POST',
    path: () => '/workflows/preview/',
    status: 200,
  },
  previewPrefillResponse: {
    type: 'WorkflowPreview',
    previews: 'sendPrefillResponse',
    method: 'POST',
    path: ({ responseId }: Input) => `/responses/${responseId}/preview/`,
    inPath: 'responseId',
    status: 200,
  },
  saveResponse: {
    type: 'Response',
    method: 'PUT',
    path: ({ responseId }: Input) => `/responses/${responseId}/save/`,
    inPath: 'responseId',
    status: 200,
  },
  autofillResponse: {
    type: 'Autofill',
    method: 'POST',
    path: ({ responseId }: Input) => `/responses/${responseId}/autofill/`,
    inPath: 'responseId',
    status: 202,
  },
  startReview: {
    type: 'Response',
    selection: 'ResponseSummary',
    method: 'POST',
    path: ({ responseId }: Input) => `/responses/${responseId}/start-review/`,
    inPath: 'responseId',
    status: 200,
  },
  updateResponse: {
    type: 'Response',
    selection: 'ResponseSummary',
    method: 'PATCH',
    path: ({ responseId }: Input) => `/responses/${responseId}/`,
    inPath: 'responseId',
    status: 200,
  },
  completeReview: {
    type: 'Response',
    selection: 'ResponseSummary',
    method: 'POST',
    path: ({ responseId }: Input) => `/responses/${responseId}/complete-review/`,
    inPath: 'responseId',
    status: 200,
  },
  approveResponse: {
    type: 'Response',
    selection: 'ResponseSummary',
    method: 'POST',
    path: ({ responseId }: Input) => `/responses/${responseId}/approve/`,
    inPath: 'responseId',
    status: 200,
  },
  rejectResponse: {
    type: 'Response',
    selection: 'ResponseSummary',
    method: 'POST',
    path: ({ responseId }: Input) => `/responses/${responseId}/reject/`,
    inPath: 'responseId',
    status: 200,
  },
  requestChanges: {
    type: 'Response',
    selection: 'ResponseSummary',
    method: 'POST',
    path: ({ responseId }: Input) => `/responses/${responseId}/request-changes/`,
    inPath: 'responseId',
    status: 200,
  },
  resendWorkflow: {
    type: 'WorkflowSession',
    method: 'POST',
    path: ({ workflowSessionId }: Input) => `/workflows/${workflowSessionId}/resend/`,
    inPath: 'workflowSessionId',
    status: 200,
  },
  revokeWorkflow: {
    type: 'WorkflowSession',
    method: 'POST',
    path: ({ workflowSessionId }: Input) => `/workflows/${workflowSessionId}/revoke/`,
    inPath: 'workflowSessionId',
    status: 200,
  },
  createEntity: { type: 'Entity', method: 'POST', path: () => '/entities/', status: 201 },
  updateEntity: {
    type: 'Entity',
    method: 'PATCH',
    path: ({ entityId }: Input) => `/entities/${entityId}/`,
    inPath: 'entityId',
    status: 200,
  },
  holdEntity: {
    type: 'Entity',
    method: 'POST',
    path: ({ entityId }: Input) => `/entities/${entityId}/hold/`,
    inPath: 'entityId',
    status: 200,
  },
  releaseEntity: {
    type: 'Entity',
    method: 'POST',
    path: ({ entityId }: Input) => `/entities/${entityId}/release/`,
    inPath: 'entityId',
    status: 200,
  },
  eraseEntity: {
    type: 'Entity',
    method: 'POST',
    path: ({ entityId }: Input) => `/entities/${entityId}/erase/`,
    inPath: 'entityId',
    status: 200,
  },
  uploadDocument: {
    type: 'Document',
    method: 'POST',
    path: ({ entityId }: Input) => `/entities/${entityId}/documents/`,
    inPath: 'entityId',
    isForm: true,
    status: 201,
  },
  recordVerificationOutcome: {
    type: 'VerificationSession',
    method: 'POST',
    path: ({ verificationSessionId }: Input) => `/verification-sessions/${verificationSessionId}/outcome/`,
    inPath: 'verificationSessionId',
    status: 200,
  },
  createWebhook: {
    type: 'Webhook',
    method: 'POST',
    path: () => '/webhooks/',
    status: 201,
  },
  updateWebhook: {
    type: 'Webhook',
    method: 'PATCH',
    path: ({ id }: Input) => `/webhooks/${id}/`,
    inPath: 'id',
    status: 200,
  },
  rotateWebhookSecret: {
    type: 'Webhook',
    method: 'POST',
    path: ({ id }: Input) => `/webhooks/${id}/rotate-secret/`,
    inPath: 'id',
    status: 200,
  },
  testWebhook: {
    type: 'WebhookDelivery',
    method: 'POST',
    path: ({ id }: Input) => `/webhooks/${id}/test/`,
    inPath: 'id',
    status: 200,
  },
  redeliverWebhook: {
    type: 'WebhookDelivery',
    method: 'POST',
    path: ({ deliveryId }: Input) => `/webhooks/deliveries/${deliveryId}/redeliver/`,
    inPath: 'deliveryId',
    status: 200,
  },
} as const;

export type Mutation = keyof typeof mutations;

/** What a call came to, in one form for both APIs: codes and paths as in GraphQL, the object and statuses as in REST. */
export interface Outcome {
  status: number;
  code: ErrorCode | 'OK' | 'REFUSED_BY_THE_SCHEMA';
  message: string | undefined;
  fields: Record<string, string[]>;
  currentStatus: string | undefined;
  object: any;
  isReplayed: boolean;
}

export interface Call {
  mutation: Mutation;
  /** In the spelling of GraphQL, without the idempotency key. */
  input: object;
  /** Another key than the tenant's first; null for none. */
  key?: string | null | undefined;
  idempotencyKey?: string | undefined;
}

/** A tenant and the gateway that it lives on. */
export interface Caller {
  gateway: TestGateway;
  tenant: TestTenant;
}

/** Calls a mutation through one of the apis. */
export const callThrough = (api: Api, caller: Caller, call: Call): Promise<Outcome> =>
  api === 'REST' ? callRest(caller, call) : callGraphql(caller, call);

const isFile = (value: unknown): value is FormFile =>
  typeof value === 'object' && value !== null && 'content' in value;

const partOf = (name: string, value: unknown): FormPart =>
  isFile(value) ? { name, file: value } : { name, text: String(value) };

async function callRest(
  { gateway, tenant }: Caller,
  { mutation, input, key = tenant.key, idempotencyKey }: Call,
): Promise<Outcome> {
  const row = mutations[mutation];
  const body = Object.entries(input).filter(([name]) => !('inPath' in row && row.inPath === name));
  const headers = idempotencyKey === undefined ? {} : { 'idempotency-key': idempotencyKey };
  if ('isForm' in row) {
    const parts = body.map(([name, value]) => partOf(name, value));
    const path = `/api/v1${row.path(input)}`;
    return outcomeOfRest(await sendForm(path, formOf(parts), { gateway, key: key ?? undefined, headers }));
  }
  const answer = await tenant.rest(row.method, row.path(input), restSpelling(Object.fromEntries(body)), {
    key: key ?? undefined,
    headers,
  });
  return outcomeOfRest(answer);
}

/** Reads a REST answer, and holds that an error has the contract's shape. */
export function outcomeOfRest({ status, headers, body }: RestAnswer): Outcome {
  expect(headers['x-request-id']).toMatch(/./);
  const isReplayed = headers['idempotent-replayed'] === 'true';
  if (status < 400) {
    return { ...nothing, status, code: 'OK', object: body, isReplayed };
  }
  const { error, code, request_id: requestId, errors = {}, details, ...rest } = body;
  expect(rest).toEqual({});
  expect(requestId).toBe(headers['x-request-id']);
  expect('errors' in body).toBe(code === 'validation_error');
  for (const path of Object.keys(errors)) {
    expect(restPath(graphqlPath(path)), 'the spelling of a path').toBe(path);
  }
  return {
    ...nothing,
    status,
    code: code.toUpperCase(),
    message: error,
    fields: Object.fromEntries(
      Object.entries<string[]>(errors).map(([path, list]) => [graphqlPath(path), list]),
    ),
    currentStatus: details?.current_status,
    isReplayed,
  };
}

async function callGraphql(
  { gateway, tenant }: Caller,
  { mutation, input, key = tenant.key, idempotencyKey }: Call,
): Promise<Outcome> {
  const { type, status: successStatus, ...row } = mutations[mutation];
  const selection = payloadSelection(mutation, type, 'selection' in row ? row.selection : type);
  const [kind, inputOf] = 'previews' in row ? ['query', row.previews] : ['mutation', mutation];
  const inputType = `${inputOf[0]?.toUpperCase()}${inputOf.slice(1)}Input`;
  const files = Object.entries(input).filter(([, value]) => isFile(value));
  const withoutFiles = { ...input, ...Object.fromEntries(files.map(([name]) => [name, null])) };
  const operation = JSON.stringify({
    query: `${kind} ($input: ${inputType}!) {
      ${mutation}(input: $input) { __typename ${selection} ${problemSelection} }
    }`,
    variables: {
      input: {
        ...graphqlInput(inputOf, withoutFiles),
        ...(idempotencyKey !== undefined && { idempotencyKey }),
      },
    },
  });
  const places = files.map(([name]) => [name, [`variables.input.${name}`]]);
  // Straight through the API, because the answer's headers count too.
  const { headers, body } = await gateway.app.inject({
    method: 'POST',
    url: '/graphql',
    headers: {
      'content-type': files.length > 0 ? formType : 'application/json',
      ...(key && { authorization: `Bearer ${key}` }),
    },
    payload:
      files.length === 0
        ? operation
        : formOf([
            { name: 'operations', text: operation },
            { name: 'map', text: JSON.stringify(Object.fromEntries(places)) },
            ...files.map(([name, value]) => partOf(name, value)),
          ]),
  });
  expect(headers['x-request-id']).toMatch(/./);
  const { data, errors } = JSON.parse(body);
  const isReplayed = headers['idempotent-replayed'] === 'true';
  if (errors) {
    const { message, extensions } = errors[0]!;
    const code = requestErrorCodes[extensions.code];
    expect(code, `GraphQL answered ${JSON.stringify(errors)}`).toBeDefined();
    return code === undefined || code === 'REFUSED_BY_THE_SCHEMA'
      ? { ...nothing, status: 400, code: 'REFUSED_BY_THE_SCHEMA', message }
      : { ...nothing, status: errorCodes[code].status, code, message };
  }
  const { __typename, ...object } = data[mutation];
  if (__typename === 'WorkflowPreview') {
    return { ...nothing, status: successStatus, code: 'OK', object: restSpelling(object), isReplayed };
  }
  if (__typename === 'WorkflowReceipt' || __typename.endsWith('Payload')) {
    return { ...nothing, status: successStatus, code: 'OK', object: restSpelling(flat(object)), isReplayed };
  }
  const code = object.code as ErrorCode;
  return {
    ...nothing,
    status: errorCodes[code].status,
    code,
    message: object.message,
    fields: Object.fromEntries(
      (object.fields ?? []).map(({ path, messages }: { path: string; messages: string[] }) => [
        sharedPath(inputOf, path),
        messages,
      ]),
    ),
    currentStatus: restSpelling(object.currentStatus, 'status') as string | undefined,
    isReplayed,
  };
}

/** The fields of a payload whose names are not those of their types. */
const subjects: Record<string, string> = { WebhookDelivery: 'delivery' };
const withSecret: readonly string[] = ['createWebhook', 'rotateWebhookSecret'];

function payloadSelection(mutation: string, type: string, selection: keyof typeof selections): string {
  if (type === 'WorkflowReceipt' || type === 'WorkflowPreview') {
    return `... on ${type} { ${selections[type]} }`;
  }
  const payload = `${mutation[0]?.toUpperCase()}${mutation.slice(1)}Payload`;
  if (type === 'Autofill') {
    return `... on ${payload} { response { responseId: id } autofill { status jobId } }`;
  }
  const subject = subjects[type] ?? `${type[0]?.toLowerCase()}${type.slice(1)}`;
  const secret = withSecret.includes(mutation) ? 'secret' : '';
  return `... on ${payload} { ${subject} { ${selections[selection]} } ${secret} }`;
}

/** The objects of a payload as one, as REST returns them. */
const flat = (payload: Record<string, unknown>): object =>
  Object.assign(
    {},
    ...Object.entries(payload).map(([name, value]) =>
      typeof value === 'object' && value !== null && !Array.isArray(value) ? value : { [name]: value },
    ),
  );

/** The query that previews a mutation; undefined for those that have none. */
export const previewOf = (mutation: Mutation): Mutation | undefined =>
  (Object.keys(mutations) as Mutation[]).find((name) => {
    const row = mutations[name];
    return 'previews' in row && row.previews === mutation;
  });

const nothing = {
  message: undefined,
  fields: {},
  currentStatus: undefined,
  object: undefined,
  isReplayed: false,
};

/** Refusals that come before an operation and are therefore no member of its union. */
const requestErrorCodes: Record<string, ErrorCode | 'REFUSED_BY_THE_SCHEMA'> = {
  BAD_REQUEST: 'REFUSED_BY_THE_SCHEMA',
  BAD_USER_INPUT: 'REFUSED_BY_THE_SCHEMA',
  UNAUTHENTICATED: 'AUTHENTICATION_FAILED',
  FORBIDDEN: 'PERMISSION_DENIED',
};
