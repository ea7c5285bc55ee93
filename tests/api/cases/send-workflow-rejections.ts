import type { ErrorCode } from '../../../src/errors.ts';
import { type Case, oneCase } from '../../support/both-apis-table.ts';
import type { World } from '../../support/world.ts';

const send = (input: object) => ({ mutation: 'sendWorkflow' as const, input });
const nobody = '0190a8c4-7d1e-7c3a-9b52-3f6e1d2c4b5a';

/** A send that would succeed, for cases to spoil. */
const good = (world: World): Record<string, any> => ({
  entityId: world.company,
  ddq: { questionnaireId: world.questionnaire },
  email: 'recipient@example.com',
});

const goodPerson = { entityType: 'INDIVIDUAL', firstName: 'Grace', lastName: 'Hopper' };
const person = (world: World) => ({ ...good(world), entityId: world.individual });

/** A send whose fields are rejected; `bySchema` where GraphQL's types reject the value themselves. */
const invalid = (
  name: string,
  fields: string[],
  spoil: (world: World) => object,
  { bySchema }: { bySchema?: true } = {},
): Case<any> =>
  oneCase({
    name: `rejects ${name}`,
    call: (world) => send({ ...good(world), ...spoil(world) }),
    refusal: { code: 'VALIDATION_ERROR', fields, ...(bySchema && { bySchema }) },
  });

/** The same for an entity that comes with the send. */
const invalidEntity = (name: string, fields: string[], entity: unknown, options?: { bySchema?: true }) =>
  invalid(name, fields, () => ({ entityId: undefined, entity }), options);

const bySchema = { bySchema: true } as const;

const entities: Case<any>[] = [
  invalid('a send with neither entity nor entity id', ['entity'], () => ({ entityId: undefined })),
  invalid('a send whose entity and entity id are both null', ['entity'], () => ({
    entityId: null,
    entity: null,
  })),
  invalid('a send with an entity and an entity id', ['entity'], () => ({ entity: { legalName: 'Acme' } })),
  invalid('an entity id that is no UUID', ['entityId'], () => ({ entityId: '12' })),
  invalid('an empty entity id', ['entityId'], () => ({ entityId: '' })),
  invalidEntity('a company without a legal name', ['entity.legalName'], {}),
  invalidEntity('a company whose legal name is null', ['entity.legalName'], { legalName: null }),
  invalidEntity('a company whose legal name is blank', ['entity.legalName'], { legalName: ' \t' }),
  invalidEntity('a company with a trading name alone', ['entity.legalName'], { tradingName: 'Acme' }),
  invalidEntity('a line break in a name', ['entity.legalName'], { legalName: 'Acme\r\nBcc: x@example.com' }),
  invalidEntity('a person without first name', ['entity.firstName'], {
    entityType: 'INDIVIDUAL',
    lastName: 'Hopper',
  }),
  invalidEntity('a person without any name', ['entity.firstName', 'entity.lastName'], {
    entityType: 'INDIVIDUAL',
  }),
  invalidEntity('a company with a first name', ['entity.firstName'], { legalName: 'Acme', firstName: 'Ada' }),
  invalidEntity('a person with a legal name and a trading name', ['entity.legalName', 'entity.tradingName'], {
    ...goodPerson,
    legalName: 'Acme',
    tradingName: 'Acme',
  }),
  ...['UK', 'gb', 'GBR', '', 'XX'].map((jurisdiction) =>
    invalidEntity(`the jurisdiction "${jurisdiction}"`, ['entity.jurisdiction'], {
      legalName: 'Acme',
      jurisdiction,
    }),
  ),
  invalidEntity('an entity with a malformed address', ['entity.email'], { legalName: 'Acme', email: 'acme' }),
  invalidEntity(
    'an entity of an unknown type',
    ['entity.entityType'],
    { entityType: 'TRUST', legalName: 'Acme' },
    bySchema,
  ),
  invalidEntity('an entity that is a text', ['entity'], 'Acme', bySchema),
  invalidEntity('an entity that is a list', ['entity'], [{ legalName: 'Acme' }], bySchema),
  invalidEntity('a legal name that is a number', ['entity.legalName'], { legalName: 5 }, bySchema),
];

const checks = (value: unknown) => (world: World) => ({
  entityId: world.individual,
  verification: { checks: value },
});
const someCheck = { checks: { document: true } };

const blocks: Case<any>[] = [
  invalid('a send that asks for nothing', ['ddq'], () => ({ ddq: undefined })),
  invalid('a send whose blocks are both null', ['ddq'], () => ({ ddq: null, verification: null })),
  invalid('a verification without a true check', ['verification.checks'], checks({ document: false })),
  invalid('a verification whose checks are empty', ['verification.checks'], checks({})),
  invalid('a verification whose checks are all null', ['verification.checks'], checks({ identity: null })),
  invalid('a verification without checks', ['verification.checks'], checks(undefined), bySchema),
  invalid('a verification whose checks are a list', ['verification.checks'], checks(['document']), bySchema),
  invalid('a check that is a text', ['verification.checks.document'], checks({ document: 'true' }), bySchema),
  invalid(
    'a check nobody knows',
    ['verification.checks.fingerprint'],
    checks({ document: true, fingerprint: true }),
    bySchema,
  ),
  invalid('a verification of an existing company', ['verification'], () => ({ verification: someCheck })),
  invalid('a verification of a new company', ['verification'], () => ({
    entityId: undefined,
    entity: { legalName: 'Acme' },
    verification: someCheck,
  })),
  invalid('a prefill that plans the verification of a company', ['verification'], (world) => ({
    ddq: { questionnaireId: world.questionnaire, prefill: true },
    verification: someCheck,
  })),
  invalid('a verification alone without an address', ['email'], (world) => ({
    entityId: world.individual,
    ddq: undefined,
    verification: someCheck,
    email: undefined,
  })),
  invalid('the questionnaire id 0', ['ddq.questionnaireId'], () => ({ ddq: { questionnaireId: 0 } })),
  invalid('the questionnaire id -1', ['ddq.questionnaireId'], () => ({ ddq: { questionnaireId: -1 } })),
  invalid('the questionnaire id 2147483648', ['ddq.questionnaireId'], () => ({
    ddq: { questionnaireId: 2_147_483_648 },
  })),
  ...[1.5, true, null, undefined].map((questionnaireId) =>
    invalid(
      `the questionnaire id ${JSON.stringify(questionnaireId) ?? 'that is missing'}`,
      ['ddq.questionnaireId'],
      () => ({ ddq: { questionnaireId } }),
      bySchema,
    ),
  ),
  invalid('a blank response name', ['ddq.responseName'], (world) => ({
    ddq: { questionnaireId: world.questionnaire, responseName: ' ' },
  })),
  invalid(
    'a prefill that is a text',
    ['ddq.prefill'],
    (world) => ({ ddq: { questionnaireId: world.questionnaire, prefill: 'true' } }),
    bySchema,
  ),
  invalid('a block that is a number', ['ddq'], () => ({ ddq: 17 }), bySchema),
];

const addressesAndTimes: Case<any>[] = [
  invalid('a direct send without an address', ['email'], () => ({ email: undefined })),
  invalid('a direct send whose address is null', ['email'], () => ({ email: null })),
  ...[
    'nobody',
    'a@b',
    'a b@example.com',
    'a@example.com, b@example.com',
    'Ada <ada@example.com>',
    'ada@example.com\r\nBcc: eve@example.com',
    '',
  ].map((email) => invalid(`the address ${JSON.stringify(email)}`, ['email'], () => ({ email }))),
  invalid('a bad address of a prefill', ['email'], (world) => ({
    ddq: { questionnaireId: world.questionnaire, prefill: true },
    email: 'nobody',
  })),
  ...[0, 169, -1].map((expiryHours) =>
    invalid(`an expiry of ${expiryHours} hours`, ['expiryHours'], () => ({ expiryHours })),
  ),
  ...[1.5, '24', true].map((expiryHours) =>
    invalid(`the expiry ${JSON.stringify(expiryHours)}`, ['expiryHours'], () => ({ expiryHours }), bySchema),
  ),
];

const unknownFields: Case<any>[] = [
  invalid('an unknown field', ['emial'], () => ({ emial: 'x@example.com' }), bySchema),
  invalid(
    'an unknown field of the questionnaire block',
    ['ddq.prefil'],
    (world) => ({ ddq: { questionnaireId: world.questionnaire, prefil: true } }),
    bySchema,
  ),
  invalidEntity(
    'an unknown field of the entity',
    ['entity.name'],
    { legalName: 'Acme', name: 'Acme' },
    bySchema,
  ),
  invalid(
    'an unknown field of the verification block',
    ['verification.provider'],
    (world) => ({ entityId: world.individual, verification: { ...someCheck, provider: 'x' } }),
    bySchema,
  ),
  oneCase({
    name: 'rejects all problems at the same time, each at its own path',
    call: (world) =>
      send({
        entity: { legalName: ' ', lastName: 'Hopper', jurisdiction: 'UK', email: 'x' },
        ddq: { questionnaireId: 0, responseName: '' },
        verification: { checks: {} },
        expiryHours: 0,
        entityId: world.company,
      }),
    refusal: {
      code: 'VALIDATION_ERROR',
      fields: [
        'entity',
        'entity.legalName',
        'entity.lastName',
        'entity.jurisdiction',
        'entity.email',
        'ddq.questionnaireId',
        'ddq.responseName',
        'verification',
        'verification.checks',
        'email',
        'expiryHours',
      ],
    },
  }),
];

const refused = (name: string, code: ErrorCode, row: Pick<Case<any>, 'call' | 'credits' | 'given'>) =>
  oneCase({ name: `rejects ${name}`, ...row, refusal: { code } });

const missing: Case<any>[] = [
  refused('an entity that does not exist', 'NOT_FOUND', {
    call: (world) => send({ ...good(world), entityId: nobody }),
  }),
  refused('a questionnaire that does not exist', 'NOT_FOUND', {
    call: (world) => send({ ...good(world), ddq: { questionnaireId: 2_147_483_647 } }),
  }),
  refused('an unknown questionnaire for a new entity, which is not created either', 'NOT_FOUND', {
    call: (world) =>
      send({ ...person(world), entityId: undefined, entity: goodPerson, ddq: { questionnaireId: 999_999 } }),
  }),
  refused('a prefill of an unknown questionnaire', 'NOT_FOUND', {
    call: (world) => send({ ...good(world), ddq: { questionnaireId: 999_999, prefill: true } }),
  }),
];

/** The order in which rejections come, where a call deserves several. */
const order: Case<any>[] = [
  refused('a call without a key before its shape is looked at', 'AUTHENTICATION_FAILED', {
    call: () => ({ ...send({}), key: null }),
  }),
  refused('a call with a key that nobody has', 'AUTHENTICATION_FAILED', {
    call: (world) => ({ ...send(good(world)), key: `kycg_live_${'x'.repeat(43)}` }),
  }),
  oneCase({
    name: 'rejects a bad shape before the missing scope',
    given: (world) => world.tenant.createKey({ scopes: ['READ'] }),
    call: (world, key: string) => ({ ...send({ ...good(world), email: 'x' }), key }),
    refusal: { code: 'VALIDATION_ERROR', fields: ['email'] },
  }),
  refused('a direct send with a key that may only write', 'PERMISSION_DENIED', {
    given: (world) => world.tenant.createKey({ scopes: ['READ', 'WRITE', 'ADMIN'] }),
    call: (world, key: string) => ({ ...send(good(world)), key }),
  }),
  refused('a prefill with a key that may only send', 'PERMISSION_DENIED', {
    given: (world) => world.tenant.createKey({ scopes: ['SEND'] }),
    call: (world, key: string) => ({
      ...send({ ...good(world), ddq: { questionnaireId: world.questionnaire, prefill: true } }),
      key,
    }),
  }),
  refused('an unknown entity before the missing credits', 'NOT_FOUND', {
    credits: 0,
    call: (world) => send({ ...good(world), entityId: nobody }),
  }),
  refused('a send without credits, and nothing is created and no mail goes out', 'INSUFFICIENT_CREDITS', {
    credits: 0,
    call: (world) => send(good(world)),
  }),
  refused('a new entity with a send without credits', 'INSUFFICIENT_CREDITS', {
    credits: 0,
    call: (world) => ({
      ...send({
        entity: goodPerson,
        ddq: { questionnaireId: world.questionnaire },
        verification: someCheck,
        email: 'x@example.com',
      }),
      idempotencyKey: 'is-not-kept',
    }),
  }),
];

export const sendWorkflowRejections: readonly Case<any>[] = [
  ...entities,
  ...blocks,
  ...addressesAndTimes,
  ...unknownFields,
  ...missing,
  ...order,
];
