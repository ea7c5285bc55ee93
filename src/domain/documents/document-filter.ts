import { z } from 'zod';
import { named } from '../api-types.ts';
import { optional, uuid } from '../fields.ts';

export const documentFilter = named(
  'DocumentFilter',
  z.strictObject({ entityId: optional(uuid).describe('Only documents of this entity.') }),
  'Which documents to return.',
);
