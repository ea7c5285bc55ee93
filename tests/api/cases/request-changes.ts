import { expect } from 'vitest';
import { type Case, oneCase } from '../../support/both-apis-table.ts';
import type { World } from '../../support/world.ts';
import { responseIn } from './review.ts';

const message = 'Please say how many people work for you.\nAnd since when.';
const request = (responseId: string, input: object = {}) => ({
  mutation: 'requestChanges' as const,
  input: { responseId, message, ...input },
});

/** The session that the newest email belongs to, and that email. */
async function newest(world: World) {
  const { allTenants } = world.gateway.services;
  const where = { where: { tenantId: world.tenant.id }, orderBy: { id: 'desc' } } as const;
  return {
    session: await allTenants.workflowSession.findFirstOrThrow(where),
    mail: await allTenants.capturedMail.findFirstOrThrow(where),
  };
}

const successes: Case<any>[] = (['UNDER_REVIEW', 'REVIEWED'] as const).map((status) =>
  oneCase({
    name: `requesting changes in ${status} makes a new session with the message and charges nothing`,
    given: (world) => responseIn(world, status, 'first@example.com'),
    call: (_world, responseId) => request(responseId, { questionKeys: ['listed', 'size'] }),
    success: (_world, responseId) => ({
      object: { id: responseId, status: 'CHANGES_REQUESTED', reviewed_at: null },
      changes: { statuses: 'CHANGES_REQUESTED', workflowSessions: 2, mails: 2 },
    }),
    also: async ({ world, given: responseId }) => {
      const { session, mail } = await newest(world);
      expect(session).toMatchObject({
        status: 'SENT',
        email: 'first@example.com',
        responseId,
        verificationSessionId: null,
        steps: ['DDQ'],
        message,
        expiresAt: new Date('2026-03-03T09:00:00Z'),
      });
      expect(session.questionKeys.toSorted()).toEqual(['listed', 'size']);
      const { data } = await world.tenant.graphql(
        'query ($id: ID!) { workflowSession(id: $id) { message questionKeys } }',
        { id: session.id },
      );
      expect(data.workflowSession).toEqual({ message, questionKeys: session.questionKeys });
      expect(mail).toMatchObject({ to: 'first@example.com', workflowSessionId: session.id });
      expect(mail.text).toContain('Please say how many people work for you.');
      const { body } = await world.tenant.rest('GET', `/responses/${responseId}/events/?page_size=2`);
      expect(body.results).toMatchObject([
        { type: 'onboarding.created', details: { email: 'first@example.com' } },
        {
          type: 'response.changes_requested',
          details: { message, question_keys: session.questionKeys },
        },
      ]);
    },
  }),
);

const choices = oneCase({
  name: 'a request for changes goes where and lives as long as it says, and needs no credit',
  credits: 1,
  given: (world) => responseIn(world, 'UNDER_REVIEW'),
  call: (_world, responseId) =>
    request(responseId, { email: 'other@example.com', expiryHours: 1, language: 'de', questionKeys: null }),
  success: () => ({ object: { status: 'CHANGES_REQUESTED' } }),
  also: async ({ world }) => {
    const { session, mail } = await newest(world);
    expect(session).toMatchObject({
      email: 'other@example.com',
      questionKeys: [],
      expiresAt: new Date('2026-03-01T10:00:00Z'),
    });
    expect(mail.html).toContain('lang="de"');
  },
});

const refusals: Case<any>[] = [
  oneCase({
    name: 'rejects a request for changes that names questions which there are not, each by its place',
    given: (world) => responseIn(world, 'REVIEWED'),
    call: (_world, responseId) => request(responseId, { questionKeys: ['size', 'nonsense', 'name', 'None'] }),
    refusal: { code: 'VALIDATION_ERROR', fields: ['questionKeys[1]', 'questionKeys[3]'] },
  }),
  oneCase({
    name: 'rejects a request for changes without words, to no address and for no time, all at the same time',
    given: (world) => responseIn(world, 'REVIEWED'),
    call: (_world, responseId) => request(responseId, { message: ' ', email: 'nobody', expiryHours: 0 }),
    refusal: { code: 'VALIDATION_ERROR', fields: ['message', 'email', 'expiryHours'] },
  }),
  oneCase({
    name: 'rejects a request for changes to a response that does not exist',
    call: () => request('0190a8c4-7d1e-7c3a-9b52-3f6e1d2c4b5a'),
    refusal: { code: 'NOT_FOUND' },
  }),
  oneCase({
    name: 'rejects a request for changes with a key that may do all but send',
    given: async (world) => ({
      responseId: await responseIn(world, 'REVIEWED'),
      key: await world.tenant.createKey({ scopes: ['READ', 'WRITE', 'ADMIN'] }),
    }),
    call: (_world, { responseId, key }) => ({ ...request(responseId), key }),
    refusal: { code: 'PERMISSION_DENIED' },
  }),
  oneCase({
    name: 'rejects a request for changes whose mail is rejected, and the response is as it was',
    given: (world) => responseIn(world, 'REVIEWED'),
    call: (_world, responseId) => ({
      ...request(responseId, { email: 'recipient@refused.example' }),
      idempotencyKey: 'is-not-kept',
    }),
    refusal: { code: 'EMAIL_DISPATCH_FAILED', isAudited: true },
  }),
];

export const requestChangesCases: readonly Case<any>[] = [...successes, choices, ...refusals];
