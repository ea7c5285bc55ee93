import { z } from 'zod';
import { ConflictError, InvalidStateError, NotFoundError, ValidationError } from '../../errors.ts';
import type { TenantContext } from '../context.ts';
import { emailAddress, expiryHours, idempotencyKey, optional } from '../fields.ts';
import type { Transaction } from '../idempotency.ts';
import { isId } from '../identifiers.ts';
import { defineOperation } from '../operation.ts';
import { transition } from '../responses/response-state.ts';
import { dispatch } from './dispatch.ts';
import { prepareDispatch } from './prepare-dispatch.ts';
import type { WorkflowReceipt } from './receipt.ts';

/**
 * Sends a prefilled response to its recipient. It is PREFILL until the mail server has accepted the mail and DRAFT from
 * then on; a mail that is not accepted leaves the response as it was, with its answers and where they came from.
 *
 * The address is the one given, else the one given at creation, else the entity's.
 *
 * @throws ValidationError, NotFoundError, InsufficientCreditsError, EmailDispatchError
 * @throws InvalidStateError when the response is not PREFILL any more
 * @throws ConflictError while another send of the same response is under way
 */
export const sendPrefillResponse = defineOperation({
  name: 'sendPrefillResponse',
  scope: 'SEND',
  input: z.strictObject({
    responseId: z.string(),
    email: optional(emailAddress),
    expiryHours: optional(expiryHours),
    idempotencyKey: optional(idempotencyKey),
  }),
  run: async ({ context, input, once }): Promise<WorkflowReceipt> => {
    const prepared = await context.db.$transaction(async (transaction) => {
      await once.claim(transaction);
      const { entity, questionnaireVersion, ...response } = await lockResponse(
        transaction,
        context,
        input.responseId,
      );
      if (!transition(response.status, 'send')) {
        throw new InvalidStateError('Only a response in PREFILL can be sent.', response.status);
      }
      const underWay = await transaction.dispatch.findFirst({
        where: { responseId: response.id, status: 'UNDER_WAY' },
        select: { id: true },
      });
      if (underWay) {
        throw new ConflictError('This response is being sent right now.');
      }
      const email = input.email ?? response.plannedEmail ?? entity.email;
      if (!email) {
        throw ValidationError.at('email', 'Neither the response nor its entity has an address to send to.');
      }
      return prepareDispatch({
        transaction,
        context,
        kind: 'PREFILL',
        entity,
        questionnaire: questionnaireVersion,
        response,
        checks: response.plannedChecks,
        email,
        expiryHours: input.expiryHours ?? response.plannedExpiryHours ?? undefined,
        idempotencyRecordId: once.recordId,
      });
    });
    return dispatch(context, prepared);
  },
});

/** Locks the response until the transaction ends, so that of two sends at once the second sees what the first did. */
async function lockResponse(transaction: Transaction, { scope }: TenantContext, responseId: string) {
  if (isId(responseId)) {
    await transaction.$queryRaw`
      SELECT 1 FROM responses WHERE id = ${responseId}::uuid AND tenant_id = ${scope.tenantId}::uuid AND mode = ${scope.mode}::"Mode" FOR UPDATE`;
    const response = await transaction.response.findUnique({
      where: { id: responseId },
      include: { entity: true, questionnaireVersion: true },
    });
    if (response) {
      return response;
    }
  }
  throw new NotFoundError('Response');
}
