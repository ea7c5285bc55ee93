import { readdir, readFile } from 'node:fs/promises';
import {
  getNamedType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isIntrospectionType,
  isObjectType,
  isSpecifiedScalarType,
  isUnionType,
  lexicographicSortSchema,
  parse,
  printSchema,
  validate,
} from 'graphql';
import { describe, expect, it } from 'vitest';
import { errorCodes } from '../../src/errors.ts';
import { schema } from '../../src/graphql/schema.ts';

const root = new URL('../..', import.meta.url);
const ownTypes = Object.values(schema.getTypeMap()).filter(
  (type) => !isIntrospectionType(type) && !isSpecifiedScalarType(type),
);
const mutations = Object.values(schema.getMutationType()?.getFields() ?? {});

it('schema.graphql is the schema that is served', async () => {
  const written = await readFile(new URL('schema.graphql', root), 'utf8');
  expect(written).toBe(`${printSchema(lexicographicSortSchema(schema))}\n`);
});

interface Described {
  path: string;
  text: string | null | undefined;
}

/** Also the operations that need the id of something, which GraphiQL cannot have before it is created. */
it.each(['src/graphql/examples/', 'docs/examples/operations/'])(
  'the operations of %s are valid',
  async (folder) => {
    const files = (await readdir(new URL(folder, root))).filter((name) => name.endsWith('.graphql'));
    expect(files.length).toBeGreaterThan(3);
    for (const name of files) {
      const document = parse(await readFile(new URL(`${folder}${name}`, root), 'utf8'));
      expect(validate(schema, document), name).toEqual([]);
    }
  },
);

describe('everything in the schema says what it is', () => {
  const described: Described[] = [
    { path: 'schema', text: schema.description },
    ...ownTypes.flatMap((type): Described[] => [
      // A union’s name says what it is the result of, and its members say what they are.
      ...(isUnionType(type) ? [] : [{ path: type.name, text: type.description }]),
      ...(isObjectType(type) || isInterfaceType(type)
        ? Object.values(type.getFields()).flatMap(({ name, description, args }) => [
            { path: `${type.name}.${name}`, text: description },
            ...args.map((arg) => ({ path: `${type.name}.${name}(${arg.name})`, text: arg.description })),
          ])
        : []),
      ...(isInputObjectType(type)
        ? Object.values(type.getFields())
        : isEnumType(type)
          ? type.getValues()
          : []
      ).map(({ name, description }) => ({ path: `${type.name}.${name}`, text: description })),
    ]),
  ];

  it('everything in the schema is described in at least one whole sentence', () => {
    expect(described.length).toBeGreaterThan(250);
    const silent = described.filter(({ text }) => !/^["`A-Z*{][\s\S]*[.!?…)]$/.test(text?.trim() ?? ''));
    expect(silent.map(({ path }) => path)).toEqual([]);
  });
});

describe('every mutation', () => {
  for (const { name, args, type } of mutations) {
    it(`${name} takes one input and returns its result or an error`, () => {
      expect(args.map((arg) => `${arg.name}: ${arg.type}`)).toEqual([
        `input: ${name[0]?.toUpperCase()}${name.slice(1)}Input!`,
      ]);
      const result = getNamedType(type);
      expect(String(type)).toBe(`${result.name}!`);
      const members = isUnionType(result) ? [...result.getTypes()] : [];
      const errors = members.filter((member) =>
        member.getInterfaces().some(({ name: of }) => of === 'Error'),
      );
      expect(errors.length).toBeGreaterThan(0);
      expect(members.length - errors.length).toBe(1);
    });
  }
});

it('ErrorCode has the codes of errors that are data, each with its meaning', () => {
  const type = schema.getType('ErrorCode');
  const values = isEnumType(type) ? type.getValues() : [];
  expect(Object.fromEntries(values.map(({ name, description }) => [name, description]))).toEqual(
    Object.fromEntries(
      Object.entries(errorCodes)
        .filter(([, definition]) => 'isMember' in definition)
        .map(([code, { meaning }]) => [code, meaning]),
    ),
  );
});

describe('lists', () => {
  const lists = Object.values(schema.getQueryType()?.getFields() ?? {}).filter(({ type }) =>
    getNamedType(type).name.endsWith('Connection'),
  );
  for (const { name, type, args } of lists) {
    it(`${name} is a Relay connection with a count`, () => {
      expect(args.map((arg) => arg.name)).toEqual(
        expect.arrayContaining(['first', 'after', 'last', 'before']),
      );
      const connection = getNamedType(type);
      const fields = isObjectType(connection) ? Object.keys(connection.getFields()) : [];
      expect(fields).toEqual(expect.arrayContaining(['edges', 'pageInfo', 'totalCount']));
    });
  }
});

describe('the names that the contract gives', () => {
  const documents: Record<string, string> = {
    'a send': `mutation Send($input: SendWorkflowInput!) {
      sendWorkflow(input: $input) {
        __typename
        ... on WorkflowReceipt {
          status emailSent workflowSessionId entityId entityName responseId verificationSessionId steps expiresAt
          entity { id } response { id } workflowSession { id }
        }
        ... on Error { code message }
        ... on ValidationError { fields { path messages } }
        ... on NotFoundError { code } ... on InsufficientCreditsError { code } ... on EmailDispatchError { code }
        ... on ConflictError { code }
      }
    }`,
    'the rest of a workflow': `mutation Rest($id: ID!, $email: EmailAddress, $answers: [AnswerInput!]!) {
      sendPrefillResponse(input: { responseId: $id, email: $email, expiryHours: 24, idempotencyKey: "a" }) {
        ... on WorkflowReceipt { status } ... on InvalidStateError { currentStatus }
      }
      saveResponse(input: { responseId: $id, answers: $answers }) { ... on SaveResponsePayload { response { id } } }
    }`,
    'the review': `mutation Review($id: ID!, $email: EmailAddress) {
      startReview(input: { responseId: $id, notes: "A" }) { ... on StartReviewPayload { response { id } } ... on InvalidStateError { currentStatus } }
      requestChanges(input: { responseId: $id, message: "A", questionKeys: ["a"], email: $email, expiryHours: 24, idempotencyKey: "a" }) {
        ... on RequestChangesPayload { response { id } } ... on InvalidStateError { currentStatus } ... on EmailDispatchError { code }
      }
      completeReview(input: { responseId: $id, notes: "A" }) { ... on CompleteReviewPayload { response { id } } }
      approveResponse(input: { responseId: $id, notes: "A" }) { ... on ApproveResponsePayload { response { id } } }
      rejectResponse(input: { responseId: $id, reason: "A" }) { ... on RejectResponsePayload { response { id } } }
      resendWorkflow(input: { workflowSessionId: $id, email: $email, expiryHours: 24, idempotencyKey: "b" }) {
        ... on ResendWorkflowPayload { workflowSession { id } } ... on InvalidStateError { currentStatus } ... on EmailDispatchError { code }
      }
      revokeWorkflow(input: { workflowSessionId: $id }) { ... on RevokeWorkflowPayload { workflowSession { id } } ... on InvalidStateError { currentStatus } }
    }`,
    'the operator': `mutation Operator($id: ID!, $at: DateTime) {
      createTenant(input: { name: "A", credits: 1, defaultExpiryHours: 48 }) {
        ... on CreateTenantPayload { tenant { id name } apiKey { id } secret }
      }
      grantCredits(input: { tenantId: $id, amount: 1, note: "A" }) { __typename }
      createApiKey(input: { tenantId: $id, name: "A", scopes: [READ, WRITE, SEND, ADMIN], expiresAt: $at, mode: TEST }) {
        ... on CreateApiKeyPayload { apiKey { id name scopes expiresAt } secret }
      }
      revokeApiKey(input: { id: $id }) { ... on RevokeApiKeyPayload { apiKey { id } } }
    }`,
    'a questionnaire': `mutation {
      createQuestionnaire(input: { name: "A", description: "A", type: DDQ, language: "en", sections: [{ title: "A", questions: [
        { key: "a", text: "A", type: SINGLE_CHOICE, required: true, options: ["a"], helpText: "A", visibleWhen: { key: "b", equals: "c" }, min: "0", max: "today", hints: ["A"] }
      ] }] }) { ... on CreateQuestionnairePayload { questionnaire { id } } }
    }`,
    reading: `query Read($id: ID!, $after: String) {
      viewer { tenant { id name defaultExpiryHours credits { available held used } } apiKey { id name scopes } }
      entity(id: $id) { id name type legalName tradingName firstName lastName email phone jurisdiction externalId createdAt updatedAt }
      entities(first: 1, after: $after) { edges { node { id } cursor } pageInfo { hasNextPage endCursor } totalCount }
      questionnaire(id: 1) { id name description type responseCount createdAt currentVersion { id number name description language questionCount createdAt questionnaire { id } sections { title questions { id key text type required options helpText min max hints visibleWhen { key equals } } } } versions(first: 1, after: $after) { totalCount } }
      questionnaires(last: 1, before: $after) { totalCount }
      response(id: $id) { id name status questionnaire { id name type } questionnaireVersion { id number } entity { id name type } createdAt updatedAt submittedAt reviewedAt
        answers { id question { id key text } value source { documentId documentName page quote confidence engine } } }
      responses(filter: { statuses: [PREFILL], entityId: $id, questionnaireId: 1 }) { totalCount }
      workflowSession(id: $id) { id status email entityId entityName responseId verificationSessionId steps completedSteps expiresAt createdAt openedAt completedAt }
      workflowSessions { totalCount }
      verificationSession(id: $id) { id entityId checks { document identity enhancedIdentity proofOfAddress } status outcome createdAt completedAt expiresAt }
      trails: response(id: $id) { auditEvents(first: 1, after: $after) { edges { node { id type actor { kind name } createdAt details } cursor } totalCount } }
      sessionTrails: workflowSession(id: $id) { auditEvents(last: 1, before: $after) { nodes { id } } }
      capturedMails { nodes { id to subject text html workflowSessionId createdAt } }
    }`,
  };
  for (const [name, document] of Object.entries(documents)) {
    it(`the names that the contract gives for ${name} are in the schema`, () => {
      expect(validate(schema, parse(document)).map(({ message }) => message)).toEqual([]);
    });
  }

  const enums: Record<string, string[]> = {
    QuestionType: [
      'TEXT',
      'LONG_TEXT',
      'NUMBER',
      'DATE',
      'BOOLEAN',
      'SINGLE_CHOICE',
      'MULTI_CHOICE',
      'COUNTRY',
      'EMAIL',
      'URL',
      'FILE',
      'ATTESTATION',
      'COUNTRIES',
      'PHONE',
      'PERCENTAGE',
      'LEI',
      'IBAN',
    ],
    ResponseStatus: [
      'PREFILL',
      'DRAFT',
      'SUBMITTED',
      'UNDER_REVIEW',
      'CHANGES_REQUESTED',
      'REVIEWED',
      'APPROVED',
      'REJECTED',
      'RESUBMITTED',
    ],
    WorkflowSessionStatus: ['SENT', 'OPENED', 'COMPLETED', 'EXPIRED', 'REVOKED'],
    VerificationStatus: ['PENDING', 'ACCESSED', 'COMPLETED', 'EXPIRED', 'REVOKED', 'FAILED'],
    VerificationOutcome: ['PENDING', 'CLEAR', 'CONSIDER', 'ATTENTION', 'ISSUE', 'ERROR'],
    WorkflowReceiptStatus: ['SENT', 'PREFILL_READY'],
    ErrorCode: [
      'VALIDATION_ERROR',
      'INVALID_REQUEST',
      'INSUFFICIENT_CREDITS',
      'NOT_FOUND',
      'CONFLICT',
      'PAYLOAD_TOO_LARGE',
      'UNSUPPORTED_MEDIA_TYPE',
      'IDEMPOTENCY_KEY_REUSED',
      'RATE_LIMITED',
      'EMAIL_DISPATCH_FAILED',
    ],
    WorkflowStep: ['DDQ', 'VERIFICATION'],
    ApiKeyScope: ['READ', 'WRITE', 'SEND', 'ADMIN'],
    EntityType: ['COMPANY', 'INDIVIDUAL'],
    QuestionnaireType: ['DDQ', 'RFI'],
    AutofillEngine: ['BUILTIN', 'MODEL'],
    Mode: ['LIVE', 'TEST'],
    ActorKind: ['API_KEY', 'OPERATOR', 'RECIPIENT', 'SYSTEM'],
  };
  for (const [name, values] of Object.entries(enums)) {
    it(`the values of ${name} in the schema are exactly those that the contract gives`, () => {
      const type = schema.getType(name);
      expect((isEnumType(type) ? type.getValues() : []).map((value) => value.name).sort()).toEqual(
        [...values].sort(),
      );
    });
  }
});
