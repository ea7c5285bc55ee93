import { InvalidStateError, NotFoundError } from '../../errors.ts';
import { defineOperation } from '../operation.ts';
import { objectWithRules } from '../parse-input.ts';
import { changeTeamFields } from './change-team-fields.ts';
import { requirePresent, responseId, teamFields } from './team-field-input.ts';

/**
 * Assigns a response to someone, in any status. Assigning it to the same person again changes nothing.
 *
 * @throws NotFoundError
 * @throws InvalidStateError when the response was erased
 */
export const assignResponse = defineOperation({
  name: 'assignResponse',
  actor: 'tenant',
  description: 'Assigns a response to a person of the team, or to no one. Recipients never see it.',
  errors: [NotFoundError, InvalidStateError],
  subject: { response: 'Response' },
  needs: ['clock', 'eventData', 'jobs'],
  scope: 'ADMIN',
  input: objectWithRules({ responseId, assignee: teamFields.assignee }, requirePresent('assignee')).describe(
    'Who takes care of a response.',
  ),
  run: ({ context, input: { responseId: id, ...fields } }) =>
    changeTeamFields({ context, responseId: id, fields }),
});
