import type { Prisma, WorkflowSession, WorkflowSessionStatus } from '../../database/client/client.ts';

const isOpen = (status: WorkflowSessionStatus): boolean => status === 'SENT' || status === 'OPENED';

/** The status of a session at a moment: it expires at its deadline, whether or not that has been written. */
export function sessionStatus(
  { status, expiresAt }: Pick<WorkflowSession, 'status' | 'expiresAt'>,
  now: Date,
): WorkflowSessionStatus {
  return isOpen(status) && expiresAt <= now ? 'EXPIRED' : status;
}

/** Finds the sessions whose status at a moment is one of some. */
export const isShownAs = (
  statuses: readonly WorkflowSessionStatus[],
  now: Date,
): Prisma.WorkflowSessionWhereInput => ({
  OR: [
    { status: { in: statuses.filter((status) => !isOpen(status)) } },
    { status: { in: statuses.filter(isOpen) }, expiresAt: { gt: now } },
    ...(statuses.includes('EXPIRED')
      ? [{ status: { in: ['SENT' as const, 'OPENED' as const] }, expiresAt: { lte: now } }]
      : []),
  ],
});
