import type {
  DispatchKind,
  Entity,
  QuestionnaireVersion,
  VerificationCheck,
  WorkflowSession,
  WorkflowStep,
} from '../../database/client/client.ts';
import type { Transaction } from '../../database/transaction.ts';
import { newId } from '../../ids.ts';
import type { Language } from '../../languages.ts';
import type { Invitation } from '../../mail/invitation.ts';
import type { TenantContext } from '../context.ts';
import { holdCredit } from '../credits/hold-credit.ts';
import type { VersionQuestion } from '../questionnaires/read-version.ts';
import { requireRoom } from '../quotas.ts';
import { createMagicLink } from './magic-link.ts';
import { stepsOf } from './receipt.ts';
import { isSameMailbox } from './same-mailbox.ts';

/** How long after the mail's own time limit the sender may take to write what became of it. */
const settlingMarginMs = 10_000;

/**
 * Whether an email costs a credit: the first one of a request does, and so does a new link to another address than the
 * last one, because otherwise one credit would pay for emails to anyone.
 */
function costsCredit({ kind, email, session }: DispatchPlan<DispatchKind>): boolean {
  switch (kind) {
    case 'DIRECT':
    case 'PREFILL':
      return true;
    case 'RESEND':
      return session !== undefined && !isSameMailbox(email, session.email);
    case 'CHANGES':
      return false;
  }
}

/** What the team asks a recipient to change. */
export interface RequestedChanges {
  message: string;
  questions: readonly Pick<VersionQuestion, 'key' | 'text'>[];
}

/** A mail that is wanted, and everything that will exist once it is accepted. */
export interface DispatchPlan<Kind extends DispatchKind> {
  kind: Kind;
  entity: Entity;
  questionnaire: Pick<QuestionnaireVersion, 'id' | 'questionnaireId' | 'name'> | undefined;
  /** The response to be written, promoted or changed; undefined for a verification alone. */
  response: { id: string; name: string } | undefined;
  checks: VerificationCheck[];
  /** The session that gets a new link; without one the mail makes a session of its own. */
  session?: WorkflowSession;
  changes?: RequestedChanges | undefined;
  email: string;
  /** The tenant's default unless said. */
  expiryHours: number | undefined;
  /** The tenant's unless said. */
  language: Language | undefined;
}

/** A mail that may leave: its plan is committed and its credit, if it costs one, is held. */
export interface PreparedDispatch<Kind extends DispatchKind = DispatchKind> {
  id: string;
  kind: Kind;
  workflowSessionId: string;
  email: string;
  entityId: string;
  entityName: string;
  invitation: Invitation;
}

interface PrepareOptions<Kind extends DispatchKind> {
  transaction: Transaction;
  context: TenantContext<'clock' | 'publicUrl' | 'smtpTimeoutMs'>;
  plan: DispatchPlan<Kind>;
  idempotencyRecordId: string | null;
}

/**
 * The first third of a send, inside the caller's transaction: writes the plan of everything that will exist once the
 * mail is accepted, and holds one credit where the mail costs one. Nothing of the plan is visible to anybody yet.
 *
 * @throws ConflictError when the tenant has sent as much as it can send
 * @throws InsufficientCreditsError
 */
export async function prepareDispatch<Kind extends DispatchKind>(
  options: PrepareOptions<Kind>,
): Promise<PreparedDispatch<Kind>> {
  const { transaction, context, plan } = options;
  const { principal, scope, services, actor } = context;
  const { kind, entity, questionnaire, response, checks, session, changes, email } = plan;
  const link = createMagicLink(services.publicUrl);
  const steps = session?.steps ?? stepsOf({ ddq: response !== undefined, verification: checks.length > 0 });
  const isOpen = (step: WorkflowStep) => steps.includes(step) && !session?.completedSteps.includes(step);
  const startedAt = services.clock();
  const expiryHours = plan.expiryHours ?? principal.tenant.defaultExpiryHours;
  // Whole seconds, as clients are told it.
  const expiresAt = new Date(Math.floor(startedAt.getTime() / 1000 + expiryHours * 3600) * 1000);
  // A rehearsal charges nothing.
  const holdsCredit = costsCredit(plan) && scope.mode === 'LIVE';
  const id = newId();
  const workflowSessionId = session?.id ?? newId();

  await requireRoom(transaction, scope, {
    emails: 1,
    // The response of a direct send is written when the email was accepted.
    ...(kind === 'DIRECT' && response && { responses: 1 }),
  });
  await transaction.dispatch.create({
    data: {
      id,
      ...scope,
      kind,
      tokenHash: link.tokenHash,
      workflowSessionId,
      email,
      previousEmail: session && session.email !== email ? session.email : null,
      entityId: entity.id,
      responseId: response?.id ?? null,
      responseName: response?.name ?? null,
      questionnaireId: questionnaire?.questionnaireId ?? null,
      questionnaireVersionId: questionnaire?.id ?? null,
      verificationSessionId: session ? session.verificationSessionId : checks.length > 0 ? newId() : null,
      checks,
      steps,
      message: changes?.message ?? null,
      questionKeys: changes?.questions.map(({ key }) => key) ?? [],
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
    kind,
    workflowSessionId,
    email,
    entityId: entity.id,
    entityName: entity.name,
    invitation: {
      tenantName: principal.tenant.name,
      accentColour: principal.tenant.accentColour,
      language: plan.language ?? principal.tenant.language,
      recipientName: entity.name,
      occasion: occasionOf(plan),
      questionnaire: questionnaire && isOpen('DDQ') ? { name: questionnaire.name } : null,
      verification: isOpen('VERIFICATION') ? { checks } : null,
      link: link.url,
      expiresAt,
    },
  };
}

function occasionOf({ session, changes }: DispatchPlan<DispatchKind>): Invitation['occasion'] {
  if (changes) {
    return {
      kind: 'changes',
      message: changes.message,
      questions: changes.questions.map(({ text }) => text),
      isNewLink: session !== undefined,
    };
  }
  return { kind: session ? 'new link' : 'first' };
}
