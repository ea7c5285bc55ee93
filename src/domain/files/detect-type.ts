import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { extname } from 'node:path';
import { fileTypeFromFile } from 'file-type';
import { possibleEncodings } from '../../text-encoding.ts';
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
  // Without an extension that says so, only what is certainly a text is one.
  const encodings = textType === undefined ? ['utf-8'] : possibleEncodings(await startOf(path));
  for (const encoding of encodings) {
    if (await isText(path, encoding)) {
      return textType ?? 'text/plain';
    }
  }
  return signature ?? unknownType;
}

async function startOf(path: string): Promise<Uint8Array> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(2), 0, 2, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

/**
 * Whether a file is well-formed in an encoding, without control characters other than line breaks, tabs and form feeds. A
 * script that names its interpreter is a program and no text.
 */
async function isText(path: string, encoding: string): Promise<boolean> {
  const decoder = new TextDecoder(encoding, { fatal: true });
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
