import { perform } from '../../domain/operation.ts';
import { createWebhook } from '../../domain/webhooks/create-webhook.ts';
import { deleteWebhook } from '../../domain/webhooks/delete-webhook.ts';
import { rotateWebhookSecret } from '../../domain/webhooks/rotate-webhook-secret.ts';
import { testWebhook } from '../../domain/webhooks/test-webhook.ts';
import { updateWebhook } from '../../domain/webhooks/update-webhook.ts';
import { ConflictError, InvalidStateError, NotFoundError, ValidationError } from '../../errors.ts';
import { builder } from '../builder.ts';
import { requireTenant } from '../context.ts';
import { type InputFields, idempotencyKeyField } from '../input-fields.ts';
import { WebhookType } from './webhook.ts';
import { WebhookDeliveryType } from './webhook-delivery.ts';

const idField = (t: InputFields) =>
  t.field({ type: 'UUID', required: true, description: 'The webhook’s id.' });

const CreateWebhookInput = builder.inputType('CreateWebhookInput', {
  description: 'A webhook to make.',
  fields: (t) => ({
    url: t.string({
      required: true,
      description:
        'Where events are to be sent: an `https://` address in production, at most 2000 characters, without a user name, a password or a fragment.',
    }),
    events: t.stringList({
      required: true,
      description:
        'The names of the events to be told of, such as `response.submitted`; `*` alone for all, those that are yet to come included.',
    }),
    description: t.string({ description: 'What it is for, at most 500 characters.' }),
    idempotencyKey: idempotencyKeyField(t),
  }),
});

const UpdateWebhookInput = builder.inputType('UpdateWebhookInput', {
  description: 'What to change of a webhook. What is absent stays.',
  fields: (t) => ({
    id: idField(t),
    url: t.string({ description: 'Where events are to be sent, pending ones too.' }),
    events: t.stringList({ description: 'The names of the events to be told of; `*` alone for all.' }),
    description: t.string({ description: 'What it is for; null clears it.' }),
    enabled: t.boolean({
      description:
        'False switches it off and gives up what is pending. True switches it on again; what happened meanwhile is not told.',
    }),
  }),
});

const RotateWebhookSecretInput = builder.inputType('RotateWebhookSecretInput', {
  description: 'A webhook that gets a new secret.',
  fields: (t) => ({ id: idField(t), idempotencyKey: idempotencyKeyField(t) }),
});

const DeleteWebhookInput = builder.inputType('DeleteWebhookInput', {
  description: 'A webhook to delete.',
  fields: (t) => ({ id: idField(t) }),
});

const TestWebhookInput = builder.inputType('TestWebhookInput', {
  description: 'A webhook to send a test event to.',
  fields: (t) => ({
    id: idField(t),
    event: t.string({
      description:
        'The name of the event to send. Unless said, the first that the webhook is told of, and `response.submitted` for one that is told of all.',
    }),
    idempotencyKey: idempotencyKeyField(t),
  }),
});

builder.mutationField('createWebhook', (t) =>
  t.field({
    type: WebhookType,
    description:
      'Makes a webhook in the mode of the key, at most 20 in each mode, and shows its secret. Takes the scope ADMIN.',
    errors: { types: [ValidationError, ConflictError] },
    args: { input: t.arg({ type: CreateWebhookInput, required: true, description: 'The webhook.' }) },
    resolve: (_root, { input }, context) => perform(createWebhook, requireTenant(context), input),
  }),
);

builder.mutationField('updateWebhook', (t) =>
  t.field({
    type: WebhookType,
    description: 'Changes a webhook. Takes the scope ADMIN.',
    errors: { types: [ValidationError, NotFoundError] },
    args: { input: t.arg({ type: UpdateWebhookInput, required: true, description: 'What to change.' }) },
    resolve: (_root, { input }, context) => perform(updateWebhook, requireTenant(context), input),
  }),
);

builder.mutationField('rotateWebhookSecret', (t) =>
  t.field({
    type: WebhookType,
    description:
      'Gives a webhook a new secret and shows it. For a day each delivery is signed with the former one as well. Takes the scope ADMIN.',
    errors: { types: [ValidationError, NotFoundError, ConflictError] },
    args: { input: t.arg({ type: RotateWebhookSecretInput, required: true, description: 'Which webhook.' }) },
    resolve: (_root, { input }, context) => perform(rotateWebhookSecret, requireTenant(context), input),
  }),
);

builder.mutationField('deleteWebhook', (t) =>
  t.field({
    type: WebhookType,
    description: 'Deletes a webhook; what is pending for it is given up. Takes the scope ADMIN.',
    errors: { types: [ValidationError, NotFoundError] },
    args: { input: t.arg({ type: DeleteWebhookInput, required: true, description: 'Which webhook.' }) },
    resolve: (_root, { input }, context) => perform(deleteWebhook, requireTenant(context), input),
  }),
);

builder.mutationField('testWebhook', (t) =>
  t.field({
    type: WebhookDeliveryType,
    description:
      'Sends a test event to a webhook that is switched on, in the same way as a real one and to this webhook only. What it tells of exists nowhere: its ids are zeros, and its names say “Test event”. Takes the scope ADMIN.',
    errors: { types: [ValidationError, NotFoundError, InvalidStateError, ConflictError] },
    args: { input: t.arg({ type: TestWebhookInput, required: true, description: 'Which webhook.' }) },
    resolve: (_root, { input }, context) => perform(testWebhook, requireTenant(context), input),
  }),
);
