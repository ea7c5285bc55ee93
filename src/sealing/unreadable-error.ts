/**
 * A sealed value or file cannot be read: it was changed, it belongs in another place, or its key is missing. Says where it
 * was found and nothing of its content.
 */
export class UnreadableError extends Error {
  /** The column and row; undefined for files. */
  readonly place: string | undefined;

  constructor(reason: string, { place, cause }: { place?: string; cause?: unknown } = {}) {
    super(`What was encrypted cannot be read: ${reason}.`, { cause });
    this.name = 'UnreadableError';
    this.place = place;
  }
}
