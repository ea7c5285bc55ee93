import type { ExtractionLimits } from './limits.ts';
import { namePages } from './name-pages.ts';
import type { SparsePage } from './reading-messages.ts';

/** A file's bytes and how far reading them may go. */
export interface DocumentSource {
  bytes: Buffer;
  limits: ExtractionLimits;
  /** Whether there is time left to start another page. */
  hasTime: () => boolean;
}

export interface DocumentText {
  pages: string[];
  /** Pages whose text may be in their picture. */
  sparsePages: SparsePage[];
  /** The number of pages in the file, for formats that state it; those that were not read are listed. */
  pageCount?: number;
}

/**
 * Reads the text of a file of one format, page by page. A page without text is an empty string, so that pages keep their
 * numbers.
 *
 * @throws UnreadableError for problems that can be reported to users; any other error means that the file is damaged
 */
export type ReadDocument = (source: DocumentSource) => Promise<string[] | DocumentText> | string[];

/** Why nothing can be read in a file, as a sentence for the people who sent or checked it. */
export class UnreadableError extends Error {
  override name = 'UnreadableError';
}

export const reasons = {
  damaged: 'The file is damaged.',
  doubtfulEncoding: (encodings: readonly string[]) =>
    `The encoding of its text is doubtful: it may be ${encodings.join(' or ')}. Save it as UTF-8.`,
  encoding: 'The encoding of its text is unknown. Save it as UTF-8.',
  heic: 'Photos in the HEIC format cannot be read. Convert it to JPEG, PNG or PDF.',
  noRecognition: 'Pictures cannot be read: this gateway has no text recognition installed.',
  noText: 'No text was found in it.',
  password: 'The file is protected by a password.',
  recognition: 'The text in its pictures could not be recognised.',
  tooLarge: 'It contains more than can be read.',
  tooManyPixels: 'Its picture is too large to be read.',
  tooSlow: 'It could not be read in time.',
  type: 'Files of this type cannot be read.',
  undecodedPages: (pages: readonly number[]) =>
    `${notRead(pages)}: the picture is damaged, too large or in an unknown format.`,
  unrecognisedPages: (pages: readonly number[]) =>
    `${notRead(pages)}: this gateway has no text recognition installed.`,
  unreadPages: (pages: readonly number[]) => `${notRead(pages)}: the file contains more than can be read.`,
  video: 'Videos cannot be read.',
  xfa: 'The form is in a format (XFA) that cannot be read. Print it to a PDF and upload that.',
} as const;

const notRead = (pages: readonly number[]): string =>
  `${pages.length === 1 ? 'Page' : 'Pages'} ${namePages(pages)} ${pages.length === 1 ? 'was' : 'were'} not read`;
