import type { Readable } from 'node:stream';
import type { IncomingFile } from '../domain/files/incoming-file.ts';
import type { Services } from '../domain/services.ts';
import { BodyRejectedError, malformedBody, tooLargeBody, tooManyParts } from './body-rejected-error.ts';
import { decodeFileName } from './part-file-name.ts';
import type { TextReader } from './part-text.ts';
import { writeToDisk } from './write-to-disk.ts';

/** The maximum size of one field. */
const maxFieldBytes = 1_048_576;
/** The maximum length of all fields of a body together; the largest questionnaire, answered in full, stays below it. */
export const maxTextLength = 33_554_432;

/** One part of a multipart body: the text of a field, or a file. */
export interface Part {
  name: string;
  value: string | IncomingFile;
}

/** A file before it is read: the name of its field, and the file's name on the sender's device. */
export interface AnnouncedFile {
  name: string;
  fileName: string;
}

/** A part whose header fields have arrived. */
export interface ArrivingPart {
  /** Undefined only in a body that no client should send. */
  name: string | undefined;
  /** As it is escaped in the header; undefined for a field. */
  escapedFileName: string | undefined;
  mediaType: string;
  content: Readable;
}

export interface ReceiveOptions {
  services: Pick<Services, 'temporaryDir'>;
  limits: {
    maxFiles: number;
    maxFields: number;
    /**
     * The maximum number of bytes of a file that are kept, by the name of its field. A larger file is read to its end and
     * reported as too large.
     */
    maxFileBytes: (name: string) => number;
  };
  text: TextReader;
  /** Which files are read. Others do not count as parts, and nothing of them is written to the disk. Defaults to all. */
  accepts?: ((file: AnnouncedFile) => boolean) | undefined;
}

/**
 * Creates a function that receives the parts of one body, one after the other: it counts them, reads fields into memory and
 * writes files to the disk.
 *
 * @param options.signal stops all reading; parts that are being read are then rejected with its reason
 * @returns a function that returns undefined for a file that is not accepted. It throws a BodyRejectedError, or rejects with
 * one, for a part that exceeds a limit or breaks off.
 */
export function createPartReceiver(
  options: ReceiveOptions & { signal: AbortSignal },
): (part: ArrivingPart) => Promise<Part> | undefined {
  const { services, limits, text, accepts = () => true, signal } = options;
  const unfinished = new Set<Readable>();
  let fieldCount = 0;
  let fileCount = 0;
  let textLength = 0;
  // One listener for all parts, which can be thousands.
  signal.addEventListener('abort', () => {
    for (const content of unfinished) {
      content.destroy(signal.reason);
    }
  });

  return ({ name, escapedFileName, mediaType, content }) => {
    // A property name that every object has is not a field of any form, and must not become a key of an object.
    if (name === undefined || name in Object.prototype) {
      throw malformedBody();
    }
    const fileName = decodeFileName(escapedFileName ?? '');
    text.checkName(`${name}${fileName}`);
    // A part of this type without a file name is also a file, by the parser's own rule.
    if (escapedFileName === undefined && mediaType !== 'application/octet-stream') {
      fieldCount += 1;
      if (fieldCount > limits.maxFields) {
        throw tooManyParts();
      }
      return receive(name, content, receiveField(content));
    }
    fileCount += 1;
    if (fileCount > limits.maxFiles) {
      throw tooManyParts();
    }
    return accepts({ name, fileName })
      ? receive(name, content, receiveFile({ name, fileName }, content))
      : undefined;
  };

  async function receive(name: string, content: Readable, arrival: Promise<Part['value']>): Promise<Part> {
    unfinished.add(content);
    try {
      return { name, value: await arrival };
    } catch (error) {
      signal.throwIfAborted();
      throw error;
    } finally {
      unfinished.delete(content);
    }
  }

  async function receiveField(content: Readable): Promise<string> {
    const value = text.decodeField(await readField(content));
    textLength += value.length;
    if (textLength > maxTextLength) {
      throw tooLargeBody();
    }
    return value;
  }

  function receiveFile({ name, fileName }: AnnouncedFile, content: Readable): Promise<IncomingFile> {
    return writeToDisk({
      temporaryDir: services.temporaryDir,
      content: chunksOf(content),
      name: fileName,
      maxBytes: limits.maxFileBytes(name),
    });
  }
}

/** The chunks of a file. A failure to read them is the sender's fault and not the gateway's. */
async function* chunksOf(content: Readable): AsyncGenerator<Buffer> {
  try {
    yield* content;
  } catch {
    throw malformedBody();
  }
}

/** Reads through events: an iterator would cost several times as much for each of the thousand fields of a large form. */
function readField(content: Readable): Promise<Buffer> {
  const { promise, resolve, reject } = Promise.withResolvers<Buffer>();
  const chunks: Buffer[] = [];
  let sizeBytes = 0;
  content.on('data', (chunk: Buffer) => {
    sizeBytes += chunk.length;
    if (sizeBytes > maxFieldBytes) {
      reject(new BodyRejectedError(413, 'A field of the form is larger than 1 MiB.'));
    } else {
      chunks.push(chunk);
    }
  });
  content.on('end', () => resolve(Buffer.concat(chunks)));
  content.on('error', () => reject(malformedBody()));
  return promise;
}
