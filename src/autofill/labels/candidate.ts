import type { Span } from './labelled-value.ts';

/** An answer that a labelled value suggests. */
export interface Candidate {
  value: string | number | boolean | string[];
  /** Equal for candidates that say the same. */
  key: string;
  document: number;
  page: number;
  /** The quoted passage in the page's text. */
  quote: Span;
  confidence: number;
  /** The year that a figure is for. */
  year?: number;
}
