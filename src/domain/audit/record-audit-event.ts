import type { Prisma } from '../../database/client/client.ts';
import type { Scope } from '../../database/scope.ts';
import type { Actor } from '../context.ts';
import type { Transaction } from '../idempotency.ts';
import { newId } from '../identifiers.ts';

/** The closed list of what the audit trail tells of. */
export type AuditEventType =
  | 'response.created'
  | 'response.answers_saved'
  | 'workflow.sent'
  | 'workflow.dispatch_failed';

interface AuditEntry extends Actor {
  scope: Scope;
  type: AuditEventType;
  responseId?: string | null;
  workflowSessionId?: string | null;
  /** Never an answer, a token or a key. */
  details?: Prisma.InputJsonObject;
}

/** Adds to the audit trail in the transaction of what it tells of, so that neither exists without the other. */
export async function recordAuditEvent(transaction: Transaction, entry: AuditEntry): Promise<void> {
  const { scope, type, actorKind, actorId, actorName, responseId, workflowSessionId, details } = entry;
  await transaction.auditEvent.create({
    data: {
      id: newId(),
      tenantId: scope.tenantId,
      mode: scope.mode,
      type,
      actorKind,
      actorId,
      actorName,
      responseId: responseId ?? null,
      workflowSessionId: workflowSessionId ?? null,
      details: details ?? {},
    },
    select: { id: true },
  });
}
