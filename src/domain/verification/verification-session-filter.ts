import { z } from 'zod';
import type { Prisma } from '../../database/client/client.ts';
import { VerificationOutcome, VerificationStatus } from '../../database/client/enums.ts';
import { named } from '../api-types.ts';
import { optional, someOf, uuid } from '../fields.ts';
import { isShownAs } from './verification-status.ts';

export const verificationSessionFilter = named(
  'VerificationSessionFilter',
  z.strictObject({
    statuses: someOf('VerificationStatus', Object.values(VerificationStatus)).describe(
      'Only sessions with one of these statuses.',
    ),
    outcomes: someOf('VerificationOutcome', Object.values(VerificationOutcome)).describe(
      'Only sessions with one of these outcomes.',
    ),
    entityId: optional(uuid).describe('Only sessions of this person.'),
  }),
  'Which verification sessions to return. All filters must match.',
);

/** The conditions of a filter at a moment, which decides what has expired. */
export const verificationSessionConditions = (
  { statuses, outcomes, entityId }: z.output<typeof verificationSessionFilter>,
  now: Date,
): Prisma.VerificationSessionWhereInput => ({
  ...(statuses && isShownAs(statuses, now)),
  ...(outcomes && { outcome: { in: outcomes } }),
  ...(entityId && { entityId }),
});
