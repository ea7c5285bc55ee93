import type { VerificationCheck } from '../../database/client/client.ts';

/**
 * ComplyCube's names of the checks that can be requested here.
 *
 * @see https://docs.complycube.com/documentation/api-reference/other-resources/hosted-solution/create-a-session-check-driven
 */
export const checkTypes = {
  DOCUMENT: 'document_check',
  IDENTITY: 'identity_check',
  ENHANCED_IDENTITY: 'enhanced_identity_check',
  PROOF_OF_ADDRESS: 'proof_of_address_check',
} as const satisfies Record<VerificationCheck, string>;

const checksByType = new Map<string, VerificationCheck>(
  Object.entries(checkTypes).map(([check, type]) => [type, check as VerificationCheck]),
);

/** Which check ComplyCube speaks of; undefined for one that cannot be requested here, such as a screening. */
export const checkOfType = (type: string): VerificationCheck | undefined => checksByType.get(type);
