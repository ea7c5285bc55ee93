import type { QuestionType } from '../../database/client/client.ts';
import type { AnswerValue } from './answer-value.ts';
import type { VersionQuestion } from './read-version.ts';

/** What a questionnaire will take to answer. */
export interface Effort {
  /** Rounded up, and the more so the longer it is: an estimate, not a promise. */
  minutes: number;
  /** The texts of the questions that ask for files and have none yet, so that people have them at hand. */
  files: string[];
}

/** How long people read, think and type for one question. Looking for a file is part of having it at hand. */
const secondsFor: Record<QuestionType, number> = {
  TEXT: 20,
  LONG_TEXT: 60,
  NUMBER: 20,
  DATE: 15,
  BOOLEAN: 12,
  SINGLE_CHOICE: 15,
  MULTI_CHOICE: 20,
  COUNTRY: 10,
  EMAIL: 15,
  URL: 15,
  FILE: 45,
  ATTESTATION: 15,
  COUNTRIES: 20,
  PHONE: 15,
  PERCENTAGE: 15,
  LEI: 30,
  IBAN: 30,
};

/** Above this many minutes, an estimate is a multiple of five. */
const exactUpToMinutes = 10;

type EffortQuestion = Pick<VersionQuestion, 'type' | 'text' | 'visibleWhenKey'> & {
  /** Whether it is asked, given the other answers. */
  isShown: boolean;
  value: AnswerValue | null;
};

/** Whether a question asks for a file and has none yet. */
export const needsFile = ({
  type,
  isShown,
  value,
}: Omit<EffortQuestion, 'text' | 'visibleWhenKey'>): boolean => type === 'FILE' && isShown && value === null;

/**
 * Estimates the time from the questions alone: one with a condition is asked of about every second recipient. The files are
 * those that are asked for, given the answers.
 */
export function effortOf(questions: readonly EffortQuestion[]): Effort {
  const seconds = questions.reduce(
    (sum, { type, visibleWhenKey }) => sum + secondsFor[type] * (visibleWhenKey === null ? 1 : 0.5),
    0,
  );
  const minutes = Math.max(1, Math.ceil(seconds / 60));
  return {
    minutes: minutes > exactUpToMinutes ? Math.ceil(minutes / 5) * 5 : minutes,
    files: questions.filter(needsFile).map(({ text }) => text),
  };
}
