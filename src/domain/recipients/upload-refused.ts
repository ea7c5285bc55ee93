/** Why a file that was taken in cannot be kept where the recipient wants it. */
export type UploadRefusal = 'too_many' | 'consent_missing';
