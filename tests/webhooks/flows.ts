import { expect } from 'vitest';
import { AutofillEngineError } from '../../src/domain/autofill/engine.ts';
import type { WebhookEventName } from '../../src/domain/events/event-types.ts';
import { expireSessions } from '../../src/domain/workflows/expire-sessions.ts';
import { addDocument, autofill, propose, useEngine } from '../autofill/support.ts';
import { newestLink, type RecipientPage, recipientOf } from '../support/recipient.ts';
import { submitVerification } from '../support/recipients.ts';
import { createPrefill, saveAnswers, setStatus } from '../support/responses.ts';
import { sendWorkflow } from '../support/sessions.ts';
import type { World } from '../support/world.ts';
import { consented, giveEvidence, sendVerification } from '../verification/support.ts';

/** A world with a webhook that receives every event. */
export interface Stage {
  world: World;
  /** Does something, and holds what it tells: these events in this order, each with the object of REST at that moment. */
  tells: (work: () => Promise<unknown>, ...types: WebhookEventName[]) => Promise<void>;
  /** Lets time pass. */
  wait: (hours: number) => void;
  /** What may be in no event. */
  secrets: string[];
}

/** One part of what happens to a request, through the apis that it really happens through. */
export interface Flow {
  name: string;
  /** Every event that it causes. */
  causes: WebhookEventName[];
  run: (stage: Stage) => Promise<void>;
}

const note = 'For our own eyes';
const answer = 'Acme & Sons';

const post = async ({ tenant }: World, path: string, body: object = {}) => {
  const { status, body: object } = await tenant.rest('POST', path, body);
  expect(status, JSON.stringify(object)).toBeLessThan(300);
  return object;
};

async function openPage({ world, secrets }: Stage): Promise<RecipientPage> {
  const page = recipientOf(world.gateway, await newestLink(world), world.questions);
  secrets.push(page.path.replace('/w/', ''), answer, note);
  await page.open();
  return page;
}

export const flows: Flow[] = [
  {
    name: 'a direct send, its submission and its review',
    causes: [
      'response.created',
      'onboarding.created',
      'response.submitted',
      'onboarding.ddq_completed',
      'onboarding.completed',
      'response.reviewed',
      'response.approved',
    ],
    run: async (stage) => {
      const { world, tells } = stage;
      let id = '';
      await tells(
        async () => {
          id = (await sendWorkflow(world)).responseId;
        },
        'response.created',
        'onboarding.created',
      );
      const page = await openPage(stage);
      await tells(() => page.send('save', { name: answer }));
      await tells(
        () => page.send('submit', { name: answer, size: '12', listed: 'true' }),
        'response.submitted',
        'onboarding.ddq_completed',
        'onboarding.completed',
      );
      await tells(() => post(world, `/responses/${id}/start-review/`, { notes: note }));
      await tells(
        () => post(world, `/responses/${id}/request-changes/`, { message: note }),
        'onboarding.created',
      );
      const again = await openPage(stage);
      await tells(
        () => again.send('submit', { size: '13' }),
        'response.submitted',
        'onboarding.ddq_completed',
        'onboarding.completed',
      );
      await tells(() => post(world, `/responses/${id}/start-review/`));
      await tells(() => post(world, `/responses/${id}/complete-review/`), 'response.reviewed');
      await tells(() => post(world, `/responses/${id}/approve/`, { notes: note }), 'response.approved');
    },
  },
  {
    name: 'a prefill, its autofills, its send and a rejection',
    causes: ['response.created', 'response.autofill_completed', 'onboarding.created', 'response.rejected'],
    run: async (stage) => {
      const { world, tells, secrets } = stage;
      let id = '';
      await tells(async () => {
        id = await createPrefill(world);
      }, 'response.created');
      await tells(() => saveAnswers(world, id, { name: answer }));
      const quote = 'employs 120 people';
      const documentId = await addDocument(world, { pages: [`The company ${quote}.`] });
      useEngine(world.gateway, async () => [propose(world, 'size', 120, { documentId, quote })]);
      await tells(() => autofill(world, id), 'response.autofill_completed');
      useEngine(world.gateway, () => Promise.reject(new AutofillEngineError('The model is down.')));
      await tells(() => autofill(world, id), 'response.autofill_completed');
      await tells(
        () => post(world, `/responses/${id}/send/`, { email: 'board@recipient.example' }),
        'onboarding.created',
      );
      await setStatus(world, id, 'REVIEWED');
      await tells(() => post(world, `/responses/${id}/reject/`, { reason: note }), 'response.rejected');
      secrets.push(answer, note, quote);
    },
  },
  {
    name: 'a questionnaire with a verification, and its outcomes',
    causes: [
      'response.created',
      'onboarding.created',
      'response.submitted',
      'onboarding.ddq_completed',
      'onboarding.verification_completed',
      'onboarding.completed',
      'verification.completed',
    ],
    run: async (stage) => {
      const { world, tells, secrets } = stage;
      const begin = () =>
        sendVerification(world, {
          checks: { document: true, proofOfAddress: true },
          questionnaireId: world.questionnaire,
        });
      let sent: Awaited<ReturnType<typeof begin>> | undefined;
      await tells(
        async () => {
          sent = await begin();
        },
        'response.created',
        'onboarding.created',
      );
      const { recipient, token, verificationSessionId } = sent!;
      secrets.push(token, answer, note);
      const page = await openPage(stage);
      await tells(
        () => page.send('submit', { name: answer, size: '12', listed: 'true' }),
        'response.submitted',
        'onboarding.ddq_completed',
      );
      await consented(sent!);
      await giveEvidence(sent!, 'DOCUMENT', 'PROOF_OF_ADDRESS');
      await tells(
        () => submitVerification(recipient),
        'onboarding.verification_completed',
        'onboarding.completed',
      );
      const decide = (outcome: string) => () =>
        post(world, `/verification-sessions/${verificationSessionId}/outcome/`, { outcome, reason: note });
      await tells(decide('clear'), 'verification.completed');
      await tells(decide('clear'));
      await tells(decide('issue'), 'verification.completed');
    },
  },
  {
    name: 'links that are replaced, revoked and expire',
    causes: [
      'response.created',
      'onboarding.created',
      'onboarding.link_regenerated',
      'onboarding.revoked',
      'onboarding.expired',
      'onboarding.link_requested',
    ],
    run: async ({ world, tells, wait }) => {
      const send = async () => {
        let id = '';
        await tells(
          async () => {
            id = (await sendWorkflow(world, { withVerification: true, expiryHours: 1 })).workflowSessionId;
          },
          'response.created',
          'onboarding.created',
        );
        return id;
      };
      const [one, other] = [await send(), await send()];
      await send();
      const { app } = world.gateway;
      const url = await newestLink(world);
      await tells(
        () => post(world, `/workflows/${one}/resend/`, { expiry_hours: 2 }),
        'onboarding.link_regenerated',
      );
      await tells(() => post(world, `/workflows/${other}/revoke/`, { reason: note }), 'onboarding.revoked');
      wait(3);
      await tells(() => expireSessions(world.gateway.services), 'onboarding.expired', 'onboarding.expired');
      await tells(
        () =>
          app.inject({
            method: 'POST',
            url,
            headers: { 'content-type': 'application/x-www-form-urlencoded' },
            payload: 'action=request-link',
          }),
        'onboarding.link_requested',
      );
    },
  },
];
