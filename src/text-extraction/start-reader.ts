import { fork } from 'node:child_process';
import type { ExtractionTask } from './extract-in-process.ts';
import type { ExtractedText } from './extracted-text.ts';
import { reasons } from './read-document.ts';
import type { ReadingAnswer } from './reading-process.ts';

/** What each reading process is started with: first of all it loses the network, and so do threads that it starts. */
export const readerArguments = ['--import', new URL('deny-network.ts', import.meta.url).href];

/** A process that reads one file after the other, one at a time. */
export interface Reader {
  /**
   * Rejects when the file cannot be taken from the disk, and when the reader is ended meanwhile. A file that ends the process
   * is unreadable.
   */
  read: (task: ExtractionTask) => Promise<ExtractedText>;
  hasEnded: () => boolean;
  end: () => void;
}

/**
 * Starts a process for reading files. It knows nothing of the gateway's settings, holds at most so much memory, and does not
 * keep the gateway's process alive while it has nothing to do.
 */
export function startReader({ memoryMb }: { memoryMb: number }): Reader {
  const { TMPDIR, TEMP, TMP, SystemRoot } = process.env;
  const mostBytes = memoryMb * 1024 * 1024;
  const child = fork(new URL('reading-process.ts', import.meta.url), [String(mostBytes)], {
    // Secrets of the gateway are in its environment.
    env: {
      ...(TMPDIR && { TMPDIR }),
      ...(TEMP && { TEMP }),
      ...(TMP && { TMP }),
      ...(SystemRoot && { SystemRoot }),
    },
    execArgv: [...readerArguments, `--max-old-space-size=${memoryMb}`],
    serialization: 'advanced',
    // What libraries print of a file is nobody's business.
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  let hasEnded = false;
  let wasEnded = false;
  let settle: ((result: ReadingAnswer) => void) | undefined;
  child.on('message', (answer: ReadingAnswer) => settle?.(answer));
  const ended = (reason: string) => {
    hasEnded = true;
    settle?.(wasEnded ? { failure: 'The reader was ended.' } : { extracted: { unreadableReason: reason } });
  };
  child.on('error', () => ended(reasons.damaged));
  child.on('exit', (_code, signal) => ended(signal === 'SIGKILL' ? reasons.tooLarge : reasons.damaged));
  child.unref();
  child.channel?.unref();

  return {
    read: async ({ limits, ...file }) => {
      const slow: ReadingAnswer = { extracted: { unreadableReason: reasons.tooSlow } };
      const timeout = setTimeout(() => {
        settle?.(slow);
        child.kill('SIGKILL');
        hasEnded = true;
      }, limits.timeMs);
      try {
        const answer = await new Promise<ReadingAnswer>((resolve) => {
          settle = resolve;
          child.send({ ...file, limits }, (error) => error && ended(reasons.damaged));
        });
        if ('failure' in answer) {
          throw new Error(answer.failure);
        }
        return answer.extracted;
      } finally {
        settle = undefined;
        clearTimeout(timeout);
      }
    },
    hasEnded: () => hasEnded,
    end: () => {
      wasEnded = true;
      hasEnded = true;
      child.kill('SIGKILL');
    },
  };
}
