import type { VerificationEvidence } from '../../database/client/client.ts';
import type { InternalEntry } from '../events/audit-entry.ts';
import { checkName } from '../verification/checks.ts';
import type { Recipient } from './recipient.ts';

/** What the audit trail says of a piece of evidence that came or went. */
export const evidenceEvent = (
  {
    actor,
    scope,
    responseId,
    workflowSessionId,
    services,
  }: Pick<Recipient<'clock'>, 'actor' | 'scope' | 'responseId' | 'workflowSessionId' | 'services'>,
  type: 'verification.evidence_uploaded' | 'verification.evidence_deleted',
  { id, check, contentType, sizeBytes }: VerificationEvidence,
): InternalEntry => ({
  ...actor,
  scope,
  type,
  responseId,
  workflowSessionId,
  details: { evidence_id: id, check: checkName(check), content_type: contentType, size_bytes: sizeBytes },
  at: services.clock(),
});
