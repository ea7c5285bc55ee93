import type { VerificationCheck } from '../../database/client/client.ts';

/** The size of an uploaded file: 20 MiB. */
export const maxFileBytes = 20_971_520;

/** How large a video for the check `enhancedIdentity` can be: 100 MiB, which is a minute of a phone's. */
export const maxVideoBytes = 104_857_600;

/** The photos that phones make, and what people send in their place. */
const photos = ['image/jpeg', 'image/png', 'image/webp', 'image/heic', 'image/heif'];

/** Media types of texts by the extensions of their names; a text of any other name is `text/plain`. */
export const textTypes: Readonly<Record<string, string>> = {
  csv: 'text/csv',
  md: 'text/markdown',
  markdown: 'text/markdown',
  html: 'text/html',
  htm: 'text/html',
  eml: 'message/rfc822',
  txt: 'text/plain',
};

/** The types of an entity's documents, including those that answer questions of type FILE. */
export const acceptedDocuments: ReadonlySet<string> = new Set([
  'application/pdf',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  ...Object.values(textTypes),
  ...photos,
]);

/** The types of evidence for each check of a verification. */
export const acceptedEvidence: Readonly<Record<VerificationCheck, ReadonlySet<string>>> = {
  DOCUMENT: new Set([...photos, 'application/pdf']),
  IDENTITY: new Set(photos),
  ENHANCED_IDENTITY: new Set(['video/mp4', 'video/webm', 'video/quicktime']),
  PROOF_OF_ADDRESS: new Set([...photos, 'application/pdf']),
};

/** The size of a file of evidence for each check. */
export const maxEvidenceBytes: Readonly<Record<VerificationCheck, number>> = {
  DOCUMENT: maxFileBytes,
  IDENTITY: maxFileBytes,
  ENHANCED_IDENTITY: maxVideoBytes,
  PROOF_OF_ADDRESS: maxFileBytes,
};
