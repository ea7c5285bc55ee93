import type { QuestionType } from '../../database/client/enums.ts';
import { isCalendarDate } from '../../reading/calendar-date.ts';

/** The lowest and highest answer to a question, as its questionnaire writes them; null for none. */
export interface Bounds {
  min: string | null;
  max: string | null;
}

/** The bound that moves with time. */
const movingBound = 'today';

/** What a double carries exactly, so that a bound is what it says. */
const maxDigits = 15;

/**
 * A bound as a value that compares: a date's own text, which sorts by time, or a number.
 *
 * @returns undefined for what cannot bound answers of this type
 */
export function readBound(
  type: QuestionType,
  text: string,
  today = dateOf(new Date()),
): string | number | undefined {
  if (type === 'DATE') {
    return text === movingBound ? today : isCalendarDate(text) ? text : undefined;
  }
  const isDecimal = /^-?\d+(?:\.\d+)?$/.test(text) && text.replaceAll(/\D/g, '').length <= maxDigits;
  return isNumeric(type) && isDecimal ? Number(text) : undefined;
}

/** Whether answers of this type are numbers. */
export const isNumeric = (type: string): type is 'NUMBER' | 'PERCENTAGE' =>
  type === 'NUMBER' || type === 'PERCENTAGE';

/** Why a question of this type cannot have the bound; undefined if it can. */
export function boundProblem(type: QuestionType, text: string): string | undefined {
  if (type !== 'DATE' && !isNumeric(type)) {
    return 'Only questions of type DATE, NUMBER and PERCENTAGE have min and max.';
  }
  if (readBound(type, text) !== undefined) {
    return undefined;
  }
  return type === 'DATE'
    ? 'Use a date written YYYY-MM-DD, or "today".'
    : 'Use a decimal number of at most 15 digits, such as "0" or "12.5".';
}

/** Whether no answer can ever be within both bounds. Bounds that move are not compared with fixed ones. */
export function isEmptyRange(type: QuestionType, { min, max }: { min: string; max: string }): boolean {
  const [lowest, highest] = [readBound(type, min), readBound(type, max)];
  const isFixed = min !== movingBound && max !== movingBound;
  return isFixed && lowest !== undefined && highest !== undefined && highest < lowest;
}

/** Which bound an answer exceeds; undefined if it is within both, and for questions that have none. */
export function exceededBound(
  { type, min, max }: { type: QuestionType } & Partial<Bounds>,
  value: string | number,
  today: string,
): 'min' | 'max' | undefined {
  const lowest = min == null ? undefined : readBound(type, min, today);
  const highest = max == null ? undefined : readBound(type, max, today);
  if (lowest !== undefined && value < lowest) {
    return 'min';
  }
  return highest !== undefined && value > highest ? 'max' : undefined;
}

/** What an answer has to be, for clients. */
export function boundsMessage(type: QuestionType, { min, max }: Partial<Bounds>): string {
  const noun = type === 'DATE' ? 'a date' : 'a number';
  if (min != null && max != null) {
    return `Use ${noun} from ${min} to ${max}.`;
  }
  if (type === 'DATE') {
    return min == null ? `Use a date no later than ${max}.` : `Use a date no earlier than ${min}.`;
  }
  return min == null ? `Use a number of at most ${max}.` : `Use a number of at least ${min}.`;
}

const utc = 'UTC';

/**
 * The date of a moment, in a time zone as the IANA database names it.
 *
 * @param timeZone UTC is used for one that does not exist
 */
export function dateOf(moment: Date, timeZone = utc): string {
  if (timeZone === utc) {
    // Formatting by a time zone takes a hundred times as long.
    return moment.toISOString().slice(0, 10);
  }
  try {
    // Swedish dates are written YYYY-MM-DD.
    return moment.toLocaleDateString('sv', { timeZone });
  } catch {
    return moment.toISOString().slice(0, 10);
  }
}
