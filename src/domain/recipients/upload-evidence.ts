import type { VerificationCheck, VerificationEvidence } from '../../database/client/client.ts';
import type { Transaction } from '../../database/transaction.ts';
import { NotFoundError } from '../../errors.ts';
import { recordAuditEvents } from '../audit/record-audit-event.ts';
import { acceptedEvidence } from '../files/accepted-types.ts';
import { FileRefusedError, type ReceivedFile } from '../files/received-file.ts';
import { forgetFiles, withReceivedFile } from '../files/with-received-file.ts';
import { requireRoom } from '../quotas.ts';
import { evidenceEvent } from './evidence-event.ts';
import { lockOpenVerification } from './lock-open-verification.ts';
import { markOpened, type Recipient } from './recipient.ts';
import { UploadRefusedError } from './upload-refused.ts';

/** How many files are kept for a check. Of one a new file takes the place; of more the next is refused. */
const mostFilesPerCheck: Readonly<Record<VerificationCheck, number>> = {
  DOCUMENT: 5,
  IDENTITY: 1,
  ENHANCED_IDENTITY: 1,
  PROOF_OF_ADDRESS: 5,
};

interface UploadOptions {
  check: VerificationCheck;
  received: ReceivedFile;
}

interface Kept {
  evidence: VerificationEvidence;
  replacedIds: string[];
}

/**
 * Keeps a received file as evidence for one check of the recipient's verification, which has begun with it. A selfie or a
 * video takes the place of the one before; a document is added to the others. The same bytes again change nothing.
 * Whatever refuses it, neither the evidence nor the file's content stays.
 *
 * @throws NotFoundError when the verification has no such check
 * @throws LinkClosedError when the verification does not take anything any more
 * @throws UploadRefusedError `consent_missing` before the recipient has agreed, `too_many` when the check has five files
 * @throws FileRefusedError when the file's type is not one for this check
 * @throws ConflictError when the tenant's files take as much space as they can
 */
export async function uploadEvidence(
  recipient: Recipient,
  { check, received }: UploadOptions,
): Promise<VerificationEvidence> {
  let replacedIds: string[] = [];
  const evidence = await withReceivedFile(recipient.services, received, async () => {
    const kept = await recipient.db.$transaction((transaction) =>
      keep(transaction, recipient, { check, received }),
    );
    replacedIds = kept.replacedIds;
    return kept.evidence;
  });
  await forgetFiles(recipient.services, replacedIds);
  return evidence;
}

async function keep(
  transaction: Transaction,
  recipient: Recipient,
  { check, received }: UploadOptions,
): Promise<Kept> {
  const { session, verification } = await lockOpenVerification(transaction, recipient, 'manual');
  if (!verification.checks.includes(check)) {
    throw new NotFoundError('Check');
  }
  if (!acceptedEvidence[check].has(received.contentType)) {
    throw new FileRefusedError('type_not_accepted');
  }
  if (verification.consentedAt === null) {
    throw new UploadRefusedError('consent_missing');
  }
  const earlier = await transaction.verificationEvidence.findMany({
    where: { verificationSessionId: verification.id, check },
  });
  const same = earlier.find(({ sha256 }) => sha256 === received.sha256);
  if (same) {
    return { evidence: same, replacedIds: [] };
  }
  const isReplaced = mostFilesPerCheck[check] === 1;
  if (!isReplaced && earlier.length >= mostFilesPerCheck[check]) {
    throw new UploadRefusedError('too_many');
  }

  const now = recipient.services.clock();
  const replaced = isReplaced ? earlier : [];
  await transaction.verificationEvidence.deleteMany({
    where: { id: { in: replaced.map(({ id }) => id) } },
  });
  const evidence = await transaction.verificationEvidence.create({
    data: {
      ...received,
      ...recipient.scope,
      verificationSessionId: verification.id,
      check,
      createdAt: now,
    },
  });
  await requireRoom(transaction, recipient.scope, { fileBytes: 0 });
  if (verification.status === 'PENDING') {
    await transaction.verificationSession.updateMany({
      where: { id: verification.id },
      data: { status: 'ACCESSED' },
    });
  }
  await markOpened(transaction, recipient, session);
  await recordAuditEvents(transaction, recipient.services, [
    ...replaced.map((each) => evidenceEvent(recipient, 'verification.evidence_deleted', each)),
    evidenceEvent(recipient, 'verification.evidence_uploaded', evidence),
  ]);
  return { evidence, replacedIds: replaced.map(({ id }) => id) };
}
