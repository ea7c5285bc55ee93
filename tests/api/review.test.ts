import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ResponseStatus } from '../../src/database/client/enums.ts';
import { apis, type Call, callThrough, type Mutation } from '../support/both-apis.ts';
import { testThroughBothApis } from '../support/both-apis-table.ts';
import { shareTestGateway, type TestGateway } from '../support/gateway.ts';
import { holdNextMail, refuseSomeMails } from '../support/mails.ts';
import { readResponse, setStatus } from '../support/responses.ts';
import { sendWorkflow } from '../support/sessions.ts';
import { changes, countEverything, createWorld } from '../support/world.ts';
import { requestChangesCases } from './cases/request-changes.ts';
import { responseIn, reviewCases } from './cases/review.ts';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await shareTestGateway({ clock: () => new Date('2026-03-01T09:00:00.750Z') });
  refuseSomeMails(gateway);
});
afterAll(() => gateway.drop());

describe('a step of the review', () => {
  testThroughBothApis(() => gateway, reviewCases);
});

describe('requestChanges and POST /responses/{id}/request-changes/', () => {
  testThroughBothApis(() => gateway, requestChangesCases);
});

/** Where each mutation is at home, written a second time and without the product's own table. */
const allowed: Partial<Record<Mutation, ResponseStatus[]>> = {
  startReview: ['SUBMITTED', 'RESUBMITTED'],
  requestChanges: ['UNDER_REVIEW', 'REVIEWED'],
  completeReview: ['UNDER_REVIEW'],
  approveResponse: ['REVIEWED'],
  rejectResponse: ['REVIEWED'],
};

const callOf = (mutation: Mutation, responseId: string): Call => ({
  mutation,
  input: {
    responseId,
    ...(mutation === 'rejectResponse' && { reason: 'None' }),
    ...(mutation === 'requestChanges' && { message: 'More, please' }),
  },
});

describe('in any other status', () => {
  for (const [name, home] of Object.entries(allowed)) {
    const mutation = name as Mutation;
    it.each(apis)(`${mutation} is rejected on %s with the status, and changes nothing`, async (api) => {
      const world = await createWorld(gateway);
      const { responseId } = await sendWorkflow(world);
      const others = Object.values(ResponseStatus).filter((status) => !home.includes(status));
      expect(others).toHaveLength(9 - home.length);
      for (const status of others) {
        await setStatus(world, responseId, status);
        const before = await countEverything(world);
        const outcome = await callThrough(api, world, callOf(mutation, responseId));
        expect(outcome, status).toMatchObject({
          status: 400,
          code: 'INVALID_REQUEST',
          currentStatus: status,
          message: expect.stringContaining(home.join(' and ')),
        });
        expect(changes(before, await countEverything(world)), status).toEqual({});
      }
    });
  }
});

describe('reviewers at the same time', () => {
  it.each(apis)(
    'reviewers at the same time take a step once on %s, and the others hear of it',
    async (api) => {
      const world = await createWorld(gateway);
      const responseId = await responseIn(world, 'SUBMITTED');
      const outcomes = await Promise.all(
        Array.from({ length: 5 }, () => callThrough(api, world, callOf('startReview', responseId))),
      );

      expect(outcomes.filter(({ code }) => code === 'OK')).toHaveLength(1);
      expect(outcomes.filter(({ code }) => code !== 'OK')).toMatchObject(
        Array(4).fill({ code: 'INVALID_REQUEST', currentStatus: 'UNDER_REVIEW' }),
      );
      const { body } = await world.tenant.rest('GET', `/responses/${responseId}/events/`);
      const started = body.results.filter(({ type }: { type: string }) => type === 'response.review_started');
      expect(started).toHaveLength(1);
    },
  );

  it('decide once: approved or rejected, and never both', async () => {
    const world = await createWorld(gateway);
    const responseId = await responseIn(world, 'REVIEWED');
    const outcomes = await Promise.all(
      apis.flatMap((api) => [
        callThrough(api, world, callOf('approveResponse', responseId)),
        callThrough(api, world, callOf('rejectResponse', responseId)),
      ]),
    );

    const decided = outcomes.filter(({ code }) => code === 'OK');
    expect(decided).toHaveLength(1);
    const { status } = await readResponse(world, responseId);
    expect(status).toBe(decided[0]!.object.status);
    for (const { code, currentStatus } of outcomes.filter((outcome) => outcome !== decided[0])) {
      expect({ code, currentStatus }).toEqual({ code: 'INVALID_REQUEST', currentStatus: status });
    }
  });
});

describe('while the email of a request for changes is in progress', () => {
  it.each(apis)('%s rejects every other step with a conflict until it is answered', async (api) => {
    const world = await createWorld(gateway);
    const responseId = await responseIn(world, 'REVIEWED');
    const call = (mutation: Mutation) => callThrough(api, world, callOf(mutation, responseId));
    const mail = holdNextMail(gateway);
    const requesting = call('requestChanges');
    await mail.handedOver;
    const before = await countEverything(world);
    const meanwhile = [
      await call('approveResponse'),
      await call('rejectResponse'),
      await call('requestChanges'),
    ];
    const afterwards = await countEverything(world);
    mail.accept();

    expect(meanwhile).toMatchObject(Array(3).fill({ status: 409, code: 'CONFLICT' }));
    expect(changes(before, afterwards)).toEqual({});
    expect(await requesting).toMatchObject({ code: 'OK', object: { status: 'CHANGES_REQUESTED' } });
    expect(await call('approveResponse')).toMatchObject({
      code: 'INVALID_REQUEST',
      currentStatus: 'CHANGES_REQUESTED',
    });
  });

  it('the response stays in review, and can be decided when the email is rejected after all', async () => {
    const world = await createWorld(gateway);
    const responseId = await responseIn(world, 'REVIEWED');
    const mail = holdNextMail(gateway);
    const requesting = callThrough('REST', world, callOf('requestChanges', responseId));
    await mail.handedOver;
    const { status } = await readResponse(world, responseId);
    mail.refuse();

    expect(status).toBe('REVIEWED');
    expect(await requesting).toMatchObject({ status: 500, code: 'EMAIL_DISPATCH_FAILED' });
    expect(await callThrough('REST', world, callOf('approveResponse', responseId))).toMatchObject({
      code: 'OK',
      object: { status: 'APPROVED' },
    });
  });
});

describe('a repeated step with the same idempotency key', () => {
  for (const mutation of ['startReview', 'rejectResponse', 'requestChanges'] as const) {
    it.each(apis)(
      `a repeated ${mutation} on %s with the same idempotency key returns the first result and changes nothing`,
      async (api) => {
        const world = await createWorld(gateway);
        const responseId = await responseIn(world, allowed[mutation]![0]!);
        const call = { ...callOf(mutation, responseId), idempotencyKey: 'once' };
        const first = await callThrough(api, world, call);
        await setStatus(world, responseId, 'DRAFT');
        const before = await countEverything(world);
        const second = await callThrough(api, world, call);

        expect(first).toMatchObject({ code: 'OK', isReplayed: false });
        expect(second).toEqual({ ...first, isReplayed: true });
        expect(changes(before, await countEverything(world))).toEqual({});
      },
    );
  }
});

describe('requested changes', () => {
  it('undo the review, so that a response says when its last review was completed', async () => {
    const world = await createWorld(gateway);
    const responseId = await responseIn(world, 'UNDER_REVIEW');
    const call = (mutation: Mutation) => callThrough('REST', world, callOf(mutation, responseId));
    const reviewed = await call('completeReview');
    const sentBack = await call('requestChanges');

    expect(reviewed.object).toMatchObject({ status: 'REVIEWED', reviewed_at: '2026-03-01T09:00:00Z' });
    expect(sentBack.object).toMatchObject({ status: 'CHANGES_REQUESTED', reviewed_at: null });
  });
});
