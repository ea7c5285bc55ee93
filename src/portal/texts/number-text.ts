import type { Language } from '../../languages.ts';
import * as numbers from '../assets/numbers.js';
import { portalTexts } from './texts.ts';

/**
 * Reads a number as people write it; what is ambiguous, as people of the page's language do.
 *
 * @returns undefined for anything but one finite number, and for more digits than a number can keep
 */
export const readNumber = (
  text: string,
  language: Language,
  { isPercentage = false } = {},
): number | undefined => numbers.readNumber(text, { language, isPercentage });

/** Writes a number as people of the language do, so that `readNumber` reads the same one again. */
export const writeNumber = (value: number, language: Language): string =>
  numbers.writeNumber(value, portalTexts[language].locale);

/** The word or the sign for a percentage, in the languages that questionnaires are likely to be written in. */
const percentage =
  /%|\bper ?cent|\bpercent|\bprozent|\bpour ?cent|\bpor ?cien|\bporcent|\bper ?cento|\bprocent/i;

/** Whether a question asks for a percentage. */
export const asksPercentage = ({ text, helpText }: { text: string; helpText: string | null }): boolean =>
  percentage.test(text) || (helpText !== null && percentage.test(helpText));
