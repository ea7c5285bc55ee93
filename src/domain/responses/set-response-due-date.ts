import { InvalidStateError, NotFoundError } from '../../errors.ts';
import { defineOperation } from '../operation.ts';
import { objectWithRules } from '../parse-input.ts';
import { changeTeamFields } from './change-team-fields.ts';
import { requirePresent, responseId, teamFields } from './team-field-input.ts';

/**
 * Sets or removes the due date of a response, in any status.
 *
 * @throws NotFoundError
 * @throws InvalidStateError when the response was erased
 */
export const setResponseDueDate = defineOperation({
  name: 'setResponseDueDate',
  actor: 'tenant',
  description: 'Sets or removes the due date of a response. Recipients never see it.',
  errors: [NotFoundError, InvalidStateError],
  subject: { response: 'Response' },
  needs: ['clock', 'eventData', 'jobs'],
  scope: 'ADMIN',
  input: objectWithRules({ responseId, dueAt: teamFields.dueAt }, requirePresent('dueAt')).describe(
    'The due date of a response.',
  ),
  run: ({ context, input: { responseId: id, ...fields } }) =>
    changeTeamFields({ context, responseId: id, fields }),
});
