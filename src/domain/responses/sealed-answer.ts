import type { Prisma } from '../../database/client/client.ts';
import type { Cipher } from '../../encryption/cipher.ts';
import { isId } from '../identifiers.ts';
import type { AnswerValue } from './answer-value.ts';
import type { StoredAnswer } from './stored-answer.ts';

/**
 * What is kept of an answer: its JSON, encrypted, as a JSON string. A list of ids, which is what answers a question of
 * type FILE, is kept as it is: the database looks documents up by it, and what the documents say is encrypted itself.
 */
export const sealAnswer = (cipher: Cipher, value: AnswerValue): Prisma.InputJsonValue =>
  Array.isArray(value) && value.every(isId) ? value : cipher.seal(JSON.stringify(value));

/**
 * The answer that was kept. One from before answers were encrypted is kept as it is until regular work seals it.
 *
 * @throws UnreadableError when it was changed, or its key is not there any more
 */
export const openAnswer = (cipher: Cipher, stored: unknown): AnswerValue =>
  (typeof stored === 'string' && cipher.isSealed(stored)
    ? JSON.parse(cipher.open(stored))
    : stored) as AnswerValue;

/** The passage that was kept; see `openAnswer`. */
export const openQuote = (cipher: Cipher, stored: string): string =>
  cipher.isSealed(stored) ? cipher.open(stored) : stored;

/** Answers as the database keeps them, made readable. */
export const openAnswers = (cipher: Cipher, stored: readonly StoredAnswer[]): StoredAnswer[] =>
  stored.map(({ questionId, value, source }) => ({
    questionId,
    value: openAnswer(cipher, value),
    source: source && { ...source, quote: openQuote(cipher, source.quote) },
  }));
