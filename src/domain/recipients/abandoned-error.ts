/** Whoever asked for something has gone before it was done. Nothing was changed. */
export class AbandonedError extends Error {
  constructor() {
    super('The recipient closed the connection before the work began.');
    this.name = 'AbandonedError';
  }
}

/** @throws AbandonedError when nobody waits for the outcome any more */
export type RequirePresence = () => void;
