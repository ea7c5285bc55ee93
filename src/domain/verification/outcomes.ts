import type { ProviderCheck, VerificationCheck, VerificationOutcome } from '../../database/client/client.ts';

/** What a verification can come to, from the best to the worst. */
export const decidedOutcomes = [
  'CLEAR',
  'CONSIDER',
  'ATTENTION',
  'ISSUE',
  'ERROR',
] as const satisfies VerificationOutcome[];

const ranks: Record<VerificationOutcome, number> = {
  PENDING: -1,
  CLEAR: 0,
  CONSIDER: 1,
  ATTENTION: 2,
  ISSUE: 3,
  ERROR: 4,
};

export const isWorse = (outcome: VerificationOutcome, other: VerificationOutcome): boolean =>
  ranks[outcome] > ranks[other];

type Said = Pick<ProviderCheck, 'check' | 'outcome'>;

/** Whether the provider has started each of the checks. */
export const haveAllChecksStarted = (checks: readonly VerificationCheck[], said: readonly Said[]): boolean =>
  checks.every((check) => said.some((one) => one.check === check));

/**
 * What the checks come to together: PENDING until each has an outcome, then the worst there is. A check that was carried
 * out twice counts twice, so that no one becomes clear by trying again.
 */
export function overallOutcome(
  checks: readonly VerificationCheck[],
  said: readonly Said[],
): VerificationOutcome {
  const decided = said.filter(({ check, outcome }) => checks.includes(check) && outcome !== 'PENDING');
  if (!haveAllChecksStarted(checks, decided)) {
    return 'PENDING';
  }
  return decided.reduce<VerificationOutcome>(
    (worst, { outcome }) => (isWorse(outcome, worst) ? outcome : worst),
    'PENDING',
  );
}
