import { type PortalLanguage, portalTexts } from '../texts/texts.ts';

/** A file's size in kilobytes or megabytes, rounded up so that nothing is 0 kB. */
export function formatSize({ sizeBytes, language }: { sizeBytes: number; language: PortalLanguage }): string {
  const isSmall = sizeBytes < 1_000_000;
  const size = isSmall ? Math.ceil(sizeBytes / 1000) : Math.ceil(sizeBytes / 100_000) / 10;
  const { locale } = portalTexts[language];
  return `${size.toLocaleString(locale)}\u00a0${isSmall ? 'kB' : 'MB'}`;
}
