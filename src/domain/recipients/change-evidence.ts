import type {
  VerificationCheck,
  VerificationEvidence,
  VerificationSession,
} from '../../database/client/client.ts';
import type { Transaction } from '../../database/transaction.ts';
import { ConflictError, NotFoundError } from '../../errors.ts';
import { recordAuditEvents } from '../events/record-audit-events.ts';
import { acceptedEvidence } from '../files/accepted-types.ts';
import { FileRejectedError, type ReceivedFile } from '../files/received-file.ts';
import { requireRoom } from '../quotas.ts';
import { evidenceEvent } from './evidence-event.ts';
import type { Recipient } from './recipient.ts';
import type { UploadRejection } from './upload-rejection.ts';

/** How many files are kept for a check. Of one a new file takes the place; of more the next is rejected. */
const maxFilesPerCheck: Readonly<Record<VerificationCheck, number>> = {
  DOCUMENT: 5,
  IDENTITY: 1,
  ENHANCED_IDENTITY: 1,
  PROOF_OF_ADDRESS: 5,
};

/** What a recipient changes of the evidence for a verification. */
export interface EvidenceChanges {
  /** Ids of evidence to remove. One that the verification does not have is ignored. */
  removals: readonly string[];
  /** Files to keep after that. */
  uploads: readonly { check: VerificationCheck; received: ReceivedFile }[];
}

/** The result of the changes. */
export interface ChangedEvidence {
  /** All evidence that the verification has now. */
  evidence: VerificationEvidence[];
  /** The evidence that represents each received file, by the id of the file. */
  evidenceIds: Map<string, string>;
  /** Files that were not kept, by the id of the file. */
  rejections: Map<string, UploadRejection>;
  /** Evidence whose content will be deleted once the transaction has ended. */
  removedIds: string[];
}

/**
 * Takes evidence back and keeps received files as evidence for a locked verification. A selfie or a video takes the place
 * of the one before; a document is added to the others. The same bytes again change nothing.
 *
 * @throws NotFoundError when the verification has no such check
 * @throws FileRejectedError when a file's type is not one for its check
 */
export async function changeEvidence(
  transaction: Transaction,
  recipient: Recipient<'clock' | 'eventData' | 'jobs'>,
  { verification, removals, uploads }: EvidenceChanges & { verification: VerificationSession },
): Promise<ChangedEvidence> {
  requireAccepted(verification, uploads);
  const before = await transaction.verificationEvidence.findMany({
    where: { verificationSessionId: verification.id },
    orderBy: { id: 'asc' },
  });
  const unwanted = new Set(removals);
  const removed = before.filter(({ id }) => unwanted.has(id));
  let evidence = before.filter(({ id }) => !unwanted.has(id));
  const added: VerificationEvidence[] = [];
  const changed: Pick<ChangedEvidence, 'evidenceIds' | 'rejections'> = {
    evidenceIds: new Map(),
    rejections: new Map(),
  };
  const now = recipient.services.clock();

  for (const { check, received } of uploads) {
    const earlier = evidence.filter((each) => each.check === check);
    const same = earlier.find(({ sha256 }) => sha256 === received.sha256);
    const max = maxFilesPerCheck[check];
    if (same) {
      changed.evidenceIds.set(received.id, same.id);
    } else if (verification.consentedAt === null) {
      changed.rejections.set(received.id, 'consent_missing');
    } else if (max > 1 && earlier.length >= max) {
      changed.rejections.set(received.id, 'too_many');
    } else if (!(await hasRoom(transaction, recipient, [...added, received]))) {
      changed.rejections.set(received.id, 'too_many');
    } else {
      const replaced = max === 1 ? earlier : [];
      const row = {
        ...received,
        ...recipient.scope,
        verificationSessionId: verification.id,
        check,
        createdAt: now,
      };
      evidence = [...evidence.filter((each) => !replaced.includes(each)), row];
      changed.evidenceIds.set(received.id, row.id);
      removed.push(...replaced.filter((each) => !added.includes(each)));
      added.push(row);
    }
  }
  const kept = added.filter((each) => evidence.includes(each));
  await transaction.verificationEvidence.deleteMany({ where: { id: { in: removed.map(({ id }) => id) } } });
  await transaction.verificationEvidence.createMany({ data: kept });
  const events = [
    ...removed.map((each) => evidenceEvent(recipient, 'verification.evidence_deleted', each)),
    ...kept.map((each) => evidenceEvent(recipient, 'verification.evidence_uploaded', each)),
  ];
  await recordAuditEvents(transaction, recipient.services, events);
  return { ...changed, evidence, removedIds: removed.map(({ id }) => id) };
}

/** Whether the tenant's quota leaves room for files. That it does not is the team's business, not the recipient's. */
async function hasRoom(
  transaction: Transaction,
  { scope }: Pick<Recipient, 'scope'>,
  files: readonly { sizeBytes: number }[],
): Promise<boolean> {
  try {
    const fileBytes = files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
    await requireRoom(transaction, scope, { fileBytes });
    return true;
  } catch (error) {
    if (error instanceof ConflictError) {
      return false;
    }
    throw error;
  }
}

function requireAccepted({ checks }: VerificationSession, uploads: EvidenceChanges['uploads']): void {
  for (const { check, received } of uploads) {
    if (!checks.includes(check)) {
      throw new NotFoundError('Check');
    }
    if (!acceptedEvidence[check].has(received.contentType)) {
      throw new FileRejectedError('type_not_accepted');
    }
  }
}
