import type { QuestionType } from '../../../database/client/enums.ts';
import type { AnswerValue } from '../../responses/answer-value.ts';
import { namesOption } from './choices.ts';
import { hasEmail, hasUrl } from './contacts.ts';
import { namesCountry } from './countries.ts';
import { hasDate } from './dates.ts';
import { hasNumber } from './numbers.ts';
import { countTellingWords, hasWords } from './words.ts';

interface Claim {
  type: QuestionType;
  value: AnswerValue;
  quote: string;
}

/**
 * Whether a quote says the value, as far as that can be told from the two alone. Texts, addresses, the names of countries
 * and those of options stand in it; numbers and dates may be written in another way. Whether a sentence means yes or no
 * cannot be told from its letters; that is the engine's to know, but a quote for it says what is affirmed or denied.
 */
export function isSupported({ type, value, quote }: Claim): boolean {
  return [value].flat().every((one) => rules[type](String(one), quote));
}

/** A quote for yes or no, or for a choice, has a label or a sentence: a bare word stands on nearly every page. */
const leastWords = 2;

const isStatement = (quote: string): boolean => countTellingWords(quote) >= leastWords;
const hasText = (value: string, quote: string): boolean =>
  countTellingWords(quote) > 0 && hasWords(value, quote);
const isChosen = (value: string, quote: string): boolean => isStatement(quote) && namesOption(value, quote);

const rules: Record<QuestionType, (value: string, quote: string) => boolean> = {
  TEXT: hasText,
  LONG_TEXT: hasText,
  NUMBER: (value, quote) => hasNumber(Number(value), quote),
  DATE: hasDate,
  BOOLEAN: (_value, quote) => isStatement(quote),
  SINGLE_CHOICE: isChosen,
  MULTI_CHOICE: isChosen,
  COUNTRY: namesCountry,
  EMAIL: hasEmail,
  URL: hasUrl,
  FILE: () => false,
  // A person confirms it; no document does.
  ATTESTATION: () => false,
};
