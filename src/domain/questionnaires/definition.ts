import { z } from 'zod';
import { QuestionnaireType, QuestionType } from '../../database/client/enums.ts';
import { boundedList } from '../bounded.ts';
import type { Draft } from '../draft.ts';
import { flag, multiLine, oneOf, optional, singleLine } from '../fields.ts';
import { objectWithRules, type Report, requiredMessage } from '../parse-input.ts';
import { checkAnswerValue } from '../responses/answer-value.ts';
import { questionKey } from './question-key.ts';

/** How many questions a questionnaire can have, in all sections together. */
const maxQuestions = 500;
const tooManyQuestions = `Use at most ${maxQuestions} questions.`;

/** How many choices a question can have: more than there are countries. */
export const maxOptions = 250;

const question = z.strictObject({
  key: questionKey,
  text: multiLine({ max: 2_000 }),
  type: oneOf(Object.values(QuestionType)),
  required: optional(flag).transform((isRequired) => isRequired ?? false),
  options: optional(boundedList(singleLine({ max: 500 }), { max: maxOptions })).transform(
    (options) => options ?? [],
  ),
  helpText: optional(multiLine({ max: 5_000 })),
  visibleWhen: optional(
    z.strictObject({ key: singleLine({ max: 100 }), equals: singleLine({ max: 1_000 }) }),
  ),
});

const section = z.strictObject({
  title: singleLine({ max: 300 }),
  questions: boundedList(question, { max: maxQuestions, message: tooManyQuestions }).min(
    1,
    'A section needs at least one question.',
  ),
});

const questionnaireFields = {
  name: singleLine({ max: 300 }),
  description: optional(multiLine({ max: 5_000 })),
  type: oneOf(Object.values(QuestionnaireType)),
  sections: boundedList(section, {
    max: maxQuestions,
    message: tooManyQuestions,
    countItem: countQuestions,
  }).min(1, 'A questionnaire needs at least one section.'),
};

/** Counts a section as the questions that it has, and as one at least, before anything of it is parsed. */
function countQuestions(section: unknown): number {
  const { questions } = (section ?? {}) as { questions?: unknown };
  return Array.isArray(questions) ? Math.max(questions.length, 1) : 1;
}

type DefinitionSchema = z.ZodObject<typeof questionnaireFields, z.core.$strict>;

/** A checked questionnaire: `required` and `options` are always there. */
export type QuestionnaireDefinition = z.output<DefinitionSchema>;

/** A questionnaire before it is checked. */
export type QuestionnaireDefinitionInput = z.input<DefinitionSchema>;

/**
 * The schema of a questionnaire as a team writes it, in a mutation's input or in a file.
 *
 * @param otherFields what an input has beside the questionnaire
 */
export function questionnaireDefinition<OtherFields extends z.ZodRawShape = Record<never, never>>(
  otherFields?: OtherFields,
): z.ZodObject<typeof questionnaireFields & OtherFields, z.core.$strict> {
  const fields = { ...questionnaireFields, ...otherFields } as typeof questionnaireFields & OtherFields;
  return objectWithRules(fields, (draft, report) =>
    checkQuestionnaire(draft as Draft<QuestionnaireDefinition>, report),
  );
}

type QuestionDraft = Draft<z.output<typeof question>>;

/**
 * The rules between questions: keys are unique, choices have distinct options and others none, and a condition names
 * an earlier question that can have the answer it waits for, so that no question can wait for itself.
 */
function checkQuestionnaire({ sections }: Draft<QuestionnaireDefinition>, report: Report): void {
  const earlierByKey = new Map<string, QuestionDraft>();
  sections?.forEach(({ questions = [] }, sectionIndex) => {
    questions.forEach((draft, index) => {
      const reportHere: Report = (path, message) =>
        report(['sections', sectionIndex, 'questions', index, ...path], message);
      checkOptions(draft, reportHere);
      checkCondition(draft, earlierByKey, reportHere);
      if (typeof draft.key !== 'string') {
        return;
      }
      if (earlierByKey.has(draft.key)) {
        reportHere(['key'], 'Another question of this questionnaire has this key.');
      } else {
        earlierByKey.set(draft.key, draft);
      }
    });
  });
}

function checkOptions({ type, options = [] }: QuestionDraft, report: Report): void {
  if (type === 'SINGLE_CHOICE' || type === 'MULTI_CHOICE') {
    if (options.length === 0) {
      report(['options'], requiredMessage);
    }
    const seen = new Set<unknown>();
    options.forEach((option, index) => {
      if (typeof option === 'string' && seen.has(option)) {
        report(['options', index], 'This option is in the list already.');
      }
      seen.add(option);
    });
  } else if (typeof type === 'string' && options.length > 0) {
    report(['options'], 'Only questions of type SINGLE_CHOICE and MULTI_CHOICE have options.');
  }
}

function checkCondition(
  { visibleWhen }: QuestionDraft,
  earlierByKey: ReadonlyMap<string, QuestionDraft>,
  report: Report,
): void {
  if (typeof visibleWhen?.key !== 'string') {
    return;
  }
  const target = earlierByKey.get(visibleWhen.key);
  if (!target) {
    report(['visibleWhen', 'key'], 'Use the key of an earlier question of this questionnaire.');
  } else if (target.type === 'FILE') {
    report(['visibleWhen', 'key'], 'Use the key of a question whose type is not FILE.');
  } else if (typeof visibleWhen.equals === 'string') {
    const problem = impossibleAnswer(target, visibleWhen.equals);
    if (problem !== undefined) {
      report(['visibleWhen', 'equals'], problem);
    }
  }
}

/** Why a question can never be answered with the text that a condition waits for; undefined where it can. */
function impossibleAnswer({ type, options = [] }: QuestionDraft, equals: string): string | undefined {
  if (typeof type !== 'string') {
    return undefined;
  }
  const choices = options.filter((option) => typeof option === 'string');
  if (choices.length < options.length) {
    return undefined;
  }
  switch (type) {
    case 'BOOLEAN':
      return equals === 'true' || equals === 'false' ? undefined : 'Use "true" or "false".';
    case 'NUMBER':
      return String(Number(equals)) === equals && Number.isFinite(Number(equals))
        ? undefined
        : 'Use a number as JSON writes it, such as 10 or 2.5.';
    case 'SINGLE_CHOICE':
    case 'MULTI_CHOICE':
      return choices.length === 0
        ? undefined
        : problemOf({ type: 'SINGLE_CHOICE', options: choices }, equals);
    default:
      return problemOf({ type, options: [] }, equals);
  }
}

function problemOf(question: Parameters<typeof checkAnswerValue>[0]['question'], value: string) {
  const checked = checkAnswerValue({ question, value });
  return 'problem' in checked ? checked.problem : undefined;
}
