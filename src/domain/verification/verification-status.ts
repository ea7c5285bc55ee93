import type { VerificationSession, VerificationStatus } from '../../database/client/client.ts';

/** Where a verification stands at a moment: its time can run out without anybody writing so. */
export function verificationStatus(
  { status, expiresAt }: Pick<VerificationSession, 'status' | 'expiresAt'>,
  now: Date,
): VerificationStatus {
  const isOpen = status === 'PENDING' || status === 'ACCESSED';
  return isOpen && expiresAt <= now ? 'EXPIRED' : status;
}
