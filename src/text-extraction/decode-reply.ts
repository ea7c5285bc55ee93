import { z } from 'zod';
import type { Frame } from './frames.ts';
import type { ExtractionLimits } from './limits.ts';
import { maxMessageLength, pageSeparator, type ReadingReply } from './reading-messages.ts';

/** Reasons are shown to users: only letters, digits and what appears between them in a sentence. */
const plainSentence = /^[\p{L}\p{N} .,;:'()/-]+$/u;

/**
 * A reader's reply. A file may have taken over the reader, so that nothing in the reply is trusted: texts must be plain text in
 * the form in which they are stored, within the limits, and reasons must be sentences.
 *
 * @throws Error for anything else
 */
export function decodeReply({ head, body }: Frame, limits: ExtractionLimits): ReadingReply {
  const described = headSchema(limits).parse(JSON.parse(head.toString()));
  switch (described.status) {
    case 'read': {
      const pages = decodePages(body, limits);
      const sparsePages = described.sparsePages.filter(({ page }) => page <= pages.length);
      return { status: 'read', pages, sparsePages, pageCount: Math.max(described.pageCount, pages.length) };
    }
    case 'recognised': {
      const texts = described.numbers.length === 0 ? [] : decodePages(body, limits);
      if (texts.length !== described.numbers.length) {
        throw new Error('A reader sent more or fewer pages than it announced.');
      }
      const pages = described.numbers.map((page, index) => ({ page, text: texts[index] ?? '' }));
      const { unread, undecoded } = described;
      return { status: 'recognised', pages, unread, undecoded };
    }
    default:
      return described;
  }
}

const headSchema = (limits: ExtractionLimits) => {
  const page = z.int().min(1).max(limits.maxPages);
  const sparsePage = z.strictObject({
    page,
    letters: z.int().min(0).max(limits.maxCharacters),
    isKept: z.boolean(),
    hasPictures: z.boolean(),
  });
  const numbers = z.array(page).max(limits.maxPages);
  return z.discriminatedUnion('status', [
    z.strictObject({ status: z.literal('ready') }),
    z.strictObject({
      status: z.literal('read'),
      sparsePages: z.array(sparsePage).max(limits.maxPages),
      pageCount: z.int().min(0),
    }),
    z.strictObject({ status: z.literal('recognised'), numbers, unread: numbers, undecoded: numbers }),
    z.strictObject({
      status: z.literal('unreadable'),
      reason: z.string().max(maxMessageLength).regex(plainSentence),
    }),
    z.strictObject({ status: z.literal('failed'), message: z.string().max(maxMessageLength) }),
  ]);
};

function decodePages(body: Buffer, limits: ExtractionLimits): string[] {
  const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body);
  const pages = text.split(pageSeparator, limits.maxPages + 1);
  if (pages.length > limits.maxPages || text.length - pages.length + 1 > limits.maxCharacters) {
    throw new Error('A reader sent more than it is allowed to.');
  }
  if (/[^\P{Cc}\n\f]/u.test(text)) {
    throw new Error('A reader sent control characters.');
  }
  return pages;
}
