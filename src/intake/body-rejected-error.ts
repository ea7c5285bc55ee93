/** A request's body cannot be accepted. The message is for the client. */
export class BodyRejectedError extends Error {
  /** 413 for a body that is too large, 415 for one in a format that is not accepted, 400 for one that cannot be read. */
  readonly statusCode: 400 | 413 | 415;

  constructor(statusCode: 400 | 413 | 415, message: string) {
    super(message);
    this.name = 'BodyRejectedError';
    this.statusCode = statusCode;
  }
}

export const malformedBody = (): BodyRejectedError =>
  new BodyRejectedError(400, 'The body is not well-formed multipart/form-data.');

export const tooManyParts = (): BodyRejectedError =>
  new BodyRejectedError(400, 'The form has too many parts.');

export const tooLargeBody = (): BodyRejectedError =>
  new BodyRejectedError(413, 'The request body is too large. A file can have at most 20 MiB.');
