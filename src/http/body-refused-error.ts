/** A request's body cannot be taken. The message is for the client. */
export class BodyRefusedError extends Error {
  /** 413 for a body that is too large, 400 for one that cannot be read. */
  readonly statusCode: 400 | 413;

  constructor(statusCode: 400 | 413, message: string) {
    super(message);
    this.name = 'BodyRefusedError';
    this.statusCode = statusCode;
  }
}
