import { Prisma, type Response } from '../../database/client/client.ts';
import { insertRow } from '../../database/json-row.ts';
import { ofTenant } from '../../database/raw-sql.ts';
import type { Transaction } from '../../database/transaction.ts';
import {
  EmailDispatchError,
  InsufficientCreditsError,
  InvalidStateError,
  NotFoundError,
} from '../../errors.ts';
import { newId } from '../../ids.ts';
import type { TenantContext } from '../context.ts';
import { entityErased, unerasedEntity } from '../entities/lock-entity.ts';
import { recordAuditEvent } from '../events/record-audit-events.ts';
import type { Once } from '../idempotency.ts';
import { defineOperation } from '../operation.ts';
import { requireRoomIn } from '../quotas.ts';
import { requestedChecks } from '../verification/checks.ts';
import { type DispatchNeed, dispatch, dispatchNeeds } from './dispatch.ts';
import { findSubject, type Subject } from './find-subject.ts';
import { type DispatchPlan, type PreparedDispatch, prepareDispatch } from './prepare-dispatch.ts';
import { stepsOf, type WorkflowReceipt } from './receipt.ts';
import { type SendWorkflowInput, sendWorkflowInput } from './send-workflow-input.ts';

type Options = { context: TenantContext<DispatchNeed>; input: SendWorkflowInput; once: Once };

/**
 * Sends a questionnaire, a verification or both to a company or a person; or, with `ddq.prefill`, only creates the
 * response so that the team can fill in what it knows, and sends nothing.
 *
 * A direct send exists entirely or not at all: the email was accepted, everything was written and one credit was charged,
 * or none of that. An entity that came with the call stays either way.
 *
 * @throws ValidationError, NotFoundError, InsufficientCreditsError, EmailDispatchError, ConflictError
 * @throws InvalidStateError when the entity was erased
 */
export const sendWorkflow = defineOperation({
  name: 'sendWorkflow',
  createsOrSends: true,
  actor: 'tenant',
  description:
    'Sends a questionnaire, a verification or both to a company or a person, for one credit. All or nothing: if the email is not accepted, nothing is sent or charged. With `ddq.prefill` it only creates the response, for the team to fill in first.',
  errors: [NotFoundError, InvalidStateError, InsufficientCreditsError, EmailDispatchError],
  payload: 'WorkflowReceipt',
  needs: dispatchNeeds,
  input: sendWorkflowInput,
  scope: {
    of: ({ ddq }) => (ddq?.prefill ? 'WRITE' : 'SEND'),
    description: 'the `SEND` scope, or `WRITE` for a prefill',
  },
  run: (options: Options) => {
    return options.input.ddq?.prefill ? createPrefill(options) : sendDirectly(options);
  },
});

async function sendDirectly({ context, input, once }: Options): Promise<WorkflowReceipt> {
  const prepare = (database: Transaction) =>
    prepareDirectSend(database, { context, input, idempotencyRecordId: once.recordId });
  // One statement writes all that is prepared, so that it needs a transaction only together with the claim of a key.
  const prepared = await (once.recordId === null
    ? prepare(context.db)
    : context.db.$transaction(async (transaction) => {
        await once.claim(transaction);
        return prepare(transaction);
      }));
  return dispatch(context, prepared);
}

interface Send {
  context: TenantContext<'clock' | 'publicUrl' | 'smtpTimeoutMs'>;
  input: SendWorkflowInput;
}

/**
 * Everything up to the email: makes all checks, and writes the plan of the send.
 *
 * @throws NotFoundError, ValidationError, ConflictError, InsufficientCreditsError
 */
export async function prepareDirectSend(
  database: Transaction,
  { context, input, idempotencyRecordId }: Send & { idempotencyRecordId: string | null },
): Promise<PreparedDispatch<'DIRECT'>> {
  if (input.email === undefined) {
    throw new Error('A direct send without an address cannot pass the input’s rules.');
  }
  const subject = await findSubject(database, context, input);
  const plan = planOf(subject, input, input.email);
  return prepareDispatch({ database, context, plan, idempotencyRecordId });
}

const planOf = (subject: Subject, input: SendWorkflowInput, email: string): DispatchPlan<'DIRECT'> => ({
  kind: 'DIRECT',
  ...subject,
  response: subject.questionnaire && {
    id: newId(),
    name: input.ddq?.responseName ?? defaultResponseName(subject.entity, subject.questionnaire),
  },
  checks: input.verification ? requestedChecks(input.verification.checks) : [],
  email,
  expiryHours: input.expiryHours,
  language: input.language,
});

/** A response for the team to fill in, with all that is needed to send it later; no mail, no credit, no session. */
async function createPrefill({ context, input, once }: Options): Promise<WorkflowReceipt> {
  return context.db.$transaction(async (transaction) => {
    await once.claim(transaction);
    const { entity, newEntity, response } = await planPrefill(transaction, { context, input });
    const written = await ofTenant(transaction, context.scope).execute`
      WITH entity AS (${newEntity ? insertRow('entities', newEntity) : unerasedEntity(entity.id)}
        ${newEntity ? Prisma.sql`RETURNING id` : Prisma.empty})
      ${insertRow('responses', response)} WHERE EXISTS (SELECT FROM entity)`;
    if (written === 0) {
      throw entityErased();
    }
    await recordAuditEvent(transaction, context.services, {
      ...context.actor,
      scope: context.scope,
      type: 'response.created',
      entityId: entity.id,
      responseId: response.id,
      at: response.createdAt,
    });
    const receipt: WorkflowReceipt = {
      status: 'PREFILL_READY',
      emailSent: false,
      workflowSessionId: null,
      entityId: entity.id,
      entityName: entity.name,
      responseId: response.id,
      verificationSessionId: null,
      steps: stepsOf({ ddq: true, verification: response.plannedChecks.length > 0 }),
      expiresAt: null,
    };
    await once.complete(transaction, receipt);
    return receipt;
  });
}

/**
 * The response for the team to fill in, as it will be written, with the entity that came with the call.
 *
 * @throws NotFoundError, ValidationError, ConflictError
 */
export async function planPrefill(
  database: Transaction,
  { context, input }: Send,
): Promise<Pick<Subject, 'entity' | 'newEntity'> & { response: Response }> {
  const { entity, newEntity, questionnaire, usage } = await findSubject(database, context, input);
  if (!questionnaire) {
    throw new Error('A prefill without a questionnaire cannot pass the input’s rules.');
  }
  const checks = input.verification ? requestedChecks(input.verification.checks) : [];
  requireRoomIn(usage, { ...(newEntity && { entities: 1 }), responses: 1 });
  const now = context.services.clock();
  const response: Response = {
    id: newId(),
    ...context.scope,
    name: input.ddq?.responseName ?? defaultResponseName(entity, questionnaire),
    status: 'PREFILL',
    entityId: entity.id,
    questionnaireId: questionnaire.questionnaireId,
    questionnaireVersionId: questionnaire.id,
    plannedChecks: checks,
    plannedEmail: input.email ?? null,
    plannedExpiryHours: input.expiryHours ?? null,
    plannedLanguage: input.language ?? null,
    createdAt: now,
    updatedAt: now,
    submittedAt: null,
    reviewedAt: null,
    reviewedBy: null,
    decidedBy: null,
    erasedAt: null,
    language: null,
    flags: null,
    riskLevel: null,
    assignee: null,
    assigneeAddress: null,
    tags: [],
    dueAt: null,
  };
  return { entity, newEntity, response };
}

const defaultResponseName = (entity: { name: string }, questionnaire: { name: string }) =>
  `${entity.name} – ${questionnaire.name}`;
