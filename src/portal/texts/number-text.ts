import type { PortalLanguage } from './texts.ts';

/** How numbers are typed: digits, grouped in threes or not, and a decimal part. */
const patterns: Record<PortalLanguage, RegExp> = {
  en: /^[+-]?(?:\d+|\d{1,3}(?:[, ]\d{3})+)(?:\.\d+)?(?:e[+-]?\d+)?$/i,
  de: /^[+-]?(?:\d+|\d{1,3}(?:[. ]\d{3})+)(?:,\d+)?(?:e[+-]?\d+)?$/i,
};

/**
 * Reads a number as people of the language type it. What could mean two things is no number.
 *
 * @returns undefined for anything else than one finite number
 */
export function readNumber(text: string, language: PortalLanguage): number | undefined {
  const trimmed = text.trim().replaceAll(/[\u00a0\u202f]/g, ' ');
  if (!patterns[language].test(trimmed)) {
    return undefined;
  }
  const plain =
    language === 'de' ? trimmed.replaceAll(/[. ]/g, '').replace(',', '.') : trimmed.replaceAll(/[, ]/g, '');
  const value = Number(plain);
  return Number.isFinite(value) ? value : undefined;
}

/** Writes a number as people of the language do, without grouping, so that `readNumber` gives the same one back. */
export function writeNumber(value: number, language: PortalLanguage): string {
  const text = String(value);
  return language === 'de' ? text.replace('.', ',') : text;
}
