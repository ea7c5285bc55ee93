import { z } from 'zod';
import type { Prisma } from '../../database/client/client.ts';
import { boundedText } from '../../domain/bounded.ts';
import { oneOf, optional } from '../../domain/fields.ts';
import { parseInput } from '../../domain/parse-input.ts';
import { isId } from '../../ids.ts';
import { builder } from '../builder.ts';
import { offsetArgument, resolvePage, rootPageComplexity, uuidCursor } from '../connection.ts';
import { requireTenant } from '../context.ts';
import { rowPrice } from '../prices.ts';
import { EntityTypeEnum } from './enums.ts';

export const EntityType = builder.prismaObject('Entity', {
  fields: (t) => ({
    id: t.expose('id', { type: 'UUID', description: 'The entity’s id.' }),
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
    args: { id: t.arg({ type: 'UUID', required: true, description: 'The entity’s id.' }) },
    resolve: (query, _root, { id }, context) =>
      isId(id) ? requireTenant(context).db.entity.findUnique({ ...query, where: { id } }) : null,
  }),
);

const EntityFilter = builder.inputType('EntityFilter', {
  description: 'Which entities to list; every condition that is given must hold.',
  fields: (t) => ({
    entityType: t.field({ type: EntityTypeEnum, description: 'Only companies or only individuals.' }),
    search: t.string({
      description: 'Only entities whose names, email address or external id contain this text, in any case.',
    }),
  }),
});

const entityFilter = z.strictObject({
  entityType: optional(oneOf(['COMPANY', 'INDIVIDUAL'])),
  search: optional(
    boundedText({ max: 300 })
      .refine((text) => text.isWellFormed() && !text.includes('\0'), 'Use well-formed text.')
      .transform((text) => text.trim()),
  ),
});
const listArguments = z.strictObject({ filter: optional(entityFilter) });

/** A text without the meaning that some of its characters have in a LIKE pattern. */
const literally = (text: string) => text.replace(/[\\%_]/g, '\\$&');

/** Devices write the same letters in one of two forms, and names are stored as they were written. */
const formsOf = (text: string): Set<string> => new Set([text.normalize('NFC'), text.normalize('NFD')]);

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
        filter: t.arg({ type: EntityFilter, description: 'Which entities to list.' }),
        ...offsetArgument(t.arg),
      },
      resolve: (_root, args, context, info) => {
        const { db } = requireTenant(context);
        const { entityType, search } = parseInput(listArguments, { filter: args.filter }).filter ?? {};
        const filter: Prisma.EntityWhereInput = {
          ...(entityType && { entityType }),
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
          rows: ({ where, ...page }) => db.entity.findMany({ where: { AND: [filter, where] }, ...page }),
          idOf: (entity) => entity.id,
          count: () => db.entity.count({ where: filter }),
        });
      },
    },
    { name: 'EntityConnection', description: 'A page of entities.' },
    { name: 'EntityEdge', description: 'An entity with its place in the list.' },
  ),
);
