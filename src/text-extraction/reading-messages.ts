import type { FrameLimits } from './frames.ts';
import type { ExtractionLimits } from './limits.ts';

/** The descriptor to which a reader writes its replies. Its standard output is left to the libraries. */
export const replyDescriptor = 3;

/** A page with hardly any text, whose text may be in its picture. */
export interface SparsePage {
  /** Counted from 1. */
  page: number;
  /** The number of letters that were nevertheless found on it. */
  letters: number;
  /** Whether its text is not part of its picture, and is kept before the picture's text. */
  isKept: boolean;
  /** Whether it has pictures that could be a scan. */
  hasPictures: boolean;
}

/** A request to read the file whose bytes follow. */
export interface ReadingRequest {
  contentType: string;
  limits: ExtractionLimits;
  /** Pages to recognise; only for a reader of pictures. */
  sparsePages: SparsePage[];
}

/** A reader first reports that it is ready, and then replies once to each request. */
export type ReadingReply =
  | { status: 'ready' }
  /** With the number of pages in the file. */
  | { status: 'read'; pages: string[]; sparsePages: SparsePage[]; pageCount: number }
  /** With the pages that were not recognised, and those whose pictures could not be decoded. */
  | { status: 'recognised'; pages: { page: number; text: string }[]; unread: number[]; undecoded: number[] }
  | { status: 'unreadable'; reason: string }
  /** The reader cannot work, for a reason unrelated to the file. */
  | { status: 'failed'; message: string };

/** Enough to describe 500 pages. */
const maxHeadBytes = 65_536;

/** A request carries one file; files are accepted up to 20 MiB, and this is far above it. */
export const requestLimits: FrameLimits = { maxHeadBytes, maxBodyBytes: 1_073_741_824 };

export const maxMessageLength = 1_000;

/** No text that a reader has normalised contains it. */
export const pageSeparator = '\f';

/** How much a reader may send per request. In UTF-8 a unit of a text's length takes at most three bytes. */
export function replyLimits({ maxCharacters, maxPages }: ExtractionLimits): FrameLimits {
  return { maxHeadBytes, maxBodyBytes: 3 * maxCharacters + maxPages };
}

export function encodeReply(reply: ReadingReply): { head: object; body: Buffer } {
  switch (reply.status) {
    case 'read':
      return {
        head: { status: reply.status, sparsePages: reply.sparsePages, pageCount: reply.pageCount },
        body: Buffer.from(reply.pages.join(pageSeparator)),
      };
    case 'recognised':
      return {
        head: {
          status: reply.status,
          numbers: reply.pages.map(({ page }) => page),
          unread: reply.unread,
          undecoded: reply.undecoded,
        },
        body: Buffer.from(reply.pages.map(({ text }) => text).join(pageSeparator)),
      };
    case 'failed':
      return {
        head: { status: reply.status, message: reply.message.slice(0, maxMessageLength) },
        body: Buffer.alloc(0),
      };
    default:
      return { head: reply, body: Buffer.alloc(0) };
  }
}
