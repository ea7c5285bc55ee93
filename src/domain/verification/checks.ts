import { z } from 'zod';
import type { VerificationCheck } from '../../database/client/client.ts';
import { named } from '../api-types.ts';
import { flag, optional } from '../fields.ts';
import { objectWithRules } from '../parse-input.ts';

/** The checks as clients name them, in the order in which a recipient meets them. */
const checkNames = {
  document: 'DOCUMENT',
  identity: 'IDENTITY',
  enhancedIdentity: 'ENHANCED_IDENTITY',
  proofOfAddress: 'PROOF_OF_ADDRESS',
} as const satisfies Record<string, VerificationCheck>;

const namedChecks = Object.entries(checkNames) as [keyof typeof checkNames, VerificationCheck][];

export type CheckFlags = { [Name in keyof typeof checkNames]?: boolean | undefined };

/** The verification block of a send: at least one check, and the four are the only ones. */
export const verificationInput = named(
  'VerificationInput',
  z.strictObject({
    checks: named(
      'VerificationChecksInput',
      objectWithRules(
        {
          document: optional(flag).describe('A passport, driving licence or identity card.'),
          identity: optional(flag).describe('A selfie compared with the identity document.'),
          enhancedIdentity: optional(flag).describe('A short video compared with the identity document.'),
          proofOfAddress: optional(flag).describe('A document that shows the person’s address.'),
        },
        (checks, report) => {
          const isMalformed = namedChecks.some(
            ([name]) => checks[name] != null && typeof checks[name] !== 'boolean',
          );
          if (!isMalformed && requestedChecks(checks as CheckFlags).length === 0) {
            report([], 'At least one check must be true.');
          }
        },
      ),
      'The checks to request, at least one of which must be true.',
    ).describe('The checks to request.'),
  }),
  'An identity verification to request. Individuals only.',
);

/** The checks that are requested, as they are stored. */
export const requestedChecks = (flags: CheckFlags): VerificationCheck[] =>
  namedChecks.filter(([name]) => flags[name] === true).map(([, check]) => check);

/** A check as clients name it. */
export const checkName = (check: VerificationCheck): string =>
  namedChecks.find(([, stored]) => stored === check)?.[0] ?? check;

/** The stored checks as the four booleans that clients see. */
export const checkFlags = (
  checks: readonly VerificationCheck[],
): Record<keyof typeof checkNames, boolean> => ({
  document: checks.includes('DOCUMENT'),
  identity: checks.includes('IDENTITY'),
  enhancedIdentity: checks.includes('ENHANCED_IDENTITY'),
  proofOfAddress: checks.includes('PROOF_OF_ADDRESS'),
});
