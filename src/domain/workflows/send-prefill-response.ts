import { z } from 'zod';
import type { Transaction } from '../../database/transaction.ts';
import {
  EmailDispatchError,
  InsufficientCreditsError,
  InvalidStateError,
  NotFoundError,
  ValidationError,
} from '../../errors.ts';
import type { Language } from '../../languages.ts';
import type { TenantContext } from '../context.ts';
import { emailAddress, expiryHours, idempotencyKey, language, optional, uuid } from '../fields.ts';
import { defineOperation } from '../operation.ts';
import { readUsage } from '../quotas.ts';
import { lockResponse } from '../responses/lock-response.ts';
import { requireNothingInProgress } from '../responses/require-nothing-in-progress.ts';
import { transition } from '../responses/response-state.ts';
import { dispatch, dispatchNeeds } from './dispatch.ts';
import { type PreparedDispatch, prepareDispatch, resourcesOfSends } from './prepare-dispatch.ts';
import type { WorkflowReceipt } from './receipt.ts';

const sendPrefillResponseInput = z
  .strictObject({
    responseId: uuid.describe('A response in PREFILL.'),
    email: optional(emailAddress).describe(
      'The address to send the link to. Defaults to the one specified at creation, then to the entity’s.',
    ),
    expiryHours: optional(expiryHours).describe(
      'The number of hours for which the link is valid, 1 to 168. Defaults to the value specified at creation, then to the tenant’s.',
    ),
    language: optional(language).describe(
      'The language of the email. Defaults to the one specified at creation, then to the tenant’s.',
    ),
    idempotencyKey,
  })
  .describe('A prefilled response to send to its recipient.');

/**
 * Sends a prefilled response to its recipient. It is PREFILL until the mail server has accepted the email and DRAFT from
 * then on; an email that is not accepted leaves the response as it was, with its answers and where they came from.
 *
 * The address is the one in the input, or the one specified at creation, or the entity's.
 *
 * @throws ValidationError, NotFoundError, InsufficientCreditsError, EmailDispatchError
 * @throws InvalidStateError when the response is no longer PREFILL
 * @throws ConflictError while another send of the same response, or its autofill, is in progress
 */
export const sendPrefillResponse = defineOperation({
  name: 'sendPrefillResponse',
  createsOrSends: true,
  actor: 'tenant',
  description:
    'Sends a prefilled response to its recipient, for one credit. The answers stay, and the sources that autofill found for them are deleted.',
  errors: [NotFoundError, InvalidStateError, InsufficientCreditsError, EmailDispatchError],
  payload: 'WorkflowReceipt',
  needs: dispatchNeeds,
  scope: 'SEND',
  input: sendPrefillResponseInput,
  run: async ({ context, input, once }): Promise<WorkflowReceipt> => {
    const prepared = await context.db.$transaction(async (transaction) => {
      await once.claim(transaction);
      return preparePrefilledSend(transaction, { context, input, idempotencyRecordId: once.recordId });
    });
    return dispatch(context, prepared);
  },
});

interface Send {
  context: TenantContext<'clock' | 'publicUrl' | 'smtpTimeoutMs'>;
  input: z.output<typeof sendPrefillResponseInput>;
  idempotencyRecordId: string | null;
}

/**
 * Everything up to the email: locks the response, makes all checks, and writes the plan of the send.
 *
 * @throws NotFoundError, InvalidStateError, ValidationError, ConflictError, InsufficientCreditsError
 */
export async function preparePrefilledSend(
  transaction: Transaction,
  { context, input, idempotencyRecordId }: Send,
): Promise<PreparedDispatch<'PREFILL'>> {
  const { entity, questionnaire, response } = await lockResponse(transaction, context, input.responseId);
  if (!transition(response.status, 'send')) {
    throw new InvalidStateError('Only a response in PREFILL can be sent.', response.status);
  }
  await requireNothingInProgress(transaction, response);
  const email = input.email ?? response.plannedEmail ?? entity.email;
  if (!email) {
    throw ValidationError.at(
      'email',
      'Neither the response nor its entity has an email address. Specify one.',
    );
  }
  return prepareDispatch({
    database: transaction,
    context,
    plan: {
      kind: 'PREFILL',
      entity,
      questionnaire,
      response,
      checks: response.plannedChecks,
      email,
      expiryHours: input.expiryHours ?? response.plannedExpiryHours ?? undefined,
      usage: await readUsage(transaction, context.scope, resourcesOfSends),
      language: input.language ?? (response.plannedLanguage as Language | null) ?? undefined,
    },
    idempotencyRecordId,
  });
}
