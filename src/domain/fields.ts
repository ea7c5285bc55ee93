import countries from 'i18n-iso-countries/index.js';
import { z } from 'zod';
import { languages } from '../languages.ts';
import { asciiAddress } from '../text/ascii-address.ts';
import { named } from './api-types.ts';
import { boundedList, boundedText, boundedTrimmedText } from './bounded.ts';

/* The building blocks of every operation's input. Each message describes the values that the field accepts. */

/** One line of text without control characters. Surrounding white space is dropped; what is left must not be blank. */
export const singleLine = ({ max }: { max: number }) => trimmedText({ max, isMultiLine: false });

/** Text that may have line breaks and tabs. Surrounding white space is dropped; what is left must not be blank. */
export const multiLine = ({ max }: { max: number }) => trimmedText({ max, isMultiLine: true });

/** What RFC 5321 leaves for an address in a path of 256 characters. */
const maxEmailLength = 254;
const emailMessage = `Use one email address of at most ${maxEmailLength} characters, such as name@example.com.`;

/**
 * One email address in the plain form `local@domain.tld`, kept as it is written. The domain can be in any script. Quoted local
 * parts, display names, lists, comments and address literals are rejected, so that an address can be put into a mail header as
 * it is.
 */
export const emailAddress = named(
  'EmailAddress',
  boundedTrimmedText({ max: maxEmailLength, message: emailMessage }).refine(isEmailAddress, emailMessage),
);

/** With XK, which ISO 3166-1 leaves to its users: banks, the European Union and payment schemes use it for Kosovo. */
const countryCodes = new Set(Object.keys(countries.getAlpha2Codes())).add('XK');

const countryMessage = 'Use an ISO 3166-1 alpha-2 country code in upper case, such as GB.';

/** An assigned ISO 3166-1 alpha-2 code, or XK, in upper case. */
export const countryCode = named(
  'CountryCode',
  boundedText({ max: 2, message: countryMessage }).refine((text) => countryCodes.has(text), countryMessage),
);

const uuidMessage = 'Use a UUID, such as 0190a8c4-7d1e-7c3a-9b52-3f6e1d2c4b5a.';

/** A UUID of any version, in lower case whatever the case it came in, as the database writes it. */
export const uuid = named(
  'ID',
  boundedText({ max: 36, message: uuidMessage })
    .toLowerCase()
    .regex(/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, uuidMessage),
);

const maxIdLength = 500;

/** An id to look up among known ones, in any letter case: one of another form is reported like an unknown one. */
export const idText = named('ID', boundedText({ max: maxIdLength }));

/** An integer, also one that is so large that JavaScript writes it with an exponent. */
const writtenInteger = /^-?(?:\d{1,30}|\d(?:\.\d{1,20})?e\+\d{2,3})$/;

/**
 * The id of a questionnaire: what a PostgreSQL `integer` column can hold. REST has it as an integer, and GraphQL as a text
 * like every id.
 */
export const questionnaireId = named(
  'ID',
  z.preprocess(
    (id: number | string) => (typeof id === 'string' && writtenInteger.test(id) ? Number(id) : id),
    integerFrom({ min: 1, max: 2_147_483_647 }),
  ),
);

/** How long a magic link is valid: from an hour to a week. */
export const expiryHours = integerFrom({ min: 1, max: 168 });

/** True or false, as JSON writes it. */
export const flag = z.boolean();

/** Exactly one of the values, in their own spelling. */
export const oneOf = <const Values extends readonly string[]>(values: Values) => z.enum(values);

/**
 * A filter on several values of an enum: whatever has one of them matches.
 *
 * @param name the enum's name in the APIs
 */
export const someOf = <const Values extends readonly string[]>(name: string, values: Values) =>
  optional(
    boundedList(named(name, oneOf(values)), { max: values.length }).min(
      1,
      'Use at least one value, or omit the filter.',
    ),
  );

/** A language that emails can be written in. */
export const language = named('Language', oneOf(languages));

/** The longest tag that RFC 5646 asks software to have room for. */
const maxLanguageTagLength = 35;
const languageTagMessage = 'Use a BCP 47 language tag, such as en or de-CH.';

/** A BCP 47 language tag, in its canonical letter case. */
export const languageTag = named(
  'LanguageTag',
  boundedText({ max: maxLanguageTagLength, message: languageTagMessage }),
).transform((tag, context) => {
  try {
    return Intl.getCanonicalLocales(tag)[0] ?? tag;
  } catch {
    context.addIssue({ code: 'custom', message: languageTagMessage });
    return z.NEVER;
  }
});

const idempotencyKeyMessage = 'Use 1 to 255 visible ASCII characters without spaces.';

/** A client's name for one request: printable ASCII without spaces, so that it fits an HTTP header. */
const idempotencyKeyText = boundedText({ max: 255, message: idempotencyKeyMessage }).regex(
  /^[\x21-\x7e]+$/,
  idempotencyKeyMessage,
);

/** Room for the longest time that ISO 8601 has, with a few digits more of a second. */
const maxDateTimeLength = 40;
const dateTimeMessage = 'Use a date and time with a time zone, such as 2026-02-26T12:00:00Z.';

/** A moment: ISO 8601 with a time zone, or a Date that a GraphQL scalar has made of it already. */
export const dateTime = z.preprocess(
  (value: string | Date) => (value instanceof Date ? isoText(value) : value),
  named(
    'DateTime',
    boundedText({ max: maxDateTimeLength, message: dateTimeMessage }).check(
      z.iso.datetime({ offset: true, error: dateTimeMessage }),
    ),
  ).transform((text, context) => {
    const moment = new Date(text);
    const year = moment.getUTCFullYear();
    // PostgreSQL has no year 0, and an offset can lead out of the years that ISO 8601 writes with four digits.
    if (!(year >= 1 && year <= 9_999)) {
      context.addIssue({ code: 'custom', message: dateTimeMessage });
    }
    return moment;
  }),
);

/** The longest address that every browser accepts. */
const maxUrlLength = 2_048;
const urlMessage = `Use a web address of at most ${maxUrlLength} characters that starts with http:// or https://.`;

/** An absolute web address, kept as it is written. White space and control characters inside are rejected. */
export const url = boundedTrimmedText({ max: maxUrlLength, message: urlMessage }).refine(
  isWebAddress,
  urlMessage,
);

/** The field may be left out; null is as if it were. */
export const optional = <Schema extends z.ZodType>(schema: Schema) =>
  z.preprocess((value: z.input<Schema> | null | undefined) => value ?? undefined, schema.optional());

/** The field of every operation that can be repeated safely. */
export const idempotencyKey = optional(idempotencyKeyText).describe(
  'Your own identifier for this request, 1 to 255 visible ASCII characters. The same key and input within 24 hours return the original response and do nothing else.',
);

/** For changes: what is absent stays as it is, and null clears it. */
export const cleared = <Schema extends z.ZodType>(schema: Schema) => schema.nullable().optional();

const tooLongMessage = (max: number) => `Use at most ${max} characters.`;

/**
 * What is wrong with a text that is kept as given: too long, in which case nothing else of it is looked at, blank, control
 * characters, or half of a surrogate pair, which neither PostgreSQL nor JSON can carry. Empty when nothing is.
 */
export function textProblems(text: string, { max, isMultiLine }: { max: number; isMultiLine: boolean }) {
  if (text.length > max) {
    return [tooLongMessage(max)];
  }
  if (/^[\p{Z}\p{Cc}\p{Cf}]*$/u.test(text)) {
    return ['This field must not be blank.'];
  }
  const problems: string[] = [];
  if (isMultiLine && /[\p{Cc}--[\n\t]]/v.test(text.replaceAll('\r\n', '\n'))) {
    problems.push('Use no control characters other than line breaks and tabs.');
  }
  if (!isMultiLine && /[\p{Cc}\p{Zl}\p{Zp}]/u.test(text)) {
    problems.push('Use one line of text without control characters.');
  }
  if (!text.isWellFormed()) {
    problems.push('Use well-formed Unicode text.');
  }
  return problems;
}

function trimmedText(limits: { max: number; isMultiLine: boolean }) {
  const { max } = limits;
  return boundedTrimmedText({ max, message: tooLongMessage(max) }).superRefine((text, context) => {
    for (const message of textProblems(text, limits)) {
      context.addIssue({ code: 'custom', message });
    }
  });
}

/** A whole number in a range, with one message for whatever is outside it. */
export function integerFrom({ min, max }: { min: number; max: number }) {
  const message = `Use an integer from ${min} to ${max}.`;
  return z
    .int({ error: ({ code }) => (code === 'too_big' || code === 'too_small' ? message : undefined) })
    .min(min, message)
    .max(max, message);
}

function isEmailAddress(written: string): boolean {
  const text = asciiAddress(written);
  const [local = ''] = text.split('@', 1);
  return (
    text.length <= maxEmailLength &&
    local.length <= 64 &&
    /^[\w!#$%&'*+/=?^`{|}~-]+(?:\.[\w!#$%&'*+/=?^`{|}~-]+)*@(?:[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?\.)+[a-z](?:[a-z\d-]{0,61}[a-z\d])$/i.test(
      text,
    )
  );
}

function isWebAddress(text: string): boolean {
  // The URL parser deletes tabs and line breaks before it parses, so the text itself has to be looked at first.
  return /^https?:\/\/[^\p{Z}\p{C}]+$/iu.test(text) && URL.canParse(text);
}

const isoText = (moment: Date) => (Number.isNaN(moment.getTime()) ? '' : moment.toISOString());
