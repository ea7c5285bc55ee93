import { type AutofillEngine, AutofillEngineError } from '../../domain/autofill/engine.ts';
import { createFairShare } from '../../runtime/fair-share.ts';
import { createSearcher, type Searcher } from './create-searcher.ts';

interface BuiltinEngineOptions {
  /** Max memory of one search. Tables and prose of the length that a run reads take up to most of it. */
  maxMemoryMb?: number;
  /** Max duration of one search, not counting the time that it waits. */
  maxSearchMs?: number;
}

export type BuiltinEngine = AutofillEngine & {
  /** Ends the threads. A search in progress fails. */
  close: () => Promise<void>;
};

/** Max number of concurrent searches, each in its own thread with its own memory. */
const maxSearches = 4;

/**
 * The engine that needs no model. It searches in threads, so that requests are served in the meantime. A tenant uses at most
 * one of them at a time, and tenants that wait are served one after the other. Threads start when they are needed, end when
 * they are idle, and do not keep the process alive. A search that is aborted, takes too long or needs more memory than it can
 * have costs its thread and nothing else.
 */
export function createBuiltinEngine({
  maxMemoryMb = 768,
  maxSearchMs = 30_000,
}: BuiltinEngineOptions = {}): BuiltinEngine {
  const share = createFairShare({ name: 'searches', slots: maxSearches });
  const searchers = new Set<Searcher>();
  const idle: Searcher[] = [];

  let isClosed = false;

  const takeSearcher = (): Searcher => {
    if (isClosed) {
      throw new Error('The gateway is stopping.');
    }
    const searcher = idle.pop() ?? createSearcher({ maxMemoryMb });
    searchers.add(searcher);
    return searcher;
  };

  return {
    name: 'BUILTIN',
    findAnswers: ({ tenantId, signal, questions, documents, subject }) =>
      share.run(
        tenantId,
        async () => {
          const time = AbortSignal.timeout(maxSearchMs);
          const searcher = takeSearcher();
          try {
            return await searcher.search(
              { questions, documents, subject },
              { signal: AbortSignal.any([signal, time]) },
            );
          } catch (error) {
            signal.throwIfAborted();
            throw time.aborted ? tooLong() : error;
          } finally {
            idle.push(searcher);
          }
        },
        { signal },
      ),
    close: async () => {
      isClosed = true;
      await Promise.all([...searchers].map(({ close }) => close()));
    },
  };
}

const tooLong = () =>
  new AutofillEngineError('The documents take too long to search. List fewer of them per run.');
