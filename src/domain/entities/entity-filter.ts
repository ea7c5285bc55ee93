import { z } from 'zod';
import { EntityType } from '../../database/client/enums.ts';
import { named } from '../api-types.ts';
import { oneOf, optional } from '../fields.ts';
import { searchText } from '../search.ts';

export const entityFilter = named(
  'EntityFilter',
  z.strictObject({
    type: optional(named('EntityType', oneOf(Object.values(EntityType)))).describe(
      'Only companies or only individuals.',
    ),
    search: searchText.describe(
      'Only entities whose names, email address or external id contain this text, in any letter case.',
    ),
  }),
  'Which entities to return. All filters must match.',
);
