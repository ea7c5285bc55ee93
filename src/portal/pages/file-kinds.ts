import { maxFileBytes, maxVideoBytes } from '../../domain/files/accepted-types.ts';
import { type Html, html } from '../../text/html.ts';

/** The purpose of a file input, which decides the files that it accepts. */
export type FileKind = 'document' | 'photoOrPdf' | 'photo' | 'video';

const kinds: Readonly<Record<string, FileKind>> = {
  'evidence.DOCUMENT': 'photoOrPdf',
  'evidence.IDENTITY': 'photo',
  'evidence.ENHANCED_IDENTITY': 'video',
  'evidence.PROOF_OF_ADDRESS': 'photoOrPdf',
};

/** The kind of a file input, by its name; those that are not of a check belong to questions. */
export const fileKindOf = (control: string): FileKind => kinds[control] ?? 'document';

/** How large a file of the kind can be, in bytes. */
export const maxBytesOf = (kind: FileKind): number => (kind === 'video' ? maxVideoBytes : maxFileBytes);

/**
 * The attributes of an input that offer what fits and ask a phone for its camera where something is taken now. HEIC is
 * not offered, because an iPhone then sends a JPEG, which everyone can open; a HEIC file is accepted all the same.
 */
export const fileInputAttributes: Readonly<Record<FileKind, Html>> = {
  document: html` multiple accept=".pdf,.docx,.xlsx,.csv,.txt,.md,.html,.eml,image/jpeg,image/png,image/webp"`,
  photoOrPdf: html` multiple accept="image/jpeg,image/png,image/webp,application/pdf"`,
  photo: html` accept="image/jpeg,image/png,image/webp" capture="user"`,
  video: html` accept="video/mp4,video/quicktime,video/webm" capture="user" data-max-bytes="${maxVideoBytes}"`,
};
