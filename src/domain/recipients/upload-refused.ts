/** Why a file that was taken in cannot be kept where the recipient wants it. */
export type UploadRefusal = 'too_many' | 'consent_missing';

/** A recipient's file was not kept: there are as many as may be, or they have not agreed to its being processed yet. */
export class UploadRefusedError extends Error {
  readonly reason: UploadRefusal;

  constructor(reason: UploadRefusal) {
    super(`The upload was refused: ${reason}.`);
    this.name = 'UploadRefusedError';
    this.reason = reason;
  }
}
