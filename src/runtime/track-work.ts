export interface TrackedWork {
  /** Notes work until it is done, and returns it. */
  track: <Result>(work: Promise<Result>) => Promise<Result>;
  /** Waits until nothing is left, work that is added in the meantime included. */
  finish: () => Promise<void>;
}

/** Keeps an account of the work in progress, for whoever must not close what the work needs. */
export function trackWork(): TrackedWork {
  const unfinished = new Set<Promise<unknown>>();
  return {
    track: (work) => {
      unfinished.add(work);
      return work.finally(() => unfinished.delete(work));
    },
    finish: async () => {
      while (unfinished.size > 0) {
        await Promise.allSettled(unfinished);
      }
    },
  };
}
