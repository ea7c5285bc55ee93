import type { QuestionnaireVersion } from '../../database/client/client.ts';
import { questionnaireFilter } from '../../domain/questionnaires/questionnaire-filter.ts';
import { integerId } from '../../ids.ts';
import { builder } from '../builder.ts';
import { offsetArgument, pageComplexity, resolvePage, rootPageComplexity } from '../connection.ts';
import { type Context, requireTenant } from '../context.ts';
import { listFilter } from '../list-filter.ts';
import { countPrice, rowPrice } from '../prices.ts';
import { resolveRelated } from '../resolve-related.ts';
import { QuestionnaireTypeEnum } from './enums.ts';
import { NodeInterface } from './node.ts';
import { QuestionnaireVersionType } from './questionnaire-version.ts';

/** A questionnaire by its current version, or by its id alone until more of it is wanted. */
type QuestionnaireSource = QuestionnaireVersion | Pick<QuestionnaireVersion, 'questionnaireId'>;

const currentVersionOf = async (
  questionnaire: QuestionnaireSource,
  context: Context,
): Promise<QuestionnaireVersion> =>
  'id' in questionnaire
    ? questionnaire
    : requireTenant(context).loaders.currentVersion.load(questionnaire.questionnaireId);

export const QuestionnaireType = builder.objectRef<QuestionnaireSource>('Questionnaire').implement({
  interfaces: [NodeInterface],
  description:
    'A set of questions to send. An edit adds a version; name, description and type are those of the current one.',
  fields: (t) => ({
    id: t.id({
      description: 'The questionnaire’s id.',
      resolve: ({ questionnaireId }) => String(questionnaireId),
    }),
    name: t.string({
      description: 'The questionnaire’s name.',
      resolve: async (questionnaire, _args, context) => (await currentVersionOf(questionnaire, context)).name,
    }),
    description: t.string({
      nullable: true,
      description: 'The questionnaire’s purpose.',
      resolve: async (questionnaire, _args, context) =>
        (await currentVersionOf(questionnaire, context)).description,
    }),
    type: t.field({
      type: QuestionnaireTypeEnum,
      description: 'The type of the questionnaire.',
      resolve: async (questionnaire, _args, context) => (await currentVersionOf(questionnaire, context)).type,
    }),
    createdAt: t.field({
      type: 'DateTime',
      description: 'When the questionnaire was created.',
      resolve: async (questionnaire, _args, context) =>
        (await currentVersionOf(questionnaire, context)).createdAt,
    }),
    currentVersion: t.field({
      type: QuestionnaireVersionType,
      description: 'The newest version, which later sends use.',
      resolve: (questionnaire, _args, context) => currentVersionOf(questionnaire, context),
    }),
    versions: t.connection(
      {
        type: QuestionnaireVersionType,
        description: 'All versions, newest first.',
        complexity: pageComplexity,
        args: offsetArgument(t.arg),
        resolve: ({ questionnaireId }, args, context, info) =>
          resolveRelated({
            list: requireTenant(context).loaders.related.versionsOfQuestionnaire,
            id: String(questionnaireId),
            args,
            context,
            info,
          }),
      },
      {
        name: 'QuestionnaireVersionConnection',
        description: 'A page of versions of a questionnaire.',
      },
      { name: 'QuestionnaireVersionEdge', description: 'A version with its cursor.' },
    ),
    responseCount: t.int({
      description: 'The number of responses to any version of this questionnaire.',
      complexity: countPrice,
      resolve: ({ questionnaireId }, _args, context) =>
        requireTenant(context).loaders.responseCount.load(questionnaireId),
    }),
  }),
});

builder.objectField(QuestionnaireVersionType, 'questionnaire', (t) =>
  t.field({
    type: QuestionnaireType,
    description: 'The questionnaire that this is a version of.',
    resolve: ({ questionnaireId }) => ({ questionnaireId }),
  }),
);

builder.queryField('questionnaire', (t) =>
  t.field({
    type: QuestionnaireType,
    nullable: true,
    description: 'One questionnaire.',
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
