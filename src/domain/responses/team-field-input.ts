import { cleared, uuid } from '../fields.ts';
import type { Report } from '../parse-input.ts';
import { dueDate, person, tags } from './team-fields.ts';

/** The response whose fields change. */
export const responseId = uuid.describe('The response’s id, in any status.');

/** The fields that the team can change. */
export const teamFields = {
  assignee: cleared(person).describe(
    'The person of the team who takes care of the response, as `Name <address>`, with a name of at most 200 characters, or as an address alone, which is then the name too. `null` for no one.',
  ),
  tags: cleared(tags).describe(
    'All tags of the response: at most 20, each once (ignoring case) and with at most 50 characters. `null` or an empty list removes them.',
  ),
  dueAt: cleared(dueDate).describe(
    'When the team wants to be done with the response. Can be in the past. `null` for no due date.',
  ),
};

/** The rule that a field must be there, although null clears it. */
export const requirePresent =
  <Field extends keyof typeof teamFields>(field: Field) =>
  (draft: { readonly [Name in Field]?: unknown }, report: Report): void => {
    if (draft[field] === undefined) {
      report([field], 'This field is required. Use null to clear it.');
    }
  };
