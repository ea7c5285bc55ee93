import type { VersionQuestion } from '../../domain/questionnaires/read-version.ts';
import { builder } from '../builder.ts';
import { QuestionTypeEnum } from './enums.ts';
import { NodeInterface } from './node.ts';

const VisibleWhenType = builder.objectRef<{ key: string; equals: string }>('VisibleWhen').implement({
  description: 'A condition on the answer to another question.',
  fields: (t) => ({
    key: t.exposeString('key', { description: 'The key of the other question.' }),
    equals: t.exposeString('equals', {
      description:
        'The answer that shows the question. `true` or `false` for BOOLEAN; one of the answers for MULTI_CHOICE and COUNTRIES.',
    }),
  }),
});

export const QuestionType = builder.objectRef<VersionQuestion>('Question').implement({
  interfaces: [NodeInterface],
  description: 'One question of a questionnaire.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'The question’s id in this version of the questionnaire.' }),
    key: t.exposeString('key', {
      description: 'The question’s short name; it stays the same across versions.',
    }),
    text: t.exposeString('text', { description: 'The question as the recipient reads it.' }),
    type: t.expose('type', { type: QuestionTypeEnum, description: 'The type of the answer.' }),
    required: t.exposeBoolean('required', {
      description: 'Whether a submission needs an answer when the question is visible.',
    }),
    options: t.exposeStringList('options', {
      description: 'The choices, for SINGLE_CHOICE and MULTI_CHOICE.',
    }),
    helpText: t.exposeString('helpText', {
      nullable: true,
      description: 'A hint shown beside the question.',
    }),
    min: t.exposeString('min', {
      nullable: true,
      description:
        'The minimum answer: a date or `today` for DATE, a decimal number for NUMBER and PERCENTAGE; `null` if there is none.',
    }),
    max: t.exposeString('max', {
      nullable: true,
      description:
        'The maximum answer: a date or `today` for DATE, a decimal number for NUMBER and PERCENTAGE; `null` if there is none.',
    }),
    hints: t.exposeStringList('hints', {
      description: 'Other names for the question, used by autofill.',
    }),
    texts: t.expose('texts', {
      type: 'LocalTexts',
      description: '`text`, `helpText` and `options` in other languages.',
    }),
    visibleWhen: t.field({
      type: VisibleWhenType,
      nullable: true,
      description: 'The condition for showing the question. `null` means that it is always shown.',
      resolve: ({ visibleWhenKey, visibleWhenEquals }) =>
        visibleWhenKey === null || visibleWhenEquals === null
          ? null
          : { key: visibleWhenKey, equals: visibleWhenEquals },
    }),
  }),
});
