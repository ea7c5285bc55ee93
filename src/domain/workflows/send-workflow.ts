import type { Entity, QuestionnaireVersion } from '../../database/client/client.ts';
import type { Transaction } from '../../database/transaction.ts';
import {
  EmailDispatchError,
  InsufficientCreditsError,
  NotFoundError,
  ValidationError,
} from '../../errors.ts';
import { newId } from '../../ids.ts';
import type { TenantContext } from '../context.ts';
import { insertEntity } from '../entities/create-entity.ts';
import { recordAuditEvent } from '../events/record-audit-events.ts';
import type { Once } from '../idempotency.ts';
import { defineOperation } from '../operation.ts';
import { questionnaireNotFound } from '../questionnaires/questionnaire-not-found.ts';
import { requireRoom } from '../quotas.ts';
import { requestedChecks } from '../verification/checks.ts';
import { type DispatchNeed, dispatch, dispatchNeeds } from './dispatch.ts';
import { prepareDispatch } from './prepare-dispatch.ts';
import { stepsOf, type WorkflowReceipt } from './receipt.ts';
import { type SendWorkflowInput, sendWorkflowInput, verificationOfCompany } from './send-workflow-input.ts';

type Options = { context: TenantContext<DispatchNeed>; input: SendWorkflowInput; once: Once };

/**
 * Sends a questionnaire, a verification or both to a company or a person; or, with `ddq.prefill`, only creates the
 * response so that the team can fill in what it knows, and sends nothing.
 *
 * A direct send exists wholly or not at all: the mail was accepted, everything was written and one credit was charged,
 * or none of that. An entity that came with the call stays either way.
 *
 * @throws ValidationError, NotFoundError, InsufficientCreditsError, EmailDispatchError, ConflictError
 */
export const sendWorkflow = defineOperation({
  name: 'sendWorkflow',
  actor: 'tenant',
  description:
    'Sends a questionnaire, a verification or both to a company or a person, for one credit. All or nothing: if the email is not accepted, nothing is sent or charged. With `ddq.prefill` it only creates the response, for the team to fill in first.',
  errors: [NotFoundError, InsufficientCreditsError, EmailDispatchError],
  payload: 'WorkflowReceipt',
  needs: dispatchNeeds,
  input: sendWorkflowInput,
  scope: {
    of: ({ ddq }) => (ddq?.prefill ? 'WRITE' : 'SEND'),
    description: 'the `SEND` scope, or `WRITE` for a prefill',
  },
  run: (options: Options) => {
    const { ddq, email } = options.input;
    if (ddq?.prefill) {
      return createPrefill(options);
    }
    if (email === undefined) {
      throw new Error('A direct send without an address cannot pass the input’s rules.');
    }
    return sendDirectly(options, email);
  },
});

async function sendDirectly({ context, input, once }: Options, email: string): Promise<WorkflowReceipt> {
  const prepared = await context.db.$transaction(async (transaction) => {
    await once.claim(transaction);
    const { entity, questionnaire } = await findWhatIsNamed(transaction, context, input);
    return prepareDispatch({
      transaction,
      context,
      plan: {
        kind: 'DIRECT',
        entity,
        questionnaire,
        response: questionnaire && {
          id: newId(),
          name: input.ddq?.responseName ?? defaultResponseName(entity, questionnaire),
        },
        checks: input.verification ? requestedChecks(input.verification.checks) : [],
        email,
        expiryHours: input.expiryHours,
        language: input.language,
      },
      idempotencyRecordId: once.recordId,
    });
  });
  return dispatch(context, prepared);
}

/** A response for the team to fill in, with all that is needed to send it later; no mail, no credit, no session. */
async function createPrefill({ context, input, once }: Options): Promise<WorkflowReceipt> {
  return context.db.$transaction(async (transaction) => {
    await once.claim(transaction);
    const { entity, questionnaire } = await findWhatIsNamed(transaction, context, input);
    if (!questionnaire) {
      throw new Error('A prefill without a questionnaire cannot pass the input’s rules.');
    }
    const checks = input.verification ? requestedChecks(input.verification.checks) : [];
    await requireRoom(transaction, context.scope, { responses: 1 });
    const responseId = newId();
    const now = context.services.clock();
    await transaction.response.create({
      data: {
        id: responseId,
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
      },
      select: { id: true },
    });
    await recordAuditEvent(transaction, context.services, {
      ...context.actor,
      scope: context.scope,
      type: 'response.created',
      responseId,
      at: now,
    });
    const receipt: WorkflowReceipt = {
      status: 'PREFILL_READY',
      emailSent: false,
      workflowSessionId: null,
      entityId: entity.id,
      entityName: entity.name,
      responseId,
      verificationSessionId: null,
      steps: stepsOf({ ddq: true, verification: checks.length > 0 }),
      expiresAt: null,
    };
    await once.complete(transaction, receipt);
    return receipt;
  });
}

const defaultResponseName = (entity: Entity, questionnaire: QuestionnaireVersion) =>
  `${entity.name} – ${questionnaire.name}`;

/** The entity, existing or written here, and the questionnaire as it stands. */
async function findWhatIsNamed(
  transaction: Transaction,
  context: Pick<TenantContext<'clock'>, 'scope' | 'services'>,
  input: SendWorkflowInput,
) {
  const existing = input.entityId
    ? await transaction.entity.findUnique({ where: { id: input.entityId } })
    : undefined;
  if (existing === null) {
    throw new NotFoundError('Entity');
  }
  const questionnaire = input.ddq
    ? await transaction.questionnaireVersion.findFirst({
        where: { questionnaireId: input.ddq.questionnaireId, isCurrent: true },
      })
    : undefined;
  if (questionnaire === null) {
    throw await questionnaireNotFound(transaction);
  }
  if (input.verification && existing?.entityType === 'COMPANY') {
    throw ValidationError.at('verification', verificationOfCompany);
  }
  if (existing) {
    return { entity: existing, questionnaire };
  }
  if (!input.entity) {
    throw new Error('A send without an entity cannot pass the input’s rules.');
  }
  const entity = await insertEntity({
    transaction,
    scope: context.scope,
    entity: input.entity,
    now: context.services.clock(),
  });
  return { entity, questionnaire };
}
