import type { Entity } from '../../database/client/client.ts';
import type { Scope } from '../../database/scope.ts';
import type { Transaction } from '../../database/transaction.ts';
import { newId } from '../../ids.ts';
import { idempotencyKey } from '../fields.ts';
import { defineOperation } from '../operation.ts';
import { objectWithRules } from '../parse-input.ts';
import { requireRoom } from '../quotas.ts';
import {
  checkFieldsFitType,
  displayName,
  type EntityInput,
  entityFields,
  entityType,
} from './entity-input.ts';

interface NewEntityOptions {
  scope: Scope;
  entity: EntityInput;
  now: Date;
}

interface InsertEntityOptions extends NewEntityOptions {
  transaction: Transaction;
}

/**
 * Writes a described entity.
 *
 * @throws ConflictError when the tenant has as many entities as it can have
 */
export async function insertEntity({
  transaction,
  scope,
  entity,
  now,
}: InsertEntityOptions): Promise<Entity> {
  await requireRoom(transaction, scope, { entities: 1 });
  return transaction.entity.create({ data: newEntity({ scope, entity, now }) });
}

/** The row of a described entity, for sends, which write it together with what they are about. */
export const newEntity = ({ scope, entity, now }: NewEntityOptions): Entity => ({
  id: newId(),
  ...scope,
  entityType: entity.type ?? 'COMPANY',
  name: displayName(entity),
  legalName: entity.legalName ?? null,
  tradingName: entity.tradingName ?? null,
  firstName: entity.firstName ?? null,
  lastName: entity.lastName ?? null,
  email: entity.email ?? null,
  phone: entity.phone ?? null,
  jurisdiction: entity.jurisdiction ?? null,
  externalId: entity.externalId ?? null,
  createdAt: now,
  updatedAt: now,
  onHold: false,
  erasedAt: null,
});

/** Creates a company or an individual. */
export const createEntity = defineOperation({
  name: 'createEntity',
  createsOrSends: true,
  actor: 'tenant',
  description: 'Creates a company or an individual.',
  errors: [],
  subject: { entity: 'Entity' },
  needs: ['clock'],
  scope: 'WRITE',
  input: objectWithRules(
    {
      type: entityType,
      ...entityFields,
      idempotencyKey,
    },
    checkFieldsFitType,
  ).describe('A company or a person to create.'),
  run: ({ context, input, once }) =>
    context.db.$transaction(async (transaction) => {
      await once.claim(transaction);
      const entity = await insertEntity({
        transaction,
        scope: context.scope,
        entity: input,
        now: context.services.clock(),
      });
      await once.complete(transaction, entity);
      return entity;
    }),
});
