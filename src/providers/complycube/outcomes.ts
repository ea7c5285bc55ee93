import type { VerificationOutcome } from '../../database/client/client.ts';

/**
 * What ComplyCube's outcomes of a check mean here.
 *
 * @see https://docs.complycube.com/documentation/api-reference/check-types for `clear`, `attention` and `not_processed`
 * @see https://docs.complycube.com/documentation/api-reference/other-resources/webhooks for `rejected` and `match_confirmed`
 */
const outcomes = new Map<string, VerificationOutcome>([
  /** Every analysis was successful. */
  ['clear', 'CLEAR'],
  /** At least one analysis needs attention. */
  ['attention', 'ATTENTION'],
  /** Someone has looked at it and decided against it. */
  ['rejected', 'ISSUE'],
  /** Someone has confirmed a hit on a list. */
  ['match_confirmed', 'ISSUE'],
  /** The images could not be processed. */
  ['not_processed', 'ERROR'],
]);

/** What an outcome means here. One that is not documented needs a person's judgement and is never clear. */
export const outcomeOf = (outcome: string): VerificationOutcome => outcomes.get(outcome) ?? 'CONSIDER';
