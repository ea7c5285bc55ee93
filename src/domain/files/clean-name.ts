import { cleanLine } from '../../text/clean-line.ts';

const maxCharacters = 200;
const maxExtensionLength = 20;

/** Marks that are not seen and make one name look like another. Those that join letters and emoji stay. */
const invisible = /[\u00ad\u061c\u180e\u200b\u2060-\u2064\u206a-\u206f\ufeff\ufff9-\ufffb]/gu;

/**
 * Turns a file's name on a person's device into one harmless line: no folders, no control characters, nothing
 * that reorders or hides text, at most 200 characters. A name that is too long keeps its extension; one of which nothing
 * is left is `file`.
 */
export function cleanName(name: string): string {
  // Far longer than any file system allows; what comes after it is not worth looking at.
  const withoutFolders = name.slice(-4_000).replace(/^.*[/\\]/su, '');
  const line = cleanLine(withoutFolders.normalize('NFC').replace(invisible, ''), maxCharacters * 20);
  return /^[.\s]*$/u.test(line) ? 'file' : shorten(line);
}

function shorten(line: string): string {
  if (line.length <= maxCharacters) {
    return line;
  }
  const [extension = ''] = new RegExp(`\\.[^.\\s]{1,${maxExtensionLength}}$`, 'u').exec(line) ?? [];
  const stem = line.slice(0, maxCharacters - 1 - extension.length).trimEnd();
  // A cut in the middle of a character outside the basic plane would leave half of it.
  return `${stem.replace(/[\ud800-\udbff]$/, '')}…${extension}`;
}
