import { createReadStream } from 'node:fs';
import { extname } from 'node:path';
import { fileTypeFromFile } from 'file-type';
import { textTypes } from './accepted-types.ts';

const unknownType = 'application/octet-stream';

/**
 * What a file is by its content, as a media type. A name cannot make anything of a file that its content is not; it only
 * tells kinds of text apart, which have no signature.
 */
export async function detectType({ path, name }: { path: string; name: string }): Promise<string> {
  const signature = (await fileTypeFromFile(path))?.mime;
  const textType = textTypes[extname(name).slice(1).toLowerCase()];
  // Some signatures are two letters that a text may begin with, such as the `BM` of bitmaps.
  if (signature !== undefined && (textType === undefined || signature === 'application/pdf')) {
    return signature;
  }
  if (await isText(path)) {
    return textType ?? 'text/plain';
  }
  return signature ?? unknownType;
}

/**
 * Whether a file is well-formed UTF-8 without control characters other than line breaks, tabs and form feeds. A script
 * that names its interpreter is a program and no text.
 */
async function isText(path: string): Promise<boolean> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let isStart = true;
  try {
    for await (const chunk of createReadStream(path)) {
      const text = decoder.decode(chunk, { stream: true });
      if (/[\p{Cc}--[\n\r\t\f]]/v.test(text) || (isStart && text.startsWith('#!'))) {
        return false;
      }
      isStart = false;
    }
    decoder.decode();
    return true;
  } catch (error) {
    if (error instanceof TypeError) {
      return false;
    }
    throw error;
  }
}
