import { afterAll, beforeAll, describe, expect } from 'vitest';
import { type Case, noSuchResource, oneCase, testThroughBothApis } from '../support/both-apis-table.ts';
import { shareTestGateway, type TestGateway } from '../support/gateway.ts';
import type { World } from '../support/world.ts';

let gateway: TestGateway;
let now = new Date('2026-03-01T09:00:00.750Z');
beforeAll(async () => {
  gateway = await shareTestGateway({ clock: () => now });
});
afterAll(() => gateway.drop());

const time = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
const anId = expect.stringMatching(/^[0-9a-f-]{36}$/);
const nobody = '0190a8c4-7d1e-7c3a-9b52-3f6e1d2c4b5a';
const bySchema = { bySchema: true } as const;

const create = (input: object) => ({ mutation: 'createEntity' as const, input });
const update = (entityId: string, changes: object) => ({
  mutation: 'updateEntity' as const,
  input: { entityId, ...changes },
});

const fullCompany = {
  entityType: 'COMPANY',
  legalName: 'Acme Trading Ltd',
  tradingName: 'Acme',
  email: 'office@example.com',
  phone: '+44 20 7946 0000',
  jurisdiction: 'GB',
  externalId: 'crm-17',
};

const created: Case<any>[] = [
  oneCase({
    name: 'a company is created with every field and answered with exactly its keys',
    call: () => create(fullCompany),
    success: () => ({ object: {}, changes: { entities: 3 } }),
    also: async ({ world, outcome }) => {
      expect(outcome.object).toEqual({
        id: anId,
        name: 'Acme',
        entity_type: 'company',
        legal_name: 'Acme Trading Ltd',
        trading_name: 'Acme',
        first_name: null,
        last_name: null,
        email: 'office@example.com',
        phone: '+44 20 7946 0000',
        jurisdiction: 'GB',
        external_id: 'crm-17',
        created_at: time,
        updated_at: time,
        on_hold: false,
        erased_at: null,
      });
      const { status, body } = await world.tenant.rest('GET', `/entities/${outcome.object.id}/`);
      expect({ status, body }).toEqual({ status: 200, body: outcome.object });
    },
  }),
  oneCase({
    name: 'an individual is created and called by first and last name',
    call: () => create({ entityType: 'INDIVIDUAL', firstName: ' Grace ', lastName: 'Hopper' }),
    success: () => ({
      object: {
        entity_type: 'individual',
        name: 'Grace Hopper',
        first_name: 'Grace',
        last_name: 'Hopper',
        legal_name: null,
        email: null,
      },
    }),
  }),
  oneCase({
    name: 'an entity is a company unless it says otherwise',
    call: () => create({ legalName: 'Acme', entityType: null }),
    success: () => ({ object: { entity_type: 'company', name: 'Acme' } }),
  }),
];

const rejectedCreate = (name: string, fields: string[], input: object, options: { bySchema?: true } = {}) =>
  oneCase({
    name: `rejects ${name}`,
    call: () => create(input),
    refusal: { code: 'VALIDATION_ERROR', fields, ...options },
  });

const rejectedCreates: Case<any>[] = [
  rejectedCreate('to create a company without a legal name', ['legalName'], { email: 'x@example.com' }),
  rejectedCreate('to create an individual without names', ['firstName', 'lastName'], {
    entityType: 'INDIVIDUAL',
  }),
  rejectedCreate('to create a company with a person’s name', ['firstName'], {
    legalName: 'A',
    firstName: 'Ada',
  }),
  rejectedCreate('all bad fields of an entity at once', ['legalName', 'email', 'jurisdiction', 'phone'], {
    legalName: '',
    email: 'nobody',
    jurisdiction: 'UK',
    phone: ' ',
  }),
  rejectedCreate(
    'an unknown field of an entity',
    ['displayName'],
    { legalName: 'A', displayName: 'B' },
    bySchema,
  ),
  rejectedCreate(
    'an entity type nobody knows',
    ['entityType'],
    { legalName: 'A', entityType: 'FUND' },
    bySchema,
  ),
  rejectedCreate('a name that is a number', ['legalName'], { legalName: 12 }, bySchema),
  oneCase({
    name: 'rejects to create an entity with a key that may only read',
    given: (world) => world.tenant.createKey({ scopes: ['READ'] }),
    call: (_world, key) => ({ ...create({ legalName: 'Acme' }), key }),
    refusal: { code: 'PERMISSION_DENIED' },
  }),
  oneCase({
    name: 'rejects to create an entity without a key',
    call: () => ({ ...create({ legalName: 'Acme' }), key: null }),
    refusal: { code: 'AUTHENTICATION_FAILED' },
  }),
];

/** A company with every field, an hour before the change. */
async function fullCompanyOf(world: World): Promise<string> {
  const { body } = await world.tenant.rest('POST', '/entities/', {
    entity_type: 'company',
    legal_name: fullCompany.legalName,
    trading_name: fullCompany.tradingName,
    email: fullCompany.email,
    phone: fullCompany.phone,
    jurisdiction: 'GB',
    external_id: fullCompany.externalId,
  });
  return body.id;
}

const updated: Case<any>[] = [
  oneCase({
    name: 'a change touches what it names and nothing else, and says when',
    given: fullCompanyOf,
    call: (_world, id: string) => {
      now = new Date('2031-03-01T10:00:00.750Z');
      return update(id, { email: 'new@example.com' });
    },
    success: (_world, id) => ({
      object: {
        id,
        name: 'Acme',
        email: 'new@example.com',
        phone: fullCompany.phone,
        jurisdiction: 'GB',
        external_id: 'crm-17',
        updated_at: '2031-03-01T10:00:00Z',
      },
      changes: {},
    }),
    also: async ({ world, given: id, outcome }) => {
      now = new Date('2026-03-01T09:00:00.750Z');
      const { body } = await world.tenant.rest('GET', `/entities/${id}/`);
      expect(body).toEqual(outcome.object);
      expect(body.created_at < body.updated_at).toBe(true);
    },
  }),
  oneCase({
    name: 'null clears a field, and without its trading name a company is called by its legal name',
    given: fullCompanyOf,
    call: (_world, id: string) =>
      update(id, { tradingName: null, email: null, phone: null, jurisdiction: null, externalId: null }),
    success: () => ({
      object: {
        name: 'Acme Trading Ltd',
        trading_name: null,
        email: null,
        phone: null,
        jurisdiction: null,
        external_id: null,
      },
    }),
  }),
  oneCase({
    name: 'a new name of a person is the name that sends and lists show',
    call: (world) => update(world.individual, { lastName: 'King' }),
    success: () => ({ object: { name: 'Ada King', first_name: 'Ada', last_name: 'King' } }),
  }),
  oneCase({
    name: 'an empty change changes no field',
    given: fullCompanyOf,
    call: (_world, id: string) => update(id, {}),
    success: () => ({ object: { name: 'Acme', email: 'office@example.com' } }),
  }),
  oneCase({
    name: 'null for a field of the other type clears nothing',
    call: (world) => update(world.company, { firstName: null }),
    success: () => ({ object: { first_name: null, name: 'Acme Trading Ltd' } }),
  }),
];

const rejectedUpdate = (name: string, fields: string[], changes: object, options: { bySchema?: true } = {}) =>
  oneCase({
    name: `rejects ${name}`,
    call: (world) => update(world.company, changes),
    refusal: { code: 'VALIDATION_ERROR', fields, ...options },
  });

const rejectedUpdates: Case<any>[] = [
  rejectedUpdate('to clear a company’s legal name', ['legalName'], { legalName: null }),
  rejectedUpdate('to give a company a person’s name', ['lastName'], { lastName: 'Hopper' }),
  rejectedUpdate(
    'a blank name, a bad address and a bad country at once',
    ['legalName', 'email', 'jurisdiction'],
    {
      legalName: ' ',
      email: 'nobody',
      jurisdiction: 'gb',
    },
  ),
  rejectedUpdate('to change the type of an entity', ['entityType'], { entityType: 'INDIVIDUAL' }, bySchema),
  rejectedUpdate('to set the display name', ['name'], { name: 'Acme' }, bySchema),
  oneCase({
    name: 'rejects to clear a person’s first name and to give a legal name, at the same time',
    call: (world) => update(world.individual, { firstName: null, legalName: 'Acme' }),
    refusal: { code: 'VALIDATION_ERROR', fields: ['firstName', 'legalName'] },
  }),
  ...[nobody, '17'].map((id) =>
    oneCase({
      name: `rejects to change the entity ${id}, which does not exist`,
      call: () => update(id, { email: 'x@example.com' }),
      refusal: noSuchResource(id, 'entityId'),
    }),
  ),
  oneCase({
    name: 'rejects to change an entity with a key that may only send',
    given: (world) => world.tenant.createKey({ scopes: ['SEND'] }),
    call: (world, key: string) => ({ ...update(world.company, { email: null }), key }),
    refusal: { code: 'PERMISSION_DENIED' },
  }),
];

describe('createEntity and POST /entities/', () => {
  testThroughBothApis(() => gateway, [...created, ...rejectedCreates]);
});

describe('updateEntity and PATCH /entities/{id}/', () => {
  testThroughBothApis(() => gateway, [...updated, ...rejectedUpdates]);
});
