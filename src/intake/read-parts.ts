import type { IncomingMessage } from 'node:http';
import { Busboy, type BusboyHeaders, type BusboyInstance } from '@fastify/busboy';
import { IncomingFile } from '../domain/files/incoming-file.ts';
import { malformedBody, tooLargeBody, tooManyParts } from './body-rejected-error.ts';
import { discardRest } from './discard-rest.ts';
import { type ArrivingPart, createPartReceiver, type Part, type ReceiveOptions } from './receive-part.ts';

/** Header fields of one part. Browsers send three at most. */
const maxHeadersPerPart = 10;

/** How many parts of each kind a multipart body can have, and its size. */
export type MultipartLimits = ReceiveOptions['limits'] & { maxBytes: number };

export type ReadOptions = ReceiveOptions & { limits: MultipartLimits };

/**
 * Reads a multipart body to its end and writes its files to this machine's disk. The caller discards them. Nothing is kept of a
 * body that breaks off or is rejected, and the rest of it is discarded.
 *
 * @throws BodyRejectedError if the body is malformed, or as soon as it exceeds a limit
 */
export async function readParts(request: IncomingMessage, options: ReadOptions): Promise<Part[]> {
  const arrivals: Promise<Part>[] = [];
  try {
    await parse(request, options, arrivals);
    return await Promise.all(arrivals);
  } catch (error) {
    discardRest(request);
    const settled = await Promise.allSettled(arrivals);
    await discardFiles(settled.flatMap((arrival) => (arrival.status === 'fulfilled' ? arrival.value : [])));
    throw error;
  }
}

/** Removes the files of parts from the disk. */
export async function discardFiles(parts: readonly Part[]): Promise<void> {
  await Promise.all(parts.map(({ value }) => (value instanceof IncomingFile ? value.discard() : undefined)));
}

/** Runs a body through a parser. Every part is added to `arrivals` when its header fields have arrived. */
async function parse(
  request: IncomingMessage,
  options: ReadOptions,
  arrivals: Promise<Part>[],
): Promise<void> {
  const { maxBytes } = options.limits;
  if (Number(request.headers['content-length']) > maxBytes) {
    throw tooLargeBody();
  }
  const parser = createParser(request, options.limits);
  const aborting = new AbortController();
  const { signal } = aborting;
  const { promise: end, resolve, reject } = Promise.withResolvers<void>();
  const fail = (error: unknown) => {
    reject(error);
    aborting.abort(error);
  };

  const receive = createPartReceiver({ ...options, signal });
  const onPart = (part: ArrivingPart) => {
    signal.throwIfAborted();
    const arrival = receive(part);
    if (arrival) {
      arrivals.push(arrival);
      arrival.catch(fail);
    } else {
      part.content.resume();
    }
  };
  parser.on('file', (name, content, escapedFileName, _encoding, mediaType) => {
    // A stream that fails before it is read must not stop the process; reading it reports the failure as well.
    content.on('error', () => {});
    try {
      onPart({ name, content, escapedFileName, mediaType });
    } catch (error) {
      fail(error);
    }
  });
  parser.on('partsLimit', () => fail(tooManyParts()));
  let bytes = 0;
  // A missing body is a form without parts.
  parser.on('error', () => (bytes === 0 ? resolve() : fail(malformedBody())));
  parser.on('finish', resolve);

  const countBytes = ({ length }: Buffer) => {
    bytes += length;
    if (bytes > maxBytes) {
      fail(tooLargeBody());
    }
  };
  const onClose = () => fail(malformedBody());
  request.on('data', countBytes).on('error', onClose).on('aborted', onClose);
  request.pipe(parser);
  try {
    await end;
    await Promise.all(arrivals);
  } finally {
    request.off('data', countBytes).off('aborted', onClose);
    request.unpipe(parser);
  }
}

/** Creates a parser that leaves the bytes of all parts as they are: to it, every part is a file. */
function createParser(
  { headers }: IncomingMessage,
  { maxFiles, maxFields }: MultipartLimits,
): BusboyInstance {
  try {
    return new Busboy({
      headers: headers as BusboyHeaders,
      limits: { headerPairs: maxHeadersPerPart, parts: maxFiles + maxFields },
      isPartAFile: () => true,
    });
  } catch {
    // The header specifies no boundary.
    throw malformedBody();
  }
}
