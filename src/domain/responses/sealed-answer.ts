import { isId } from '../../ids.ts';
import type { Cipher } from '../../sealing/cipher.ts';
import { type Place, sealedColumns } from '../../sealing/sealed-columns.ts';
import { UnreadableError } from '../../sealing/unreadable-error.ts';
import type { AnswerValue } from '../questionnaires/answer-value.ts';
import type { StoredAnswer } from './stored-answer.ts';

/** The response that answers belong to, and the tenant that reads or writes them. */
export interface ResponsePlace {
  tenantId: string;
  responseId: string;
}

/** The question of a response that an answer or a quote belongs to. */
export interface AnswerPlace extends ResponsePlace {
  questionId: string;
}

const placeOf = (column: Place['column'], { tenantId, responseId, questionId }: AnswerPlace): Place => ({
  column,
  tenantId,
  row: [responseId, questionId],
});

/** What is stored of an answer, whatever its type: its JSON, sealed. */
export const sealAnswer = (cipher: Cipher, place: AnswerPlace, value: AnswerValue): string =>
  cipher.seal(placeOf(sealedColumns.answer, place), JSON.stringify(value));

/**
 * The documents that an answer refers to, stored beside it for the database to look answers up by. No one is shown them:
 * they are read from the sealed value.
 */
export const documentIdsOf = (value: AnswerValue): string[] =>
  Array.isArray(value) && value.every(isId) ? value : [];

/** @throws UnreadableError when it was changed, was moved from another place, or its key is missing */
export const openAnswer = (cipher: Cipher, place: AnswerPlace, stored: unknown): AnswerValue =>
  JSON.parse(cipher.open(placeOf(sealedColumns.answer, place), stored)) as AnswerValue;

/** What is stored of the passage that says an answer. */
export const sealQuote = (cipher: Cipher, place: AnswerPlace, quote: string): string =>
  cipher.seal(placeOf(sealedColumns.quote, place), quote);

/** @throws UnreadableError, as `openAnswer` */
export const openQuote = (cipher: Cipher, place: AnswerPlace, stored: string): string =>
  cipher.open(placeOf(sealedColumns.quote, place), stored);

/**
 * The answers of a response as the database stores them, made readable. What cannot be read is an error in its own place,
 * so that the other answers, and other responses of a list, are read all the same.
 */
export const openAnswers = (
  cipher: Cipher,
  { tenantId, responseId }: ResponsePlace,
  stored: readonly StoredAnswer[],
): StoredAnswer[] =>
  stored.map(({ questionId, value, source }) => {
    const place = { tenantId, responseId, questionId };
    return {
      questionId,
      value: orError(() => openAnswer(cipher, place, value)),
      source:
        source && !(source instanceof UnreadableError)
          ? orError(() => ({ ...source, quote: openQuote(cipher, place, source.quote) }))
          : source,
    };
  });

function orError<Value>(open: () => Value): Value | UnreadableError {
  try {
    return open();
  } catch (error) {
    if (error instanceof UnreadableError) {
      return error;
    }
    throw error;
  }
}
