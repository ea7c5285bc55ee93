/** The client disconnected before the work was finished. Nothing was changed. */
export class AbandonedError extends Error {
  constructor() {
    super('The recipient closed the connection before the work began.');
    this.name = 'AbandonedError';
  }
}

/** @throws AbandonedError when the client has disconnected */
export type RequirePresence = () => void;
