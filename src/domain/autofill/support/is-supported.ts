import type { QuestionType } from '../../../database/client/enums.ts';
import type { AnswerValue } from '../../responses/answer-value.ts';
import { namesOtherCountry } from './countries.ts';
import { hasDate } from './dates.ts';
import { hasNumber } from './numbers.ts';
import { hasWords } from './words.ts';

interface Claim {
  type: QuestionType;
  value: AnswerValue;
  quote: string;
}

/**
 * Whether a quote says the value, as far as that can be told from the two alone. Texts and addresses stand in it, numbers
 * and dates may be written in another way. Whether a sentence means yes or no, or one choice rather than another, cannot
 * be told from its letters; that is the engine's to know.
 */
export function isSupported({ type, value, quote }: Claim): boolean {
  return typeof value === 'string' || typeof value === 'number' ? rules[type](String(value), quote) : true;
}

const cannotBeTold = () => true;

const rules: Record<QuestionType, (value: string, quote: string) => boolean> = {
  TEXT: hasWords,
  LONG_TEXT: hasWords,
  NUMBER: (value, quote) => hasNumber(Number(value), quote),
  DATE: hasDate,
  BOOLEAN: cannotBeTold,
  SINGLE_CHOICE: cannotBeTold,
  MULTI_CHOICE: cannotBeTold,
  COUNTRY: (value, quote) => !namesOtherCountry(value, quote),
  EMAIL: (value, quote) => quote.toLowerCase().includes(value.toLowerCase()),
  URL: (value, quote) => quote.toLowerCase().includes(withoutScheme(value.toLowerCase())),
  FILE: () => false,
};

/** Documents write web addresses without what a browser adds. */
const withoutScheme = (url: string): string =>
  url
    .replace(/^https?:\/\//, '')
    .replace(/^www\./, '')
    .replace(/\/$/, '');
