import { isId } from '../../ids.ts';
import type { VersionQuestion } from '../questionnaires/read-version.ts';
import type { StoredAnswer } from './stored-answer.ts';

/** A question of a response and what is stored for it; undefined if it is not answered. */
export interface ResponseAnswer {
  responseId: string;
  question: VersionQuestion;
  stored: StoredAnswer | undefined;
}

/** An answer exists from the start, empty or not, so its id follows from what it belongs to. */
export interface AnswerKey {
  responseId: string;
  questionId: string;
}

/** Stands between the two ids. */
export const answerIdSeparator = ':';

/** The id of an answer: the ids of its response and its question. */
export const answerId = ({ responseId, questionId }: AnswerKey): string =>
  `${responseId}${answerIdSeparator}${questionId}`;

/** What the text is the id of; undefined if it cannot be the id of an answer. */
export function readAnswerId(text: string): AnswerKey | undefined {
  const [responseId, questionId, ...others] = text.toLowerCase().split(answerIdSeparator, 3);
  return responseId && questionId && others.length === 0 && isId(responseId) && isId(questionId)
    ? { responseId, questionId }
    : undefined;
}
