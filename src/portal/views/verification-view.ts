import type { VerificationCheck, VerificationEvidence } from '../../database/client/client.ts';
import type { RequestLink } from '../../domain/recipients/follow-link.ts';
import { findOwnEvidenceIds } from '../../domain/recipients/own-files.ts';
import type { Language } from '../../languages.ts';
import { viewRequest } from './request-view.ts';
import {
  controls,
  type FileProblem,
  type FileView,
  type HostedVerificationView,
  type UnsavedAnswers,
  type VerificationView,
} from './views.ts';

/** The outcome of the form that the page responds to. */
export interface VerificationFeedback {
  missingChecks?: readonly VerificationCheck[];
  isConsentMissing?: boolean;
  /** The provider's page, if the recipient has just requested it; `failed` if the provider did not respond. */
  hosted?: { url: string } | 'failed';
}

interface ViewOptions {
  link: RequestLink;
  language: Language;
  feedback?: VerificationFeedback | undefined;
  /** By the control's name. */
  fileProblems?: ReadonlyMap<string, FileProblem[]>;
  isSaved?: boolean;
  unsaved?: UnsavedAnswers;
}

/** The page on which a recipient provides the evidence that the team will review. */
export async function viewVerification(options: ViewOptions): Promise<VerificationView> {
  const { link, feedback = {}, fileProblems = new Map<string, FileProblem[]>(), isSaved } = options;
  const { verification, recipient } = link;
  const evidence = verification
    ? await recipient.db.verificationEvidence.findMany({
        where: { verificationSessionId: verification.id },
        orderBy: { id: 'asc' },
      })
    : [];
  const ownIds = evidence.length > 0 ? await findOwnEvidenceIds(recipient) : new Set<string>();
  const isRejected =
    (feedback.missingChecks ?? []).length > 0 || feedback.isConsentMissing === true || fileProblems.size > 0;
  return {
    request: viewRequest({ ...options, link }),
    checks: (verification?.checks ?? []).map((check) => ({
      check,
      files: evidence.filter((file) => file.check === check).map((file) => fileOf(file, ownIds)),
      isMissing: feedback.missingChecks?.includes(check) ?? false,
      fileProblems: fileProblems.get(controls.evidence(check)) ?? [],
    })),
    hasConsented: verification?.consentedAt != null,
    isConsentMissing: feedback.isConsentMissing ?? false,
    feedback: isRejected ? 'rejected' : isSaved ? 'saved' : undefined,
  };
}

/** The page from which a recipient continues to a provider's own. */
export function viewHosted(options: ViewOptions): HostedVerificationView {
  const { link, feedback = {} } = options;
  const { hosted } = feedback;
  return {
    request: viewRequest({ ...options, link }),
    checks: link.verification?.checks ?? [],
    hasConsented: link.verification?.consentedAt != null,
    isConsentMissing: feedback.isConsentMissing ?? false,
    state: hosted === 'failed' ? 'failed' : hosted ? 'begun' : 'ready',
    hostedUrl: typeof hosted === 'object' ? hosted.url : undefined,
  };
}

const fileOf = (
  { id, name, contentType, sizeBytes }: VerificationEvidence,
  ownIds: ReadonlySet<string>,
): FileView => ({ id, name, contentType, sizeBytes, isOwn: ownIds.has(id) });
