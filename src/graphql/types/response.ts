import type { GraphQLResolveInfo } from 'graphql';
import { Prisma, type Response } from '../../database/client/client.ts';
import { isErasureOf } from '../../domain/erasure/is-erasure-of.ts';
import { isOnPage } from '../../domain/list-page.ts';
import { countResponses } from '../../domain/responses/count-responses.ts';
import { openFlags } from '../../domain/responses/flags.ts';
import type { ResponseWithEntity } from '../../domain/responses/json-rows.ts';
import { readResponses } from '../../domain/responses/read-responses.ts';
import { responseConditions, responseFilter } from '../../domain/responses/response-filter.ts';
import { checkFlags } from '../../domain/verification/checks.ts';
import { isId } from '../../ids.ts';
import { builder } from '../builder.ts';
import {
  offsetArgument,
  pageComplexity,
  resolvePage,
  rootPageComplexity,
  uuidCursor,
} from '../connection.ts';
import { type Context, requireTenant } from '../context.ts';
import { followResource } from '../follow-resource.ts';
import { listFilter } from '../list-filter.ts';
import { rowPrice } from '../prices.ts';
import { resolveRelated } from '../resolve-related.ts';
import { selectedParts, selectedPartsOfItems } from '../response-parts.ts';
import { isOnlyField } from '../selection.ts';
import { AnswerType } from './answer.ts';
import { AuditEventConnection, AuditEventType, resolveAuditEvents } from './audit-event.ts';
import { EntityType } from './entity.ts';
import { ResponseStatusEnum, RiskLevelEnum } from './enums.ts';
import { FlagType } from './flag.ts';
import { NodeInterface } from './node.ts';
import { PersonType, resolvePerson } from './person.ts';
import { QuestionnaireType } from './questionnaire.ts';
import { QuestionnaireVersionType } from './questionnaire-version.ts';
import { VerificationChecksType } from './verification-session.ts';

/** A response, with its entity and its answers where the statement that found it has read them too. */
type ResponseSource = Response & Partial<ResponseWithEntity>;

export const ResponseType = builder.prismaObject('Response', {
  interfaces: [NodeInterface],
  fields: (t) => ({
    id: t.exposeID('id', { description: 'The response’s id.' }),
    name: t.exposeString('name', { description: 'The response’s name.' }),
    status: t.expose('status', { type: ResponseStatusEnum, description: 'The response’s status.' }),
    questionnaire: t.field({
      type: QuestionnaireType,
      description: 'The questionnaire. Its name may have changed since the response was created.',
      resolve: ({ currentVersion, questionnaireId }: ResponseSource) => currentVersion ?? { questionnaireId },
    }),
    questionnaireVersion: t.field({
      type: QuestionnaireVersionType,
      description: 'The version of the questionnaire that this response answers.',
      resolve: ({ questionnaireVersionId }, _args, { services }) =>
        services.readVersion(questionnaireVersionId),
    }),
    entity: t.field({
      type: EntityType,
      description: 'The company or person that the answers are about.',
      resolve: (response: ResponseSource, _args, context) =>
        response.entity ?? requireTenant(context).loaders.entity.load(response.entityId),
    }),
    answers: t.field({
      type: [AnswerType],
      description: 'One item per question, in the questionnaire’s order, whether it is answered or not.',
      complexity: { field: 1, multiplier: 20 },
      resolve: async ({ id, questionnaireVersionId, ...read }: ResponseSource, _args, context) => {
        const [version, answers] = await Promise.all([
          context.services.readVersion(questionnaireVersionId),
          read.answers ?? requireTenant(context).loaders.answers.load(id),
        ]);
        const byQuestion = new Map(answers.map((answer) => [answer.questionId, answer]));
        return version.questions.map((question) => ({
          responseId: id,
          question,
          stored: byQuestion.get(question.id),
        }));
      },
    }),
    plannedVerification: t.field({
      type: VerificationChecksType,
      nullable: true,
      description: 'While in `PREFILL`: the checks that will be requested once the response is sent.',
      resolve: ({ plannedChecks }) => (plannedChecks.length > 0 ? checkFlags(plannedChecks) : null),
    }),
    plannedEmail: t.expose('plannedEmail', { type: 'EmailAddress', nullable: true }),
    plannedExpiryHours: t.exposeInt('plannedExpiryHours', { nullable: true }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When the response was created.' }),
    updatedAt: t.expose('updatedAt', {
      type: 'DateTime',
      description: 'When the response or an answer last changed.',
    }),
    submittedAt: t.expose('submittedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When the recipient last submitted it.',
    }),
    reviewedAt: t.expose('reviewedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When the team completed the review. `null` again once changes are requested.',
    }),
    reviewedBy: t.field({
      type: PersonType,
      nullable: true,
      description:
        'The person who completed the review. `null` if the request named none, and again once changes are requested.',
      resolve: ({ reviewedBy }) => resolvePerson(reviewedBy),
    }),
    decidedBy: t.field({
      type: PersonType,
      nullable: true,
      description: 'The person who approved or rejected the response. `null` if the request named none.',
      resolve: ({ decidedBy }) => resolvePerson(decidedBy),
    }),
    language: t.expose('language', {
      type: 'LanguageTag',
      nullable: true,
      description:
        'The language in which the recipient was shown the questionnaire at the last submission. `null` before the first one.',
    }),
    flags: t.field({
      type: [FlagType],
      description:
        'The answers that the questionnaire’s rules flagged at the last submission, the most serious first. Empty before the first one.',
      resolve: async ({ id, tenantId, flags, questionnaireVersionId }, _args, { services }) =>
        flags === null || flags === undefined
          ? []
          : openFlags(
              services.cipher,
              { tenantId, responseId: id },
              { flags, version: await services.readVersion(questionnaireVersionId) },
            ),
    }),
    riskLevel: t.expose('riskLevel', {
      type: RiskLevelEnum,
      nullable: true,
      description:
        'The highest level of the flags. `null` if there are none, as before the first submission.',
    }),
    assignee: t.field({
      type: PersonType,
      nullable: true,
      description: 'The person of the team who takes care of the response. `null` if there is none.',
      resolve: ({ assignee }) => resolvePerson(assignee),
    }),
    tags: t.stringList({
      description: 'The team’s tags, in the order in which they were set.',
      // The stored first response of an earlier version has none.
      resolve: ({ tags }) => tags ?? [],
    }),
    dueAt: t.expose('dueAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When the team wants to be done with the response. `null` if there is no due date.',
    }),
    erasedAt: t.expose('erasedAt', { type: 'DateTime', nullable: true }),
    auditEvents: t.connection(
      {
        type: AuditEventType,
        description: 'The audit trail of the response, newest first.',
        complexity: pageComplexity,
        args: offsetArgument(t.arg),
        resolve: ({ id }, args, context, info) =>
          resolveAuditEvents({ of: 'response', id, args, context, info }),
      },
      AuditEventConnection,
    ),
  }),
});

builder.queryField('response', (t) =>
  t.field({
    type: ResponseType,
    nullable: true,
    description: 'One response.',
    complexity: rowPrice,
    args: { id: t.arg.id({ required: true, description: 'The response’s id.' }) },
    resolve: resolveResponse,
  }),
);

builder.subscriptionField('response', (t) =>
  t.field({
    type: ResponseType,
    nullable: true,
    description:
      'One response in its current state, and again after each change. Changes in quick succession can be one.',
    complexity: rowPrice,
    args: { id: t.arg.id({ required: true, description: 'The response’s id.' }) },
    subscribe: followResource({
      find: ({ db }, id) => db.response.findUnique({ where: { id }, select: { id: true, entityId: true } }),
      isAbout: (event, { id, entityId }) =>
        event.responseId === id || isErasureOf(event, { entityId, responseId: id }),
    }),
    resolve: resolveResponse,
  }),
);

async function resolveResponse(
  _root: unknown,
  { id }: { id: string },
  context: Context,
  info: GraphQLResolveInfo,
): Promise<ResponseWithEntity | null> {
  const tenant = requireTenant(context);
  if (!isId(id)) {
    return null;
  }
  const parts = selectedParts(info);
  // The answers of several responses may be more than can be read together.
  if (!isOnlyField(info) || !parts.includes('answers')) {
    return tenant.loaders.response.load(id);
  }
  const [found] = await readResponses(tenant, {
    conditions: [Prisma.sql`id = ${id}::uuid`],
    parts,
    take: 1,
  });
  return found ?? null;
}

const ResponseConnection = builder.connectionObject(
  { type: ResponseType, name: 'ResponseConnection', description: 'A page of responses.' },
  { name: 'ResponseEdge', description: 'A response with its cursor.' },
);

const filter = listFilter(responseFilter);

builder.queryField('responses', (t) =>
  t.connection(
    {
      type: ResponseType,
      description: 'The responses in every status.',
      complexity: rootPageComplexity,
      args: {
        ...filter.argument(t.arg),
        ...offsetArgument(t.arg),
      },
      resolve: (_root, args, context, info) => {
        const tenant = requireTenant(context);
        const wanted = filter.read(args);
        const conditions = responseConditions(wanted);
        return resolvePage({
          args,
          context,
          info,
          parseId: uuidCursor,
          rows: async ({ where, orderBy, ...page }) => {
            const rows = await readResponses(tenant, {
              conditions: [...conditions, isOnPage(where)],
              parts: selectedPartsOfItems(info),
              orderBy: orderBy.id,
              ...page,
            });
            return rows;
          },
          idOf: (response) => response.id,
          count: () => countResponses(tenant, wanted),
        });
      },
    },
    ResponseConnection,
  ),
);

builder.prismaObjectFields(EntityType, (t) => ({
  responses: t.connection(
    {
      type: ResponseType,
      description: 'The responses about the entity, newest first.',
      complexity: pageComplexity,
      args: offsetArgument(t.arg),
      resolve: ({ id }, args, context, info) =>
        resolveRelated({
          list: requireTenant(context).loaders.related.responsesOfEntity,
          id,
          args,
          context,
          info,
        }),
    },
    ResponseConnection,
  ),
}));
