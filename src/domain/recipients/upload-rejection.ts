/** Why a file that was taken in cannot be kept where the recipient wants it. */
export type UploadRejection = 'too_many' | 'consent_missing';
