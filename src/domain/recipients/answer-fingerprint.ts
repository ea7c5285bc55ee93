import { createHash } from 'node:crypto';
import type { AnswerValue } from '../questionnaires/answer-value.ts';

/**
 * Stands for a stored answer on a page, so that what comes back from the page can be told from what was there when it
 * was made; no answer is an empty text. Line breaks count as one whichever way they are written, because browsers write
 * them in their own.
 */
export function fingerprintOf(value: AnswerValue | null): string {
  if (value === null) {
    return '';
  }
  const text = JSON.stringify(
    typeof value === 'string' ? value.replaceAll(/\r\n|[\r\v\f\u0085\u2028\u2029]/g, '\n') : value,
  );
  return createHash('sha256').update(text).digest('base64url').slice(0, 12);
}
