import { z } from 'zod';
import type { Batch } from '../../database/client/client.ts';
import { isOwned, ofTenant } from '../../database/raw-sql.ts';
import type { Transaction } from '../../database/transaction.ts';
import { newId } from '../../ids.ts';
import { currentOrigin } from '../../runtime/correlation.ts';
import { boundedList } from '../bounded.ts';
import type { TenantContext } from '../context.ts';
import { recordAuditEvent } from '../events/record-audit-events.ts';
import { idempotencyKey, singleLine } from '../fields.ts';
import { defineOperation } from '../operation.ts';
import { lockTenant, quotas, requireQuota } from '../quotas.ts';
import { batchSendInput, maxSends } from '../workflows/send-workflow-input.ts';
import { sealContent } from './item-content.ts';
import { addItemJobs, isPrefill } from './item-jobs.ts';

type Send = z.output<typeof batchSendInput>;

const sends = boundedList(batchSendInput, {
  max: maxSends,
  message: `Use at most ${maxSends} sends.`,
}).min(1, 'Use at least one send.');

/**
 * Writes a batch with an item and a job for each of its sends. Whatever is wrong with the shape of a send rejects the batch; all
 * else is found out by the sends themselves, each of which succeeds or fails alone.
 *
 * @throws ValidationError with the problems of all sends, up to 100
 * @throws ConflictError when too many batches are in progress
 */
export const createBatch = defineOperation({
  name: 'createBatch',
  createsOrSends: true,
  actor: 'tenant',
  description:
    'Sends many questionnaires, verifications or both in the background, each as `sendWorkflow` would and for its price. An invalid field anywhere rejects the whole batch. After that, each send is all or nothing, happens at most once and fails without affecting the others. The batch continues when the key is revoked.',
  errors: [],
  subject: { batch: 'Batch' },
  needs: ['cipher', 'clock', 'eventData', 'jobs'],
  scope: {
    of: (input) => (input.sends.some(isPrefill) ? ['SEND', 'WRITE'] : 'SEND'),
    description: 'the `SEND` scope, and also WRITE if a send is a prefill',
  },
  input: z
    .strictObject({
      name: singleLine({ max: 200 }).describe('The batch’s name, in your own words.'),
      sends: sends.describe(`The sends, 1 to ${maxSends}.`),
      idempotencyKey,
    })
    .describe('Sends to carry out in the background.'),
  run: ({ context, once, input }): Promise<Batch> =>
    context.db.$transaction(async (transaction) => {
      const { services, scope, actor } = context;
      await once.claim(transaction);
      await requireRoom(transaction, context);
      const now = services.clock();
      const batch = await transaction.batch.create({
        data: {
          id: newId(),
          ...scope,
          name: input.name,
          requestId: currentOrigin().requestId ?? null,
          ...actor,
          createdAt: now,
        },
      });
      await writeItems(transaction, { context, batch, sends: input.sends });
      await recordAuditEvent(transaction, services, {
        ...actor,
        scope,
        type: 'batch.created',
        details: { batch_id: batch.id, sends: input.sends.length },
        at: now,
      });
      await once.complete(transaction, batch);
      return batch;
    }),
});

/** @throws ConflictError when the tenant has as many batches as it can have */
async function requireRoom(transaction: Transaction, { scope }: Pick<TenantContext, 'scope'>): Promise<void> {
  await lockTenant(transaction, scope);
  const [{ kept, inProgress }] = await ofTenant(transaction, scope).query<
    [{ kept: number; inProgress: number }]
  >`
    SELECT (SELECT count(*)::int FROM (SELECT 1 FROM batches WHERE ${isOwned} LIMIT ${quotas.batches.max}) kept) AS kept,
      (SELECT count(DISTINCT batch_id)::int FROM batch_items WHERE ${isOwned} AND status = 'PENDING') AS "inProgress"`;
  requireQuota('batchesInProgress', inProgress);
  requireQuota('batches', kept);
}

interface WriteOptions {
  context: Pick<TenantContext<'cipher' | 'jobs'>, 'services' | 'scope'>;
  batch: Batch;
  sends: readonly Send[];
}

async function writeItems(
  transaction: Transaction,
  { context: { services, scope }, batch, sends: wanted }: WriteOptions,
): Promise<void> {
  const { tenantId } = scope;
  // Lists are newest first, which is the order of the batch then.
  const ids = wanted.map(() => newId()).sort((one, other) => (one < other ? 1 : -1));
  const items = wanted.map((input, position) => ({ id: ids[position] ?? newId(), position, input }));
  await transaction.batchItem.createMany({
    data: items.map(({ id, position, input }) => ({
      id,
      ...scope,
      batchId: batch.id,
      position,
      content: sealContent(services.cipher, { id, tenantId }, { input }),
      entityId: input.entityId ?? null,
    })),
  });
  await addItemJobs(
    transaction,
    services,
    items.map(({ id, input }) => ({ id, ...scope, input })),
  );
}
