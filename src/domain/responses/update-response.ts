import { z } from 'zod';
import { InvalidStateError, NotFoundError } from '../../errors.ts';
import { defineOperation } from '../operation.ts';
import { changeTeamFields } from './change-team-fields.ts';
import { responseId, teamFields } from './team-field-input.ts';

/**
 * Changes several of the fields that the team notes on a response, in any status: all or none.
 *
 * @throws NotFoundError
 * @throws InvalidStateError when the response was erased
 */
export const updateResponse = defineOperation({
  name: 'updateResponse',
  actor: 'tenant',
  description:
    'Changes the assignee, the tags and the due date of a response together: all or nothing. Recipients never see them.',
  errors: [NotFoundError, InvalidStateError],
  subject: { response: 'Response' },
  needs: ['clock', 'eventData', 'jobs'],
  scope: 'ADMIN',
  input: z
    .strictObject({ responseId, ...teamFields })
    .describe(
      'The changes to a response. `null` clears a field, and fields that are absent stay as they are.',
    ),
  run: ({ context, input: { responseId: id, ...fields } }) =>
    changeTeamFields({ context, responseId: id, fields }),
});
