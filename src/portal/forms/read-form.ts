import type { FastifyRequest } from 'fastify';
import { maxFileBytes, maxVideoBytes } from '../../domain/files/accepted-types.ts';
import type { IncomingFile } from '../../domain/files/incoming-file.ts';
import { maxCountries } from '../../domain/questionnaires/answer-value.ts';
import type { VersionQuestion } from '../../domain/questionnaires/read-version.ts';
import type { Services } from '../../domain/services.ts';
import { isMultipart } from '../../intake/accept-multipart.ts';
import { BodyRejectedError } from '../../intake/body-rejected-error.ts';
import { browserText } from '../../intake/part-text.ts';
import type { MultipartLimits } from '../../intake/read-parts.ts';
import { type AnnouncedFile, maxTextLength } from '../../intake/receive-part.ts';
import { withParts } from '../../intake/with-parts.ts';
import { controls } from '../views/views.ts';
import type { AskedFor } from './places.ts';

/** The fields of a form that was sent, each with its values in their order. */
export type FormFields = Map<string, string[]>;

/** A form with its files, which are on this machine's disk while the form is processed. */
export interface Form {
  fields: FormFields;
  /** By the names of their controls. */
  files: { control: string; file: IncomingFile }[];
}

/** How many files one form can add. A page without a script sends those of all its controls together. */
export const maxUploads = 20;
/** How many files one form can remove. */
export const maxRemovals = 10;

/** Fields of a form that are no answers: the step, the button and the consent, with room for pages of later versions. */
const maxOtherFields = 20;
const videoControl = controls.evidence('ENHANCED_IDENTITY');

/** File inputs of a verification: one for each check. */
const evidenceInputs = 4;

/**
 * The parts that a form can have: a field for each answer and for the value that the page was created with, and for each
 * choice of a question that accepts several. A browser sends an empty file for each file input without a chosen file.
 */
export function formLimits({ questionnaire, verification }: AskedFor): MultipartLimits {
  const questions = questionnaire?.questions ?? [];
  const answers = questions.reduce((sum, question) => sum + 1 + maxValues(question), 0);
  const maxVideoFileBytes = verification?.checks.includes('ENHANCED_IDENTITY') ? maxVideoBytes : maxFileBytes;
  const fileInputs = questions.filter(({ type }) => type === 'FILE').length + evidenceInputs;
  return {
    maxFields: answers + maxOtherFields + maxRemovals,
    maxFiles: fileInputs + maxUploads,
    maxBytes: (maxUploads - 1) * maxFileBytes + maxVideoFileBytes + maxTextLength,
    maxFileBytes: (control) => (control === videoControl ? maxVideoFileBytes : maxFileBytes),
  };
}

/** How many values the controls of a question can send. */
const maxValues = ({ type, options }: VersionQuestion): number =>
  type === 'MULTI_CHOICE' ? options.length : type === 'COUNTRIES' ? maxCountries : 1;

interface ReadOptions {
  services: Services;
  limits: MultipartLimits;
  /** Which files are read. */
  accepts: (file: AnnouncedFile) => boolean;
}

/**
 * Reads a form in either encoding to its end, and works with it.
 *
 * @throws BodyRejectedError when it is malformed or has more than its page can send
 */
export async function withForm<Result>(
  request: FastifyRequest,
  options: ReadOptions,
  work: (form: Form) => Promise<Result>,
): Promise<Result> {
  if (!isMultipart(request)) {
    return work({ fields: readFields(request.body, options.limits), files: [] });
  }
  return withParts(request, { ...options, text: browserText }, (parts) => {
    const form: Form = { fields: new Map(), files: [] };
    for (const { name, value } of parts) {
      if (typeof value === 'string') {
        addField(form.fields, name, value);
      } else {
        form.files.push({ control: name, file: value });
      }
    }
    return work(form);
  });
}

/** Reads `application/x-www-form-urlencoded`, which is counted before it is parsed. */
function readFields(body: unknown, limits: MultipartLimits): FormFields {
  const fields: FormFields = new Map();
  if (typeof body !== 'string' || body === '') {
    return fields;
  }
  let count = 1;
  for (let at = body.indexOf('&'); at !== -1; at = body.indexOf('&', at + 1)) {
    count += 1;
    if (count > limits.maxFields) {
      throw new BodyRejectedError(400, 'The form has more fields than its page.');
    }
  }
  for (const [name, value] of new URLSearchParams(body)) {
    addField(fields, name, value);
  }
  return fields;
}

function addField(fields: FormFields, name: string, value: string): void {
  const values = fields.get(name);
  if (values) {
    values.push(value);
  } else {
    fields.set(name, [value]);
  }
}

export const firstOf = (fields: FormFields, name: string): string | undefined => fields.get(name)?.[0];
