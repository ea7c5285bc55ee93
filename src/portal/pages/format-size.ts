import type { Language } from '../../languages.ts';
import { portalTexts } from '../texts/texts.ts';

const bytesPerKilobyte = 1024;
const bytesPerMegabyte = 1024 * bytesPerKilobyte;

/**
 * A file's size in kilobytes or megabytes, which are powers of two here as they are in the limits that the pages name.
 * Rounded up, so that nothing is 0 kB.
 */
export function formatSize({ sizeBytes, language }: { sizeBytes: number; language: Language }): string {
  const isSmall = sizeBytes <= 1000 * bytesPerKilobyte;
  const size = isSmall
    ? Math.ceil(sizeBytes / bytesPerKilobyte)
    : Math.ceil((sizeBytes / bytesPerMegabyte) * 10) / 10;
  const { locale } = portalTexts[language];
  return `${size.toLocaleString(locale)}\u00a0${isSmall ? 'kB' : 'MB'}`;
}
