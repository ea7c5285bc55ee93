import type { VerificationCheck } from '../../database/client/client.ts';
import { completeStep } from '../workflows/complete-step.ts';
import { lockOpenVerification } from './lock-open-verification.ts';
import type { Recipient } from './recipient.ts';

/** Something that a verification needs is still missing. Nothing was done. */
export class VerificationIncompleteError extends Error {
  /** The checks that nothing was uploaded for, in the order in which they are asked for. */
  readonly missingChecks: readonly VerificationCheck[];
  readonly isConsentMissing: boolean;

  constructor({
    missingChecks,
    isConsentMissing,
  }: {
    missingChecks: readonly VerificationCheck[];
    isConsentMissing: boolean;
  }) {
    super('A verification was handed in that is not complete.');
    this.name = 'VerificationIncompleteError';
    this.missingChecks = missingChecks;
    this.isConsentMissing = isConsentMissing;
  }
}

/**
 * Hands a manual verification in: its step is done, and its outcome is open until the team records one. Of two submits at
 * once the second finds the link's work done.
 *
 * @param options.refusedFiles checks that a file was given for in the same form, which could not be taken
 * @throws VerificationIncompleteError without consent, without at least one file for each check, or with a refused file
 * @throws LinkClosedError
 */
export async function submitVerification(
  recipient: Recipient,
  { refusedFiles = new Set() }: { refusedFiles?: ReadonlySet<VerificationCheck> } = {},
): Promise<void> {
  const { db, services, actor } = recipient;
  await db.$transaction(async (transaction) => {
    const { verification, session } = await lockOpenVerification(transaction, recipient, 'manual');
    const { id, checks, consentedAt } = verification;
    const evidence = await transaction.verificationEvidence.groupBy({
      by: ['check'],
      where: { verificationSessionId: id },
    });
    const missingChecks = checks.filter((asked) => !evidence.some(({ check }) => check === asked));
    if (missingChecks.length > 0 || refusedFiles.size > 0 || !consentedAt) {
      throw new VerificationIncompleteError({ missingChecks, isConsentMissing: !consentedAt });
    }
    const now = services.clock();
    await transaction.verificationSession.update({
      where: { id },
      data: { status: 'COMPLETED', completedAt: now },
      select: { id: true },
    });
    await completeStep(transaction, { services, session, step: 'VERIFICATION', actor, now });
  });
}
