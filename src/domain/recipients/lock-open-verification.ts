import type { Transaction } from '../../database/transaction.ts';
import type { LockedVerification } from '../verification/lock-verification.ts';
import { verificationStatus } from '../verification/verification-status.ts';
import { LinkClosedError, lockOpenSession, type Recipient } from './recipient.ts';

/**
 * Locks the verification that is requested of a recipient, in the first statement of their transaction.
 *
 * @param way how it must be carried out, where the work is only for one: by the team, or at a provider's own pages
 * @throws LinkClosedError when the link is closed, asks for no verification, or has it behind it
 */
export async function lockOpenVerification(
  transaction: Transaction,
  recipient: Recipient<'clock'>,
  way?: 'manual' | 'hosted',
): Promise<LockedVerification> {
  const session = await lockOpenSession(transaction, recipient);
  const isAsked = session.steps.includes('VERIFICATION') && !session.completedSteps.includes('VERIFICATION');
  if (!isAsked || !session.verificationSessionId) {
    throw new LinkClosedError();
  }
  const verification = await transaction.verificationSession.findUniqueOrThrow({
    where: { id: session.verificationSessionId },
  });
  const status = verificationStatus(verification, recipient.services.clock());
  if (status !== 'PENDING' && status !== 'ACCESSED') {
    throw new LinkClosedError();
  }
  if (way && way !== (verification.provider === 'MANUAL' ? 'manual' : 'hosted')) {
    throw new LinkClosedError();
  }
  return { verification, session };
}
