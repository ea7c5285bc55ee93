import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LinkClosedError } from '../../src/domain/recipients/recipient.ts';
import { shareTestGateway, type TestGateway } from '../support/gateway.ts';
import { giveConsent, startHostedVerification, submitVerification } from '../support/recipients.ts';
import { createWorld, type World } from '../support/world.ts';
import {
  allChecks,
  consent,
  consented,
  follow,
  giveEvidence,
  readEvents,
  readSession,
  readVerification,
  sendVerification,
} from './support.ts';

let now = new Date('2026-02-26T12:00:00Z');
let gateway: TestGateway;
let world: World;
beforeAll(async () => {
  gateway = await shareTestGateway({ clock: () => now });
  world = await createWorld(gateway, { credits: 100 });
});
afterAll(() => gateway.drop());

const ada = { actorKind: 'RECIPIENT', actorName: 'ada@example.com' };

describe('consent', () => {
  it('consent is kept once, with the words that were agreed to', async () => {
    const sent = await consented(await sendVerification(world));
    expect(await readVerification(sent)).toMatchObject({ status: 'ACCESSED', consentedAt: now });
    expect(await readSession(sent)).toMatchObject({ status: 'OPENED', openedAt: now });
    await giveConsent(sent.recipient, { language: 'de', statement: 'Etwas anderes.' });
    const told = (await readEvents(sent)).filter(({ type }) => type === 'verification.consented');
    expect(told).toEqual([{ type: 'verification.consented', ...ada, details: consent }]);
  });

  it('consent is one event when it is given twice at the same time', async () => {
    const sent = await sendVerification(world);
    await Promise.all([giveConsent(sent.recipient, consent), giveConsent(sent.recipient, consent)]);
    const told = (await readEvents(sent)).filter(({ type }) => type === 'verification.consented');
    expect(told).toHaveLength(1);
  });
});

describe('handing in', () => {
  it('handing in a verification names every check without evidence and a missing consent, and changes nothing', async () => {
    const sent = await sendVerification(world, { checks: allChecks });
    await giveEvidence(sent, 'IDENTITY');
    await expect(submitVerification(sent.recipient)).rejects.toMatchObject({
      missingChecks: ['DOCUMENT', 'ENHANCED_IDENTITY', 'PROOF_OF_ADDRESS'],
      isConsentMissing: true,
    });
    await giveEvidence(sent, 'DOCUMENT', 'DOCUMENT', 'ENHANCED_IDENTITY', 'PROOF_OF_ADDRESS');
    await expect(submitVerification(sent.recipient)).rejects.toMatchObject({
      missingChecks: [],
      isConsentMissing: true,
    });
    expect(await readVerification(sent)).toMatchObject({ status: 'PENDING', completedAt: null });
    expect(await readEvents(sent)).toEqual([]);
  });

  it('completes the step and the session, and leaves the outcome open', async () => {
    const sent = await consented(await sendVerification(world));
    await giveEvidence(sent, 'DOCUMENT');
    await submitVerification(sent.recipient);
    expect(await readVerification(sent)).toMatchObject({
      status: 'COMPLETED',
      outcome: 'PENDING',
      completedAt: now,
    });
    expect(await readSession(sent)).toMatchObject({ status: 'COMPLETED', completedSteps: ['VERIFICATION'] });
    expect((await readEvents(sent)).map(({ type }) => type).slice(-2)).toEqual([
      'onboarding.verification_completed',
      'onboarding.completed',
    ]);
  });

  it('handing in a verification leaves a session open if its questionnaire is not done', async () => {
    const sent = await consented(await sendVerification(world, { questionnaireId: world.questionnaire }));
    await giveEvidence(sent, 'DOCUMENT');
    await submitVerification(sent.recipient);
    expect(await readSession(sent)).toMatchObject({ status: 'OPENED', completedSteps: ['VERIFICATION'] });
    await expect(submitVerification(sent.recipient)).rejects.toThrow(LinkClosedError);
  });

  it('happens once when it is done twice at the same time', async () => {
    const sent = await consented(await sendVerification(world));
    await giveEvidence(sent, 'DOCUMENT');
    const submits = await Promise.allSettled([
      submitVerification(sent.recipient),
      submitVerification(sent.recipient),
    ]);
    expect(submits.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(submits.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: expect.any(LinkClosedError),
    });
    const told = (await readEvents(sent)).filter(({ type }) => type === 'onboarding.verification_completed');
    expect(told).toHaveLength(1);
  });

  it('handing in a verification counts only the evidence of that verification', async () => {
    const other = await consented(await sendVerification(world));
    await giveEvidence(other, 'DOCUMENT');
    const sent = await consented(await sendVerification(world));
    await expect(submitVerification(sent.recipient)).rejects.toMatchObject({ missingChecks: ['DOCUMENT'] });
  });
});

describe('a link that is closed under the recipient’s hands', () => {
  const operations = {
    consent: (sent: Awaited<ReturnType<typeof sendVerification>>) => giveConsent(sent.recipient, consent),
    submit: (sent: Awaited<ReturnType<typeof sendVerification>>) => submitVerification(sent.recipient),
  };

  for (const [name, operation] of Object.entries(operations)) {
    it(`a link that is closed under the recipient’s hands takes no ${name} when it is revoked`, async () => {
      const sent = await consented(await sendVerification(world));
      await giveEvidence(sent, 'DOCUMENT');
      await world.tenant.rest('POST', `/workflows/${sent.workflowSessionId}/revoke/`);
      const before = await readEvents(sent);
      await expect(operation(sent)).rejects.toThrow(LinkClosedError);
      expect(await readVerification(sent)).toMatchObject({ status: 'REVOKED' });
      expect(await readEvents(sent)).toEqual(before);
    });

    it(`a link that is closed under the recipient’s hands takes no ${name} from the second at which it expires`, async () => {
      const sent = await consented(await sendVerification(world, { expiryHours: 1 }));
      await giveEvidence(sent, 'DOCUMENT');
      const { expiresAt } = await readSession(sent);
      const started = now;
      now = expiresAt;
      await expect(operation(sent)).rejects.toThrow(LinkClosedError);
      now = started;
      expect((await follow(gateway, sent.token)).state).toBe('open');
    });

    it(`a link that is closed under the recipient’s hands takes no ${name} when a newer email has replaced it`, async () => {
      const sent = await consented(await sendVerification(world));
      await giveEvidence(sent, 'DOCUMENT');
      const resent = await world.tenant.rest('POST', `/workflows/${sent.workflowSessionId}/resend/`);
      expect(resent.status).toBe(200);
      await expect(operation(sent)).rejects.toThrow(LinkClosedError);
      expect(await readVerification(sent)).toMatchObject({ status: 'ACCESSED' });
    });
  }

  it('a link that is closed under the recipient’s hands never asks a provider for a manual verification', async () => {
    const sent = await consented(await sendVerification(world));
    await expect(startHostedVerification(sent.recipient, { language: 'en' })).rejects.toThrow(
      LinkClosedError,
    );
  });
});
