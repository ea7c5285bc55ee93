import type {
  VerificationProvider as ProviderKind,
  VerificationSession,
  WorkflowSession,
} from '../../database/client/client.ts';
import type { Scope } from '../../database/scope.ts';
import type { Transaction } from '../idempotency.ts';
import { isId } from '../identifiers.ts';
import { LinkClosedError, lockOpenSession, type Recipient } from '../recipients/recipient.ts';
import { verificationStatus } from './verification-status.ts';

/** A verification and the session that asks for it, both as they are stored. */
export interface LockedVerification {
  verification: VerificationSession;
  session: WorkflowSession;
}

/**
 * Locks a verification until the transaction ends, by the session that asks for it: whoever changes a verification has
 * that session locked.
 *
 * @returns undefined when there is no such verification in the scope
 */
export async function lockVerification(
  transaction: Transaction,
  { scope, verificationSessionId }: { scope: Scope; verificationSessionId: string },
): Promise<LockedVerification | undefined> {
  if (!isId(verificationSessionId)) {
    return undefined;
  }
  await transaction.$queryRaw`
    SELECT 1 FROM workflow_sessions WHERE verification_session_id = ${verificationSessionId}::uuid
      AND tenant_id = ${scope.tenantId}::uuid AND mode = ${scope.mode}::"Mode" FOR UPDATE`;
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

/**
 * Locks the verification that a recipient is asked for, in the first statement of their transaction.
 *
 * @param provider who must be carrying it out, where the work is only for one
 * @throws LinkClosedError when the link is closed, asks for no verification, or has it behind it
 */
export async function lockOpenVerification(
  transaction: Transaction,
  recipient: Recipient,
  provider?: ProviderKind,
): Promise<LockedVerification> {
  const session = await lockOpenSession(transaction, recipient);
  const isAsked = session.steps.includes('VERIFICATION') && !session.completedSteps.includes('VERIFICATION');
  if (!isAsked || !session.verificationSessionId) {
    throw new LinkClosedError();
  }
  const verification = await transaction.verificationSession.findUniqueOrThrow({
    where: { id: session.verificationSessionId },
  });
  const status = verificationStatus(verification, recipient.services.clock());
  if (status !== 'PENDING' && status !== 'ACCESSED') {
    throw new LinkClosedError();
  }
  if (provider && verification.provider !== provider) {
    throw new LinkClosedError();
  }
  return { verification, session };
}
