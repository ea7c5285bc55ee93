import { perform } from '../../domain/operation.ts';
import { approveResponse } from '../../domain/responses/approve-response.ts';
import { completeReview } from '../../domain/responses/complete-review.ts';
import { rejectResponse } from '../../domain/responses/reject-response.ts';
import { startReview } from '../../domain/responses/start-review.ts';
import { requestChanges } from '../../domain/workflows/request-changes.ts';
import {
  ConflictError,
  EmailDispatchError,
  InvalidStateError,
  NotFoundError,
  RateLimitedError,
  ValidationError,
} from '../../errors.ts';
import { builder } from '../builder.ts';
import { requireTenant } from '../context.ts';
import { expiryHoursField, type InputFields, idempotencyKeyField, languageField } from '../input-fields.ts';
import { ResponseType } from './response.ts';

const reviewErrors = [ValidationError, NotFoundError, InvalidStateError, ConflictError];

const responseIdField = (t: InputFields, description: string) =>
  t.field({ type: 'UUID', required: true, description });

const notesField = (t: InputFields) =>
  t.string({
    description: 'What the team notes about it, at most 2000 characters. Kept in the audit trail only.',
  });

const StartReviewInput = builder.inputType('StartReviewInput', {
  description: 'A response to take into review.',
  fields: (t) => ({
    responseId: responseIdField(t, 'A response in SUBMITTED or RESUBMITTED.'),
    notes: notesField(t),
    idempotencyKey: idempotencyKeyField(t),
  }),
});

const CompleteReviewInput = builder.inputType('CompleteReviewInput', {
  description: 'A response whose review is done.',
  fields: (t) => ({
    responseId: responseIdField(t, 'A response in UNDER_REVIEW.'),
    notes: notesField(t),
    idempotencyKey: idempotencyKeyField(t),
  }),
});

const ApproveResponseInput = builder.inputType('ApproveResponseInput', {
  description: 'A response to approve.',
  fields: (t) => ({
    responseId: responseIdField(t, 'A response in REVIEWED.'),
    notes: notesField(t),
    idempotencyKey: idempotencyKeyField(t),
  }),
});

const RejectResponseInput = builder.inputType('RejectResponseInput', {
  description: 'A response to reject, and why.',
  fields: (t) => ({
    responseId: responseIdField(t, 'A response in REVIEWED.'),
    reason: t.string({
      required: true,
      description: 'Why, at most 2000 characters. Kept in the audit trail only.',
    }),
    idempotencyKey: idempotencyKeyField(t),
  }),
});

const RequestChangesInput = builder.inputType('RequestChangesInput', {
  description: 'A response that its recipient is to change.',
  fields: (t) => ({
    responseId: responseIdField(t, 'A response in UNDER_REVIEW or REVIEWED.'),
    message: t.string({
      required: true,
      description:
        'What to change, at most 2000 characters. The recipient reads it in the mail and on the page.',
    }),
    questionKeys: t.stringList({
      description: 'The keys of the questions that it is about, which are marked on the page.',
    }),
    email: t.field({
      type: 'EmailAddress',
      description: 'Where to send the link. The address of the last link unless said.',
    }),
    expiryHours: expiryHoursField(t),
    language: languageField(t),
    idempotencyKey: idempotencyKeyField(t),
  }),
});

builder.mutationField('startReview', (t) =>
  t.field({
    type: ResponseType,
    description: 'Takes a submitted response into review. Takes the scope ADMIN.',
    errors: { types: reviewErrors },
    args: { input: t.arg({ type: StartReviewInput, required: true, description: 'Which response.' }) },
    resolve: (_root, { input }, context) => perform(startReview, requireTenant(context), input),
  }),
);

builder.mutationField('completeReview', (t) =>
  t.field({
    type: ResponseType,
    description: 'Ends the review of a response, so that it can be decided. Takes the scope ADMIN.',
    errors: { types: reviewErrors },
    args: { input: t.arg({ type: CompleteReviewInput, required: true, description: 'Which response.' }) },
    resolve: (_root, { input }, context) => perform(completeReview, requireTenant(context), input),
  }),
);

builder.mutationField('approveResponse', (t) =>
  t.field({
    type: ResponseType,
    description: 'Approves a reviewed response, for good. Takes the scope ADMIN.',
    errors: { types: reviewErrors },
    args: { input: t.arg({ type: ApproveResponseInput, required: true, description: 'Which response.' }) },
    resolve: (_root, { input }, context) => perform(approveResponse, requireTenant(context), input),
  }),
);

builder.mutationField('rejectResponse', (t) =>
  t.field({
    type: ResponseType,
    description: 'Rejects a reviewed response, for good. Takes the scope ADMIN.',
    errors: { types: reviewErrors },
    args: {
      input: t.arg({ type: RejectResponseInput, required: true, description: 'Which response, and why.' }),
    },
    resolve: (_root, { input }, context) => perform(rejectResponse, requireTenant(context), input),
  }),
);

builder.mutationField('requestChanges', (t) =>
  t.field({
    type: ResponseType,
    description:
      'Sends a response back to its recipient with a message and a new link, at no cost. If the email is not accepted, nothing has changed. At most five emails per response and hour. Requires the `SEND` scope.',
    errors: { types: [...reviewErrors, RateLimitedError, EmailDispatchError] },
    args: {
      input: t.arg({
        type: RequestChangesInput,
        required: true,
        description: 'Which response, and what to change.',
      }),
    },
    resolve: (_root, { input }, context) => perform(requestChanges, requireTenant(context), input),
  }),
);
