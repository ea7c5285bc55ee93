import { cpuTimeMs } from './cpu-time.ts';
import type { ExtractedText } from './extracted-text.ts';
import { hasText, keepWithinLimits } from './keep-within-limits.ts';
import type { ExtractionLimits } from './limits.ts';
import { reasons } from './read-document.ts';
import type { ReaderKind } from './reader-command.ts';
import { pictureTypes } from './readers.ts';
import type { SparsePage } from './reading-messages.ts';
import { type ProcessReply, type ReadingProcess, startReadingProcess } from './start-reading-process.ts';

export interface ExtractionTask {
  path: string;
  contentType: string;
  limits: ExtractionLimits;
}

/** The outcome for a file: its text, the reason that it has none, or why the process that read it ended. */
export type Reading = ExtractedText | { brokeDown: string };

/** Reads one file after the other, one at a time. */
export interface Reader {
  /** Rejects if the file cannot be opened, or the reader cannot be started or is ended in the meantime. */
  read: (task: ExtractionTask) => Promise<Reading>;
  /** The processes that it currently consists of, whose processor time is limited. */
  processIds: () => number[];
  hasEnded: () => boolean;
  end: () => void;
}

interface ReaderOptions {
  limits: ExtractionLimits;
  /** Whether text in pictures can be recognised. Otherwise the pages whose text may be in their picture are listed. */
  recognisesText: boolean;
}

/**
 * A reader consists of a process for text and one for pictures, each started when it is first needed. Only the second runs
 * native code, and it only sees files whose pictures may contain text. The two share the time limit of one file.
 */
export function startReader({ limits, recognisesText }: ReaderOptions): Reader {
  const processes = new Map<ReaderKind, ReadingProcess>();
  let wasEnded = false;

  const end = () => {
    wasEnded = true;
    for (const process of processes.values()) {
      process.end();
    }
  };
  const processFor = (kind: ReaderKind): ReadingProcess => {
    if (wasEnded) {
      throw new Error('The reader ended.');
    }
    const process = processes.get(kind) ?? startReadingProcess({ kind, limits });
    processes.set(kind, process);
    return process;
  };

  const processIds = () => [...processes.values()].flatMap(({ processId }) => processId ?? []);
  const usedCpuMs = () => processIds().reduce((sum, id) => sum + cpuTimeMs(id), 0);

  const readInProcesses = async ({
    path,
    contentType,
    limits: taskLimits,
  }: ExtractionTask): Promise<Reading> => {
    const started = performance.now();
    const cpuAtStart = usedCpuMs();
    const request = { contentType, limits: taskLimits, sparsePages: [] };
    if (pictureTypes.has(contentType) && !recognisesText) {
      return { unreadableReason: reasons.noRecognition };
    }
    // An image is a document with one page, about which nothing is known before its picture is examined.
    const written: ProcessReply = pictureTypes.has(contentType)
      ? {
          status: 'read',
          pages: [''],
          sparsePages: [{ page: 1, letters: 0, isKept: false, hasPictures: true }],
          pageCount: 1,
        }
      : await processFor('text').read(path, request);
    if (written.status !== 'read') {
      return asReading(written);
    }
    const { pages, sparsePages, pageCount } = written;
    if (sparsePages.length === 0 || !recognisesText) {
      return readingOf({
        pages,
        unread: pagesFrom(pages.length + 1, pageCount),
        unrecognised: sparsePages.filter(mayHoldMore).map(({ page }) => page),
      });
    }
    const nextPageWithinMs = taskLimits.nextPageWithinMs - (performance.now() - started);
    const nextPageWithinCpuMs = taskLimits.nextPageWithinCpuMs - (usedCpuMs() - cpuAtStart);
    const recognised = await processFor('pictures').read(path, {
      contentType,
      limits: { ...taskLimits, nextPageWithinMs, nextPageWithinCpuMs },
      sparsePages,
    });
    if (recognised.status !== 'recognised') {
      return asReading(recognised);
    }
    for (const { page, text } of recognised.pages) {
      if (page <= pages.length) {
        const isKept = sparsePages.some((sparse) => sparse.page === page && sparse.isKept);
        pages[page - 1] = isKept ? `${pages[page - 1]}\n${text}` : text;
      }
    }
    const kept = keptPages(pages, taskLimits);
    const unread = recognised.unread.filter((page) => page <= kept.length);
    return readingOf({
      pages: kept,
      unread: [...unread, ...pagesFrom(kept.length + 1, pageCount)],
      undecoded: recognised.undecoded.filter((page) => page <= kept.length),
    });
  };

  return {
    read: async (task) => {
      let isLate = false;
      const timeout = setTimeout(() => {
        isLate = true;
        end();
      }, task.limits.maxTimeMs);
      try {
        return await readInProcesses(task);
      } catch (error) {
        if (isLate) {
          return { unreadableReason: reasons.tooSlow };
        }
        throw error;
      } finally {
        clearTimeout(timeout);
      }
    },
    processIds,
    hasEnded: () => wasEnded || [...processes.values()].some((process) => process.hasEnded()),
    end,
  };
}

function asReading(reply: ProcessReply): Reading {
  switch (reply.status) {
    case 'unreadable':
      return { unreadableReason: reply.reason };
    case 'brokeDown':
      return { brokeDown: reply.reason };
    default:
      // A reader of text replied as if it had examined pictures, or the other way round.
      return { brokeDown: reasons.damaged };
  }
}

interface PagesRead {
  pages: string[];
  unread: readonly number[];
  undecoded?: readonly number[];
  unrecognised?: readonly number[];
}

/** The part of a file that was read, and the pages that were not. */
function readingOf({ pages, unread, undecoded = [], unrecognised = [] }: PagesRead): Reading {
  const sentences = [
    ...(unread.length > 0 ? [reasons.unreadPages(unread)] : []),
    ...(undecoded.length > 0 ? [reasons.undecodedPages(undecoded)] : []),
    ...(unrecognised.length > 0 ? [reasons.unrecognisedPages(unrecognised)] : []),
  ];
  if (!hasText(pages)) {
    return { unreadableReason: [reasons.noText, ...sentences].join(' ') };
  }
  return sentences.length > 0 ? { pages, unreadPages: sentences.join(' ') } : { pages };
}

/** Whether there may be text on a page that was not read: in its pictures, or drawn as outlines on a page without letters. */
const mayHoldMore = ({ letters, hasPictures }: SparsePage): boolean => hasPictures || letters === 0;

const pagesFrom = (first: number, last: number): number[] =>
  Array.from({ length: Math.max(0, Math.min(last, maxNamedPage) - first + 1) }, (_, index) => first + index);

/** A file may claim to have any number of pages. */
const maxNamedPage = 100_000;

/** Both processes keep to the limits; their combined results may exceed them. */
function keptPages(pages: string[], limits: ExtractionLimits): string[] {
  const characters = pages.reduce((sum, page) => sum + page.length, 0);
  return characters > limits.maxCharacters ? keepWithinLimits(pages, limits) : pages;
}
