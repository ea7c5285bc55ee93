import type { Prisma, VerificationSession, VerificationStatus } from '../../database/client/client.ts';

const isOpen = (status: VerificationStatus): boolean => status === 'PENDING' || status === 'ACCESSED';

/** The status of a verification at a moment: it expires at its deadline, whether or not that has been written. */
export function verificationStatus(
  { status, expiresAt }: Pick<VerificationSession, 'status' | 'expiresAt'>,
  now: Date,
): VerificationStatus {
  return isOpen(status) && expiresAt <= now ? 'EXPIRED' : status;
}

/** Finds the verifications whose status at a moment is one of some. */
export const isShownAs = (
  statuses: readonly VerificationStatus[],
  now: Date,
): Prisma.VerificationSessionWhereInput => ({
  OR: [
    { status: { in: statuses.filter((status) => !isOpen(status)) } },
    { status: { in: statuses.filter(isOpen) }, expiresAt: { gt: now } },
    ...(statuses.includes('EXPIRED')
      ? [{ status: { in: ['PENDING' as const, 'ACCESSED' as const] }, expiresAt: { lte: now } }]
      : []),
  ],
});
