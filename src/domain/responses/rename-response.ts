import { z } from 'zod';
import { NotFoundError } from '../../errors.ts';
import { singleLine, uuid } from '../fields.ts';
import { defineOperation } from '../operation.ts';

/**
 * Gives a response another name.
 *
 * @throws NotFoundError
 */
export const renameResponse = defineOperation({
  name: 'renameResponse',
  actor: 'tenant',
  description: 'Gives a response another name.',
  errors: [NotFoundError],
  subject: { response: 'Response' },
  needs: ['clock'],
  scope: 'WRITE',
  input: z
    .strictObject({
      responseId: uuid.describe('The response’s id.'),
      name: singleLine({ max: 300 }).describe('The new name.'),
    })
    .describe('A new name for a response.'),
  run: async ({ context: { db, services }, input: { responseId, name } }) => {
    const { count } = await db.response.updateMany({
      where: { id: responseId },
      data: { name, updatedAt: services.clock() },
    });
    if (count === 0) {
      throw new NotFoundError('Response');
    }
    return db.response.findUniqueOrThrow({ where: { id: responseId } });
  },
});
