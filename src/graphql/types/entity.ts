import { entityFilter } from '../../domain/entities/entity-filter.ts';
import { countEntities, listEntities } from '../../domain/entities/list-entities.ts';
import { isId } from '../../ids.ts';
import { builder } from '../builder.ts';
import { offsetArgument, resolvePage, rootPageComplexity, uuidCursor } from '../connection.ts';
import { requireTenant } from '../context.ts';
import { listFilter } from '../list-filter.ts';
import { rowPrice } from '../prices.ts';
import { EntityTypeEnum } from './enums.ts';
import { NodeInterface } from './node.ts';

export const EntityType = builder.prismaObject('Entity', {
  interfaces: [NodeInterface],
  fields: (t) => ({
    id: t.exposeID('id', { description: 'The entity’s id.' }),
    type: t.expose('entityType', { type: EntityTypeEnum }),
    name: t.exposeString('name'),
    legalName: t.exposeString('legalName', { nullable: true }),
    tradingName: t.exposeString('tradingName', { nullable: true }),
    firstName: t.exposeString('firstName', { nullable: true }),
    lastName: t.exposeString('lastName', { nullable: true }),
    email: t.expose('email', { type: 'EmailAddress', nullable: true }),
    phone: t.exposeString('phone', { nullable: true }),
    jurisdiction: t.expose('jurisdiction', { type: 'CountryCode', nullable: true }),
    externalId: t.exposeString('externalId', { nullable: true }),
    createdAt: t.expose('createdAt', { type: 'DateTime' }),
    updatedAt: t.expose('updatedAt', { type: 'DateTime' }),
    onHold: t.exposeBoolean('onHold'),
    erasedAt: t.expose('erasedAt', { type: 'DateTime', nullable: true }),
  }),
});

builder.queryField('entity', (t) =>
  t.prismaField({
    type: EntityType,
    nullable: true,
    description: 'One entity.',
    complexity: rowPrice,
    args: { id: t.arg.id({ required: true, description: 'The entity’s id.' }) },
    resolve: (query, _root, { id }, context) =>
      isId(id) ? requireTenant(context).db.entity.findUnique({ ...query, where: { id } }) : null,
  }),
);

const filter = listFilter(entityFilter);

builder.queryField('entities', (t) =>
  t.connection(
    {
      type: EntityType,
      description: 'The companies and individuals of the tenant.',
      complexity: rootPageComplexity,
      args: {
        ...filter.argument(t.arg),
        ...offsetArgument(t.arg),
      },
      resolve: (_root, args, context, info) => {
        const tenant = requireTenant(context);
        const wanted = filter.read(args);
        return resolvePage({
          args,
          context,
          info,
          parseId: uuidCursor,
          rows: (page) => listEntities(tenant, { filter: wanted, page }),
          idOf: (entity) => entity.id,
          count: () => countEntities(tenant, wanted),
        });
      },
    },
    { name: 'EntityConnection', description: 'A page of entities.' },
    { name: 'EntityEdge', description: 'An entity with its cursor.' },
  ),
);
