import type { QuestionType } from '../../database/client/enums.ts';
import { namesOption } from '../../reading/choices.ts';
import { hasEmail, hasUrl } from '../../reading/contacts.ts';
import { namesCountry } from '../../reading/countries.ts';
import { hasDate } from '../../reading/dates.ts';
import { hasIdentifier, hasPhone } from '../../reading/identifiers.ts';
import { hasNumber, type NumberContext } from '../../reading/numbers.ts';
import { echoesLabel, isOnlyPlaceholder, isPlaceholder, isUnsure } from '../../reading/placeholders.ts';
import { doubtfulScale, type Scale, scaleIn } from '../../reading/scales.ts';
import { countDistinctiveWords, hasWords } from '../../reading/words.ts';
import { isNumeric } from '../questionnaires/answer-bounds.ts';
import type { AnswerValue } from '../questionnaires/answer-value.ts';

interface Claim {
  type: QuestionType;
  value: AnswerValue;
  quote: string;
  /** For numbers: what is requested, and what the document states about its figures. */
  number?: NumberContext & {
    /** The divisor that the question itself requests for figures, as in "in thousands of euros". */
    asked: Scale | undefined;
  };
}

/**
 * Whether a quote states the value, as far as that can be determined from the two alone. Texts, addresses, the names of
 * countries and those of options must appear in it; numbers and dates may be written in another way. Whether a sentence means
 * yes or no cannot be determined from its letters; that is left to the engine, but a quote for it must state what is affirmed
 * or denied.
 */
export function isSupported({ type, value, quote, number }: Claim): boolean {
  return [value].flat().every((one) => {
    const text = String(one);
    return isNumeric(type) ? saysNumber(Number(one), quote, number) : rules[type](text, quote);
  });
}

function saysNumber(value: number, quote: string, context: Claim['number']): boolean {
  const { asked = 1, ...read } = context ?? { isAmount: true, stated: undefined };
  return asked !== doubtfulScale && !isOnlyPlaceholder('', quote) && hasNumber(value * asked, quote, read);
}

/** A quote for yes or no, or for a choice, must have a label or a sentence: a bare word appears on nearly every page. */
const minWords = 2;

const isStatement = (quote: string): boolean => countDistinctiveWords(quote) >= minWords;
const hasText = (value: string, quote: string): boolean =>
  countDistinctiveWords(quote) > 0 &&
  hasWords(value, quote) &&
  isAnswer(value, quote) &&
  !isUnscaled(value, quote);
const isChosen = (value: string, quote: string): boolean =>
  isStatement(quote) && namesOption(value, quote) && !isOnlyPlaceholder('', quote);

/** A placeholder that a form or template has in an answer's place, or a wrongly decoded value, does not count as a value. */
const isAnswer = (value: string, quote: string): boolean =>
  !value.includes('\ufffd') &&
  !isPlaceholder(value) &&
  !isOnlyPlaceholder(value, quote) &&
  !echoesLabel(value, quote);

/** A bare figure given as text lacks the scale that its label states. */
const isUnscaled = (value: string, quote: string): boolean =>
  /^[\s€£$]*\d[\d.,’' ]*(?:\s?(?:€|£|\$|[A-Z]{3}))?$/.test(value) && scaleIn(quote) !== undefined;

/** Something given as an example, or in the brackets of a template, does not count as stated. */
const unlessPlaceholder =
  (rule: (value: string, quote: string) => boolean) =>
  (value: string, quote: string): boolean =>
    rule(value, quote) && isAnswer(value, quote);

const rules: Record<
  Exclude<QuestionType, 'NUMBER' | 'PERCENTAGE'>,
  (value: string, quote: string) => boolean
> = {
  TEXT: (value, quote) => hasText(value, quote) && !isUnsure(value),
  LONG_TEXT: hasText,
  DATE: unlessPlaceholder(hasDate),
  BOOLEAN: (_value, quote) => isStatement(quote),
  SINGLE_CHOICE: isChosen,
  MULTI_CHOICE: isChosen,
  COUNTRY: unlessPlaceholder(namesCountry),
  EMAIL: unlessPlaceholder(hasEmail),
  URL: unlessPlaceholder(hasUrl),
  FILE: () => false,
  // Only a person can confirm it; no document can.
  ATTESTATION: () => false,
  COUNTRIES: unlessPlaceholder(namesCountry),
  PHONE: unlessPlaceholder(hasPhone),
  LEI: unlessPlaceholder(hasIdentifier),
  IBAN: unlessPlaceholder(hasIdentifier),
};
