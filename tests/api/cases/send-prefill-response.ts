import { expect } from 'vitest';
import type { ResponseStatus } from '../../../src/database/client/enums.ts';
import { type Case, noSuchResource, oneCase } from '../../support/both-apis-table.ts';
import { annotate, createPrefill, readResponse, saveAnswers, setStatus } from '../../support/responses.ts';
import type { World } from '../../support/world.ts';

const anId = expect.stringMatching(/^[0-9a-f-]{36}$/);
const send = (responseId: string, input: object = {}) => ({
  mutation: 'sendPrefillResponse' as const,
  input: { responseId, ...input },
});

const successes: Case<any>[] = [
  oneCase({
    name: 'a prefilled response is sent, charged and answered with every key',
    given: (world) => createPrefill(world),
    call: (_world, responseId) => send(responseId, { email: 'recipient@example.com', expiryHours: 24 }),
    success: (world, responseId) => ({
      object: {
        workflow_session_id: anId,
        status: 'sent',
        email_sent: true,
        entity_id: world.company,
        entity_name: 'Acme Trading Ltd',
        response_id: responseId,
        verification_session_id: null,
        steps: ['ddq'],
        expires_at: '2026-03-02T09:00:00Z',
      },
      changes: {
        statuses: 'DRAFT',
        workflowSessions: 1,
        mails: 1,
        credits: { balance: 4, held: 0, used: 1 },
      },
    }),
    also: ({ outcome }) => {
      expect(Object.keys(outcome.object)).toHaveLength(9);
    },
  }),
  oneCase({
    name: 'the stored verification block becomes a verification session when the response is sent',
    given: (world) =>
      createPrefill(world, {
        entityId: world.individual,
        verification: { checks: { identity: true, proofOfAddress: true } },
      }),
    call: (_world, responseId) => send(responseId),
    success: (_world, responseId) => ({
      object: {
        response_id: responseId,
        verification_session_id: anId,
        steps: ['ddq', 'verification'],
        expires_at: '2026-03-03T09:00:00Z',
      },
      changes: {
        statuses: 'DRAFT',
        plannedChecks: null,
        workflowSessions: 1,
        verificationSessions: 1,
        mails: 1,
        credits: { balance: 4, held: 0, used: 1 },
      },
    }),
    also: async ({ world, outcome }) => {
      const { body } = await world.tenant.rest(
        'GET',
        `/verification-sessions/${outcome.object.verification_session_id}/`,
      );
      expect(body).toMatchObject({
        entity_id: world.individual,
        checks: { document: false, identity: true, enhancedIdentity: false, proofOfAddress: true },
        status: 'pending',
      });
    },
  }),
  oneCase({
    name: 'sending forgets where answers were found and keeps the answers',
    given: async (world) => {
      const responseId = await createPrefill(world, { email: 'planned@example.com' });
      await saveAnswers(world, responseId, { name: 'Acme', size: 12 });
      await annotate(world, responseId, 'name');
      const { answers } = await readResponse(world, responseId);
      expect(answers[0].source).toEqual({
        document_id: anId,
        document_name: 'register.pdf',
        page: 2,
        quote: 'Acme Trading Limited',
        confidence: 0.5,
        engine: 'builtin',
      });
      return responseId;
    },
    call: (_world, responseId) => send(responseId),
    success: () => ({ object: { status: 'sent' } }),
    also: async ({ world, given: responseId }) => {
      const { status, answers } = await readResponse(world, responseId);
      expect(status).toBe('DRAFT');
      expect(answers).toMatchObject([
        { question_key: 'name', value: 'Acme', source: null },
        { question_key: 'size', value: 12, source: null },
        { question_key: 'listed', value: null, source: null },
      ]);
      expect(await world.gateway.services.allTenants.answerAnnotation.count({ where: { responseId } })).toBe(
        0,
      );
    },
  }),
];

/** A case whose only interest is where the email went and how long the link is valid. */
const fallback = (
  name: string,
  prefill: (world: World) => Parameters<typeof createPrefill>[1],
  input: object,
  expected: { to: string; expiresAt: string },
) =>
  oneCase({
    name,
    given: (world) => createPrefill(world, prefill(world)),
    call: (_world, responseId: string) => send(responseId, input),
    success: () => ({ object: { expires_at: expected.expiresAt } }),
    also: async ({ world, outcome }) => {
      const session = await world.tenant.rest('GET', `/workflows/${outcome.object.workflow_session_id}/`);
      expect(session.body.email).toBe(expected.to);
      const mails = await world.tenant.rest('GET', '/captured-mails/');
      expect(mails.body.results).toMatchObject([{ to: expected.to }]);
    },
  });

const fallbacks: Case<any>[] = [
  fallback(
    'what the send says goes before what the creation said',
    (world) => ({ entityId: world.individual, email: 'planned@example.com', expiryHours: 72 }),
    { email: 'given@example.com', expiryHours: 1 },
    { to: 'given@example.com', expiresAt: '2026-03-01T10:00:00Z' },
  ),
  fallback(
    'what the creation said goes before what entity and tenant say, and null says nothing',
    (world) => ({ entityId: world.individual, email: 'planned@example.com', expiryHours: 72 }),
    { email: null, expiryHours: null },
    { to: 'planned@example.com', expiresAt: '2026-03-04T09:00:00Z' },
  ),
  fallback(
    'the entity’s address and the tenant’s expiry come last',
    (world) => ({ entityId: world.individual }),
    {},
    { to: 'ada@example.com', expiresAt: '2026-03-03T09:00:00Z' },
  ),
];

const otherStatuses: ResponseStatus[] = [
  'DRAFT',
  'SUBMITTED',
  'UNDER_REVIEW',
  'CHANGES_REQUESTED',
  'REVIEWED',
  'APPROVED',
  'REJECTED',
  'RESUBMITTED',
];

const refusals: Case<any>[] = [
  oneCase({
    name: 'rejects to send where no one has said an address',
    given: (world) => createPrefill(world),
    call: (_world, responseId) => send(responseId),
    refusal: { code: 'VALIDATION_ERROR', fields: ['email'] },
  }),
  oneCase({
    name: 'rejects bad fields of a prefill send, all at the same time',
    given: (world) => createPrefill(world),
    call: (_world, responseId) => send(responseId, { email: 'nobody', expiryHours: 169 }),
    refusal: { code: 'VALIDATION_ERROR', fields: ['email', 'expiryHours'] },
  }),
  oneCase({
    name: 'rejects an unknown field of a prefill send',
    given: (world) => createPrefill(world, { email: 'planned@example.com' }),
    call: (_world, responseId) => send(responseId, { emial: 'x@example.com' }),
    refusal: { code: 'VALIDATION_ERROR', fields: ['emial'], bySchema: true },
  }),
  ...otherStatuses.map((status) =>
    oneCase({
      name: `rejects to send a response in ${status} and says so, credits or none`,
      credits: 0,
      given: async (world) => {
        const responseId = await createPrefill(world, { email: 'planned@example.com' });
        await setStatus(world, responseId, status);
        return responseId;
      },
      call: (_world, responseId) => send(responseId),
      refusal: { code: 'INVALID_REQUEST', currentStatus: status },
    }),
  ),
  ...['0190a8c4-7d1e-7c3a-9b52-3f6e1d2c4b5a', '17', 'not-an-id'].map((responseId) =>
    oneCase({
      name: `rejects to send the response ${responseId}, which does not exist`,
      call: () => send(responseId, { email: 'x@example.com' }),
      refusal: noSuchResource(responseId, 'responseId'),
    }),
  ),
  oneCase({
    name: 'rejects a prefill send without credits, and the response stays as it was',
    credits: 0,
    given: (world) => createPrefill(world, { email: 'planned@example.com' }),
    call: (_world, responseId) => send(responseId),
    refusal: { code: 'INSUFFICIENT_CREDITS' },
  }),
  oneCase({
    name: 'rejects a prefill send with a key that may only write',
    given: async (world) => ({
      responseId: await createPrefill(world, { email: 'planned@example.com' }),
      key: await world.tenant.createKey({ scopes: ['READ', 'WRITE', 'ADMIN'] }),
    }),
    call: (_world, { responseId, key }) => ({ ...send(responseId), key }),
    refusal: { code: 'PERMISSION_DENIED' },
  }),
  oneCase({
    name: 'rejects a prefill send without a key',
    given: (world) => createPrefill(world, { email: 'planned@example.com' }),
    call: (_world, responseId) => ({ ...send(responseId), key: null }),
    refusal: { code: 'AUTHENTICATION_FAILED' },
  }),
];

export const sendPrefillResponseCases: readonly Case<any>[] = [...successes, ...fallbacks, ...refusals];
