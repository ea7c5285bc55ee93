import { InvalidStateError, NotFoundError } from '../../errors.ts';
import { defineOperation } from '../operation.ts';
import { objectWithRules } from '../parse-input.ts';
import { changeTeamFields } from './change-team-fields.ts';
import { requirePresent, responseId, teamFields } from './team-field-input.ts';

/**
 * Replaces the tags of a response, in any status.
 *
 * @throws NotFoundError
 * @throws InvalidStateError when the response was erased
 */
export const tagResponse = defineOperation({
  name: 'tagResponse',
  actor: 'tenant',
  description: 'Replaces the tags of a response. Recipients never see them.',
  errors: [NotFoundError, InvalidStateError],
  subject: { response: 'Response' },
  needs: ['clock', 'eventData', 'jobs'],
  scope: 'ADMIN',
  input: objectWithRules({ responseId, tags: teamFields.tags }, requirePresent('tags')).describe(
    'The tags of a response.',
  ),
  run: ({ context, input: { responseId: id, ...fields } }) =>
    changeTeamFields({ context, responseId: id, fields }),
});
