import type { AutofillEngine } from '../../database/client/client.ts';
import type { UnreadableError } from '../../sealing/unreadable-error.ts';

/** Where autofill found an answer. */
export interface AnswerSource {
  documentId: string;
  documentName: string;
  /** From 1; null if the document has no pages. */
  page: number | null;
  /** The passage, word for word. */
  quote: string;
  /** From 0 to 1. */
  confidence: number;
  engine: AutofillEngine;
}

/**
 * The value that answers one question, and where it came from unless a person wrote it. Either is an error if what is
 * stored of it cannot be read.
 */
export interface StoredAnswer {
  questionId: string;
  value: unknown;
  source: AnswerSource | UnreadableError | null;
}
