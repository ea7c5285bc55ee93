import { createFairShare } from '../runtime/fair-share.ts';
import { canRecogniseText } from './can-recognise-text.ts';
import { limitCpuTime } from './cpu-time.ts';
import { type ExtractedText, type ExtractText, type FileToRead, ReadersBusyError } from './extracted-text.ts';
import { defaultLimits, type ExtractionLimits } from './limits.ts';
import { reasons } from './read-document.ts';
import { type Reader, type Reading, startReader } from './start-reader.ts';

/** The maximum number of files read concurrently, each by its own reader; the others wait. */
export const maxReaders = 4;

const idleForMs = 20_000;

export type Extractor = ExtractText & {
  /** Whether text in pictures is recognised. */
  recognisesText: boolean;
  /**
   * Ends every reader. Files that are being read, or are passed in later, fail; those that may be read later are reported as
   * such.
   */
  close: () => Promise<void>;
};

/**
 * Reads files in separate processes, which start with the first file, end when they are idle, and do not keep the gateway's
 * process alive. A file that takes too long, unpacks to more than fits or crashes a library's native code only costs its
 * process: the file is unreadable. A tenant has one of the readers at a time, and tenants that wait for one are served one
 * after the other. No reader sees files of two tenants, so that a reader that a file took over cannot pass on what another
 * tenant sent.
 */
export function createExtractor(options: Partial<ExtractionLimits> = {}): Extractor {
  const limits = { ...defaultLimits, ...options };
  const recognisesText = canRecogniseText();
  const share = createFairShare({ name: 'file readers', slots: maxReaders });
  const readers = new Set<Reader>();
  /** Idle readers with the tenant whose files they have seen. The one that has been idle the longest comes first. */
  const idle = new Map<Reader, { tenantId: string; timeout: NodeJS.Timeout }>();
  let isClosed = false;

  const end = (reader: Reader) => {
    clearTimeout(idle.get(reader)?.timeout);
    idle.delete(reader);
    readers.delete(reader);
    reader.end();
  };

  const takeIdleReader = (tenantId: string): Reader | undefined => {
    for (const [reader, { tenantId: seenTenantId, timeout }] of idle) {
      if (reader.hasEnded()) {
        end(reader);
      } else if (seenTenantId === tenantId) {
        clearTimeout(timeout);
        idle.delete(reader);
        return reader;
      }
    }
    return undefined;
  };

  const startNewReader = (): Reader => {
    if (isClosed) {
      throw new Error('The gateway is stopping.');
    }
    const [longestIdle] = idle.keys();
    if (longestIdle && readers.size >= maxReaders) {
      end(longestIdle);
    }
    return startReader({ limits, recognisesText });
  };

  const read = async (
    { tenantId, path, contentType }: FileToRead,
    { reader, stop }: { reader: Reader; stop: AbortSignal | undefined },
  ): Promise<Reading> => {
    let reading: Reading | undefined;
    let isOverCpuLimit = false;
    readers.add(reader);
    const endReader = () => end(reader);
    stop?.addEventListener('abort', endReader, { once: true });
    const endWatch = limitCpuTime(reader.processIds, {
      maxMs: limits.maxCpuMs,
      onExceeded: () => {
        isOverCpuLimit = true;
        endReader();
      },
    });
    try {
      reading = await reader.read({ path, contentType, limits });
      return reading;
    } catch (error) {
      stop?.throwIfAborted();
      if (isOverCpuLimit) {
        return { unreadableReason: reasons.tooSlow };
      }
      throw error;
    } finally {
      endWatch();
      stop?.removeEventListener('abort', endReader);
      // A damaged file may have damaged its reader; the next file must not suffer for it.
      const isSound =
        reading && !('unreadableReason' in reading && reading.unreadableReason === reasons.damaged);
      if (isSound && !reader.hasEnded()) {
        idle.set(reader, { tenantId, timeout: setTimeout(end, idleForMs, reader).unref() });
      } else {
        end(reader);
      }
    }
  };

  const readUntil = async (file: FileToRead, stop: AbortSignal | undefined): Promise<ExtractedText> => {
    const idleReader = takeIdleReader(file.tenantId);
    const reading = idleReader && (await read(file, { reader: idleReader, stop }));
    // The cause of a crash may be left over from earlier files; in a new process it can only be the file itself.
    const result =
      reading === undefined || 'brokeDown' in reading
        ? await read(file, { reader: startNewReader(), stop })
        : reading;
    return 'brokeDown' in result ? { unreadableReason: result.brokeDown } : result;
  };

  /** Reads the file now or not at all. */
  const readSoon = async (file: FileToRead, withinMs: number): Promise<ExtractedText> => {
    const release = share.tryAcquire(file.tenantId);
    if (!release) {
      throw new ReadersBusyError('All readers that the tenant can have are busy.');
    }
    const time = new AbortController();
    const timer = setTimeout(
      () => time.abort(new ReadersBusyError(`The file was not read within ${withinMs} ms.`)),
      withinMs,
    );
    try {
      return await readUntil(file, file.signal ? AbortSignal.any([file.signal, time.signal]) : time.signal);
    } catch (error) {
      throw isClosed ? new ReadersBusyError('The gateway is stopping.', { cause: error }) : error;
    } finally {
      clearTimeout(timer);
      release();
    }
  };

  const extractText: ExtractText = async (file) =>
    file.withinMs === undefined
      ? share.run(file.tenantId, () => readUntil(file, file.signal), { signal: file.signal })
      : readSoon(file, file.withinMs);

  return Object.assign(extractText, {
    recognisesText,
    close: async () => {
      isClosed = true;
      for (const reader of readers) {
        end(reader);
      }
    },
  });
}
