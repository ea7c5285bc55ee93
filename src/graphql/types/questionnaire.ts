import type { QuestionnaireVersion } from '../../database/client/client.ts';
import { questionnaireFilter } from '../../domain/questionnaires/questionnaire-filter.ts';
import type { VersionContent } from '../../domain/questionnaires/read-version.ts';
import { integerId } from '../../ids.ts';
import { builder } from '../builder.ts';
import { offsetArgument, resolvePage, rootPageComplexity } from '../connection.ts';
import { requireTenant } from '../context.ts';
import { listFilter } from '../list-filter.ts';
import { countPrice, rowPrice } from '../prices.ts';
import { QuestionnaireTypeEnum } from './enums.ts';
import { NodeInterface } from './node.ts';
import { QuestionType } from './question.ts';

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
  interfaces: [NodeInterface],
  description:
    'A set of questions. A response keeps the version it was made with, whatever is edited afterwards.',
  fields: (t) => ({
    id: t.id({
      description: 'The questionnaire’s id.',
      resolve: ({ questionnaireId }) => String(questionnaireId),
    }),
    version: t.exposeInt('version', { description: 'Counts the edits, from 1.' }),
    name: t.exposeString('name', { description: 'The questionnaire’s name.' }),
    description: t.exposeString('description', {
      nullable: true,
      description: 'The questionnaire’s purpose.',
    }),
    type: t.expose('type', {
      type: QuestionnaireTypeEnum,
      description: 'The type of the questionnaire.',
    }),
    language: t.expose('language', {
      type: 'LanguageTag',
      description: 'The language of the questions, as a BCP 47 tag such as `en` or `de-CH`.',
    }),
    questionCount: t.exposeInt('questionCount', {
      description: 'How many questions there are in all sections.',
    }),
    createdAt: t.expose('createdAt', {
      type: 'DateTime',
      description: 'When the questionnaire was created.',
    }),
    sections: t.field({
      type: [SectionType],
      description: 'The questions in their sections, in order.',
      complexity: { field: rowPrice, multiplier: 5 },
      resolve: async (version, _args, { services }) => (await services.readVersion(version.id)).sections,
    }),
    responseCount: t.int({
      description: 'How many responses to any version of this questionnaire there are.',
      complexity: countPrice,
      resolve: ({ questionnaireId }, _args, context) =>
        requireTenant(context).loaders.responseCount.load(questionnaireId),
    }),
  }),
});

builder.queryField('questionnaire', (t) =>
  t.field({
    type: QuestionnaireType,
    nullable: true,
    description: 'One questionnaire as it stands.',
    complexity: rowPrice,
    args: { id: t.arg.id({ required: true, description: 'The questionnaire’s id.' }) },
    resolve: (_root, { id }, context) => {
      const { db } = requireTenant(context);
      const questionnaireId = integerId(id);
      return questionnaireId === undefined
        ? null
        : db.questionnaireVersion.findFirst({ where: { questionnaireId, isCurrent: true } });
    },
  }),
);

const filter = listFilter(questionnaireFilter);

builder.queryField('questionnaires', (t) =>
  t.connection(
    {
      type: QuestionnaireType,
      description: 'The questionnaires that can be sent.',
      complexity: rootPageComplexity,
      args: {
        ...filter.argument(t.arg),
        ...offsetArgument(t.arg),
      },
      resolve: (_root, args, context, info) => {
        const { db } = requireTenant(context);
        const { type } = filter.read(args);
        const conditions = { isCurrent: true, ...(type && { type }) };
        return resolvePage({
          args,
          context,
          info,
          parseId: integerId,
          rows: ({ where, orderBy, ...page }) =>
            db.questionnaireVersion.findMany({
              where: { ...conditions, ...(where.id && { questionnaireId: where.id }) },
              orderBy: { questionnaireId: orderBy.id },
              ...page,
            }),
          idOf: (version) => version.questionnaireId,
          count: () => db.questionnaireVersion.count({ where: conditions }),
        });
      },
    },
    { name: 'QuestionnaireConnection', description: 'A page of questionnaires.' },
    { name: 'QuestionnaireEdge', description: 'A questionnaire with its cursor.' },
  ),
);
