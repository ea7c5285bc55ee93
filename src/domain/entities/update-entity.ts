import { z } from 'zod';
import { NotFoundError, ValidationError } from '../../errors.ts';
import { isId } from '../../ids.ts';
import { cleared, countryCode, emailAddress, existingId, singleLine } from '../fields.ts';
import { defineOperation } from '../operation.ts';
import { checkFieldsFitType, displayName } from './entity-input.ts';

const name = () => cleared(singleLine({ max: 300 }));

const updateEntityInput = z.strictObject({
  entityId: existingId,
  legalName: name(),
  tradingName: name(),
  firstName: name(),
  lastName: name(),
  email: cleared(emailAddress),
  phone: cleared(singleLine({ max: 50 })),
  jurisdiction: cleared(countryCode),
  externalId: cleared(singleLine({ max: 200 })),
});

/**
 * Changes the fields that are given; null clears one, and what is absent stays. The type of an entity never changes.
 *
 * @throws NotFoundError
 * @throws ValidationError when a required field would be cleared or the field belongs to the other type
 */
export const updateEntity = defineOperation({
  name: 'updateEntity',
  needs: ['clock'],
  scope: 'WRITE',
  input: updateEntityInput,
  run: ({ context, input: { entityId, ...changes } }) =>
    context.db.$transaction(async (transaction) => {
      if (!isId(entityId)) {
        throw new NotFoundError('Entity');
      }
      await transaction.$queryRaw`
        SELECT 1 FROM entities WHERE id = ${entityId}::uuid AND tenant_id = ${context.scope.tenantId}::uuid
          AND mode = ${context.scope.mode}::"Mode" FOR UPDATE`;
      const entity = await transaction.entity.findUnique({ where: { id: entityId } });
      if (!entity) {
        throw new NotFoundError('Entity');
      }
      const given = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
      const merged = { ...entity, ...given };
      checkMerged(merged);
      return transaction.entity.update({
        where: { id: entityId },
        data: { ...given, name: displayName(merged), updatedAt: context.services.clock() },
      });
    }),
});

function checkMerged(entity: Parameters<typeof checkFieldsFitType>[0]): void {
  const problems: { path: string; messages: string[] }[] = [];
  checkFieldsFitType(entity, (path, message) => problems.push({ path: path.join('.'), messages: [message] }));
  if (problems.length > 0) {
    throw new ValidationError(problems);
  }
}
