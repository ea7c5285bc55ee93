import type { Batch, BatchItem } from '../../database/client/client.ts';
import { type ItemContent, type ItemError, openContent } from '../../domain/batches/item-content.ts';
import type { WorkflowReceipt } from '../../domain/workflows/receipt.ts';
import { isId } from '../../ids.ts';
import { builder } from '../builder.ts';
import {
  offsetArgument,
  pageComplexity,
  resolvePage,
  rootPageComplexity,
  uuidCursor,
} from '../connection.ts';
import { type Context, requireTenant } from '../context.ts';
import { followResource } from '../follow-resource.ts';
import { countPrice, longValuePrice, rowPrice } from '../prices.ts';
import { resolveRelated } from '../resolve-related.ts';
import { EntityType } from './entity.ts';
import {
  BatchItemErrorCodeEnum,
  BatchItemStatusEnum,
  BatchStatusEnum,
  EmailFailureReasonEnum,
} from './enums.ts';
import { FieldProblemType } from './errors.ts';
import { NodeInterface } from './node.ts';
import { ReceiptType } from './workflow.ts';

const resolveBatch = async (
  _root: unknown,
  { id }: { id: string },
  context: Context,
): Promise<Batch | null> => (isId(id) ? requireTenant(context).db.batch.findUnique({ where: { id } }) : null);

const progressOf = ({ id }: Batch, context: Context) => requireTenant(context).loaders.batchProgress.load(id);

const BatchType = builder.objectRef<Batch>('Batch').implement({
  interfaces: [NodeInterface],
  description:
    'Many sends that were requested together. `pending`, `sent`, `prefilled`, `failed` and `cancelled` add up to `total`.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'The batch’s id.' }),
    name: t.exposeString('name', { description: 'The batch’s name.' }),
    status: t.field({
      type: BatchStatusEnum,
      description: 'The batch’s status.',
      complexity: countPrice,
      resolve: async (batch, _args, context) => (await progressOf(batch, context)).status,
    }),
    total: t.int({
      description: 'The number of sends.',
      complexity: countPrice,
      resolve: async (batch, _args, context) => (await progressOf(batch, context)).total,
    }),
    pending: t.int({
      description: 'The number of sends that are waiting or in progress.',
      complexity: countPrice,
      resolve: async (batch, _args, context) => (await progressOf(batch, context)).pending,
    }),
    sent: t.int({
      description: 'The number of sends whose email was accepted.',
      complexity: countPrice,
      resolve: async (batch, _args, context) => (await progressOf(batch, context)).sent,
    }),
    prefilled: t.int({
      description: 'The number of responses that were created for the team to fill in.',
      complexity: countPrice,
      resolve: async (batch, _args, context) => (await progressOf(batch, context)).prefilled,
    }),
    failed: t.int({
      description: 'The number of sends that failed.',
      complexity: countPrice,
      resolve: async (batch, _args, context) => (await progressOf(batch, context)).failed,
    }),
    cancelled: t.int({
      description: 'The number of sends that were cancelled before they started.',
      complexity: countPrice,
      resolve: async (batch, _args, context) => (await progressOf(batch, context)).cancelled,
    }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When the batch was created.' }),
    finishedAt: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'When the last send ended. `null` while any is pending.',
      complexity: countPrice,
      resolve: async (batch, _args, context) => (await progressOf(batch, context)).finishedAt,
    }),
    items: t.connection(
      {
        type: BatchItemType,
        description: 'The sends in the order of the batch.',
        complexity: pageComplexity,
        args: offsetArgument(t.arg),
        resolve: ({ id }, args, context, info) =>
          resolveRelated({
            list: requireTenant(context).loaders.related.itemsOfBatch,
            id,
            args,
            context,
            info,
          }),
      },
      { name: 'BatchItemConnection', description: 'A page of the sends of a batch.' },
      { name: 'BatchItemEdge', description: 'A send of a batch with its cursor.' },
    ),
  }),
});

/** What an item contains, in part. */
type Ended = Partial<{ result: WorkflowReceipt; error: ItemError }>;

function endOf(item: BatchItem, context: Context): Ended {
  const { cipher } = requireTenant(context).services;
  const content: ItemContent | undefined =
    item.status === 'PENDING' || item.content === null ? undefined : openContent(cipher, item, item.content);
  return content === undefined || 'input' in content ? {} : content;
}

const BatchItemType = builder.objectRef<BatchItem>('BatchItem').implement({
  interfaces: [NodeInterface],
  description: 'One send of a batch.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'The item’s id.' }),
    index: t.exposeInt('position', { description: 'The position in the batch, from 0.' }),
    status: t.expose('status', { type: BatchItemStatusEnum, description: 'The send’s status.' }),
    result: t.field({
      type: ReceiptType,
      nullable: true,
      complexity: longValuePrice,
      description:
        'The result, as `sendWorkflow` returns it. `null` unless the send succeeded, and after its entity was erased.',
      resolve: (item, _args, context) => endOf(item, context).result ?? null,
    }),
    error: t.field({
      type: BatchItemErrorType,
      nullable: true,
      complexity: longValuePrice,
      description: 'Why the send failed. `null` unless it did, and after its entity was erased.',
      resolve: (item, _args, context) => {
        const { error } = endOf(item, context);
        return error ? { ...error, batchId: item.batchId } : null;
      },
    }),
  }),
});

const BatchItemErrorType = builder
  .objectRef<ItemError & Pick<BatchItem, 'batchId'>>('BatchItemError')
  .implement({
    description:
      'Why a send of a batch failed, as a single send would have reported it. Nothing was sent or charged.',
    fields: (t) => ({
      code: t.expose('code', { type: BatchItemErrorCodeEnum, description: 'Machine-readable error code.' }),
      message: t.exposeString('message', { description: 'Human-readable error message.' }),
      requestId: t.string({
        nullable: true,
        description: 'The id of the request that created the batch, which the gateway’s log has too.',
        resolve: async ({ batchId }, _args, context) =>
          (await requireTenant(context).loaders.batch.load(batchId))?.requestId ?? null,
      }),
      fields: t.field({
        type: [FieldProblemType],
        description: 'For a `VALIDATION_ERROR`, the problems by their paths in the send. Otherwise empty.',
        resolve: ({ fields }) => fields ?? [],
      }),
      currentStatus: t.string({
        nullable: true,
        description: 'For an `INVALID_REQUEST`, the resource’s status. Otherwise `null`.',
        resolve: ({ currentStatus }) => currentStatus ?? null,
      }),
      reason: t.field({
        type: EmailFailureReasonEnum,
        nullable: true,
        description: 'For an `EMAIL_DISPATCH_FAILED`, why the email was not accepted. Otherwise `null`.',
        resolve: ({ reason }) => reason ?? null,
      }),
      entity: t.field({
        type: EntityType,
        nullable: true,
        description:
          'For an `EMAIL_DISPATCH_FAILED`, the entity, which exists even if it was created with the send. Otherwise `null`.',
        resolve: ({ entityId }, _args, context) =>
          entityId === undefined ? null : requireTenant(context).loaders.entity.load(entityId),
      }),
    }),
  });

builder.objectField(BatchItemType, 'batch', (t) =>
  t.field({
    type: BatchType,
    nullable: true,
    description: 'The batch. `null` once it was deleted.',
    complexity: rowPrice,
    resolve: ({ batchId }, _args, context) => requireTenant(context).loaders.batch.load(batchId),
  }),
);

builder.queryField('batch', (t) =>
  t.field({
    type: BatchType,
    nullable: true,
    description: 'One batch of sends.',
    complexity: rowPrice,
    args: { id: t.arg.id({ required: true, description: 'The batch’s id.' }) },
    resolve: resolveBatch,
  }),
);

builder.subscriptionField('batch', (t) =>
  t.field({
    type: BatchType,
    nullable: true,
    description:
      'One batch of sends in its current state, and again after each change. Changes in quick succession can be one.',
    complexity: rowPrice,
    args: { id: t.arg.id({ required: true, description: 'The batch’s id.' }) },
    subscribe: followResource({
      find: ({ db }, id) => db.batch.findUnique({ where: { id }, select: { id: true } }),
      isAbout: ({ type, details }, { id }) =>
        type.startsWith('batch.') && (details as { batch_id?: unknown }).batch_id === id,
    }),
    resolve: resolveBatch,
  }),
);

builder.queryField('batches', (t) =>
  t.connection(
    {
      type: BatchType,
      description: 'The batches of sends in every status.',
      complexity: rootPageComplexity,
      args: offsetArgument(t.arg),
      resolve: (_root, args, context, info) => {
        const { db } = requireTenant(context);
        return resolvePage({
          args,
          context,
          info,
          parseId: uuidCursor,
          rows: (page) => db.batch.findMany(page),
          idOf: (batch) => batch.id,
          count: () => db.batch.count(),
        });
      },
    },
    { name: 'BatchConnection', description: 'A page of batches.' },
    { name: 'BatchEdge', description: 'A batch with its cursor.' },
  ),
);
