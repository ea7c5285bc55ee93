import type { Submission } from '../../database/client/client.ts';
import type { Cipher } from '../../sealing/cipher.ts';
import { type Place, sealedColumns } from '../../sealing/sealed-columns.ts';
import type { AnswerValue } from '../questionnaires/answer-value.ts';

/** A submission without what it contains. */
export type SubmissionSummary = Pick<Submission, 'id' | 'responseId' | 'number' | 'submittedAt'>;

/** The answer to one question, as it was submitted. */
export interface SubmittedAnswer {
  questionId: string;
  value: AnswerValue;
}

/** How the answer to one question differs from the previous submission. Null for no answer. */
export interface SubmittedChange {
  questionId: string;
  before: AnswerValue | null;
  after: AnswerValue | null;
}

/** What a submission contains, in the order of the questionnaire. */
export interface SubmissionContent {
  /** The questions that were answered. */
  answers: SubmittedAnswer[];
  /** Empty for the first submission. */
  changes: SubmittedChange[];
}

/** The submission that a content belongs to, and the tenant that reads or writes it. */
interface SubmissionPlace {
  tenantId: string;
  responseId: string;
  id: string;
}

const placeOf = ({ tenantId, responseId, id }: SubmissionPlace): Place => ({
  column: sealedColumns.submission,
  tenantId,
  row: [responseId, id],
});

export const sealSubmission = (cipher: Cipher, place: SubmissionPlace, content: SubmissionContent): string =>
  cipher.seal(placeOf(place), JSON.stringify(content));

/** @throws UnreadableError when it was changed, was moved from another place, or its key is missing */
export const openSubmission = (cipher: Cipher, place: SubmissionPlace, stored: unknown): SubmissionContent =>
  JSON.parse(cipher.open(placeOf(place), stored)) as SubmissionContent;
