import { recordAuditEvent } from '../audit/record-audit-event.ts';
import { forgetFiles } from '../files/with-received-file.ts';
import { isId } from '../identifiers.ts';
import { evidenceEvent } from './evidence-event.ts';
import { lockOpenVerification } from './lock-open-verification.ts';
import type { Recipient } from './recipient.ts';

/**
 * Takes a piece of evidence back, with its content. One that the recipient's verification does not have is none to take
 * back, which is no error.
 *
 * @throws LinkClosedError when the verification has been submitted or the link is closed
 */
export async function removeEvidence(
  recipient: Recipient,
  { evidenceId }: { evidenceId: string },
): Promise<void> {
  const isDeleted = await recipient.db.$transaction(async (transaction) => {
    const { verification } = await lockOpenVerification(transaction, recipient, 'manual');
    const evidence = isId(evidenceId)
      ? await transaction.verificationEvidence.findFirst({
          where: { id: evidenceId, verificationSessionId: verification.id },
        })
      : null;
    if (!evidence) {
      return false;
    }
    await transaction.verificationEvidence.deleteMany({ where: { id: evidence.id } });
    await recordAuditEvent(
      transaction,
      recipient.services,
      evidenceEvent(recipient, 'verification.evidence_deleted', evidence),
    );
    return true;
  });
  if (isDeleted) {
    await forgetFiles(recipient.services, [evidenceId]);
  }
}
