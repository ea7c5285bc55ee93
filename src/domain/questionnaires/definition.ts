import { z } from 'zod';
import { QuestionnaireType, QuestionType } from '../../database/client/enums.ts';
import { named } from '../api-types.ts';
import { boundedList } from '../bounded.ts';
import type { Draft, Path } from '../draft.ts';
import { flag, languageTag, oneOf, optional, singleLine } from '../fields.ts';
import { objectWithRules, type Report } from '../parse-input.ts';
import { requiredMessage } from '../problems.ts';
import { boundProblem, isEmptyRange } from './answer-bounds.ts';
import { checkFlagRules } from './check-flag-rules.ts';
import { flagRule, maxFlagRules } from './flag-rule.ts';
import { impossibleAnswer } from './impossible-answer.ts';
import { localTexts, textFields } from './local-texts.ts';
import { questionKey } from './question-key.ts';

/** How many questions a questionnaire can have, in all sections together. */
const maxQuestions = 500;
const tooManyQuestions = `Use at most ${maxQuestions} questions.`;

/** How many other names a question can have. */
const maxHints = 20;

/** A bound of an answer; longer than any date or number that can be one. */
const bound = singleLine({ max: 40 });

const question = named(
  'QuestionInput',
  z.strictObject({
    key: questionKey.describe(
      'A short name, unique in the questionnaire: a letter, then letters, digits, `_`, `.` or `-`.',
    ),
    text: textFields.question.text.describe('The question’s text, as shown to the recipient.'),
    type: named('QuestionType', oneOf(Object.values(QuestionType))).describe('The type of the answer.'),
    required: optional(flag)
      .transform((isRequired) => isRequired ?? false)
      .describe('Whether the question must be answered before submission. Defaults to false.'),
    options: optional(textFields.question.options)
      .transform((options) => options ?? [])
      .describe('The choices. Required for `SINGLE_CHOICE` and `MULTI_CHOICE`, and only for these.'),
    helpText: optional(textFields.question.helpText).describe('Help text shown with the question.'),
    visibleWhen: optional(
      named(
        'VisibleWhenInput',
        z.strictObject({
          key: singleLine({ max: 100 }).describe('The key of an earlier question.'),
          equals: singleLine({ max: 1_000 }).describe(
            'The answer that shows the question: `true` or `false` for `BOOLEAN`.',
          ),
        }),
        'A condition on the answer to an earlier question.',
      ),
    ).describe('The condition for showing the question. Defaults to always.'),
    min: optional(bound).describe(
      'The minimum answer: a date (YYYY-MM-DD) or `today` (in UTC) for DATE, a decimal number such as `0` for NUMBER and PERCENTAGE. Not for other types.',
    ),
    max: optional(bound).describe('The maximum answer, written like `min`.'),
    hints: optional(boundedList(singleLine({ max: 200 }), { max: maxHints }))
      .transform((hints) => hints ?? [])
      .describe(
        'Other names for the question, as documents write them. Used by autofill. At most 20, of 200 characters each.',
      ),
    texts: localTexts('question'),
  }),
  'One question to ask.',
);

const section = named(
  'QuestionnaireSectionInput',
  z.strictObject({
    title: textFields.section.title.describe('The section’s heading.'),
    texts: localTexts('section'),
    questions: boundedList(question, { max: maxQuestions, message: tooManyQuestions })
      .min(1, 'A section needs at least one question.')
      .describe('The questions, in order.'),
  }),
  'A titled group of questions.',
);

const questionnaireFields = {
  name: textFields.questionnaire.name.describe('The questionnaire’s name.'),
  description: optional(textFields.questionnaire.description).describe('The questionnaire’s purpose.'),
  type: named('QuestionnaireType', oneOf(Object.values(QuestionnaireType))).describe(
    'The type of the questionnaire.',
  ),
  language: optional(languageTag).describe(
    'The language of the questions, as a BCP 47 tag such as `en`. Defaults to the tenant’s.',
  ),
  texts: localTexts('questionnaire'),
  sections: boundedList(section, {
    max: maxQuestions,
    message: tooManyQuestions,
    countItem: countQuestions,
  })
    .min(1, 'A questionnaire needs at least one section.')
    .describe('The questions in their sections, at most 500 questions in all.'),
  flagWhen: optional(boundedList(flagRule, { max: maxFlagRules }))
    .transform((rules) => rules ?? [])
    .describe(
      `The rules that flag answers when a response is submitted, at most ${maxFlagRules}. Recipients never see them. Defaults to none.`,
    ),
};

/** Counts a section as the questions that it has, and as one at least, before anything of it is parsed. */
function countQuestions(section: unknown): number {
  const { questions } = (section ?? {}) as { questions?: unknown };
  return Array.isArray(questions) ? Math.max(questions.length, 1) : 1;
}

type DefinitionSchema = z.ZodObject<typeof questionnaireFields, z.core.$strict>;

/** A checked questionnaire: `required`, `options` and `hints` are always there. */
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
 * The rules between questions: keys are unique, choices have distinct options and others none, only dates, numbers
 * and percentages have bounds, which leave room for an answer, and a condition refers to an earlier question that can
 * have the answer it waits for, so that no question can wait for itself. Rules that flag answers refer to any question.
 */
function checkQuestionnaire(
  { language, texts, sections, flagWhen }: Draft<QuestionnaireDefinition>,
  report: Report,
): void {
  const checkTexts = (path: Path, local: object | undefined) => {
    if (typeof language === 'string' && Object.hasOwn(local ?? {}, language)) {
      report(
        [...path, 'texts', language],
        'This is the questionnaire’s own language. Change the text itself.',
      );
    }
  };
  checkTexts([], texts);
  const earlierByKey = new Map<string, QuestionDraft>();
  sections?.forEach(({ texts, questions = [] }, sectionIndex) => {
    checkTexts(['sections', sectionIndex], texts);
    questions.forEach((draft, index) => {
      const reportHere: Report = (path, message) =>
        report(['sections', sectionIndex, 'questions', index, ...path], message);
      checkTexts(['sections', sectionIndex, 'questions', index], draft.texts);
      checkOptions(draft, reportHere);
      checkOptionTexts(draft, reportHere);
      checkBounds(draft, reportHere);
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
  checkFlagRules(flagWhen ?? [], earlierByKey, report);
}

function checkOptions({ type, options = [] }: QuestionDraft, report: Report): void {
  if (type === 'SINGLE_CHOICE' || type === 'MULTI_CHOICE') {
    if (options.length === 0) {
      report(['options'], requiredMessage);
    }
    const seen = new Set<unknown>();
    options.forEach((option, index) => {
      if (typeof option === 'string' && seen.has(option)) {
        report(['options', index], 'This option is already in the list.');
      }
      seen.add(option);
    });
  } else if (typeof type === 'string' && options.length > 0) {
    report(['options'], 'Only questions of type SINGLE_CHOICE and MULTI_CHOICE have options.');
  }
}

/** An option is known by its place in every language. */
function checkOptionTexts({ options = [], texts }: QuestionDraft, report: Report): void {
  for (const [tag, local] of Object.entries(texts ?? {})) {
    if (local?.options && local.options.length !== options.length) {
      report(['texts', tag, 'options'], 'Use the text of each option, in the order of the options.');
    }
  }
}

function checkBounds({ type, min, max }: QuestionDraft, report: Report): void {
  if (typeof type !== 'string') {
    return;
  }
  const problems = (['min', 'max'] as const).flatMap((name) => {
    const text = { min, max }[name];
    const problem = typeof text === 'string' ? boundProblem(type, text) : undefined;
    return problem === undefined ? [] : [{ name, problem }];
  });
  for (const { name, problem } of problems) {
    report([name], problem);
  }
  if (
    problems.length === 0 &&
    typeof min === 'string' &&
    typeof max === 'string' &&
    isEmptyRange(type, { min, max })
  ) {
    report(['max'], 'Use a maximum that is not below the minimum.');
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
