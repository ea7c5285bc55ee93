import { z } from 'zod';
import { boundedText } from './bounded.ts';
import { optional } from './fields.ts';

/** A text to look for, without surrounding white space; what is blank looks for nothing. */
export const searchText = optional(
  boundedText({ max: 300 })
    .check(
      z.refine((text) => text.isWellFormed() && !text.includes('\0'), { error: 'Use well-formed text.' }),
    )
    .transform((text) => text.trim()),
);

/**
 * The patterns of LIKE for values that contain a text, which is taken literally. Devices write the same letters in one of
 * two forms, and values are stored as they were written.
 */
export const searchPatterns = (text: string): string[] =>
  [...formsOf(text)].map((form) => `%${literally(form)}%`);

/** A text in both forms that Unicode has for letters with marks. */
const formsOf = (text: string): Set<string> => new Set([text.normalize('NFC'), text.normalize('NFD')]);

/** A text without the meaning that some of its characters have in a LIKE pattern. */
const literally = (text: string): string => text.replace(/[\\%_]/g, '\\$&');
