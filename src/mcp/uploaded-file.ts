import type { SchemaObject } from 'openapi3-ts/oas31';
import type { IncomingFile } from '../domain/files/incoming-file.ts';
import { shortKey } from '../domain/problems.ts';
import type { Services } from '../domain/services.ts';
import { maxProblems } from '../errors.ts';
import { writeToDisk } from '../intake/write-to-disk.ts';
import { RestError } from '../rest/errors.ts';
import { isObject } from '../rest/is-object.ts';

/** The largest file that an argument can contain, so that it fits into a request. REST accepts larger ones. */
const maxArgumentBytes = 716_800;
const maxNameLength = 255;

/** Digits in groups of four, of which padding fills the last one. */
const base64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** The schema of an argument that REST has as a part of a form. */
export const uploadedFileSchema = (description: string): SchemaObject => ({
  type: 'object',
  description: `${description} At most ${maxArgumentBytes / 1024} KiB; the REST API accepts larger files.`,
  additionalProperties: false,
  required: ['name', 'content'],
  properties: {
    name: { type: 'string', maxLength: maxNameLength, description: 'The name of the file.' },
    content: { type: 'string', contentEncoding: 'base64', description: 'The content of the file in base64.' },
  },
});

/**
 * Writes the file among the fields of a body to this machine's disk, as that of a form is, and discards it when the work has
 * ended. What is no file stays as it is, for the operation to reject.
 *
 * @param field the field that is a file; undefined if none is
 * @throws RestError for a malformed or too large content
 */
export async function withUploadedFile<Result>(
  { body, field }: { body: Record<string, unknown>; field: string | undefined },
  { temporaryDir }: Pick<Services, 'temporaryDir'>,
  work: (body: Record<string, unknown>) => Promise<Result>,
): Promise<Result> {
  const value = field === undefined ? undefined : body[field];
  if (field === undefined || !isObject(value)) {
    return work(body);
  }
  const file = await receive(field, value, temporaryDir);
  try {
    return await work({ ...body, [field]: file });
  } finally {
    await file.discard();
  }
}

async function receive(
  field: string,
  { name, content, ...others }: Record<string, unknown>,
  temporaryDir: string,
): Promise<IncomingFile> {
  const problems = [
    ...(typeof name === 'string' && name.length <= maxNameLength
      ? []
      : [{ path: `${field}.name`, messages: [`Use a name of at most ${maxNameLength} characters.`] }]),
    ...(typeof content === 'string' && base64.test(content)
      ? []
      : [{ path: `${field}.content`, messages: ['Use the content of the file in base64.'] }]),
    ...Object.keys(others)
      .slice(0, maxProblems)
      .map((other) => ({ path: `${field}.${shortKey(other)}`, messages: ['Unknown field.'] })),
  ];
  if (problems.length > 0 || typeof name !== 'string' || typeof content !== 'string') {
    throw RestError.invalid(problems);
  }
  const bytes = Buffer.from(content, 'base64');
  if (bytes.length > maxArgumentBytes) {
    throw new RestError(
      'PAYLOAD_TOO_LARGE',
      `A file in an argument can have at most ${maxArgumentBytes / 1024} KiB. Upload larger ones through the REST API.`,
    );
  }
  return writeToDisk({ temporaryDir, content: chunksOf(bytes), name, maxBytes: maxArgumentBytes });
}

async function* chunksOf(bytes: Buffer): AsyncGenerator<Buffer> {
  yield bytes;
}
