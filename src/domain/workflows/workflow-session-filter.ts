import { z } from 'zod';
import type { Prisma } from '../../database/client/client.ts';
import { WorkflowSessionStatus } from '../../database/client/enums.ts';
import { named } from '../api-types.ts';
import { optional, someOf, uuid } from '../fields.ts';
import { isShownAs } from './session-status.ts';

export const workflowSessionFilter = named(
  'WorkflowSessionFilter',
  z.strictObject({
    statuses: someOf('WorkflowSessionStatus', Object.values(WorkflowSessionStatus)).describe(
      'Only sessions with one of these statuses.',
    ),
    entityId: optional(uuid).describe('Only sessions of this entity.'),
    responseId: optional(uuid).describe('Only sessions that request this response.'),
  }),
  'Which workflow sessions to return. All filters must match.',
);

/** The conditions of a filter at a moment, which decides what has expired. */
export const workflowSessionConditions = (
  { statuses, entityId, responseId }: z.output<typeof workflowSessionFilter>,
  now: Date,
): Prisma.WorkflowSessionWhereInput => ({
  ...(statuses && isShownAs(statuses, now)),
  ...(entityId && { entityId }),
  ...(responseId && { responseId }),
});
