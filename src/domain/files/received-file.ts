/** A file that was received: checked, scanned and kept in the store under its id. */
export interface ReceivedFile {
  /** Also the last part of its key in the store. */
  id: string;
  /** One line without directories and control characters. */
  name: string;
  /** The media type, detected from the content; the name and the sender's declaration do not count. */
  contentType: string;
  sizeBytes: number;
  /** SHA-256 of the content, in hexadecimal. */
  sha256: string;
}

export type FileRejection = 'empty' | 'too_large' | 'type_not_accepted' | 'unsafe';

/** A file was rejected, and nothing of it is kept. */
export class FileRejectedError extends Error {
  readonly reason: FileRejection;

  constructor(reason: FileRejection) {
    super(`The file was not accepted: ${reason}.`);
    this.name = 'FileRejectedError';
    this.reason = reason;
  }
}
