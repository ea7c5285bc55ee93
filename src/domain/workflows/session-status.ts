import type { WorkflowSession, WorkflowSessionStatus } from '../../database/client/client.ts';

/** Where a session stands at a moment: its time can run out without anybody writing so. */
export function sessionStatus(
  { status, expiresAt }: Pick<WorkflowSession, 'status' | 'expiresAt'>,
  now: Date,
): WorkflowSessionStatus {
  const isOpen = status === 'SENT' || status === 'OPENED';
  return isOpen && expiresAt <= now ? 'EXPIRED' : status;
}
