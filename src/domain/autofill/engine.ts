import type { AutofillEngine as EngineName } from '../../database/client/client.ts';
import type { VersionQuestion } from '../questionnaires/read-version.ts';

/** A document as an engine reads it. */
export interface ReadableDocument {
  id: string;
  name: string;
  /** The text of each page; the first is page 1. */
  pages: readonly string[];
}

/** The entity that the questions are about. */
export interface AutofillSubject {
  name: string;
  entityType: 'COMPANY' | 'INDIVIDUAL';
}

export interface FindAnswersRequest {
  /** The tenant that the work is for. Tenants share the engine. */
  tenantId: string;
  questions: readonly VersionQuestion[];
  documents: readonly ReadableDocument[];
  subject: AutofillSubject;
  /** Aborted when the run's time is over. */
  signal: AbortSignal;
}

/**
 * An answer that an engine proposes. It is written only if its quote appears on the page that it refers to, and its value is
 * valid.
 */
export interface ProposedAnswer {
  questionId: string;
  value: unknown;
  documentId: string;
  /** Counted from 1. */
  page: number;
  /** Word for word from the page; white space may differ. */
  quote: string;
  /** The engine’s confidence, from 0 to 1. */
  confidence: number;
}

/** Finds answers to questions in documents. */
export interface AutofillEngine {
  name: EngineName;
  /**
   * At most one answer per question, and none if the documents do not contain it.
   *
   * @throws AutofillEngineError with a reason for the team
   */
  findAnswers(request: FindAnswersRequest): Promise<ProposedAnswer[]>;
}

/** An engine could not do its work. The message is a sentence for the team, without secrets. */
export class AutofillEngineError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'AutofillEngineError';
  }
}
