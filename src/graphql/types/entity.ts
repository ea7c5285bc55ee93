import type { Prisma } from '../../database/client/client.ts';
import { entityFilter } from '../../domain/entities/entity-filter.ts';
import { formsOf, literally } from '../../domain/search.ts';
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

const searchedFields = [
  'name',
  'legalName',
  'tradingName',
  'firstName',
  'lastName',
  'email',
  'externalId',
] as const;

builder.queryField('entities', (t) =>
  t.connection(
    {
      type: EntityType,
      description: 'The companies and people that have been entered.',
      complexity: rootPageComplexity,
      args: {
        ...filter.argument(t.arg),
        ...offsetArgument(t.arg),
      },
      resolve: (_root, args, context, info) => {
        const { db } = requireTenant(context);
        const { type, search } = filter.read(args);
        const conditions: Prisma.EntityWhereInput = {
          ...(type && { entityType: type }),
          ...(search && {
            OR: searchedFields.flatMap((field) =>
              [...formsOf(search)].map((text) => ({
                [field]: { contains: literally(text), mode: 'insensitive' as const },
              })),
            ),
          }),
        };
        return resolvePage({
          args,
          context,
          info,
          parseId: uuidCursor,
          rows: ({ where, ...page }) => db.entity.findMany({ where: { AND: [conditions, where] }, ...page }),
          idOf: (entity) => entity.id,
          count: () => db.entity.count({ where: conditions }),
        });
      },
    },
    { name: 'EntityConnection', description: 'A page of entities.' },
    { name: 'EntityEdge', description: 'An entity with its cursor.' },
  ),
);
