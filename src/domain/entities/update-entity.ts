import { z } from 'zod';
import { InvalidStateError, NotFoundError, ValidationError } from '../../errors.ts';
import { cleared, countryCode, emailAddress, singleLine, uuid } from '../fields.ts';
import { defineOperation } from '../operation.ts';
import { checkFieldsFitType, displayName } from './entity-input.ts';
import { lockEntity, requireUnerased } from './lock-entity.ts';

const name = () => cleared(singleLine({ max: 300 }));

const updateEntityInput = z
  .strictObject({
    entityId: uuid.describe('The entity’s id.'),
    legalName: name().describe('The registered name; required for a company, and only for companies.'),
    tradingName: name().describe('The name a company does business under.'),
    firstName: name().describe('The given name. Required for an individual, and only for individuals.'),
    lastName: name().describe('The family name. Required for an individual, and only for individuals.'),
    email: cleared(emailAddress).describe('The address that sends use by default.'),
    phone: cleared(singleLine({ max: 50 })).describe('A telephone number, stored as entered.'),
    jurisdiction: cleared(countryCode).describe('Country of incorporation or residence.'),
    externalId: cleared(singleLine({ max: 200 })).describe('Your own identifier for this entity.'),
  })
  .describe('The changes to an entity. `null` clears a field, and fields that are absent stay as they are.');

/**
 * Changes the fields that are present; null clears one, and absent ones stay. The type of an entity never changes.
 *
 * @throws NotFoundError
 * @throws InvalidStateError when the entity was erased
 * @throws ValidationError when a required field would be cleared or the field belongs to the other type
 */
export const updateEntity = defineOperation({
  name: 'updateEntity',
  actor: 'tenant',
  description: 'Changes an entity. Its type cannot be changed.',
  errors: [NotFoundError, InvalidStateError],
  subject: { entity: 'Entity' },
  needs: ['clock'],
  scope: 'WRITE',
  input: updateEntityInput,
  run: ({ context, input: { entityId, ...changes } }) =>
    context.db.$transaction(async (transaction) => {
      const entity = await lockEntity(transaction, context, entityId);
      requireUnerased(entity);
      const presentChanges = Object.fromEntries(
        Object.entries(changes).filter(([, value]) => value !== undefined),
      );
      const merged = { ...entity, ...presentChanges };
      checkMerged({ ...merged, type: merged.entityType });
      return transaction.entity.update({
        where: { id: entityId },
        data: { ...presentChanges, name: displayName(merged), updatedAt: context.services.clock() },
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
