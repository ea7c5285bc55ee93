import type {
  DispatchKind,
  Entity,
  QuestionnaireVersion,
  VerificationCheck,
  WorkflowStep,
} from '../../database/client/client.ts';
import type { TenantContext } from '../context.ts';
import { holdCredit } from '../credits/hold-credit.ts';
import type { Transaction } from '../idempotency.ts';
import { newId } from '../identifiers.ts';
import { createMagicLink } from './magic-link.ts';
import { stepsOf } from './receipt.ts';

/** How long after the mail's own time limit the sender may take to write what became of it. */
const settlingMarginMs = 10_000;

/** A mail that may leave: its plan is committed and its credit is held. */
export interface PreparedDispatch {
  id: string;
  workflowSessionId: string;
  email: string;
  link: string;
  recipientName: string;
  questionnaireName: string | undefined;
  steps: WorkflowStep[];
  checks: VerificationCheck[];
  expiresAt: Date;
}

interface PrepareOptions {
  transaction: Transaction;
  context: TenantContext;
  kind: DispatchKind;
  entity: Entity;
  questionnaire: QuestionnaireVersion | undefined;
  /** The response to be written or promoted; undefined for a verification alone. */
  response: { id: string; name: string } | undefined;
  checks: VerificationCheck[];
  email: string;
  expiryHours: number | undefined;
  idempotencyRecordId: string | null;
}

/**
 * The first third of a send, inside the caller's transaction: holds one credit and writes the plan of everything that
 * will exist once the mail is accepted. Nothing of that plan is visible to anybody yet.
 *
 * @throws InsufficientCreditsError
 */
export async function prepareDispatch(options: PrepareOptions): Promise<PreparedDispatch> {
  const { transaction, context, kind, entity, questionnaire, response, checks, email } = options;
  const { principal, scope, services, actor } = context;
  const link = createMagicLink(services.publicUrl);
  const steps = stepsOf({ ddq: response !== undefined, verification: checks.length > 0 });
  const expiryHours = options.expiryHours ?? principal.tenant.defaultExpiryHours;
  const startedAt = services.clock();
  const expiresAt = new Date(startedAt.getTime() + expiryHours * 3_600_000);
  // A rehearsal charges nothing.
  const holdsCredit = scope.mode === 'LIVE';
  const id = newId();
  const workflowSessionId = newId();

  await transaction.dispatch.create({
    data: {
      id,
      ...scope,
      kind,
      tokenHash: link.tokenHash,
      workflowSessionId,
      email,
      entityId: entity.id,
      responseId: response?.id ?? null,
      responseName: response?.name ?? null,
      questionnaireId: questionnaire?.questionnaireId ?? null,
      questionnaireVersionId: questionnaire?.id ?? null,
      verificationSessionId: checks.length > 0 ? newId() : null,
      checks,
      steps,
      expiresAt,
      holdsCredit,
      idempotencyRecordId: options.idempotencyRecordId,
      ...actor,
      startedAt,
      settleBy: new Date(startedAt.getTime() + services.smtpTimeoutMs + settlingMarginMs),
    },
    select: { id: true },
  });
  // Last, because the account's row stays locked until the transaction ends.
  if (holdsCredit) {
    await holdCredit(transaction, scope.tenantId);
  }
  return {
    id,
    workflowSessionId,
    email,
    link: link.url,
    recipientName: entity.name,
    questionnaireName: questionnaire?.name,
    steps,
    checks,
    expiresAt,
  };
}
