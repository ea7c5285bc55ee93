import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MailNotAcceptedError } from '../../src/mail/mailer.ts';
import { apis, callThrough } from '../support/both-apis.ts';
import { type Case, oneCase, testThroughBothApis } from '../support/both-apis-table.ts';
import { startTestGateway, type TestGateway, type TestTenant } from '../support/gateway.ts';
import { changes, countEverything, createWorld, type World } from '../support/world.ts';
import { rejectedEmailCases } from './cases/rejected-email.ts';
import { sendWorkflowRejections } from './cases/send-workflow-rejections.ts';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway({ clock: () => new Date('2026-03-01T09:00:00.750Z') });
  const { sendMail } = gateway.services;
  gateway.services.sendMail = (mail) =>
    mail.to.endsWith('@refused.example')
      ? Promise.reject(
          new MailNotAcceptedError({
            failure: 'REFUSED',
            stage: 'recipient',
            reason: 'the server refused the recipient',
          }),
        )
      : sendMail(mail);
});
afterAll(() => gateway.drop());

const anId = expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}$/);
const email = 'recipient@example.com';
const send = (input: object) => ({ mutation: 'sendWorkflow' as const, input });
const charged = (balance: number, used: number) => ({ credits: { balance, held: 0, used } });

/** A questionnaire for the company. */
const questionnaireFor = (world: World, more: object = {}) => ({
  entityId: world.company,
  ddq: { questionnaireId: world.questionnaire },
  email,
  ...more,
});

const wholeSends: Case<any>[] = [
  oneCase({
    name: 'a questionnaire for an existing company is sent, charged and answered with every key',
    call: (world) => send(questionnaireFor(world)),
    success: (world) => ({
      object: {
        workflow_session_id: anId,
        status: 'sent',
        email_sent: true,
        entity_id: world.company,
        entity_name: 'Acme Trading Ltd',
        response_id: anId,
        verification_session_id: null,
        steps: ['ddq'],
        expires_at: '2026-03-03T09:00:00Z',
      },
      changes: {
        responses: 1,
        statuses: 'DRAFT',
        workflowSessions: 1,
        mails: 1,
        ...charged(4, 1),
      },
    }),
    also: async ({ world, outcome }) => {
      expect(Object.keys(outcome.object)).toHaveLength(9);
      const { body } = await world.tenant.rest('GET', '/captured-mails/');
      expect(body.results).toMatchObject([
        { to: email, workflow_session_id: outcome.object.workflow_session_id },
      ]);
    },
  }),
  oneCase({
    name: 'a questionnaire and a verification for a new individual make all four things at the same time',
    call: (world) =>
      send({
        entity: { entityType: 'INDIVIDUAL', firstName: 'Grace', lastName: 'Hopper', jurisdiction: 'US' },
        ddq: { questionnaireId: world.questionnaire },
        verification: { checks: { document: true, enhancedIdentity: true, proofOfAddress: false } },
        email,
      }),
    success: () => ({
      object: {
        workflow_session_id: anId,
        response_id: anId,
        verification_session_id: anId,
        entity_id: anId,
        entity_name: 'Grace Hopper',
        steps: ['ddq', 'verification'],
      },
      changes: {
        entities: 3,
        responses: 1,
        statuses: 'DRAFT',
        workflowSessions: 1,
        verificationSessions: 1,
        mails: 1,
        ...charged(4, 1),
      },
    }),
    also: async ({ world, outcome }) => {
      const { body } = await world.tenant.rest(
        'GET',
        `/verification-sessions/${outcome.object.verification_session_id}/`,
      );
      expect(body).toEqual({
        id: outcome.object.verification_session_id,
        entity_id: outcome.object.entity_id,
        checks: { document: true, identity: false, enhancedIdentity: true, proofOfAddress: false },
        status: 'pending',
        outcome: 'pending',
        created_at: '2026-03-01T09:00:00Z',
        completed_at: null,
        expires_at: '2026-03-03T09:00:00Z',
      });
    },
  }),
  oneCase({
    name: 'a verification alone for an existing individual has no response',
    call: (world) =>
      send({ entityId: world.individual, verification: { checks: { identity: true } }, email }),
    success: (world) => ({
      object: {
        entity_id: world.individual,
        response_id: null,
        verification_session_id: anId,
        workflow_session_id: anId,
        steps: ['verification'],
      },
      changes: {
        workflowSessions: 1,
        verificationSessions: 1,
        mails: 1,
        ...charged(4, 1),
      },
    }),
    also: async ({ world, outcome }) => {
      const { body } = await world.tenant.rest('GET', `/workflows/${outcome.object.workflow_session_id}/`);
      expect(body).toEqual({
        id: outcome.object.workflow_session_id,
        status: 'sent',
        email,
        entity_id: world.individual,
        entity_name: 'Ada Lovelace',
        response_id: null,
        verification_session_id: outcome.object.verification_session_id,
        steps: ['verification'],
        completed_steps: [],
        expires_at: '2026-03-03T09:00:00Z',
        created_at: '2026-03-01T09:00:00Z',
        opened_at: null,
        completed_at: null,
      });
    },
  }),
  oneCase({
    name: 'a prefill makes a response and neither mail, session nor charge',
    call: (world) =>
      send({
        entityId: world.company,
        ddq: { questionnaireId: world.questionnaire, prefill: true },
      }),
    success: (world) => ({
      object: {
        workflow_session_id: null,
        status: 'prefill_ready',
        email_sent: false,
        entity_id: world.company,
        entity_name: 'Acme Trading Ltd',
        response_id: anId,
        verification_session_id: null,
        steps: ['ddq'],
        expires_at: null,
      },
      changes: { responses: 1, statuses: 'PREFILL' },
    }),
  }),
  oneCase({
    name: 'a prefill keeps its verification block for later and says so in its steps',
    call: (world) =>
      send({
        entityId: world.individual,
        ddq: { questionnaireId: world.questionnaire, prefill: true },
        verification: { checks: { document: true } },
        email,
        expiryHours: 24,
      }),
    success: () => ({
      object: { steps: ['ddq', 'verification'], verification_session_id: null, status: 'prefill_ready' },
      changes: { responses: 1, statuses: 'PREFILL', plannedChecks: '{DOCUMENT}' },
    }),
  }),
  oneCase({
    name: 'a prefill needs no credit',
    credits: 0,
    call: (world) =>
      send({ entityId: world.company, ddq: { questionnaireId: world.questionnaire, prefill: true } }),
    success: () => ({ object: { status: 'prefill_ready' } }),
  }),
  oneCase({
    name: 'a prefill set to false is a direct send',
    call: (world) =>
      send(questionnaireFor(world, { ddq: { questionnaireId: world.questionnaire, prefill: false } })),
    success: () => ({ object: { status: 'sent' } }),
  }),
  oneCase({
    name: 'the last credit is enough',
    credits: 1,
    call: (world) => send(questionnaireFor(world)),
    success: () => ({ object: { status: 'sent' } }),
  }),
];

/** A case whose only interest is what the response is called. */
const named = (name: string, input: (world: World) => object, expected: string) =>
  oneCase({
    name,
    call: (world) => send(input(world)),
    success: () => ({ object: { response_id: anId } }),
    also: async ({ world, outcome }) => {
      const { body } = await world.tenant.rest('GET', `/responses/${outcome.object.response_id}/`);
      expect(body).toMatchObject({ response_name: expected, status: 'DRAFT' });
    },
  });

const names: Case<any>[] = [
  named(
    'a response is called after the legal name where there is no trading name',
    (world) => questionnaireFor(world),
    'Acme Trading Ltd – Company basics',
  ),
  named(
    'a response is called after the trading name before the legal name',
    (world) => ({
      ...questionnaireFor(world, { entityId: null }),
      entity: { legalName: 'Acme Trading Ltd', tradingName: 'Acme' },
    }),
    'Acme – Company basics',
  ),
  named(
    'a response about a person is called after first and last name',
    (world) => questionnaireFor(world, { entityId: world.individual }),
    'Ada Lovelace – Company basics',
  ),
  named(
    'a response is called what the send says',
    (world) =>
      questionnaireFor(world, {
        ddq: { questionnaireId: world.questionnaire, responseName: 'Annual review' },
      }),
    'Annual review',
  ),
];

const expiring = (name: string, expiryHours: number | null, expiresAt: string) =>
  oneCase({
    name,
    call: (world) => send(questionnaireFor(world, { expiryHours })),
    success: () => ({ object: { expires_at: expiresAt } }),
  });

const lenient: Case<any>[] = [
  expiring('a link lives 48 hours where nothing else is said', null, '2026-03-03T09:00:00Z'),
  expiring('a link may live one hour', 1, '2026-03-01T10:00:00Z'),
  expiring('a link may live a week', 168, '2026-03-08T09:00:00Z'),
  oneCase({
    name: 'a link is valid as long as the tenant has set where a send does not say',
    given: async (world) => {
      const tenant = await gateway.services.allTenants.tenant.update({
        where: { id: world.tenant.id },
        data: { defaultExpiryHours: 12 },
      });
      const key = await world.tenant.createKey({});
      return { tenant, key };
    },
    call: (world, { key }) => ({ ...send(questionnaireFor(world)), key }),
    success: () => ({ object: { expires_at: '2026-03-01T21:00:00Z' } }),
  }),
  oneCase({
    name: 'null is as if the field were absent, at every level',
    call: (world) =>
      send({
        entityId: null,
        entity: {
          entityType: null,
          legalName: 'Nulls Ltd',
          tradingName: null,
          firstName: null,
          lastName: null,
          email: null,
          phone: null,
          jurisdiction: null,
          externalId: null,
        },
        ddq: { questionnaireId: world.questionnaire, responseName: null, prefill: null },
        verification: null,
        email,
        expiryHours: null,
      }),
    success: () => ({
      object: {
        status: 'sent',
        entity_name: 'Nulls Ltd',
        steps: ['ddq'],
        expires_at: '2026-03-03T09:00:00Z',
      },
    }),
  }),
  oneCase({
    name: 'an id counts whatever the case of its letters',
    call: (world) => send(questionnaireFor(world, { entityId: world.company.toUpperCase() })),
    success: (world) => ({ object: { entity_id: world.company } }),
  }),
  oneCase({
    name: 'a full new company is stored as given',
    call: (world) =>
      send({
        entity: {
          entityType: 'COMPANY',
          legalName: 'Zażółć & Söhne GmbH',
          tradingName: 'Söhne',
          email: 'office@example.com',
          phone: '+49 30 123',
          jurisdiction: 'DE',
        },
        ddq: { questionnaireId: world.questionnaire },
        email,
      }),
    success: () => ({ object: { entity_name: 'Söhne' } }),
    also: async ({ world, outcome }) => {
      const { body } = await world.tenant.rest('GET', `/entities/${outcome.object.entity_id}/`);
      expect(body).toMatchObject({
        name: 'Söhne',
        entity_type: 'company',
        legal_name: 'Zażółć & Söhne GmbH',
        trading_name: 'Söhne',
        first_name: null,
        email: 'office@example.com',
        phone: '+49 30 123',
        jurisdiction: 'DE',
      });
    },
  }),
];

describe('sendWorkflow and POST /workflows/send/', () => {
  testThroughBothApis(() => gateway, [...wholeSends, ...names, ...lenient, ...sendWorkflowRejections]);
});

describe('a questionnaire that does not exist', () => {
  const sendTo = (tenant: TestTenant, questionnaire_id: number, prefill: boolean) =>
    tenant.rest('POST', '/workflows/send/', {
      entity: { legal_name: 'Acme Ltd' },
      ddq: { questionnaire_id, prefill },
      ...(!prefill && { email }),
    });

  it.each([false, true])(
    'a questionnaire that does not exist is an error that tells a tenant without any how to get one (prefill: %s)',
    async (prefill) => {
      const tenant = await gateway.createTenant();
      const { status, body } = await sendTo(tenant, 1, prefill);
      expect([status, body.code, Object.keys(body)]).toEqual([
        404,
        'not_found',
        ['error', 'code', 'request_id'],
      ]);
      for (const hint of [
        'Questionnaire not found.',
        'createQuestionnaire',
        'questionnaire import',
        'tenant create --demo-questionnaires',
      ]) {
        expect(body.error).toContain(hint);
      }
      const { data } = await tenant.graphql(
        `mutation ($input: SendWorkflowInput!) { sendWorkflow(input: $input) { ... on Error { code message } } }`,
        { input: { entity: { legalName: 'Acme Ltd' }, ddq: { questionnaireId: 1, prefill }, email } },
      );
      expect(data.sendWorkflow).toEqual({ code: 'NOT_FOUND', message: body.error });
    },
  );

  it('a questionnaire that does not exist is the same short error for a tenant that has others, whether or not another tenant has it', async () => {
    const [world, other] = [await createWorld(gateway), await createWorld(gateway)];
    for (const questionnaire of [other.questionnaire, 999_999]) {
      const { status, body } = await sendTo(world.tenant, questionnaire, false);
      expect([status, body.error]).toEqual([404, 'Questionnaire not found.']);
    }
    const empty = await gateway.createTenant();
    const [foreign, unknown] = [
      await sendTo(empty, other.questionnaire, false),
      await sendTo(empty, 999_999, false),
    ];
    expect(foreign.body.error).toBe(unknown.body.error);
  });
});

describe('an email that is not accepted', () => {
  testThroughBothApis(() => gateway, rejectedEmailCases);

  it.each(apis)(
    'an email that is not accepted leaves on %s the entity that came with the send, and the send may be tried again',
    async (api) => {
      const world = await createWorld(gateway);
      const before = await countEverything(world);
      const call = send({
        entity: { legalName: 'Stays Ltd' },
        ddq: { questionnaireId: world.questionnaire },
        email: 'recipient@refused.example',
      });

      const refused = await callThrough(api, world, call);
      expect(refused).toMatchObject({ code: 'EMAIL_DISPATCH_FAILED', status: 500 });
      expect(changes(before, await countEverything(world))).toEqual({ entities: 3, auditEvents: 1 });

      const accepted = await callThrough(api, world, send({ ...call.input, email }));
      expect(accepted).toMatchObject({ code: 'OK', object: { entity_name: 'Stays Ltd' } });
    },
  );
});
