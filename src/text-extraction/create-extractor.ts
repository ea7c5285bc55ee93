import { readFile } from 'node:fs/promises';
import type { ExtractText } from './extracted-text.ts';

export function createExtractor(): ExtractText {
  return async ({ path, contentType }) =>
    contentType.startsWith('text/')
      ? { pages: [await readFile(path, 'utf8')] }
      : { unreadableReason: 'Files of this type cannot be read.' };
}
