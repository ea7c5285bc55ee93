import pLimit from 'p-limit';
import type { ExtractText } from './extracted-text.ts';
import { defaultLimits, type ExtractionLimits } from './limits.ts';
import { reasons } from './read-document.ts';
import { type Reader, type Reading, startReader } from './start-reader.ts';

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

  const takeIdleReader = (): Reader | undefined => {
    for (const [reader, timeout] of idle) {
      clearTimeout(timeout);
      idle.delete(reader);
      if (!reader.hasEnded()) {
        return reader;
      }
      readers.delete(reader);
    }
    return undefined;
  };

  const startNewReader = (): Reader => {
    if (isClosed) {
      throw new Error('The gateway is stopping.');
    }
    return startReader(limits);
  };

  const read = async (file: Parameters<ExtractText>[0], reader: Reader): Promise<Reading> => {
    let reading: Reading | undefined;
    readers.add(reader);
    try {
      reading = await reader.read({ ...file, limits });
      return reading;
    } finally {
      // A damaged file may have damaged what reads it; the next file is not to suffer for it.
      const isSound =
        reading && !('unreadableReason' in reading && reading.unreadableReason === reasons.damaged);
      if (isSound && !reader.hasEnded()) {
        idle.set(reader, setTimeout(end, idleForMs, reader).unref());
      } else {
        end(reader);
      }
    }
  };

  const extractText: ExtractText = ({ path, contentType }) =>
    inTurn(async () => {
      const idleReader = takeIdleReader();
      const reading = idleReader && (await read({ path, contentType }, idleReader));
      // What breaks a process down may be left of the files before; in a new process it can only be the file itself.
      const result =
        reading === undefined || 'brokeDown' in reading
          ? await read({ path, contentType }, startNewReader())
          : reading;
      return 'brokeDown' in result ? { unreadableReason: result.brokeDown } : result;
    });

  return Object.assign(extractText, {
    close: async () => {
      isClosed = true;
      for (const timeout of idle.values()) {
        clearTimeout(timeout);
      }
      idle.clear();
      for (const reader of readers) {
        end(reader);
      }
    },
  });
}
