import {
  type Dispatch,
  type DispatchKind,
  type Entity,
  Prisma,
  type QuestionnaireVersion,
  type VerificationCheck,
  type WorkflowSession,
  type WorkflowStep,
} from '../../database/client/client.ts';
import { insertRow } from '../../database/json-row.ts';
import { isOwned, ofTenant, type SqlHandle } from '../../database/raw-sql.ts';
import { InsufficientCreditsError } from '../../errors.ts';
import { newId } from '../../ids.ts';
import type { Language } from '../../languages.ts';
import type { Invitation } from '../../mail/invitation.ts';
import type { TenantContext } from '../context.ts';
import { holdCredit } from '../credits/hold-credit.ts';
import { entityErased, unerasedEntity } from '../entities/lock-entity.ts';
import type { VersionQuestion } from '../questionnaires/read-version.ts';
import { requireRoomIn, type Usage } from '../quotas.ts';
import { createMagicLink } from './magic-link.ts';
import { stepsOf } from './receipt.ts';
import { isSameMailbox } from './same-mailbox.ts';

/** How long after the email's own time limit the sender may take to write the outcome of it. */
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

/** The resources that sends add to: those whose usage a plan needs. */
export const resourcesOfSends = ['entities', 'emails', 'responses'] as const;

/** What the team asks a recipient to change. */
export interface RequestedChanges {
  message: string;
  questions: readonly Pick<VersionQuestion, 'key' | 'text'>[];
}

/** An email that is wanted, and everything that will exist once it is accepted. */
export interface DispatchPlan<Kind extends DispatchKind> {
  kind: Kind;
  entity: Pick<Entity, 'id' | 'name'>;
  /** The same entity, where it is written with the plan. */
  newEntity?: Entity | undefined;
  questionnaire: Pick<QuestionnaireVersion, 'id' | 'questionnaireId' | 'name'> | undefined;
  /** The response to be written, promoted or changed; undefined for a verification alone. */
  response: { id: string; name: string } | undefined;
  checks: VerificationCheck[];
  /** The session that gets a new link; without one the email makes a session of its own. */
  session?: WorkflowSession;
  changes?: RequestedChanges | undefined;
  email: string;
  /** The tenant's default by default. */
  expiryHours: number | undefined;
  /** The tenant's by default. */
  language: Language | undefined;
  /** How much the tenant uses already. */
  usage: Usage<(typeof resourcesOfSends)[number]>;
}

/** An email that may leave: its plan is committed and its credit, if it costs one, is held. */
export interface PreparedDispatch<Kind extends DispatchKind = DispatchKind> {
  kind: Kind;
  /** The plan as it is stored. */
  dispatch: Dispatch;
  entityName: string;
  /** All that the email says, but for what follows from the questionnaire's version. */
  invitation: Omit<Invitation, 'questionnaire'> & { questionnaire: { name: string } | null };
}

interface PrepareOptions<Kind extends DispatchKind> {
  /** The caller's transaction, or none. */
  database: SqlHandle;
  context: TenantContext<'clock' | 'publicUrl' | 'smtpTimeoutMs'>;
  plan: DispatchPlan<Kind>;
  idempotencyRecordId: string | null;
}

/**
 * The first third of a send: one statement writes the plan of everything that will exist once the email is accepted, with
 * the entity that came with the call, and holds one credit where the email costs one; all of it or nothing. Nothing of the
 * plan is visible to anyone yet.
 *
 * @throws ConflictError when the tenant has sent as much as it can send
 * @throws InsufficientCreditsError
 * @throws InvalidStateError when the entity was erased in the meantime
 */
export async function prepareDispatch<Kind extends DispatchKind>(
  options: PrepareOptions<Kind>,
): Promise<PreparedDispatch<Kind>> {
  const { database, context, plan } = options;
  const { principal, scope, services, actor } = context;
  const { kind, entity, newEntity, questionnaire, response, checks, session, changes, email } = plan;
  const link = createMagicLink(services.publicUrl);
  const steps = session?.steps ?? stepsOf({ ddq: response !== undefined, verification: checks.length > 0 });
  const isOpen = (step: WorkflowStep) => steps.includes(step) && !session?.completedSteps.includes(step);
  const startedAt = services.clock();
  const expiryHours = plan.expiryHours ?? principal.tenant.defaultExpiryHours;
  // Whole seconds, as clients see it.
  const expiresAt = new Date(Math.floor(startedAt.getTime() / 1000 + expiryHours * 3600) * 1000);
  // A rehearsal charges nothing.
  const holdsCredit = costsCredit(plan) && scope.mode === 'LIVE';
  requireRoomIn(plan.usage, {
    ...(newEntity && { entities: 1 }),
    emails: 1,
    // The response of a direct send is written when the email was accepted.
    ...(kind === 'DIRECT' && response && { responses: 1 }),
  });
  const dispatch: Dispatch = {
    id: newId(),
    ...scope,
    kind,
    status: 'UNDER_WAY',
    tokenHash: link.tokenHash,
    workflowSessionId: session?.id ?? newId(),
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
    settledAt: null,
  };
  if (!(await write(database, { dispatch, newEntity }))) {
    await requireStillUnerased(database, dispatch);
    throw new InsufficientCreditsError();
  }
  return {
    kind,
    dispatch,
    entityName: entity.name,
    invitation: {
      tenantName: principal.tenant.name,
      accentColour: principal.tenant.accentColour,
      contact: principal.tenant.contact,
      areRepliesRead: principal.tenant.replyTo !== null,
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

/**
 * Writes the plan if there is a credit to hold for it. To be the last statement of a transaction, because the account's row
 * stays locked until the transaction ends.
 *
 * @returns false, with nothing written, when there is no credit or the entity was erased
 */
async function write(
  database: PrepareOptions<DispatchKind>['database'],
  { dispatch, newEntity }: { dispatch: Dispatch; newEntity: Entity | undefined },
): Promise<boolean> {
  const isOpen = Prisma.sql`EXISTS (SELECT FROM open_entity)`;
  const credit = dispatch.holdsCredit ? holdCredit(isOpen) : Prisma.sql`SELECT 1 WHERE ${isOpen}`;
  const ifPaid = Prisma.sql`WHERE EXISTS (SELECT FROM credit)`;
  const written = await ofTenant(database, dispatch).execute`
    WITH open_entity AS MATERIALIZED (${openEntity(dispatch, newEntity)}), credit AS (${credit})
    ${newEntity ? Prisma.sql`, entity AS (${insertRow('entities', newEntity)} ${ifPaid})` : Prisma.empty}
    ${insertRow('dispatches', dispatch)} ${ifPaid}`;
  return written === 1;
}

/**
 * A row unless the entity of a direct send was erased since it was read, and keeps it from being erased until the transaction
 * ends. Every other email is about a response or a session that is locked.
 */
const openEntity = ({ kind, entityId }: Dispatch, newEntity: Entity | undefined): Prisma.Sql =>
  kind !== 'DIRECT' || newEntity ? Prisma.sql`SELECT 1` : unerasedEntity(entityId);

/** @throws InvalidStateError when the entity was erased while its send was being prepared */
async function requireStillUnerased(
  database: PrepareOptions<DispatchKind>['database'],
  dispatch: Dispatch,
): Promise<void> {
  const erased = await ofTenant(database, dispatch).query<unknown[]>`
    SELECT 1 FROM entities WHERE id = ${dispatch.entityId}::uuid AND ${isOwned} AND erased_at IS NOT NULL`;
  if (erased.length > 0) {
    throw entityErased();
  }
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
