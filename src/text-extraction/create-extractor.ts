import pLimit from 'p-limit';
import type { ExtractText } from './extracted-text.ts';
import { defaultLimits, type ExtractionLimits } from './limits.ts';
import { type Reader, startReader } from './start-reader.ts';

/** How many files are read at a time; the others wait. */
const readersAtOnce = 2;

const idleForMs = 20_000;

export type Extractor = ExtractText & {
  /** Ends every reader. Files that are being read, or are read after it, fail. */
  close: () => Promise<void>;
};

/**
 * Reads files in processes of their own, which start with the first file, go when they are idle, and do not keep the gateway's
 * process alive. A file that takes too long, unpacks to more than fits or crashes a library's native code costs its process and
 * nothing else: it is unreadable.
 */
export function createExtractor(options: Partial<ExtractionLimits> = {}): Extractor {
  const limits = { ...defaultLimits, ...options };
  const inTurn = pLimit(readersAtOnce);
  const readers = new Set<Reader>();
  const idle = new Map<Reader, NodeJS.Timeout>();
  let isClosed = false;

  const end = (reader: Reader) => {
    idle.delete(reader);
    readers.delete(reader);
    reader.end();
  };

  const takeReader = (): Reader => {
    for (const [reader, timeout] of idle) {
      clearTimeout(timeout);
      idle.delete(reader);
      if (!reader.hasEnded()) {
        return reader;
      }
      readers.delete(reader);
    }
    const reader = startReader(limits);
    readers.add(reader);
    return reader;
  };

  const extractText: ExtractText = ({ path, contentType }) =>
    inTurn(async () => {
      if (isClosed) {
        throw new Error('The gateway is stopping.');
      }
      const reader = takeReader();
      try {
        return await reader.read({ path, contentType, limits });
      } finally {
        if (reader.hasEnded()) {
          readers.delete(reader);
        } else {
          idle.set(reader, setTimeout(end, idleForMs, reader).unref());
        }
      }
    });

  return Object.assign(extractText, {
    close: async () => {
      isClosed = true;
      for (const timeout of idle.values()) {
        clearTimeout(timeout);
      }
      for (const reader of readers) {
        end(reader);
      }
    },
  });
}
