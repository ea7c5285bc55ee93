import { boundedText } from '../bounded.ts';

const message = 'Use a letter, then at most 99 letters, digits, underscores, dots or hyphens.';

/** A question's key, where it refers to a question that a questionnaire has or has not. */
export const questionKeyText = boundedText({ max: 100 });

/** A question's key, where a questionnaire is defined. */
export const questionKey = boundedText({ max: 100, message }).regex(/^[A-Za-z][A-Za-z0-9_.-]*$/, message);
