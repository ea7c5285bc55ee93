import { isErasureOf } from '../../domain/erasure/is-erasure-of.ts';
import { countList } from '../../domain/kept-counts.ts';
import { sessionStatus } from '../../domain/workflows/session-status.ts';
import {
  workflowSessionConditions,
  workflowSessionFilter,
} from '../../domain/workflows/workflow-session-filter.ts';
import { isId } from '../../ids.ts';
import { builder } from '../builder.ts';
import {
  offsetArgument,
  pageComplexity,
  resolvePage,
  rootPageComplexity,
  uuidCursor,
} from '../connection.ts';
import { requireTenant } from '../context.ts';
import { followResource } from '../follow-resource.ts';
import { listFilter } from '../list-filter.ts';
import { rowPrice } from '../prices.ts';
import { resolveRelated } from '../resolve-related.ts';
import { AuditEventConnection, AuditEventType, resolveAuditEvents } from './audit-event.ts';
import { EntityType } from './entity.ts';
import { WorkflowSessionStatusEnum, WorkflowStepEnum } from './enums.ts';
import { NodeInterface } from './node.ts';
import { ResponseType } from './response.ts';
import { VerificationSessionType } from './verification-session.ts';

export const WorkflowSessionType = builder.prismaObject('WorkflowSession', {
  interfaces: [NodeInterface],
  fields: (t) => ({
    id: t.exposeID('id', { description: 'The workflow session’s id.' }),
    status: t.field({
      type: WorkflowSessionStatusEnum,
      description: 'The session’s status.',
      resolve: (session, _args, { services }) => sessionStatus(session, services.clock()),
    }),
    email: t.expose('email', { type: 'EmailAddress' }),
    entityId: t.exposeID('entityId', {}),
    entityName: t.string({
      description: 'The name of the entity that the request is about.',
      resolve: async ({ entityId }, _args, context) =>
        (await requireTenant(context).loaders.entity.load(entityId)).name,
    }),
    entity: t.field({
      type: EntityType,
      description: 'The entity that the request is about.',
      resolve: ({ entityId }, _args, context) => requireTenant(context).loaders.entity.load(entityId),
    }),
    responseId: t.exposeID('responseId', { nullable: true }),
    response: t.field({
      type: ResponseType,
      nullable: true,
      description: 'The response to fill in. `null` without a questionnaire.',
      complexity: rowPrice,
      resolve: ({ responseId }, _args, context) =>
        responseId === null ? null : requireTenant(context).loaders.response.load(responseId),
    }),
    verificationSessionId: t.exposeID('verificationSessionId', { nullable: true }),
    verificationSession: t.field({
      type: VerificationSessionType,
      nullable: true,
      description: 'The verification to complete. `null` without one.',
      complexity: rowPrice,
      resolve: ({ verificationSessionId }, _args, context) =>
        verificationSessionId === null
          ? null
          : requireTenant(context).loaders.verificationSession.load(verificationSessionId),
    }),
    steps: t.expose('steps', { type: [WorkflowStepEnum] }),
    completedSteps: t.expose('completedSteps', { type: [WorkflowStepEnum] }),
    message: t.exposeString('message', { nullable: true }),
    questionKeys: t.exposeStringList('questionKeys'),
    expiresAt: t.expose('expiresAt', { type: 'DateTime' }),
    linkRequestedAt: t.expose('linkRequestedAt', { type: 'DateTime', nullable: true }),
    createdAt: t.expose('createdAt', { type: 'DateTime' }),
    openedAt: t.expose('openedAt', { type: 'DateTime', nullable: true }),
    completedAt: t.expose('completedAt', { type: 'DateTime', nullable: true }),
    auditEvents: t.connection(
      {
        type: AuditEventType,
        description: 'The audit trail of the session, newest first.',
        complexity: pageComplexity,
        args: offsetArgument(t.arg),
        resolve: ({ id }, args, context, info) =>
          resolveAuditEvents({ of: 'workflowSession', id, args, context, info }),
      },
      AuditEventConnection,
    ),
  }),
});

builder.queryField('workflowSession', (t) =>
  t.prismaField({
    type: WorkflowSessionType,
    nullable: true,
    description: 'One workflow session.',
    complexity: rowPrice,
    args: { id: t.arg.id({ required: true, description: 'The workflow session’s id.' }) },
    resolve: (query, _root, { id }, context) =>
      isId(id) ? requireTenant(context).db.workflowSession.findUnique({ ...query, where: { id } }) : null,
  }),
);

builder.subscriptionField('workflowSession', (t) =>
  t.prismaField({
    type: WorkflowSessionType,
    nullable: true,
    description:
      'One workflow session in its current state, and again after each change. Changes in quick succession can be one.',
    complexity: rowPrice,
    args: { id: t.arg.id({ required: true, description: 'The workflow session’s id.' }) },
    subscribe: followResource({
      find: ({ db }, id) =>
        db.workflowSession.findUnique({
          where: { id },
          select: { id: true, entityId: true, responseId: true },
        }),
      isAbout: (event, session) => event.workflowSessionId === session.id || isErasureOf(event, session),
    }),
    resolve: (query, _item, { id }, context) =>
      isId(id) ? requireTenant(context).db.workflowSession.findUnique({ ...query, where: { id } }) : null,
  }),
);

const WorkflowSessionConnection = builder.connectionObject(
  {
    type: WorkflowSessionType,
    name: 'WorkflowSessionConnection',
    description: 'A page of workflow sessions.',
  },
  { name: 'WorkflowSessionEdge', description: 'A workflow session with its cursor.' },
);

const filter = listFilter(workflowSessionFilter);

builder.queryField('workflowSessions', (t) =>
  t.connection(
    {
      type: WorkflowSessionType,
      description: 'The workflow sessions in every status.',
      complexity: rootPageComplexity,
      args: {
        ...filter.argument(t.arg),
        ...offsetArgument(t.arg),
      },
      resolve: (_root, args, context, info) => {
        const tenant = requireTenant(context);
        const { db, services } = tenant;
        const wanted = filter.read(args);
        const conditions = workflowSessionConditions(wanted, services.clock());
        return resolvePage({
          args,
          context,
          info,
          parseId: uuidCursor,
          rows: ({ where, ...page }) =>
            db.workflowSession.findMany({ where: { ...conditions, ...where }, ...page }),
          idOf: (session) => session.id,
          count: () =>
            countList(tenant, {
              filter: wanted,
              kept: 'workflowSessions',
              countRows: () => db.workflowSession.count({ where: conditions }),
            }),
        });
      },
    },
    WorkflowSessionConnection,
  ),
);

builder.prismaObjectFields(EntityType, (t) => ({
  workflowSessions: t.connection(
    {
      type: WorkflowSessionType,
      description: 'The workflow sessions of the entity, newest first.',
      complexity: pageComplexity,
      args: offsetArgument(t.arg),
      resolve: ({ id }, args, context, info) =>
        resolveRelated({
          list: requireTenant(context).loaders.related.workflowSessionsOfEntity,
          id,
          args,
          context,
          info,
        }),
    },
    WorkflowSessionConnection,
  ),
}));

builder.prismaObjectFields(ResponseType, (t) => ({
  workflowSessions: t.connection(
    {
      type: WorkflowSessionType,
      description: 'The workflow sessions that request the response, newest first.',
      complexity: pageComplexity,
      args: offsetArgument(t.arg),
      resolve: ({ id }, args, context, info) =>
        resolveRelated({
          list: requireTenant(context).loaders.related.workflowSessionsOfResponse,
          id,
          args,
          context,
          info,
        }),
    },
    WorkflowSessionConnection,
  ),
}));
