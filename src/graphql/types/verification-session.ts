import { countList } from '../../domain/kept-counts.ts';
import { checkFlags } from '../../domain/verification/checks.ts';
import {
  verificationSessionConditions,
  verificationSessionFilter,
} from '../../domain/verification/verification-session-filter.ts';
import { verificationStatus } from '../../domain/verification/verification-status.ts';
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
import { listFilter } from '../list-filter.ts';
import { pagePrice, rowPrice } from '../prices.ts';
import { resolveRelated } from '../resolve-related.ts';
import { EntityType } from './entity.ts';
import { VerificationOutcomeEnum, VerificationStatusEnum } from './enums.ts';
import { NodeInterface } from './node.ts';
import { VerificationEvidenceType } from './verification-evidence.ts';

export const VerificationChecksType = builder
  .objectRef<ReturnType<typeof checkFlags>>('VerificationChecks')
  .implement({
    description: 'Which checks a verification consists of.',
    fields: (t) => ({
      document: t.exposeBoolean('document', { description: 'A passport, driving licence or identity card.' }),
      identity: t.exposeBoolean('identity', { description: 'A selfie compared with the identity document.' }),
      enhancedIdentity: t.exposeBoolean('enhancedIdentity', {
        description: 'A short video compared with the identity document.',
      }),
      proofOfAddress: t.exposeBoolean('proofOfAddress', {
        description: 'A document that shows the person’s address.',
      }),
    }),
  });

export const VerificationSessionType = builder.prismaObject('VerificationSession', {
  interfaces: [NodeInterface],
  fields: (t) => ({
    id: t.exposeID('id', { description: 'The verification session’s id.' }),
    entityId: t.exposeID('entityId', { description: 'The id of the person to verify.' }),
    entity: t.field({
      type: EntityType,
      description: 'The person to verify.',
      resolve: ({ entityId }, _args, context) => requireTenant(context).loaders.entity.load(entityId),
    }),
    checks: t.field({
      type: VerificationChecksType,
      description: 'The requested checks.',
      resolve: ({ checks }) => checkFlags(checks),
    }),
    status: t.field({
      type: VerificationStatusEnum,
      description: 'The verification’s status.',
      resolve: (session, _args, { services }) => verificationStatus(session, services.clock()),
    }),
    evidence: t.field({
      type: [VerificationEvidenceType],
      description:
        'The files that the person uploaded, oldest first. REST returns the content at `/api/v1/verification-sessions/{id}/evidence/{evidence_id}/content/`.',
      complexity: { field: pagePrice, multiplier: 5 },
      args: { id: t.arg.id({ description: 'Only the file with this id.' }) },
      resolve: async (session, { id }, context) => {
        const evidence = await requireTenant(context).loaders.evidence.load(session.id);
        return typeof id === 'string' ? evidence.filter((file) => file.id === id.toLowerCase()) : evidence;
      },
    }),
    outcome: t.expose('outcome', { type: VerificationOutcomeEnum }),
    createdAt: t.expose('createdAt', { type: 'DateTime' }),
    completedAt: t.expose('completedAt', { type: 'DateTime', nullable: true }),
    expiresAt: t.expose('expiresAt', { type: 'DateTime' }),
  }),
});

builder.queryField('verificationSession', (t) =>
  t.prismaField({
    type: VerificationSessionType,
    nullable: true,
    description: 'One verification session.',
    complexity: rowPrice,
    args: { id: t.arg.id({ required: true, description: 'The verification session’s id.' }) },
    resolve: (query, _root, { id }, context) =>
      isId(id) ? requireTenant(context).db.verificationSession.findUnique({ ...query, where: { id } }) : null,
  }),
);

const VerificationSessionConnection = builder.connectionObject(
  {
    type: VerificationSessionType,
    name: 'VerificationSessionConnection',
    description: 'A page of verification sessions.',
  },
  { name: 'VerificationSessionEdge', description: 'A verification session with its cursor.' },
);

const filter = listFilter(verificationSessionFilter);

builder.queryField('verificationSessions', (t) =>
  t.connection(
    {
      type: VerificationSessionType,
      description: 'The identity verifications that were requested.',
      complexity: rootPageComplexity,
      args: { ...filter.argument(t.arg), ...offsetArgument(t.arg) },
      resolve: (_root, args, context, info) => {
        const tenant = requireTenant(context);
        const { db, services } = tenant;
        const wanted = filter.read(args);
        const conditions = verificationSessionConditions(wanted, services.clock());
        return resolvePage({
          args,
          context,
          info,
          parseId: uuidCursor,
          rows: ({ where, ...page }) =>
            db.verificationSession.findMany({ where: { ...conditions, ...where }, ...page }),
          idOf: (session) => session.id,
          count: () =>
            countList(tenant, {
              filter: wanted,
              kept: 'verificationSessions',
              countRows: () => db.verificationSession.count({ where: conditions }),
            }),
        });
      },
    },
    VerificationSessionConnection,
  ),
);

builder.prismaObjectFields(EntityType, (t) => ({
  verificationSessions: t.connection(
    {
      type: VerificationSessionType,
      description: 'The verifications of the person, newest first.',
      complexity: pageComplexity,
      args: offsetArgument(t.arg),
      resolve: ({ id }, args, context, info) =>
        resolveRelated({
          list: requireTenant(context).loaders.related.verificationSessionsOfEntity,
          id,
          args,
          context,
          info,
        }),
    },
    VerificationSessionConnection,
  ),
}));
