/** A request's body cannot be taken. The message is for the client. */
export class BodyRefusedError extends Error {
  /** 413 for a body that is too large, 415 for one in a format that is not accepted, 400 for one that cannot be read. */
  readonly statusCode: 400 | 413 | 415;

  constructor(statusCode: 400 | 413 | 415, message: string) {
    super(message);
    this.name = 'BodyRefusedError';
    this.statusCode = statusCode;
  }
}
