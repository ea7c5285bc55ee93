import { spawn } from 'node:child_process';
import { type FileHandle, open } from 'node:fs/promises';
import type { Readable, Writable } from 'node:stream';
import { yieldMemory, yieldProcessor } from '../runtime/yield-resources.ts';
import { decodeReply } from './decode-reply.ts';
import { FrameTooLargeError, frameHead, framesOf } from './frames.ts';
import type { ExtractionLimits } from './limits.ts';
import { reasons } from './read-document.ts';
import { type ReaderKind, readerCommand } from './reader-command.ts';
import { type ReadingReply, type ReadingRequest, replyDescriptor, replyLimits } from './reading-messages.ts';

/** How much of a file is in this process's memory at a time. */
const maxChunkBytes = 262_144;

type FileReply = Exclude<ReadingReply, { status: 'ready' | 'failed' }>;

/** A process's result for a file, or why the process ended. */
export type ProcessReply = FileReply | { status: 'brokeDown'; reason: string };

/** A process that reads one file after the other, one at a time. */
export interface ReadingProcess {
  /** Rejects if the file cannot be opened, or the process cannot be started or is ended in the meantime. */
  read: (path: string, request: ReadingRequest) => Promise<ProcessReply>;
  /** Undefined if it could not be started. */
  processId: number | undefined;
  hasEnded: () => boolean;
  end: () => void;
}

interface StartOptions {
  kind: ReaderKind;
  limits: ExtractionLimits;
  /** Only for tests: the program to run instead. */
  program?: string | undefined;
}

/**
 * Starts a process that parses files, with the rights of `readerCommand`. It does not keep the gateway's process alive while it
 * is idle. Whatever the process sends is checked, and it is ended if it sends more than allowed.
 */
export function startReadingProcess({ kind, limits, program }: StartOptions): ReadingProcess {
  const { file, args, options } = readerCommand({ kind, maxMemoryMb: limits.maxMemoryMb, program });
  const child = spawn(file, args, options);
  const input = child.stdin;
  const output = child.stdio[replyDescriptor] as Readable | null | undefined;
  let hasEnded = false;
  let isReady = false;
  let settle: ((outcome: ProcessReply | Error) => void) | undefined;
  let failure = new Error('The reader ended.');

  const end = (outcome: ProcessReply | Error) => {
    hasEnded = true;
    child.kill('SIGKILL');
    settle?.(outcome);
  };
  const fail = (error: Error) => {
    failure = error;
    end(error);
  };
  const take = (reply: ReadingReply) => {
    if (reply.status === 'failed') {
      fail(new Error(reply.message));
    } else if (reply.status === 'ready' && !isReady) {
      isReady = true;
    } else if (reply.status !== 'ready' && isReady && settle) {
      settle(reply);
    } else {
      throw new Error('A reader sent an unexpected reply.');
    }
  };
  const takeReplies = async (stream: Readable) => {
    for await (const frame of framesOf(stream, replyLimits(limits))) {
      take(decodeReply(frame, limits));
    }
  };

  child.on('error', fail);
  child.on('exit', (_code, signal) => {
    // If a process ends before it is ready, or is ended from outside, this says nothing about the file.
    const reason = signal === 'SIGKILL' ? reasons.tooLarge : reasons.damaged;
    end(isReady && !hasEnded ? { status: 'brokeDown', reason } : failure);
  });
  // The gateway itself takes priority if there is not enough for both.
  if (child.pid !== undefined) {
    yieldProcessor(child.pid);
    yieldMemory(child.pid);
  }
  child.unref();
  // A process that has ended does not accept data that is still written to it.
  input?.on('error', () => {});
  for (const stream of [input, output] as ({ unref?: () => void } | null | undefined)[]) {
    stream?.unref?.();
  }
  if (output) {
    takeReplies(output).catch((error) =>
      end({
        status: 'brokeDown',
        reason: error instanceof FrameTooLargeError ? reasons.tooLarge : reasons.damaged,
      }),
    );
  }

  return {
    read: async (path, request) => {
      if (hasEnded || !input) {
        throw failure;
      }
      const content = await open(path);
      try {
        const { size } = await content.stat();
        const outcome = new Promise<ProcessReply | Error>((resolve) => {
          settle = resolve;
          // It may have ended while the file was opened.
          if (hasEnded) {
            resolve(failure);
          }
        });
        input.write(frameHead(request, size));
        // If the process no longer accepts the data, its end settles the outcome.
        sendContent(content, size, input).catch((error) => input.destroyed || fail(error));
        const reply = await outcome;
        if (reply instanceof Error) {
          throw reply;
        }
        return reply;
      } finally {
        settle = undefined;
        await content.close();
      }
    },
    processId: child.pid,
    hasEnded: () => hasEnded,
    end: () => end(failure),
  };
}

async function sendContent(content: FileHandle, size: number, input: Writable): Promise<void> {
  const chunk = Buffer.allocUnsafe(Math.min(size, maxChunkBytes));
  for (let left = size; left > 0; ) {
    const { bytesRead } = await content.read(chunk, 0, Math.min(left, chunk.length));
    if (bytesRead === 0) {
      throw new Error('The file became shorter while it was read.');
    }
    left -= bytesRead;
    await new Promise<void>((resolve, reject) => {
      input.write(chunk.subarray(0, bytesRead), (error) => (error ? reject(error) : resolve()));
    });
  }
}
