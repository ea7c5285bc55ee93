import { defineOperation } from '../operation.ts';
import { previewOf, readCredits, type WorkflowPreview } from './preview.ts';
import { stepsOf } from './receipt.ts';
import { rehearse } from './rehearse.ts';
import { planPrefill, prepareDirectSend, sendWorkflow } from './send-workflow.ts';

/**
 * Makes every check of `sendWorkflow` with the same code, and takes back what that has written.
 *
 * @throws the errors of `sendWorkflow`
 */
export const previewWorkflow = defineOperation({
  name: 'previewWorkflow',
  isQuery: true,
  actor: 'tenant',
  description:
    'Shows what a send with the same input would do, and fails as it would. Writes, charges and sends nothing; an idempotency key is ignored.',
  errors: sendWorkflow.errors,
  payload: 'WorkflowPreview',
  needs: ['cipher', 'clock', 'publicUrl', 'readVersion', 'smtpTimeoutMs'],
  scope: sendWorkflow.scope,
  input: sendWorkflow.input,
  run: async ({ context, input }): Promise<WorkflowPreview> => {
    if (!input.ddq?.prefill) {
      const send = { context, input, idempotencyRecordId: null };
      const prepared = await rehearse(context.db, (transaction) => prepareDirectSend(transaction, send));
      return previewOf(context, prepared);
    }
    const { entity, response } = await planPrefill(context.db, { context, input });
    return {
      entityName: entity.name,
      responseName: response.name,
      steps: stepsOf({ ddq: true, verification: response.plannedChecks.length > 0 }),
      expiresAt: null,
      cost: 0,
      credits: await readCredits(context),
      mail: null,
    };
  },
});
