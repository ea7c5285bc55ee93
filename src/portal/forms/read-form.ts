import type { Readable } from 'node:stream';
import type { FastifyRequest } from 'fastify';

/** The fields of a form that was sent, each with its values in their order. */
export type FormFields = Map<string, string[]>;

/** A file in a form. Its content must be read to the end before what follows it in the form can be. */
export interface FormFile {
  /** The control's name. */
  control: string;
  /** The file's name, as the device told it; empty where it told none. */
  name: string;
  content: Readable;
}

/** What came is no form that this gateway has given out. */
export class FormRefusedError extends Error {
  /** 413 for a form that is too large, 400 for one that cannot be read. */
  readonly statusCode: 400 | 413;

  constructor(statusCode: 400 | 413) {
    super('A form could not be read.');
    this.name = 'FormRefusedError';
    this.statusCode = statusCode;
  }
}

/** All fields together; the largest questionnaire answered to the limit stays below. */
const largestFieldsLength = 33_554_432;

/**
 * Reads a form in either encoding. Files are handed over one by one as they arrive, with the fields that stood before
 * them.
 *
 * @throws FormRefusedError
 */
export async function readForm(
  request: FastifyRequest,
  onFile: (file: FormFile, fields: FormFields) => Promise<void>,
): Promise<FormFields> {
  const fields: FormFields = new Map();
  if (!request.isMultipart()) {
    const body = (request.body ?? {}) as Record<string, string | string[]>;
    for (const [name, value] of Object.entries(body)) {
      fields.set(name, [value].flat());
    }
    return fields;
  }
  let length = 0;
  for await (const part of partsOf(request)) {
    if (part.type === 'file') {
      await onFile({ control: part.fieldname, name: part.filename ?? '', content: part.file }, fields);
      continue;
    }
    const value = String(part.value);
    length += value.length;
    if (part.valueTruncated || length > largestFieldsLength) {
      throw new FormRefusedError(413);
    }
    fields.set(part.fieldname, [...(fields.get(part.fieldname) ?? []), value]);
  }
  return fields;
}

async function* partsOf(request: FastifyRequest) {
  try {
    yield* request.parts();
  } catch (error) {
    throw (error as { statusCode?: number }).statusCode === undefined ? new FormRefusedError(400) : error;
  } finally {
    // A browser shows no answer before it has sent everything, so what is left of a refused form is taken and dropped.
    request.raw.unpipe();
    request.raw.resume();
  }
}

export const firstOf = (fields: FormFields, name: string): string | undefined => fields.get(name)?.[0];
