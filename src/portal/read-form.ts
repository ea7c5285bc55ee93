import type { Readable } from 'node:stream';
import type { FastifyRequest } from 'fastify';

/** The fields of a form that was sent, each with its values in their order. */
export type FormFields = Map<string, string[]>;

/** A file in a form. Its content must be read to the end before what follows it in the form can be. */
export interface FormFile {
  /** The control's name. */
  control: string;
  /** The file's name, as the device told it. */
  name: string;
  content: Readable;
}

/** The form is larger than any that this gateway has given out. */
export class FormTooLargeError extends Error {
  constructor() {
    super('A form was larger than can be taken.');
    this.name = 'FormTooLargeError';
  }
}

/** All fields together; the largest questionnaire answered to the limit stays below. */
const largestFieldsLength = 8_388_608;

/**
 * Reads a form in either encoding. Files are handed over one by one as they arrive, with the fields that stood before
 * them.
 *
 * @throws FormTooLargeError
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
  for await (const part of request.parts()) {
    if (part.type === 'file') {
      await onFile({ control: part.fieldname, name: part.filename, content: part.file }, fields);
      continue;
    }
    const value = String(part.value);
    length += value.length;
    if (part.valueTruncated || length > largestFieldsLength) {
      throw new FormTooLargeError();
    }
    fields.set(part.fieldname, [...(fields.get(part.fieldname) ?? []), value]);
  }
  return fields;
}

export const firstOf = (fields: FormFields, name: string): string | undefined => fields.get(name)?.[0];
