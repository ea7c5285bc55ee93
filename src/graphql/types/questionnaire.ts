import { z } from 'zod';
import type { QuestionnaireVersion } from '../../database/client/client.ts';
import { oneOf, optional } from '../../domain/fields.ts';
import { perform } from '../../domain/operation.ts';
import { parseInput } from '../../domain/parse-input.ts';
import { createQuestionnaire } from '../../domain/questionnaires/create-questionnaire.ts';
import type { VersionContent, VersionQuestion } from '../../domain/questionnaires/read-version.ts';
import { updateQuestionnaire } from '../../domain/questionnaires/update-questionnaire.ts';
import { ConflictError, NotFoundError, ValidationError } from '../../errors.ts';
import { builder } from '../builder.ts';
import { integerCursor, offsetArgument, pageComplexity, resolvePage } from '../connection.ts';
import { requireTenant } from '../context.ts';
import { type InputFields, idempotencyKeyField } from '../input-fields.ts';
import { QuestionnaireTypeEnum, QuestionTypeEnum } from './enums.ts';

const VisibleWhenType = builder.objectRef<{ key: string; equals: string }>('VisibleWhen').implement({
  description: 'A condition on the answer to another question.',
  fields: (t) => ({
    key: t.exposeString('key', { description: 'The key of the other question.' }),
    equals: t.exposeString('equals', {
      description:
        'The answer that shows the question. `true` or `false` for BOOLEAN; one of the answers for MULTI_CHOICE.',
    }),
  }),
});

export const QuestionType = builder.objectRef<VersionQuestion>('Question').implement({
  description: 'One question of a questionnaire.',
  fields: (t) => ({
    id: t.expose('id', {
      type: 'UUID',
      description: 'The question’s id in this version of the questionnaire.',
    }),
    key: t.exposeString('key', {
      description: 'The question’s short name; it stays the same across versions.',
    }),
    text: t.exposeString('text', { description: 'The question as the recipient reads it.' }),
    type: t.expose('type', { type: QuestionTypeEnum, description: 'What kind of value answers it.' }),
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
    visibleWhen: t.field({
      type: VisibleWhenType,
      nullable: true,
      description: 'When the question is shown; null means always.',
      resolve: ({ visibleWhenKey, visibleWhenEquals }) =>
        visibleWhenKey === null || visibleWhenEquals === null
          ? null
          : { key: visibleWhenKey, equals: visibleWhenEquals },
    }),
  }),
});

const SectionType = builder.objectRef<VersionContent['sections'][number]>('QuestionnaireSection').implement({
  description: 'A titled group of questions.',
  fields: (t) => ({
    title: t.exposeString('title', { description: 'The section’s heading.' }),
    questions: t.field({
      type: [QuestionType],
      description: 'The questions, in order.',
      complexity: { field: 1, multiplier: 10 },
      resolve: (section) => section.questions,
    }),
  }),
});

/** A version, because what a questionnaire asks depends on when one looks; responses keep looking at theirs. */
type QuestionnaireView = Omit<QuestionnaireVersion, 'isCurrent'>;

export const QuestionnaireType = builder.objectRef<QuestionnaireView>('Questionnaire').implement({
  description:
    'A set of questions. A response keeps the version it was made with, whatever is edited afterwards.',
  fields: (t) => ({
    id: t.int({ description: 'The questionnaire’s id.', resolve: (version) => version.questionnaireId }),
    version: t.exposeInt('version', { description: 'Counts the edits, from 1.' }),
    name: t.exposeString('name', { description: 'What the questionnaire is called.' }),
    description: t.exposeString('description', {
      nullable: true,
      description: 'What the questionnaire is for.',
    }),
    type: t.expose('type', {
      type: QuestionnaireTypeEnum,
      description: 'What kind of questionnaire this is.',
    }),
    questionCount: t.exposeInt('questionCount', {
      description: 'How many questions there are in all sections.',
    }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When this version was made.' }),
    sections: t.field({
      type: [SectionType],
      description: 'The questions in their sections, in order.',
      complexity: { field: 1, multiplier: 5 },
      resolve: async (version, _args, { services }) => (await services.readVersion(version.id)).sections,
    }),
    responseCount: t.int({
      description: 'How many responses to any version of this questionnaire there are.',
      resolve: ({ questionnaireId }, _args, context) =>
        requireTenant(context).db.response.count({ where: { questionnaireId } }),
    }),
  }),
});

builder.queryField('questionnaire', (t) =>
  t.field({
    type: QuestionnaireType,
    nullable: true,
    description: 'One questionnaire as it stands.',
    args: { id: t.arg.int({ required: true, description: 'The questionnaire’s id.' }) },
    resolve: (_root, { id }, context) =>
      requireTenant(context).db.questionnaireVersion.findFirst({
        where: { questionnaireId: id, isCurrent: true },
      }),
  }),
);

const QuestionnaireFilter = builder.inputType('QuestionnaireFilter', {
  description: 'Which questionnaires to list.',
  fields: (t) => ({
    type: t.field({ type: QuestionnaireTypeEnum, description: 'Only questionnaires of this type.' }),
  }),
});

const listArguments = z.object({
  filter: optional(z.strictObject({ type: optional(oneOf(['DDQ', 'RFI'])) })),
});

builder.queryField('questionnaires', (t) =>
  t.connection(
    {
      type: QuestionnaireType,
      description: 'The questionnaires that can be sent.',
      complexity: pageComplexity,
      args: {
        filter: t.arg({ type: QuestionnaireFilter, description: 'Which questionnaires to list.' }),
        ...offsetArgument(t.arg),
      },
      resolve: (_root, args, context) => {
        const { db } = requireTenant(context);
        const type = parseInput(listArguments, args).filter?.type;
        const filter = { isCurrent: true, ...(type && { type }) };
        return resolvePage({
          args,
          parseId: integerCursor,
          rows: ({ where, orderBy, ...page }) =>
            db.questionnaireVersion.findMany({
              where: { ...filter, ...(where.id && { questionnaireId: where.id }) },
              orderBy: { questionnaireId: orderBy.id },
              ...page,
            }),
          idOf: (version) => version.questionnaireId,
          count: () => db.questionnaireVersion.count({ where: filter }),
        });
      },
    },
    { name: 'QuestionnaireConnection', description: 'A page of questionnaires.' },
    { name: 'QuestionnaireEdge', description: 'A questionnaire with its place in the list.' },
  ),
);

const VisibleWhenInput = builder.inputType('VisibleWhenInput', {
  description: 'A condition on the answer to an earlier question.',
  fields: (t) => ({
    key: t.string({ required: true, description: 'The key of an earlier question.' }),
    equals: t.string({
      required: true,
      description: 'The answer that shows the question; `true` or `false` for BOOLEAN.',
    }),
  }),
});

const QuestionInput = builder.inputType('QuestionInput', {
  description: 'One question to ask.',
  fields: (t) => ({
    key: t.string({
      required: true,
      description:
        'A short name, unique in the questionnaire: a letter, then letters, digits, `_`, `.` or `-`.',
    }),
    text: t.string({ required: true, description: 'The question as the recipient will read it.' }),
    type: t.field({ type: QuestionTypeEnum, required: true, description: 'What kind of value answers it.' }),
    required: t.boolean({ description: 'Whether a submission needs an answer. False unless said.' }),
    options: t.stringList({
      description: 'The choices; for SINGLE_CHOICE and MULTI_CHOICE only, and required there.',
    }),
    helpText: t.string({ description: 'A hint shown beside the question.' }),
    visibleWhen: t.field({ type: VisibleWhenInput, description: 'Shows the question only when this holds.' }),
  }),
});

const SectionInput = builder.inputType('QuestionnaireSectionInput', {
  description: 'A titled group of questions.',
  fields: (t) => ({
    title: t.string({ required: true, description: 'The section’s heading.' }),
    questions: t.field({ type: [QuestionInput], required: true, description: 'The questions, in order.' }),
  }),
});

const definitionFields = (t: InputFields) => ({
  name: t.string({ required: true, description: 'What the questionnaire is called.' }),
  description: t.string({ description: 'What the questionnaire is for.' }),
  type: t.field({
    type: QuestionnaireTypeEnum,
    required: true,
    description: 'What kind of questionnaire this is.',
  }),
  sections: t.field({
    type: [SectionInput],
    required: true,
    description: 'The questions in their sections, at most 500 questions in all.',
  }),
  idempotencyKey: idempotencyKeyField(t),
});

const CreateQuestionnaireInput = builder.inputType('CreateQuestionnaireInput', {
  description: 'A questionnaire to create.',
  fields: definitionFields,
});

const UpdateQuestionnaireInput = builder.inputType('UpdateQuestionnaireInput', {
  description: 'What a questionnaire is to ask from the next send on.',
  fields: (t) => ({
    questionnaireId: t.int({ required: true, description: 'The questionnaire’s id.' }),
    ...definitionFields(t),
  }),
});

builder.mutationField('createQuestionnaire', (t) =>
  t.field({
    type: QuestionnaireType,
    description: 'Creates a questionnaire. Takes the scope ADMIN.',
    errors: { types: [ValidationError, ConflictError] },
    args: {
      input: t.arg({ type: CreateQuestionnaireInput, required: true, description: 'The questionnaire.' }),
    },
    resolve: (_root, { input }, context) => perform(createQuestionnaire, requireTenant(context), input),
  }),
);

builder.mutationField('updateQuestionnaire', (t) =>
  t.field({
    type: QuestionnaireType,
    description:
      'Replaces what a questionnaire asks, as a new version. Responses that exist keep theirs. Takes the scope ADMIN.',
    errors: { types: [ValidationError, NotFoundError, ConflictError] },
    args: {
      input: t.arg({
        type: UpdateQuestionnaireInput,
        required: true,
        description: 'The whole questionnaire.',
      }),
    },
    resolve: (_root, { input }, context) => perform(updateQuestionnaire, requireTenant(context), input),
  }),
);
