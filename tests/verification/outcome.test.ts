import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { oneCase, testThroughBothApis } from '../support/both-apis-table.ts';
import { shareTestGateway, type TestGateway } from '../support/gateway.ts';
import { submitVerification } from '../support/recipients.ts';
import { createWorld, type World } from '../support/world.ts';
import {
  consented,
  giveEvidence,
  readEvents,
  readVerification,
  type SentVerification,
  sendVerification,
} from './support.ts';

let gateway: TestGateway;
beforeAll(async () => {
  // Both apis are to answer the same, times included.
  gateway = await shareTestGateway({ clock: () => new Date('2026-02-26T12:00:00Z') });
});
afterAll(() => gateway.drop());

async function submitted(
  world: World,
  options: { questionnaireId?: number } = {},
): Promise<SentVerification> {
  const sent = await consented(await sendVerification(world, options));
  await giveEvidence(sent, 'DOCUMENT');
  await submitVerification(sent.recipient);
  return sent;
}

const record = ({ verificationSessionId }: SentVerification, input: object) => ({
  mutation: 'recordVerificationOutcome' as const,
  input: { verificationSessionId, ...input },
});

const decided = async (sent: SentVerification) =>
  (await readEvents(sent)).filter(({ type }) => type === 'verification.completed');

describe('recording an outcome', () => {
  testThroughBothApis(
    () => gateway,
    [
      ...(['CLEAR', 'CONSIDER', 'ATTENTION', 'ISSUE', 'ERROR'] as const).map((outcome) =>
        oneCase({
          name: `keeps ${outcome} and tells the audit trail who decided so and why`,
          given: (world) => submitted(world),
          call: (_world, sent) => record(sent, { outcome, reason: 'We have looked\nat it.' }),
          success: (_world, sent) => ({
            object: {
              id: sent.verificationSessionId,
              status: 'completed',
              outcome: outcome.toLowerCase(),
              checks: { document: true, identity: false, enhancedIdentity: false, proofOfAddress: false },
            },
            changes: {},
          }),
          also: async ({ given: sent }) => {
            expect(await decided(sent)).toEqual([
              {
                type: 'verification.completed',
                actorKind: 'API_KEY',
                actorName: expect.any(String),
                details: {
                  outcome: outcome.toLowerCase(),
                  previous_outcome: 'pending',
                  reason: 'We have looked\nat it.',
                },
              },
            ]);
          },
        }),
      ),
      oneCase({
        name: 'takes it without a reason',
        given: (world) => submitted(world),
        call: (_world, sent) => record(sent, { outcome: 'CLEAR' }),
        success: () => ({ object: { outcome: 'clear' } }),
      }),
      oneCase({
        name: 'tells the response’s trail too, while its questionnaire is still open',
        given: (world) => submitted(world, { questionnaireId: world.questionnaire }),
        call: (_world, sent) => record(sent, { outcome: 'ISSUE' }),
        success: () => ({ object: { outcome: 'issue' } }),
        also: async ({ given: sent }) => {
          const { responseId } = sent.recipient;
          const events = await gateway.services.allTenants.auditEvent.findMany({
            where: { type: 'verification.completed', responseId: responseId ?? '' },
          });
          expect(events).toHaveLength(1);
        },
      }),
      oneCase({
        name: 'corrects an outcome',
        given: async (world) => {
          const sent = await submitted(world);
          await world.tenant.rest('POST', `/verification-sessions/${sent.verificationSessionId}/outcome/`, {
            outcome: 'clear',
          });
          return sent;
        },
        call: (_world, sent) => record(sent, { outcome: 'ISSUE', reason: 'The passport was a copy.' }),
        success: () => ({ object: { outcome: 'issue' } }),
        also: async ({ given: sent }) => {
          expect((await decided(sent)).map(({ details }) => details)).toEqual([
            { outcome: 'clear', previous_outcome: 'pending' },
            { outcome: 'issue', previous_outcome: 'clear', reason: 'The passport was a copy.' },
          ]);
        },
      }),
      oneCase({
        name: 'changes nothing and tells no one when it is that outcome already',
        given: async (world) => {
          const sent = await submitted(world);
          await world.tenant.rest('POST', `/verification-sessions/${sent.verificationSessionId}/outcome/`, {
            outcome: 'clear',
          });
          return sent;
        },
        call: (_world, sent) => record(sent, { outcome: 'CLEAR', reason: 'Once more.' }),
        success: () => ({ object: { outcome: 'clear' }, changes: {} }),
        also: async ({ given: sent }) => expect(await decided(sent)).toHaveLength(1),
      }),
      oneCase({
        name: 'answers the first answer again for the same idempotency key',
        given: async (world) => {
          const sent = await submitted(world);
          const path = `/verification-sessions/${sent.verificationSessionId}/outcome/`;
          const headers = { 'idempotency-key': 'first' };
          await world.tenant.rest('POST', path, { outcome: 'clear' }, { headers });
          await world.tenant.rest('POST', path, { outcome: 'issue' });
          return sent;
        },
        call: (_world, sent) => ({ ...record(sent, { outcome: 'CLEAR' }), idempotencyKey: 'first' }),
        success: () => ({ object: { outcome: 'clear' }, changes: {} }),
        also: async ({ given: sent, outcome }) => {
          expect(outcome.isReplayed).toBe(true);
          expect(await readVerification(sent)).toMatchObject({ outcome: 'ISSUE' });
        },
      }),
      oneCase({
        name: 'rejects PENDING, which is no outcome',
        given: (world) => submitted(world),
        call: (_world, sent) => record(sent, { outcome: 'PENDING' }),
        refusal: { code: 'VALIDATION_ERROR', fields: ['outcome'] },
      }),
      oneCase({
        name: 'rejects a reason that is blank or too long',
        given: (world) => submitted(world),
        call: (_world, sent) => record(sent, { outcome: 'CLEAR', reason: 'x'.repeat(2001) }),
        refusal: { code: 'VALIDATION_ERROR', fields: ['reason'] },
      }),
      oneCase({
        name: 'rejects an outcome that there is not',
        given: (world) => submitted(world),
        call: (_world, sent) => record(sent, { outcome: 'PERFECT' }),
        refusal: { code: 'VALIDATION_ERROR', fields: ['outcome'], bySchema: true },
      }),
      oneCase({
        name: 'rejects to be left without an outcome',
        given: (world) => submitted(world),
        call: (_world, sent) => record(sent, {}),
        refusal: { code: 'VALIDATION_ERROR', fields: ['outcome'], bySchema: true },
      }),
      ...(['PENDING', 'ACCESSED', 'EXPIRED', 'REVOKED', 'FAILED'] as const).map((status) =>
        oneCase({
          name: `rejects while the verification is ${status}`,
          given: async (world) => {
            const sent = await sendVerification(world);
            await gateway.services.allTenants.verificationSession.update({
              where: { id: sent.verificationSessionId },
              data: { status },
            });
            return sent;
          },
          call: (_world, sent) => record(sent, { outcome: 'CLEAR' }),
          refusal: { code: 'INVALID_REQUEST', currentStatus: status.toLowerCase() },
        }),
      ),
      oneCase({
        name: 'rejects a verification that does not exist',
        call: () => ({
          mutation: 'recordVerificationOutcome',
          input: { verificationSessionId: '0190a8c4-7d1e-7c3a-9b52-3f6e1d2c4b5a', outcome: 'CLEAR' },
        }),
        refusal: { code: 'NOT_FOUND' },
      }),
    ],
  );

  it('recording an outcome lets the last of several at the same time stand, and tells of each change', async () => {
    const world = await createWorld(gateway);
    const sent = await submitted(world);
    const path = `/verification-sessions/${sent.verificationSessionId}/outcome/`;
    const answers = await Promise.all(
      ['clear', 'issue', 'clear', 'error'].map((outcome) => world.tenant.rest('POST', path, { outcome })),
    );
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    const events = (await decided(sent)).map(
      ({ details }) => details as { outcome: string; previous_outcome: string },
    );
    expect(events.map(({ previous_outcome }) => previous_outcome)).toEqual([
      'pending',
      ...events.slice(0, -1).map(({ outcome }) => outcome),
    ]);
    const { outcome } = await readVerification(sent);
    expect(events.at(-1)?.outcome).toBe(outcome.toLowerCase());
  });
});
