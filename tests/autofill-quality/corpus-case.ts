import type { QuestionnaireDefinitionInput } from '../../src/domain/questionnaires/definition.ts';
import type { Block } from '../support/sample-documents.ts';

/** A document of the corpus, as it is before it becomes a file. All companies and persons in it are invented. */
export interface CorpusDocument {
  name: string;
  format: 'pdf' | 'docx' | 'xlsx' | 'csv' | 'html' | 'eml' | 'txt' | 'md';
  /**
   * What each page says; formats without pages have one. Empty if the file is written by hand and can be read without
   * recognising pictures.
   */
  pages: readonly (readonly Block[])[];
  /** The bytes of a file whose form matters as well as what it says. */
  content?: () => Buffer | Promise<Buffer>;
}

/**
 * What a question is to be answered with: exactly this; or a text that has all of these words in it and none of those. A
 * question that is not named is not to be answered at all.
 */
export type Expected =
  | string
  | number
  | boolean
  | readonly string[]
  | { has: readonly string[]; lacks?: readonly string[] };

export interface CorpusCase {
  name: string;
  questionnaire: QuestionnaireDefinitionInput;
  subject: { name: string; entityType: 'COMPANY' | 'INDIVIDUAL' };
  documents: readonly CorpusDocument[];
  /** By the key of the question. */
  expected: Readonly<Record<string, Expected>>;
  /** Keys of expected answers that no label has: only a sentence, a title or a signature says them. */
  unlabelled?: readonly string[];
}
