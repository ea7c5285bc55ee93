import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { extname } from 'node:path';
import { evidentEncoding, latin1 } from '../../text/text-encoding.ts';
import { textTypes } from './accepted-types.ts';

const unknownType = 'application/octet-stream';

/** Where the head of a PDF may be: what has carried the file may have put something before it. */
const pdfHeadBytes = 1_024;

/** So much of a text shows its encoding. */
const sampleBytes = 65_536;

/**
 * What a file is by its content, as a media type. A name cannot make anything of a file that its content is not; it only
 * tells kinds of text apart, which have no signature.
 */
export async function detectType({ path, name }: { path: string; name: string }): Promise<string> {
  const { fileTypeFromFile } = await import('file-type');
  const signature = (await fileTypeFromFile(path))?.mime;
  const extension = extname(name).slice(1).toLowerCase();
  const textType = textTypes[extension];
  // Some signatures are two letters that a text may begin with, such as the `BM` of bitmaps.
  if (signature !== undefined && (textType === undefined || signature === 'application/pdf')) {
    return signature;
  }
  const start = await startOf(path);
  const text = await textKindOf(path, start, textType);
  const isPdf = signature === undefined && pdfHead.test(latin1(start.subarray(0, pdfHeadBytes)));
  // A text may speak of the head of a PDF; a file that begins with it, or is called one, is one.
  if (isPdf && (text === undefined || extension === 'pdf' || isAtStart(start))) {
    return 'application/pdf';
  }
  return text ?? signature ?? unknownType;
}

const pdfHead = /%PDF-\d\.\d/;

const isAtStart = (start: Uint8Array): boolean =>
  latin1(start.subarray(0, pdfHeadBytes)).trimStart().startsWith('%PDF-');

async function textKindOf(
  path: string,
  start: Uint8Array,
  textType: string | undefined,
): Promise<string | undefined> {
  const encoding = evidentEncoding(start, { isCut: start.length === sampleBytes });
  if (encoding !== undefined && (await isText(path, encoding, textType !== undefined))) {
    return textType ?? 'text/plain';
  }
  // Without an extension that says so, only what is certainly a text is one.
  return textType !== undefined &&
    encoding?.startsWith('utf-16') !== true &&
    (await isText(path, 'latin1', true))
    ? textType
    : undefined;
}

async function startOf(path: string): Promise<Uint8Array> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(sampleBytes), 0, sampleBytes, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

const controls = /[\p{Cc}--[\n\r\t\f]]/v;
const lowControls = /[\p{Cc}--[\n\r\t\f\u0080-\u009f]]/v;

/** Control-Z ends a file of DOS; zeros may fill its last block. */
const withoutEndMark = (text: string): string => {
  const end = text.indexOf('\u001a');
  const filling = end === -1 ? '' : text.slice(end).replaceAll('\u001a', '').replaceAll('\0', '');
  return end === -1 || filling !== '' ? text : text.slice(0, end);
};

/**
 * Whether a file is well-formed in an encoding, without control characters other than line breaks, tabs, form feeds, the
 * shifts of ISO-2022-JP and, where its extension says that it is a text, what ends a file of DOS. A script that names its
 * interpreter is a program and no text. The older encodings are not told apart here: any bytes but control characters are a
 * text in one of them.
 */
async function isText(path: string, encoding: string, mayEndWithMark: boolean): Promise<boolean> {
  const decoder = encoding === 'latin1' ? undefined : new TextDecoder(encoding, { fatal: true });
  let isStart = true;
  let hasEnded = false;
  try {
    for await (const chunk of createReadStream(path)) {
      const decoded = decoder ? decoder.decode(chunk, { stream: true }) : latin1(chunk);
      const text = mayEndWithMark ? withoutEndMark(decoded) : decoded;
      if (
        (hasEnded && text !== '') ||
        (decoder ? controls : lowControls).test(text) ||
        (isStart && text.startsWith('#!'))
      ) {
        return false;
      }
      hasEnded ||= text.length < decoded.length;
      isStart = false;
    }
    decoder?.decode();
    return true;
  } catch (error) {
    if (error instanceof TypeError) {
      return false;
    }
    throw error;
  }
}
