import { fileURLToPath } from 'node:url';
import pLimit from 'p-limit';
import { Piscina } from 'piscina';
import {
  type AutofillEngine,
  AutofillEngineError,
  type ProposedAnswer,
} from '../../domain/autofill/engine.ts';
import type { Search } from './find-answers.ts';

interface BuiltinEngineOptions {
  /** What one search may hold. Tables and prose as long as a run reads take a third of it, or up to most of it. */
  memoryMb?: number;
}

export type BuiltinEngine = AutofillEngine & {
  /** Ends the thread. A search that is under way fails. */
  close: () => Promise<void>;
};

const idleForMs = 20_000;

/**
 * The engine that takes no model. It searches in a thread of its own, so that requests are answered meanwhile, one run
 * after the other, so that their memory does not add up. The thread starts with the first search, goes when it is idle, and
 * does not keep the process alive. It is ended with a search that is aborted or takes more memory than it may, which costs
 * that search and nothing else.
 */
export function createBuiltinEngine({ memoryMb = 1_024 }: BuiltinEngineOptions = {}): BuiltinEngine {
  const pool = new Piscina<Search, ProposedAnswer[]>({
    filename: fileURLToPath(new URL('worker.ts', import.meta.url)),
    minThreads: 0,
    maxThreads: 1,
    idleTimeout: idleForMs,
    resourceLimits: { maxOldGenerationSizeMb: memoryMb },
    // Secrets of the gateway are in its environment.
    env: {},
    execArgv: [],
  });
  // Not the pool's own queue: what waits there stays there when the thread before it breaks down.
  const inTurn = pLimit(1);
  let running: AbortController | undefined;
  // A thread that breaks down before it has begun with a search does not say which search it was for.
  pool.on('error', (error) => running?.abort(error));

  return {
    name: 'BUILTIN',
    findAnswers: ({ signal, questions, documents, subject }) =>
      inTurn(async () => {
        const broken = new AbortController();
        running = broken;
        try {
          return await pool.run(
            { questions, documents, subject },
            { signal: AbortSignal.any([signal, broken.signal]) },
          );
        } catch (error) {
          signal.throwIfAborted();
          throw inWords(broken.signal.aborted ? broken.signal.reason : error);
        } finally {
          running = undefined;
        }
      }),
    close: () => pool.destroy(),
  };
}

const inWords = (error: unknown): unknown =>
  error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY'
    ? new AutofillEngineError(
        'The documents take more memory to search than the gateway gives them. Name fewer of them at a time.',
        { cause: error },
      )
    : error;
