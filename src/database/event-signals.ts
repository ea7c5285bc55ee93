/** Reports that events may have been committed, by this process or by another one that shares the database. */
export interface EventSignals {
  /** Adds a listener, and returns a function that removes it. */
  listen: (listener: () => void) => () => void;
  /** Reports to this process and to all others. */
  send: () => void;
  close: () => Promise<void>;
}

/** The way from process to process. Signals can be lost on it. */
export interface SignalChannel {
  send: () => void;
  close: () => Promise<void>;
}

/** @param openChannel opens the way to other processes; undefined on a database that only this process uses */
export function createEventSignals(
  openChannel: ((onSignal: () => void) => SignalChannel) | undefined,
): EventSignals {
  const listeners = new Set<() => void>();
  const report = () => {
    for (const listener of listeners) {
      listener();
    }
  };
  const channel = openChannel?.(report);
  return {
    listen: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    send: () => {
      report();
      channel?.send();
    },
    close: async () => channel?.close(),
  };
}
