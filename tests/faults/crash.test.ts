import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDatabase } from '../../src/database/open.ts';
import {
  clearStage,
  granted,
  killInABurst,
  killPoints,
  killWhileMailsAreHeld,
  type Outcome,
  recover,
  retryAll,
  type Send,
  type Stage,
  setStage,
  stopDuringASend,
} from './crash-story.ts';

let stage: Stage;
let killed: Awaited<ReturnType<typeof killWhileMailsAreHeld>>;
let underWay: Awaited<ReturnType<typeof killInABurst>>;
let recovered: Awaited<ReturnType<typeof recover>>;
let retried: Awaited<ReturnType<typeof retryAll>>;
let stopped: Awaited<ReturnType<typeof stopDuringASend>>;
let all: Send[];
beforeAll(async () => {
  stage = await setStage();
  all = [...stage.stuck, ...stage.hurried];
  killed = await killWhileMailsAreHeld(stage);
  underWay = await killInABurst(stage);
  recovered = await recover(stage);
  retried = await retryAll(stage, recovered.client);
  stopped = await stopDuringASend(stage, recovered);
}, 180_000);
afterAll(() => clearStage(stage));

const isSent = ({ sessions }: Outcome) => sessions.length > 0;
const isPrefilled = ({ send }: Outcome) => send.responseId !== undefined;

describe('a gateway that is killed while emails are in conversation', () => {
  it('had a credit held for each of them', () => {
    expect(killed.held).toBe(killPoints.length);
  });

  it('a gateway that is killed while emails are in conversation leaves links that ask for a moment until it is settled what holds', () => {
    expect(underWay.pendingPage).toMatchObject({ status: 200, refresh: expect.any(String) });
    expect(underWay.pendingPage.html).toContain('One moment');
  });

  it('a gateway that is killed while emails are in conversation leaves its idempotency keys and responses in progress until then', () => {
    expect(underWay.sameKey).toMatchObject({ status: 409, body: { code: 'conflict' } });
    expect(underWay.sameResponse).toMatchObject({ status: 409, body: { code: 'conflict' } });
  });

  it('a gateway that is killed while emails are in conversation has sent none of them in the end, because none was accepted', () => {
    const outcomes = recovered.outcomes.filter(({ send }) => stage.stuck.includes(send));

    expect(outcomes.map(({ sessions }) => sessions)).toEqual(killPoints.map(() => []));
  });

  it('a gateway that is killed while emails are in conversation leaves emails whose links, once rolled back, open a page that says so', () => {
    expect(recovered.page.status).toBe(410);
    expect(recovered.page.html).toContain('This link was never activated');
  });
});

describe('the gateway that follows one killed in a burst of sends', () => {
  it('brings every send to one of two ends: sent and charged once, or rolled back and not charged', () => {
    const sent = recovered.outcomes.filter(isSent);
    const prefilled = recovered.outcomes.filter(isPrefilled);
    const sentDirectly = sent.filter((outcome) => !isPrefilled(outcome));

    expect(recovered.state).toMatchObject({
      credits: { available: granted - sent.length, held: 0, used: sent.length },
      responses: prefilled.length + sentDirectly.length,
      workflowSessions: sent.length,
    });
    for (const { sessions, response, verification } of sent) {
      expect(sessions).toHaveLength(1);
      expect(verification).toBe(200);
      expect(response.status).toBe('DRAFT');
      expect(response.answers.map(({ source }: any) => source)).toEqual([null, null]);
    }
  });

  it('the gateway that follows one killed in a burst of sends leaves a prefilled response that was rolled back in PREFILL, and all of them with their answers', () => {
    for (const outcome of recovered.outcomes.filter(isPrefilled)) {
      const { status, answers } = outcome.response;
      expect(answers.map(({ value }: any) => value)).toEqual(['Analytical Engines', 2]);
      expect(status).toBe(isSent(outcome) ? 'DRAFT' : 'PREFILL');
      expect(answers[0].source?.document_name).toBe(isSent(outcome) ? undefined : 'register.pdf');
    }
  });

  it('the gateway that follows one killed in a burst of sends keeps what a client was told: a send that was answered is sent', () => {
    for (const { send, sessions } of recovered.outcomes) {
      if (send.answer) {
        expect(sessions.map(({ id }) => id)).toEqual([send.answer.body.workflow_session_id]);
      }
    }
  });

  it('the gateway that follows one killed in a burst of sends sends no email while it recovers, and is done within a minute', () => {
    expect(recovered.connections).toBe(0);
    expect(recovered.durationMs).toBeLessThan(60_000);
  });

  it('the gateway that follows one killed in a burst of sends accepts the same idempotency keys again: what was rolled back is sent, what was sent is replayed', () => {
    for (const [index, { send, sessions }] of recovered.outcomes.entries()) {
      const { status, headers, body } = retried.answers[index]!;
      const [session] = sessions;
      expect(status).toBe(send.responseId ? 200 : 201);
      expect(headers['idempotent-replayed']).toBe(session ? 'true' : undefined);
      expect(body.workflow_session_id).toEqual(session ? session.id : expect.any(String));
    }
    expect(retried.mails).toBe(all.length - recovered.outcomes.filter(isSent).length);
    expect(retried.state).toMatchObject({
      credits: { available: granted - all.length, held: 0, used: all.length },
      responses: all.length,
      workflowSessions: all.length,
    });
  });
});

describe('a gateway that gets SIGTERM during a send', () => {
  it('a gateway that gets SIGTERM during a send lets it finish and exits with 0', () => {
    expect(stopped.answer).toMatchObject({ status: 201, body: { status: 'sent', email_sent: true } });
    expect(stopped.exitStatus).toBe(0);
  });

  it('a gateway that gets SIGTERM during a send leaves rows of which nothing is in progress and every charge has its session', async () => {
    const { client: rows, close } = await openDatabase(stage.setUp.settings);
    const where = { tenantId: stage.tenant.id };
    const counts = {
      underWay: await rows.dispatch.count({ where: { ...where, status: 'UNDER_WAY' } }),
      accepted: await rows.dispatch.count({ where: { ...where, status: 'ACCEPTED' } }),
      charges: await rows.creditEntry.count({ where: { ...where, kind: 'CHARGE' } }),
      sessions: await rows.workflowSession.count({ where }),
      verifications: await rows.verificationSession.count({ where }),
      sentEvents: await rows.auditEvent.count({ where: { ...where, type: 'onboarding.created' } }),
      annotations: await rows.answerAnnotation.count({ where }),
      answeredKeys: (await rows.idempotencyRecord.findMany({ where })).filter(({ answer }) => answer).length,
    };
    const account = await rows.creditAccount.findUniqueOrThrow({ where });
    await close();

    expect(counts).toEqual({
      underWay: 0,
      accepted: all.length + 1,
      charges: all.length + 1,
      sessions: all.length + 1,
      verifications: all.length + 1,
      sentEvents: all.length + 1,
      annotations: 0,
      answeredKeys: all.length,
    });
    expect(account).toMatchObject({ balance: granted - all.length - 1, held: 0, used: all.length + 1 });
  });
});
