import type { QuestionType } from '../../../database/client/enums.ts';

/** What a value has to look like before it answers a question about a concept. */
export type Shape =
  | 'identifier'
  | 'registration-number'
  | 'lei'
  | 'organisation'
  | 'person'
  | 'address'
  | 'people'
  | 'phone'
  | 'phrase'
  | 'names'
  | 'countries';

/** Something that questions ask for and documents state, in whatever words. */
export interface Concept {
  id: string;
  /** The types of question that can ask for it. */
  types: readonly QuestionType[];
  /** What it is called, in labels, headings, columns and questions, in English and German. */
  labels: readonly string[];
  /** Wordings of a question that the labels do not cover. */
  asked?: RegExp;
  /** Words that may stand in such a question and narrow nothing. */
  related?: string;
  /** How prose states it; the group `value` is what it states. */
  prose?: readonly RegExp[];
  shape?: Shape;
  /** Concepts that a label may name as well and still mean this one. */
  alsoNamed?: readonly string[];
  /** Concepts whose values hold it as a part: an address has a country. */
  partOf?: readonly string[];
  /** Only a passage about the subject itself will do, one about nobody in particular will not. */
  strictlySubject?: boolean;
  /** How prose says yes to a question about it. */
  affirmed?: readonly RegExp[];
  /** How prose says yes to it where the headings or columns name one of these concepts. */
  affirmedBelow?: { concepts: readonly string[]; pattern: RegExp };
  /** How prose says no. */
  denied?: readonly RegExp[];
  /** Whom a no has to cover, each of them named; a no for some of those asked about is no answer. */
  deniedFor?: readonly RegExp[];
}
