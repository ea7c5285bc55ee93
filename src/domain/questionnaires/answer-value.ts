import type { z } from 'zod';
import type { QuestionType } from '../../database/client/enums.ts';
import { isCalendarDate } from '../../reading/calendar-date.ts';
import { isInexact } from '../../reading/exact-numbers.ts';
import { readIban, readLei, readPhone } from '../../reading/identifiers.ts';
import { countryCode, emailAddress, textProblems, url, uuid } from '../fields.ts';
import { type Bounds, boundsMessage, dateOf, exceededBound } from './answer-bounds.ts';

/** What answers a question, by the question's type. */
export type AnswerValue = string | number | boolean | string[];

type CheckedAnswer = { value: AnswerValue | null } | { problem: string };

interface AnsweredQuestion extends Partial<Bounds> {
  type: QuestionType;
  /** The choices of SINGLE_CHOICE and MULTI_CHOICE; empty for others. */
  options: readonly string[];
}

/**
 * Checks one answer against its question. Null clears an answer and fits every question. Texts are kept exactly as
 * given; addresses lose surrounding white space, ids become lower case, identifiers take their usual form, choices the
 * questionnaire's order and countries that of their codes.
 * Whether the documents of a FILE answer exist is for the caller to find out.
 *
 * @param options.today the date that is `today` in a question's bounds; defaults to today's in UTC
 */
export function checkAnswerValue(options: {
  question: AnsweredQuestion;
  value: unknown;
  today?: string;
}): CheckedAnswer {
  const { question, value, today = dateOf(new Date()) } = options;
  if (value === null) {
    return { value };
  }
  const checked = checks[question.type](value, question.options);
  if ('problem' in checked || (typeof checked.value !== 'string' && typeof checked.value !== 'number')) {
    return checked;
  }
  return exceededBound(question, checked.value, today) === undefined
    ? checked
    : { problem: boundsMessage(question.type, question) };
}

const checks: Record<QuestionType, (value: unknown, options: readonly string[]) => CheckedAnswer> = {
  TEXT: (value) => text(value, { max: 1_000, isMultiLine: false }),
  LONG_TEXT: (value) => text(value, { max: 20_000, isMultiLine: true }),
  NUMBER: (value) =>
    typeof value === 'number' && Number.isFinite(value)
      ? { value }
      : {
          problem: isInexact(value)
            ? 'Use a number of at most 15 digits; this one cannot be stored exactly.'
            : 'Use a number.',
        },
  DATE: (value) => (isCalendarDate(value) ? { value } : { problem: 'Use a date written YYYY-MM-DD.' }),
  BOOLEAN: (value) => (typeof value === 'boolean' ? { value } : { problem: 'Use true or false.' }),
  SINGLE_CHOICE: (value, options) =>
    typeof value === 'string' && options.includes(value)
      ? { value }
      : { problem: `Use one of: ${listed(options)}.` },
  MULTI_CHOICE: multiChoice,
  COUNTRY: (value) =>
    bySchema(countryCode, value, 'Use an ISO 3166-1 alpha-2 country code in upper case, such as GB.'),
  EMAIL: (value) => bySchema(emailAddress, value, 'Use one email address, such as name@example.com.'),
  URL: (value) => bySchema(url, value, 'Use a web address that starts with http:// or https://.'),
  FILE: files,
  ATTESTATION: (value) =>
    value === true ? { value } : { problem: 'Use true, or null if it has not been confirmed.' },
  COUNTRIES: countries,
  PHONE: (value) =>
    identifier(
      readPhone,
      value,
      'Use one telephone number with the code of its country, such as +442079460958.',
    ),
  PERCENTAGE: (value) =>
    typeof value === 'number' && value >= 0 && value <= 100
      ? { value }
      : { problem: 'Use a number from 0 to 100.' },
  LEI: (value) =>
    identifier(
      readLei,
      value,
      'Use a legal entity identifier of 20 characters with valid check digits, such as 529900T8BM49AURSDO55.',
    ),
  IBAN: (value) =>
    identifier(
      readIban,
      value,
      'Use an international bank account number with valid check digits, such as GB82WEST12345698765432.',
    ),
};

function text(value: unknown, limits: { max: number; isMultiLine: boolean }): CheckedAnswer {
  if (typeof value !== 'string') {
    return { problem: `Use at most ${limits.max} characters.` };
  }
  if (value.length <= limits.max && value.trim() === '') {
    return { problem: 'An answer must not be blank. Use null to clear it.' };
  }
  const [problem] = textProblems(value, limits);
  return problem === undefined ? { value } : { problem };
}

/** An identifier in its one form, whatever spaces and letter case it was written in. */
function identifier(
  read: (text: string) => string | undefined,
  value: unknown,
  problem: string,
): CheckedAnswer {
  const code = typeof value === 'string' ? read(value) : undefined;
  return code === undefined ? { problem } : { value: code };
}

function countries(value: unknown): CheckedAnswer {
  if (Array.isArray(value) && value.length === 0) {
    return { problem: 'List at least one country. Use null to clear the answer.' };
  }
  const problem =
    'Use a list of ISO 3166-1 alpha-2 country codes in upper case, such as ["GB", "DE"], each once.';
  if (!Array.isArray(value) || value.length > maxCountries) {
    return { problem };
  }
  const codes = value.flatMap((code) => countryCode.safeParse(code).data ?? []);
  return codes.length === value.length && new Set(codes).size === codes.length
    ? { value: codes.toSorted() }
    : { problem };
}

/** Countries that an answer or a rule can list: all there are. */
export const maxCountries = 250;

function multiChoice(value: unknown, options: readonly string[]): CheckedAnswer {
  if (Array.isArray(value) && value.length === 0) {
    return { problem: 'Choose at least one option. Use null to clear the answer.' };
  }
  const chosen = new Set<unknown>(Array.isArray(value) && value.length <= options.length ? value : []);
  const inOrder = options.filter((option) => chosen.has(option));
  return Array.isArray(value) && inOrder.length === value.length
    ? { value: inOrder }
    : { problem: `Use a list of one or more of these, each once: ${listed(options)}.` };
}

function files(value: unknown): CheckedAnswer {
  if (Array.isArray(value) && value.length === 0) {
    return { problem: 'List at least one document. Use null to clear the answer.' };
  }
  const problem = "Use a list of ids of the entity's documents, each once.";
  if (!Array.isArray(value) || value.length > maxFiles) {
    return { problem: Array.isArray(value) ? `Use at most ${maxFiles} documents.` : problem };
  }
  const ids = value.flatMap((id) => uuid.safeParse(id).data ?? []);
  return new Set(ids).size === value.length ? { value: ids } : { problem };
}

/** Far more than a question asks for, and few enough to look up together. */
const maxFiles = 100;

function bySchema(schema: z.ZodType<string>, value: unknown, problem: string): CheckedAnswer {
  const result = schema.safeParse(value);
  return result.success ? { value: result.data } : { problem };
}

/** What a message may say of a question's options. */
const maxListedLength = 500;

/** The options for a message, which stays readable when a question has very many or long ones. */
function listed(options: readonly string[]): string {
  const shown: string[] = [];
  let length = 0;
  for (const option of options.slice(0, 20)) {
    length += option.length;
    if (length > maxListedLength) {
      break;
    }
    shown.push(option);
  }
  const more = options.length - shown.length;
  return [shown.join(', '), ...(more > 0 ? [`${more} more`] : [])]
    .filter((part) => part !== '')
    .join(' and ');
}
