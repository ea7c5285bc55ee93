import { type Case, oneCase } from '../../support/both-apis-table.ts';
import { annotate, createPrefill, saveAnswers } from '../../support/responses.ts';

const email = 'recipient@refused.example';

/** Calls whose email, to an address at rejected.example, the mail server rejects. */
export const rejectedEmailCases: readonly Case<any>[] = [
  oneCase({
    name: 'rejects a direct send whose mail is rejected, and nothing is left of it',
    call: (world) => ({
      mutation: 'sendWorkflow',
      input: {
        entityId: world.individual,
        ddq: { questionnaireId: world.questionnaire },
        verification: { checks: { identity: true } },
        email,
      },
      idempotencyKey: 'is-not-kept',
    }),
    refusal: { code: 'EMAIL_DISPATCH_FAILED', isAudited: true },
  }),
  oneCase({
    name: 'rejects a prefill send whose mail is rejected, and the response is as it was',
    given: async (world) => {
      const responseId = await createPrefill(world, {
        entityId: world.individual,
        verification: { checks: { identity: true } },
      });
      await saveAnswers(world, responseId, { name: 'Ada' });
      await annotate(world, responseId, 'name');
      return responseId;
    },
    call: (_world, responseId) => ({ mutation: 'sendPrefillResponse', input: { responseId, email } }),
    refusal: { code: 'EMAIL_DISPATCH_FAILED', isAudited: true },
  }),
  oneCase({
    name: 'a lack of credits is said before the email is tried',
    credits: 0,
    call: (world) => ({
      mutation: 'sendWorkflow',
      input: { entityId: world.company, ddq: { questionnaireId: world.questionnaire }, email },
    }),
    refusal: { code: 'INSUFFICIENT_CREDITS' },
  }),
];
