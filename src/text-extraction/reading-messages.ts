import type { FrameLimits } from './frames.ts';
import type { ExtractionLimits } from './limits.ts';

/** Where a reader writes its replies. Its standard output belongs to the libraries. */
export const replyDescriptor = 3;

/** A page that says hardly anything, so that its text may be in its picture. */
export interface SparsePage {
  /** Counted from 1. */
  page: number;
  /** Letters that were found on it all the same. */
  letters: number;
  /** Whether its text is no part of its picture, and is kept before what the picture says. */
  isKept: boolean;
  /** Whether there are pictures on it that could be a scan. */
  hasPictures: boolean;
}

/** A request to read the file whose bytes follow. */
export interface ReadingRequest {
  contentType: string;
  limits: ExtractionLimits;
  /** Pages to look at; only for a reader of pictures. */
  sparsePages: SparsePage[];
}

/** A reader first says that it is ready, and then replies once to each request. */
export type ReadingReply =
  | { status: 'ready' }
  /** With how many pages the file has. */
  | { status: 'read'; pages: string[]; sparsePages: SparsePage[]; pageCount: number }
  /** With the pages that were not looked at, and those whose pictures could not be decoded. */
  | { status: 'recognised'; pages: { page: number; text: string }[]; unread: number[]; undecoded: number[] }
  | { status: 'unreadable'; reason: string }
  /** The reader cannot work, which says nothing about the file. */
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
