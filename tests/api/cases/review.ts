import { expect } from 'vitest';
import type { ResponseStatus } from '../../../src/database/client/enums.ts';
import { type Case, oneCase } from '../../support/both-apis-table.ts';
import { readResponse, setStatus } from '../../support/responses.ts';
import { sendWorkflow } from '../../support/sessions.ts';
import type { World } from '../../support/world.ts';

/** A sent response that has got as far as the status. */
export async function responseIn(world: World, status: ResponseStatus, email?: string): Promise<string> {
  const { responseId } = await sendWorkflow(world, email === undefined ? {} : { email });
  await setStatus(world, responseId, status);
  return responseId;
}

/** The last event of a response's audit trail, as REST gives it. */
async function lastEvent(world: World, responseId: string) {
  const { body } = await world.tenant.rest('GET', `/responses/${responseId}/events/?page_size=1`);
  const { id: _id, ...event } = body.results[0];
  return event;
}

interface Step {
  mutation: 'startReview' | 'completeReview' | 'approveResponse' | 'rejectResponse';
  from: ResponseStatus;
  to: ResponseStatus;
  input?: object;
  event: { type: string; details: object };
  reviewedAt?: string;
}

const steps: Step[] = [
  {
    mutation: 'startReview',
    from: 'SUBMITTED',
    to: 'UNDER_REVIEW',
    input: { notes: ' Ours \n since today ' },
    event: { type: 'response.review_started', details: { notes: 'Ours \n since today' } },
  },
  {
    mutation: 'startReview',
    from: 'RESUBMITTED',
    to: 'UNDER_REVIEW',
    input: { notes: null },
    event: { type: 'response.review_started', details: {} },
  },
  {
    mutation: 'completeReview',
    from: 'UNDER_REVIEW',
    to: 'REVIEWED',
    event: { type: 'response.reviewed', details: {} },
    reviewedAt: '2026-03-01T09:00:00Z',
  },
  {
    mutation: 'approveResponse',
    from: 'REVIEWED',
    to: 'APPROVED',
    input: { notes: 'Low risk' },
    event: { type: 'response.approved', details: { notes: 'Low risk' } },
  },
  {
    mutation: 'rejectResponse',
    from: 'REVIEWED',
    to: 'REJECTED',
    input: { reason: 'No proof of funds' },
    event: { type: 'response.rejected', details: { reason: 'No proof of funds' } },
  },
];

const successes = steps.map(({ mutation, from, to, input = {}, event, reviewedAt = null }) =>
  oneCase({
    name: `${mutation} takes a response from ${from} to ${to} and the audit trail says who did`,
    given: (world) => responseIn(world, from),
    call: (_world, responseId) => ({ mutation, input: { responseId, ...input } }),
    success: (_world, responseId) => ({
      object: {
        id: responseId,
        status: to,
        updated_at: '2026-03-01T09:00:00Z',
        submitted_at: null,
        reviewed_at: reviewedAt,
      },
      changes: { statuses: to },
    }),
    also: async ({ world, given: responseId, outcome }) => {
      expect(Object.keys(outcome.object)).toEqual([
        'id',
        'response_name',
        'status',
        'questionnaire',
        'subject_entity',
        'created_at',
        'updated_at',
        'submitted_at',
        'reviewed_at',
        'reviewed_by',
        'decided_by',
        'language',
        'flags',
        'risk_level',
        'assignee',
        'tags',
        'due_at',
      ]);
      expect(await readResponse(world, responseId)).toMatchObject(outcome.object);
      expect(await lastEvent(world, responseId)).toEqual({
        ...event,
        actor: { kind: 'api_key', name: 'First key' },
        at: '2026-03-01T09:00:00Z',
      });
    },
  }),
);

const tooLong = 'x'.repeat(2001);

const refusals: Case<any>[] = [
  ...(['startReview', 'completeReview', 'approveResponse', 'rejectResponse'] as const).flatMap((mutation) => [
    oneCase({
      name: `rejects ${mutation} for a response that does not exist`,
      call: () => ({
        mutation,
        input: {
          responseId: '0190a8c4-7d1e-7c3a-9b52-3f6e1d2c4b5a',
          ...(mutation === 'rejectResponse' && { reason: 'None' }),
        },
      }),
      refusal: { code: 'NOT_FOUND' },
    }),
    oneCase({
      name: `rejects ${mutation} with a text that is too long, and a field that there is not`,
      given: (world) => responseIn(world, 'REVIEWED'),
      call: (_world, responseId) => ({
        mutation,
        input: {
          responseId,
          [mutation === 'rejectResponse' ? 'reason' : 'notes']: tooLong,
          note: 'misspelt',
        },
      }),
      refusal: {
        code: 'VALIDATION_ERROR',
        fields: [mutation === 'rejectResponse' ? 'reason' : 'notes', 'note'],
        bySchema: true,
      },
    }),
    oneCase({
      name: `rejects ${mutation} with a key that may do all but review`,
      given: async (world) => ({
        responseId: await responseIn(world, 'REVIEWED'),
        key: await world.tenant.createKey({ scopes: ['READ', 'WRITE', 'SEND'] }),
      }),
      call: (_world, { responseId, key }) => ({
        mutation,
        input: { responseId, ...(mutation === 'rejectResponse' && { reason: 'None' }) },
        key,
      }),
      refusal: { code: 'PERMISSION_DENIED' },
    }),
  ]),
  oneCase({
    name: 'rejects to reject for a blank reason',
    given: (world) => responseIn(world, 'REVIEWED'),
    call: (_world, responseId) => ({ mutation: 'rejectResponse', input: { responseId, reason: ' \n ' } }),
    refusal: { code: 'VALIDATION_ERROR', fields: ['reason'] },
  }),
];

export const reviewCases: readonly Case<any>[] = [...successes, ...refusals];
