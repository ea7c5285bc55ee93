import { addAbortSignal, type Readable } from 'node:stream';
import { Busboy, type BusboyHeaders, type BusboyInstance } from '@fastify/busboy';
import type { FastifyRequest } from 'fastify';
import { largestFileBytes } from '../domain/files/accepted-types.ts';
import type { IncomingFile } from '../domain/files/incoming-file.ts';
import { FileRefusedError } from '../domain/files/received-file.ts';
import { takeIn } from '../domain/files/take-in.ts';
import type { Services } from '../domain/services.ts';
import { BodyRefusedError } from './body-refused-error.ts';
import { decodeUtf8 } from './decode-body.ts';
import { decodeFileName } from './file-name.ts';

/** What one field can hold. */
const maxFieldBytes = 1_048_576;
/** The text of all fields of a body together; the largest questionnaire answered to the limit stays below. */
export const maxTextBytes = 33_554_432;
/** Headers of one part. Browsers send three at most. */
const maxHeadersPerPart = 10;

/** How many parts of each kind a multipart body can have, and how large it can be altogether. */
export interface MultipartLimits {
  files: number;
  fields: number;
  bytes: number;
  /** How large a file can be, by the name of its field; defaults to 20 MiB. */
  fileBytes?: (name: string) => number;
  /** The largest file of any field; defaults to 20 MiB. */
  maxFileBytes?: number;
}

/** One part of a multipart body: an `IncomingFile`, or the text of a field. */
export interface Part {
  name: string;
  value: unknown;
}

/** A file before it is read: the name of its field, and the file's own name as the sender's device has it. */
export interface AnnouncedFile {
  name: string;
  fileName: string;
}

interface ReadOptions {
  request: FastifyRequest;
  limits: MultipartLimits;
  services: Pick<Services, 'temporaryDir'>;
  /** Gets each file as soon as it is on the disk, for the caller to discard whatever comes after it. */
  files: IncomingFile[];
  /** Which files are read. Others are no parts, and nothing of them is written to the disk. Defaults to all. */
  accepts?: ((file: AnnouncedFile) => boolean) | undefined;
  /**
   * Whether fields and names that are not valid UTF-8 are rejected; otherwise what cannot be decoded is replaced. It costs
   * a stream for each field, and browsers send nothing else than UTF-8. Defaults to false.
   */
  isStrict?: boolean | undefined;
}

/**
 * Reads a multipart body to its end, its files to this machine's disk.
 *
 * @throws BodyRefusedError when the body is malformed, or as soon as it turns out to be too large
 */
export async function readParts(options: ReadOptions): Promise<Part[]> {
  const { request, limits, services, files, accepts = () => true, isStrict = false } = options;
  const { raw } = request;
  const parts: Part[] = [];
  const arrivals: Promise<void>[] = [];
  const aborting = new AbortController();
  const { promise: end, resolve, reject } = Promise.withResolvers<void>();
  const fail = (error: Error) => {
    reject(error);
    aborting.abort(error);
  };
  if (Number(request.headers['content-length'] ?? 0) > limits.bytes) {
    throw tooLarge();
  }

  const parser = createParser(request, limits, isStrict);
  let textLength = 0;
  let fieldCount = 0;
  let fileCount = 0;
  parser.on('field', (name, value, _isNameCut, isCut) => {
    // A name that every object has is no field of any form, and must not become a key of one.
    if (name in Object.prototype) {
      fail(malformed());
      return;
    }
    parts.push({ name, value });
    textLength += value.length;
    if (textLength > maxTextBytes) {
      fail(tooLarge());
    } else if (isCut) {
      fail(new BodyRefusedError(413, 'A field of the form is larger than 1 MiB.'));
    }
  });
  parser.on('file', (name, content, escapedName, _encoding, type) => {
    const fileName = decodeFileName(escapedName ?? '');
    // A stream that fails while nothing reads it yet must not stop the process; reading it reports the failure, too.
    content.on('error', () => {});
    if (name in Object.prototype) {
      fail(malformed());
    }
    if (isStrict && `${name}${fileName}`.includes('\ufffd')) {
      fail(new BodyRefusedError(400, 'The name of a part is not valid UTF-8.'));
    }
    if (isStrict && !isFile(escapedName, type)) {
      fieldCount += 1;
      if (fieldCount > limits.fields) {
        fail(tooManyParts());
      }
      const part: Part = { name, value: undefined };
      parts.push(part);
      const arrival = readField(content, aborting.signal).then((text) => {
        part.value = text;
      });
      arrivals.push(arrival);
      arrival.catch(fail);
      return;
    }
    fileCount += 1;
    if (fileCount > limits.files) {
      fail(tooManyParts());
    }
    if (aborting.signal.aborted || !accepts({ name, fileName })) {
      content.resume();
      return;
    }
    const part: Part = { name, value: undefined };
    parts.push(part);
    const arrival = takeFile({
      content,
      fileName,
      maxBytes: limits.fileBytes?.(name) ?? largestFileBytes,
      services,
      signal: aborting.signal,
    }).then((file) => {
      files.push(file);
      part.value = file;
    });
    arrivals.push(arrival);
    arrival.catch(fail);
  });
  for (const limit of ['filesLimit', 'fieldsLimit', 'partsLimit'] as const) {
    parser.on(limit, () => fail(tooManyParts()));
  }
  let bytes = 0;
  // No body at all is a form without parts.
  parser.on('error', () => (bytes === 0 ? resolve() : fail(malformed())));
  parser.on('finish', resolve);

  const countBytes = ({ length }: Buffer) => {
    bytes += length;
    if (bytes > limits.bytes) {
      fail(tooLarge());
    }
  };
  const onClose = () => fail(malformed());
  raw.on('data', countBytes).on('error', onClose).on('aborted', onClose);
  raw.pipe(parser);
  try {
    await end;
    await Promise.all(arrivals);
    return parts;
  } finally {
    raw.off('data', countBytes).off('aborted', onClose);
    raw.unpipe(parser);
    // Every file is either in `files` or gone before the caller discards them.
    await Promise.allSettled(arrivals);
  }
}

/** A part with a file name or of type `application/octet-stream`: the parser's own default. */
const isFile = (fileName: string | undefined, type: string): boolean =>
  fileName !== undefined || type === 'application/octet-stream';

async function readField(content: Readable, signal: AbortSignal): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const chunk of addAbortSignal(signal, content) as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      if (bytes > maxFieldBytes) {
        throw new BodyRefusedError(413, 'A field of the form is larger than 1 MiB.');
      }
      chunks.push(chunk);
    }
  } catch (error) {
    signal.throwIfAborted();
    throw error instanceof BodyRefusedError ? error : malformed();
  }
  return decodeUtf8(Buffer.concat(chunks));
}

function createParser(
  { headers }: FastifyRequest,
  { files, fields, maxFileBytes = largestFileBytes }: MultipartLimits,
  isStrict: boolean,
): BusboyInstance {
  try {
    return new Busboy({
      headers: headers as BusboyHeaders,
      limits: {
        fileSize: maxFileBytes + 1,
        fieldSize: maxFieldBytes,
        headerPairs: maxHeadersPerPart,
        files: isStrict ? files + fields : files,
        fields,
        parts: files + fields,
      },
      // The parser decodes fields, and leaves the bytes of files as they are.
      ...(isStrict && { isPartAFile: () => true }),
    });
  } catch {
    // The header names no boundary.
    throw malformed();
  }
}

interface TakeOptions {
  content: Readable;
  fileName: string;
  maxBytes: number;
  services: ReadOptions['services'];
  signal: AbortSignal;
}

async function takeFile({
  content,
  fileName,
  maxBytes,
  services,
  signal,
}: TakeOptions): Promise<IncomingFile> {
  try {
    return await takeIn({
      services,
      content: addAbortSignal(signal, content),
      name: fileName,
      maxBytes,
    });
  } catch (error) {
    signal.throwIfAborted();
    throw error instanceof FileRefusedError ? malformed() : error;
  }
}

const tooManyParts = () => new BodyRefusedError(400, 'The form has more parts than are accepted.');

const malformed = () => new BodyRefusedError(400, 'The body is not well-formed multipart/form-data.');

const tooLarge = () =>
  new BodyRefusedError(413, 'The request body is larger than is accepted; a file may have 20 MiB.');
