import { isId } from '../../ids.ts';
import type { RequestLink } from './follow-link.ts';
import type { Recipient } from './recipient.ts';

/** A file that a recipient has uploaded. */
export interface OwnFile {
  id: string;
  name: string;
  contentType: string;
}

/**
 * A file that was uploaded through this very link and is still there. The team's files are not the recipient's to open,
 * and neither are those of an earlier link to the same request, which may have gone to someone else.
 *
 * @returns undefined for any other id, and once the link is closed
 */
export async function findOwnFile(
  { state, recipient }: RequestLink,
  fileId: string,
): Promise<OwnFile | undefined> {
  if (state !== 'open' || !isId(fileId)) {
    return undefined;
  }
  const { db, entityId, dispatchId, verificationSessionId } = recipient;
  const select = { id: true, name: true, contentType: true };
  const document = await db.document.findFirst({ where: { id: fileId, entityId, dispatchId }, select });
  if (document || verificationSessionId === null) {
    return document ?? undefined;
  }
  const evidence = await db.verificationEvidence.findFirst({
    where: { id: fileId, verificationSessionId },
    select,
  });
  return evidence && (await findOwnEvidenceIds(recipient)).has(evidence.id) ? evidence : undefined;
}

/** Ids of the evidence that was uploaded through the recipient's link, some of which may be deleted by now. */
export async function findOwnEvidenceIds({
  db,
  dispatchId,
  workflowSessionId,
}: Pick<Recipient, 'db' | 'dispatchId' | 'workflowSessionId'>): Promise<ReadonlySet<string>> {
  const uploads = await db.auditEvent.findMany({
    where: { workflowSessionId, actorId: dispatchId, type: 'verification.evidence_uploaded' },
    select: { details: true },
  });
  return new Set(
    uploads.map(({ details }) => String((details as { evidence_id?: unknown } | null)?.evidence_id)),
  );
}
