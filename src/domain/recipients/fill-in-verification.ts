import { z } from 'zod';
import type { VerificationCheck } from '../../database/client/client.ts';
import { ConflictError, NotFoundError, RateLimitedError } from '../../errors.ts';
import { forgetFiles } from '../files/with-received-file.ts';
import { defineOperation } from '../operation.ts';
import { completeStep } from '../workflows/complete-step.ts';
import { AbandonedError, type RequirePresence } from './abandoned-error.ts';
import { type ChangedEvidence, changeEvidence, type EvidenceChanges } from './change-evidence.ts';
import { type Consent, giveConsent } from './give-consent.ts';
import { lockOpenVerification } from './lock-open-verification.ts';
import { LinkClosedError, markOpened } from './recipient.ts';

interface FillInOptions extends EvidenceChanges {
  /** What the recipient agrees to with this form; undefined if it does not say so. */
  consent: Consent | undefined;
  /** Whether the recipient hands the verification in. */
  isSubmission: boolean;
  /** Checks with a file in the same form that was not accepted. */
  rejectedFiles: ReadonlySet<VerificationCheck>;
  /** Asked before anything is done. */
  requirePresence: RequirePresence;
}

/** The outcome of a form. */
export interface ProvidedEvidence {
  isSubmitted: boolean;
  /** The checks that there is nothing for, in the order in which they are requested, where it was to be handed in. */
  missingChecks: VerificationCheck[];
  isConsentMissing: boolean;
  files: Pick<ChangedEvidence, 'evidenceIds' | 'rejections'>;
}

/**
 * Carries out all that a recipient's form asks for of a verification that the team carries out, in one transaction: keeps
 * the consent, takes evidence back, keeps new files, and hands the verification in when consent and at least one file for
 * each check are there and none was rejected. Its step is done then, and its outcome is open until the team records one.
 *
 * @throws LinkClosedError also when it was handed in already; nothing is changed then
 * @throws AbandonedError when the recipient has gone; nothing is changed then
 */
export const fillInVerification = defineOperation({
  name: 'fillInVerification',
  actor: 'recipient',
  description: 'Keeps what a recipient provided for a verification, and submits it if that is requested.',
  input: z.custom<FillInOptions>().describe('The form, as read by the page.'),
  errors: [LinkClosedError, AbandonedError, RateLimitedError, NotFoundError, ConflictError],
  needs: ['allTenants', 'clock', 'eventData', 'files', 'jobs', 'log'],
  run: async ({ context: recipient, input: options }): Promise<ProvidedEvidence> => {
    let removedIds: string[] = [];
    const provided = await recipient.db.$transaction(async (transaction) => {
      options.requirePresence();
      const locked = await lockOpenVerification(transaction, recipient, 'manual');
      const { consent, isSubmission, rejectedFiles, uploads } = options;
      // Whoever agrees begins.
      const hasStarted = consent || locked.verification.consentedAt !== null;
      const session = hasStarted ? await markOpened(transaction, recipient, locked.session) : locked.session;
      const verification = consent
        ? await giveConsent(transaction, recipient, locked, consent)
        : locked.verification;
      const { evidence, ...files } = await changeEvidence(transaction, recipient, {
        ...options,
        verification,
      });
      removedIds = files.removedIds;
      if (verification.status === 'PENDING' && files.evidenceIds.size > 0) {
        await transaction.verificationSession.updateMany({
          where: { id: verification.id },
          data: { status: 'ACCESSED' },
        });
      }

      const isRejected =
        rejectedFiles.size > 0 || uploads.some(({ received }) => files.rejections.has(received.id));
      const missingChecks = isSubmission
        ? verification.checks.filter((asked) => !evidence.some(({ check }) => check === asked))
        : [];
      const isConsentMissing = isSubmission && verification.consentedAt === null;
      const isSubmitted = isSubmission && !isRejected && !isConsentMissing && missingChecks.length === 0;
      const now = recipient.services.clock();
      if (isSubmitted) {
        await transaction.verificationSession.update({
          where: { id: verification.id },
          data: { status: 'COMPLETED', completedAt: now },
          select: { id: true },
        });
        const { services, actor } = recipient;
        await completeStep(transaction, { services, session, step: 'VERIFICATION', actor, now });
      }
      return { isSubmitted, missingChecks, isConsentMissing, files };
    });
    await forgetFiles(recipient.services, removedIds);
    return provided;
  },
});
