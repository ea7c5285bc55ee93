import { defineOperation } from '../operation.ts';
import { previewOf, type WorkflowPreview } from './preview.ts';
import { rehearse } from './rehearse.ts';
import { preparePrefilledSend, sendPrefillResponse } from './send-prefill-response.ts';

/**
 * Makes every check of `sendPrefillResponse` with the same code, and takes back what that has written.
 *
 * @throws the errors of `sendPrefillResponse`
 */
export const previewPrefillResponse = defineOperation({
  name: 'previewPrefillResponse',
  isQuery: true,
  actor: 'tenant',
  description:
    'Shows what sending the prefilled response would do, and fails as it would. Writes, charges and sends nothing; an idempotency key is ignored.',
  errors: sendPrefillResponse.errors,
  payload: 'WorkflowPreview',
  needs: ['cipher', 'clock', 'publicUrl', 'readVersion', 'smtpTimeoutMs'],
  scope: sendPrefillResponse.scope,
  input: sendPrefillResponse.input,
  run: async ({ context, input }): Promise<WorkflowPreview> => {
    const send = { context, input, idempotencyRecordId: null };
    const prepared = await rehearse(context.db, (transaction) => preparePrefilledSend(transaction, send));
    return previewOf(context, prepared);
  },
});
