import type { VerificationCheck, VerificationSession } from '../../database/client/client.ts';
import { acceptedEvidence } from '../../domain/files/accepted-types.ts';
import type { VersionContent, VersionQuestion } from '../../domain/questionnaires/read-version.ts';

/** What a link requests. */
export interface AskedFor {
  questionnaire: VersionContent | undefined;
  verification: VerificationSession | null;
}

/** Where a control's files belong: to a question of type FILE, or to a check of the verification. */
export type FilePlace = { question: VersionQuestion } | { check: VerificationCheck };

/**
 * Where the files of a control belong; undefined for a control that accepts none, or that is not part of the link's request.
 * Anything beyond the link's request is ignored: nothing is stored, shown or looked up for it.
 */
export function placeOf({ questionnaire, verification }: AskedFor, control: string): FilePlace | undefined {
  const [, kind, name = ''] = /^(file|evidence)\.(.+)$/s.exec(control) ?? [];
  if (kind === 'file') {
    const question = questionnaire?.questions.find(({ id, type }) => id === name && type === 'FILE');
    return question && { question };
  }
  const isAsked =
    Object.hasOwn(acceptedEvidence, name) && verification?.checks.includes(name as VerificationCheck);
  return kind === 'evidence' && isAsked ? { check: name as VerificationCheck } : undefined;
}
