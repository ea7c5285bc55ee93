import { addAbortSignal } from 'node:stream';
import type { Multipart, MultipartFile } from '@fastify/multipart';
import type { FastifyRequest } from 'fastify';
import type { Services } from '../domain/context.ts';
import type { IncomingFile } from '../domain/files/incoming-file.ts';
import { FileRefusedError } from '../domain/files/received-file.ts';
import { takeIn } from '../domain/files/take-in.ts';
import { BodyRefusedError } from './body-refused-error.ts';

/** What one field may hold. */
export const largestFieldBytes = 1_048_576;

/** How many parts of each kind a multipart body may have, and how large it may be altogether. */
export interface MultipartLimits {
  files: number;
  fields: number;
  bytes: number;
}

/** One part of a multipart body: an `IncomingFile`, or the text of a field; what calls itself JSON is parsed already. */
export interface Part {
  name: string;
  value: unknown;
}

interface ReadOptions {
  request: FastifyRequest;
  limits: MultipartLimits;
  services: Pick<Services, 'temporaryDir'>;
  /** Gets each file as soon as it is on the disk, for the caller to discard whatever comes after it. */
  files: IncomingFile[];
}

/**
 * Reads a multipart body to its end, its files to this machine's disk.
 *
 * @throws BodyRefusedError when the body is malformed, or as soon as it turns out to be too large
 */
export async function readParts({ request, limits, services, files }: ReadOptions): Promise<Part[]> {
  const parts: Part[] = [];
  const { signal, tooLarge } = watchSize(request, limits);
  signal.throwIfAborted();
  const source = request.parts();
  for (;;) {
    const part = await Promise.race([nextPart(source), tooLarge]);
    if (!part) {
      return parts;
    }
    if (part.type === 'field') {
      parts.push({ name: part.fieldname, value: part.value });
      continue;
    }
    const file = await takeFile(part, { services, signal });
    files.push(file);
    parts.push({ name: part.fieldname, value: file });
  }
}

async function nextPart(source: AsyncIterator<Multipart>): Promise<Multipart | undefined> {
  const { value: part, done } = await source.next().catch((error: { code?: string }) => {
    throw error.code?.endsWith('_LIMIT')
      ? new BodyRefusedError(400, 'The form has more parts than are taken here.')
      : malformed();
  });
  if (!done && part.type === 'field' && part.valueTruncated) {
    throw new BodyRefusedError(413, 'A field of the form is larger than 1 MiB.');
  }
  return done ? undefined : part;
}

async function takeFile(
  { file: content, filename }: MultipartFile,
  { services, signal }: { services: ReadOptions['services']; signal: AbortSignal },
): Promise<IncomingFile> {
  try {
    return await takeIn({ services, content: addAbortSignal(signal, content), name: filename ?? '' });
  } catch (error) {
    signal.throwIfAborted();
    throw error instanceof FileRefusedError ? malformed() : error;
  }
}

const malformed = () => new BodyRefusedError(400, 'The body is not well-formed multipart/form-data.');

/** Watches a body go by. Both the signal and the promise tell when it is larger than all its parts may be. */
function watchSize({ raw, headers }: FastifyRequest, limits: MultipartLimits) {
  const controller = new AbortController();
  const { signal } = controller;
  const refuse = () =>
    controller.abort(
      new BodyRefusedError(413, 'The request body is larger than is accepted; a file may have 20 MiB.'),
    );
  if (Number(headers['content-length'] ?? 0) > limits.bytes) {
    refuse();
  } else {
    let bytes = 0;
    raw.on('data', ({ length }: Buffer) => {
      bytes += length;
      if (bytes > limits.bytes) {
        refuse();
      }
    });
  }
  const tooLarge = new Promise<never>((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
  // Nobody may be waiting for the next part at that moment.
  tooLarge.catch(() => {});
  return { signal, tooLarge };
}
