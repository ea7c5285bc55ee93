import {
  ConflictError,
  type DomainError,
  EmailDispatchError,
  type FieldProblem,
  IdempotencyKeyReusedError,
  InsufficientCreditsError,
  InvalidStateError,
  type MemberCode,
  NotFoundError,
  PayloadTooLargeError,
  RateLimitedError,
  UnsupportedMediaTypeError,
  ValidationError,
} from '../../errors.ts';
import { builder } from '../builder.ts';
import { requireTenant } from '../context.ts';
import { EntityType } from './entity.ts';
import { EmailFailureReasonEnum, ErrorCodeEnum } from './enums.ts';

const ErrorInterface = builder.interfaceRef<DomainError>('Error').implement({
  description: 'Fields common to all errors of mutations.',
  fields: (t) => ({
    code: t.field({
      type: ErrorCodeEnum,
      description: 'Machine-readable error code.',
      resolve: ({ code }) => code as MemberCode,
    }),
    message: t.exposeString('message', { description: 'Human-readable error message.' }),
  }),
});

export const FieldProblemType = builder.objectRef<FieldProblem>('FieldProblem').implement({
  description: 'The problems at one path of the input.',
  fields: (t) => ({
    path: t.exposeString('path', {
      description: 'The path in the input, such as `entity.legalName` or `answers[3].value`.',
    }),
    messages: t.exposeStringList('messages', { description: 'The problems at this path.' }),
  }),
});

builder.objectType(ValidationError, {
  name: 'ValidationError',
  description: 'Fields of the input are missing or invalid. Nothing was changed.',
  interfaces: [ErrorInterface],
  fields: (t) => ({
    fields: t.expose('fields', {
      type: [FieldProblemType],
      description: 'Every problem that was found, up to 100.',
    }),
  }),
});

builder.objectType(NotFoundError, {
  name: 'NotFoundError',
  description: 'A resource that the input refers to does not exist or you cannot access it.',
  interfaces: [ErrorInterface],
});

builder.objectType(InvalidStateError, {
  name: 'InvalidStateError',
  description: 'The resource’s current status does not allow this operation.',
  interfaces: [ErrorInterface],
  fields: (t) => ({
    currentStatus: t.exposeString('currentStatus', { description: 'The resource’s current status.' }),
  }),
});

builder.objectType(InsufficientCreditsError, {
  name: 'InsufficientCreditsError',
  description: 'No send credit is available. Nothing was created or sent.',
  interfaces: [ErrorInterface],
});

builder.objectType(EmailDispatchError, {
  name: 'EmailDispatchError',
  description:
    'The mail server did not accept the email. The send was rolled back and nothing was charged. An entity that was created with it stays.',
  interfaces: [ErrorInterface],
  fields: (t) => ({
    reason: t.expose('reason', {
      type: EmailFailureReasonEnum,
      description: 'The reason why the email was not accepted.',
    }),
    entity: t.field({
      type: EntityType,
      description: 'The entity concerned. It exists even if it was created with the send.',
      resolve: ({ entityId }, _args, context) => requireTenant(context).loaders.entity.load(entityId),
    }),
  }),
});

builder.objectType(ConflictError, {
  name: 'ConflictError',
  description:
    'Another request is changing the same resource, or a limit of the tenant is reached. The message says which.',
  interfaces: [ErrorInterface],
});

builder.objectType(IdempotencyKeyReusedError, {
  name: 'IdempotencyKeyReusedError',
  description: 'The idempotency key was used for a different request within 24 hours. Nothing was done.',
  interfaces: [ErrorInterface],
});

builder.objectType(RateLimitedError, {
  name: 'RateLimitedError',
  description: 'The hourly limit of emails for one request is reached. Nothing was sent or charged.',
  interfaces: [ErrorInterface],
  fields: (t) => ({
    retryAfterSeconds: t.exposeInt('retryAfterSeconds', {
      description: 'Seconds after which the same call can succeed.',
    }),
  }),
});

builder.objectType(PayloadTooLargeError, {
  name: 'PayloadTooLargeError',
  description: 'A file is too large. Nothing of it was stored.',
  interfaces: [ErrorInterface],
});

builder.objectType(UnsupportedMediaTypeError, {
  name: 'UnsupportedMediaTypeError',
  description: 'A file’s type, detected from its content, is not accepted. Nothing of it was stored.',
  interfaces: [ErrorInterface],
});
