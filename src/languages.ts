/** The languages that emails and recipients' pages are written in, as ISO 639-1 codes. The first is the default. */
export const languages = ['en', 'de'] as const;

/** A language that emails and recipients' pages are written in. */
export type Language = (typeof languages)[number];
