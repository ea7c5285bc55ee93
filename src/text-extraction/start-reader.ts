import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { ExtractionTask } from './extract-in-process.ts';
import type { ExtractedText } from './extracted-text.ts';
import { reasons } from './read-document.ts';
import type { ReadingAnswer } from './reading-process.ts';
import { yieldProcessor } from './yield-processor.ts';

/** What each reading process is started with: first of all it loses the network, and so do threads that it starts. */
export const readerArguments = ['--require', fileURLToPath(new URL('deny-network.ts', import.meta.url))];

/** What became of a file: its text or its reason, or why the process that read it is no more. */
export type Reading = ExtractedText | { brokeDown: string };

/** A process that reads one file after the other, one at a time. */
export interface Reader {
  /** Rejects when the file cannot be taken from the disk, and when the reader cannot be started or is ended meanwhile. */
  read: (task: ExtractionTask) => Promise<Reading>;
  /** The processes that it consists of now, whose processor time is limited. */
  processIds: () => number[];
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
    // Above the limit that is watched over, which names its cause.
    execArgv: [...readerArguments, `--max-old-space-size=${2 * memoryMb}`],
    serialization: 'advanced',
    // What libraries print of a file is nobody's business.
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  let hasEnded = false;
  let wasEnded = false;
  let isReady = false;
  let settle: ((answer: ReadingAnswer | { brokeDown: string }) => void) | undefined;
  const fail = (failure: string) => {
    hasEnded = true;
    settle?.({ failure });
  };
  child.on('message', (message: ReadingAnswer | 'ready') => {
    if (message === 'ready') {
      isReady = true;
    } else {
      settle?.(message);
    }
  });
  child.on('error', (error) => fail(error.message));
  child.on('exit', (_code, signal) => {
    hasEnded = true;
    // One that ends before it has begun, or because it is told to, says nothing about the file.
    const brokeDown = signal === 'SIGKILL' ? reasons.tooLarge : reasons.damaged;
    settle?.(isReady && !wasEnded ? { brokeDown } : { failure: 'The reader ended.' });
  });
  // The gateway's own requests come first where there is not enough processor time for both.
  if (child.pid !== undefined) {
    yieldProcessor(child.pid);
  }
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
        const answer = await new Promise<ReadingAnswer | { brokeDown: string }>((resolve) => {
          settle = resolve;
          child.send({ ...file, limits }, (error) => error && fail(error.message));
        });
        if ('failure' in answer) {
          throw new Error(answer.failure);
        }
        return 'brokeDown' in answer ? answer : answer.extracted;
      } finally {
        settle = undefined;
        clearTimeout(timeout);
      }
    },
    processIds: () => (child.pid === undefined ? [] : [child.pid]),
    hasEnded: () => hasEnded,
    end: () => {
      wasEnded = true;
      hasEnded = true;
      child.kill('SIGKILL');
    },
  };
}
