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

interface InsertEntityOptions {
  transaction: Transaction;
  scope: Scope;
  entity: EntityInput;
  now: Date;
}

/**
 * Writes a described entity; used by `createEntity` and by sends that provide their entity.
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
  return transaction.entity.create({
    data: {
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
    },
  });
}

/** Creates a company or an individual. */
export const createEntity = defineOperation({
  name: 'createEntity',
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
