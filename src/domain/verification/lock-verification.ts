import type { VerificationSession, WorkflowSession } from '../../database/client/client.ts';
import { isOwned, ofTenant } from '../../database/raw-sql.ts';
import type { Scope } from '../../database/scope.ts';
import type { Transaction } from '../../database/transaction.ts';

/** A verification and the session that asks for it, both as they are stored. */
export interface LockedVerification {
  verification: VerificationSession;
  session: WorkflowSession;
}

/**
 * Locks a verification until the transaction ends, by the session that asks for it: whoever changes a verification has
 * that session locked.
 *
 * @returns undefined if the scope has no such verification
 */
export async function lockVerification(
  transaction: Transaction,
  { scope, verificationSessionId }: { scope: Scope; verificationSessionId: string },
): Promise<LockedVerification | undefined> {
  await ofTenant(transaction, scope).query`
    SELECT 1 FROM workflow_sessions WHERE verification_session_id = ${verificationSessionId}::uuid
      AND ${isOwned} FOR UPDATE`;
  const session = await transaction.workflowSession.findFirst({
    where: { verificationSessionId },
    include: { verificationSession: true },
    orderBy: { id: 'asc' },
  });
  if (!session?.verificationSession) {
    return undefined;
  }
  const { verificationSession: verification, ...locked } = session;
  return { verification, session: locked };
}
