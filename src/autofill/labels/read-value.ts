import { readEmail, readUrl } from '../../reading/contacts.ts';
import { readCountry } from '../../reading/countries.ts';
import { type DateOrder, readDate } from '../../reading/dates.ts';
import { readIban, readLei, readPhone } from '../../reading/identifiers.ts';
import { isNothing, isPlaceholder } from '../../reading/placeholders.ts';
import { readChoice, readChoices } from '../../reading/read-choice.ts';
import { currenciesIn, type DecimalMark, readNumber } from '../../reading/read-number.ts';
import { doubtfulScale, type Scale, scaleIn } from '../../reading/scales.ts';
import { asksForAmount } from '../../reading/stated-scales.ts';
import { foldText } from '../../reading/words.ts';
import { readYesNo } from '../../reading/yes-no.ts';
import type { Asked } from './asked.ts';
import type { Span } from './labelled-value.ts';
import { endOfPeople, notOne } from './people.ts';
import { hasShape, isSentence } from './shapes.ts';

/** Known facts about the document that a value appears in. */
export interface Reading {
  dateOrder: DateOrder;
  decimalMark: DecimalMark;
  /** The value's own label and unit. */
  label: string;
  /** Other text around the value that may state its unit. */
  surroundings: string;
  /** The scale of amounts that state none themselves. */
  statedScale: (amount: string) => Scale | undefined;
}

/** A value as an answer, and in a form in which two values that say the same are equal. */
export interface ReadValue {
  value: string | number | boolean | string[];
  key: string;
  /** Where a text value appears within the text that was read. */
  within?: Span;
}

/** Reads a text as the answer to a question of its type; `undefined` if it is not one, or not clearly. */
export function readValue(asked: Asked, text: string, reading: Reading): ReadValue | undefined {
  if (asked.question.type !== 'BOOLEAN' && (isNothing(text) || isPlaceholder(text))) {
    return undefined;
  }
  switch (asked.question.type) {
    case 'TEXT':
      return isUnscaled(text, reading) ? undefined : readText(asked, text);
    case 'LONG_TEXT':
      return readLongText(asked, text);
    case 'NUMBER':
      return readAmount(asked, text, reading);
    case 'DATE':
      return simple(readDate(text, reading.dateOrder));
    case 'BOOLEAN':
      return simple(readYesNo(text));
    case 'COUNTRY':
      return simple(readCountry(text));
    case 'EMAIL':
      return simple(readEmail(text));
    case 'URL':
      return urlValue(readUrl(text));
    case 'SINGLE_CHOICE':
      return simple(readChoice(text, asked.question.options));
    case 'MULTI_CHOICE':
      return listed(readChoices(text, asked.question.options));
    case 'COUNTRIES':
      return listed(readCountries(text));
    case 'PERCENTAGE':
      return readShare(asked, text, reading);
    case 'PHONE':
      return simple(readPhone(text));
    case 'LEI':
      return simple(readLei(text));
    case 'IBAN':
      return simple(readIban(text));
    case 'FILE':
    case 'ATTESTATION':
      return undefined;
  }
}

/** A bare figure lacks the scale that its label states. */
const isUnscaled = (text: string, { label, surroundings }: Reading): boolean =>
  /^[\s€£$]*\d[\d.,’' ]*(?:\s?(?:€|£|\$|[A-Z]{3}))?$/.test(text) &&
  scaleIn(`${label}\n${surroundings}`) !== undefined;

const simple = (value: string | boolean | undefined): ReadValue | undefined =>
  value === undefined ? undefined : { value, key: String(value).toLowerCase() };

const listed = (value: string[]): ReadValue | undefined =>
  value.length === 0 ? undefined : { value, key: value.join('\n') };

const urlValue = (value: string | undefined): ReadValue | undefined =>
  value === undefined
    ? undefined
    : {
        value,
        key: value
          .toLowerCase()
          .replace(/^https?:\/\/(?:www\.)?/, '')
          .replace(/\/$/, ''),
      };

const plain = (text: string): string => foldText(text).replaceAll(/[^a-z0-9]+/g, '');

function readText({ shape: known }: Asked, text: string): ReadValue | undefined {
  const shape = known ?? 'phrase';
  const [firstLine = ''] = text.split('\n');
  const lead = /^[\s"“„'‘–-]*/.exec(firstLine)?.[0].length ?? 0;
  const line = firstLine
    .slice(lead)
    .trimEnd()
    .replace(/\s*[(<,]\s*\S{1,80}@\S{1,80}[)>]?$/, '')
    .replace(/["”“'’]$/, '');
  const hasAbbreviation = /(?:Ltd|Inc|Co|Corp|\p{Lu}|St|Str|o|d|s|r)\.$/u.test(line);
  const value = line.replace(hasAbbreviation ? /[,;]+$/ : /[.,;]+$/, '');
  const taken = partOf(shape, value);
  const isFitting =
    hasShape(shape, taken) ||
    (shape === 'phrase' && hasShape('identifier', taken)) ||
    (shape === 'address' && hasShape('place', taken));
  if (
    taken.length > 200 ||
    isNothing(taken) ||
    isPlaceholder(taken) ||
    !isFitting ||
    (known !== undefined && isSentence(taken))
  ) {
    return undefined;
  }
  const start = text.indexOf(taken);
  const digits = /\d.*\d/.exec(taken)?.[0].replaceAll(/\D/g, '').replace(/^0+/, '') ?? '';
  const key = shape === 'register number' ? digits : plain(taken);
  return { value: taken, key, within: { start, end: start + taken.length } };
}

/** The value itself, without what appears beside it: a court, a country, a date of birth. */
function partOf(shape: string, value: string): string {
  switch (shape) {
    case 'register number':
      return registrationNumberIn(value) ?? '';
    case 'identifier':
      return value.replace(/ \([^)]*\)$/, '');
    case 'person':
      return value.replace(/(?: \([^)]*\)|,? (?:born|geb\.?|e-?mail|tel|phone|\*).*|, \p{Ll}.*)$/iu, '');
    default:
      return value;
  }
}

/** The number itself, if a court or country appears beside it. */
function registrationNumberIn(text: string): string | undefined {
  const found =
    /\bHR[AB][ -]?\d{1,7}(?: [A-Z]{1,2}(?![\p{L}]))?/u.exec(text) ??
    /\bFN ?\d{5,6} ?[a-z](?!\p{L})/u.exec(text) ??
    /(?<![\p{L}\d])(?:[A-Z]{1,4}[ -]?)?\d(?:[\d ./-]{2,14})\d[A-Z]?(?![\p{L}\d])/u.exec(text);
  const rest = found ? text.replace(found[0], '') : '';
  const isWhole = hasShape('identifier', text) && !/\p{L}{7}|[()]/u.test(text);
  return isWhole ? text : found && !/\d{3}/.test(rest) ? found[0] : undefined;
}

function readLongText(asked: Asked, text: string): ReadValue | undefined {
  const { shape = 'description' } = asked;
  const end = shape === 'people' ? endOfPeople(text, asked) : text.length;
  const whole = text.slice(0, end ?? 0).trim();
  const value = shape === 'address' ? whole.replace(/[.;,]+$/, '') : whole;
  if (value.length < 3 || value.length > 6_000 || !hasShape(shape === 'person' ? 'people' : shape, value)) {
    return undefined;
  }
  if (shape === 'people' && notOne.test(value)) {
    return undefined;
  }
  const start = text.indexOf(value);
  return { value, key: plain(value), within: { start, end: start + value.length } };
}

/** Every country of a list; none if a part of it is not one. */
function readCountries(text: string): string[] {
  const codes = text.split(/[,;\n•]|\band\b|\bund\b|\bet\b/iu).map((part) => readCountry(part.trim()));
  return codes.includes(undefined) ? [] : [...new Set(codes.flatMap((code) => code ?? []))];
}

/** A share of a hundred; undefined for other numbers, and for amounts of money. */
function readShare(asked: Asked, text: string, reading: Reading): ReadValue | undefined {
  const read = currenciesIn(text).length > 0 ? undefined : readAmount(asked, text, reading);
  const isShare = typeof read?.value === 'number' && read.value >= 0 && read.value <= 100;
  return isShare ? read : undefined;
}

function readAmount({ question }: Asked, text: string, reading: Reading): ReadValue | undefined {
  const number = readNumber(text, { ...reading, isAmount: asksForAmount(question.text) });
  const asking = `${question.text} ${question.helpText ?? ''}`;
  const [asked] = currenciesIn(asking);
  // A question in thousands expects thousands.
  const wanted = scaleIn(question.text) ?? 1;
  if (!number || wanted === doubtfulScale || (asked !== undefined && number.currency !== asked)) {
    return undefined;
  }
  const value = Number((number.value / wanted).toFixed(6));
  return { value, key: String(value) };
}
