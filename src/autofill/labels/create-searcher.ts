import { fileURLToPath } from 'node:url';
import { Piscina } from 'piscina';
import { AutofillEngineError, type ProposedAnswer } from '../../domain/autofill/engine.ts';
import type { Search } from './find-answers.ts';

/** Searches in its own thread, one search at a time. */
export interface Searcher {
  /** @throws AutofillEngineError if the search needs more memory than it can have */
  search: (search: Search, options: { signal: AbortSignal }) => Promise<ProposedAnswer[]>;
  close: () => Promise<void>;
}

const idleForMs = 20_000;

export function createSearcher({ maxMemoryMb }: { maxMemoryMb: number }): Searcher {
  const pool = new Piscina<Search, ProposedAnswer[]>({
    filename: fileURLToPath(new URL('worker.ts', import.meta.url)),
    minThreads: 0,
    // One thread each: with several in a pool, it would not be known which one has broken down.
    maxThreads: 1,
    idleTimeout: idleForMs,
    resourceLimits: { maxOldGenerationSizeMb: maxMemoryMb },
    // The environment contains secrets of the gateway.
    env: {},
    execArgv: [],
  });
  let running: AbortController | undefined;
  // A thread that breaks down before it has started a search does not say which search it was for.
  pool.on('error', (error) => running?.abort(error));

  return {
    search: async (search, { signal }) => {
      const broken = new AbortController();
      running = broken;
      try {
        return await pool.run(search, { signal: AbortSignal.any([signal, broken.signal]) });
      } catch (error) {
        throw inWords(broken.signal.aborted ? broken.signal.reason : error);
      } finally {
        running = undefined;
      }
    },
    close: () => pool.destroy(),
  };
}

const inWords = (error: unknown): unknown =>
  error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY'
    ? new AutofillEngineError(
        'Searching the documents takes more memory than the gateway allows. List fewer of them per run.',
        { cause: error },
      )
    : error;
