import { perform } from '../../domain/operation.ts';
import type { WorkflowReceipt } from '../../domain/workflows/receipt.ts';
import { sendPrefillResponse } from '../../domain/workflows/send-prefill-response.ts';
import { sendWorkflow } from '../../domain/workflows/send-workflow.ts';
import {
  ConflictError,
  EmailDispatchError,
  InsufficientCreditsError,
  InvalidStateError,
  NotFoundError,
  ValidationError,
} from '../../errors.ts';
import { builder } from '../builder.ts';
import { requireTenant } from '../context.ts';
import { idempotencyKeyField } from '../input-fields.ts';
import { rowPrice } from '../prices.ts';
import { EntityInput, EntityType } from './entity.ts';
import { ReceiptStatusEnum, WorkflowStepEnum } from './enums.ts';
import { ResponseType } from './response.ts';
import { WorkflowSessionType } from './workflow-session.ts';

const WorkflowReceiptType = builder.objectRef<WorkflowReceipt>('WorkflowReceipt').implement({
  description: 'What a send came to. The ids are null for what this send does not include.',
  fields: (t) => ({
    status: t.expose('status', { type: ReceiptStatusEnum, description: 'What the send came to.' }),
    emailSent: t.exposeBoolean('emailSent', { description: 'Whether a mail server has accepted a mail.' }),
    workflowSessionId: t.expose('workflowSessionId', {
      type: 'UUID',
      nullable: true,
      description: 'The session that the link leads to; null for a prefill, which has none yet.',
    }),
    workflowSession: t.prismaField({
      type: WorkflowSessionType,
      nullable: true,
      description: 'The session that the link leads to.',
      complexity: rowPrice,
      resolve: (query, { workflowSessionId }, _args, context) =>
        workflowSessionId === null
          ? null
          : requireTenant(context).db.workflowSession.findUnique({
              ...query,
              where: { id: workflowSessionId },
            }),
    }),
    entityId: t.expose('entityId', {
      type: 'UUID',
      description: 'The entity, existing or created by this call.',
    }),
    entityName: t.exposeString('entityName', { description: 'The entity’s name.' }),
    entity: t.field({
      type: EntityType,
      description: 'The entity.',
      resolve: ({ entityId }, _args, context) => requireTenant(context).loaders.entity.load(entityId),
    }),
    responseId: t.expose('responseId', {
      type: 'UUID',
      nullable: true,
      description: 'The response to fill in; null without a questionnaire.',
    }),
    response: t.prismaField({
      type: ResponseType,
      nullable: true,
      complexity: rowPrice,
      description: 'The response to fill in.',
      resolve: (query, { responseId }, _args, context) =>
        responseId === null
          ? null
          : requireTenant(context).db.response.findUnique({ ...query, where: { id: responseId } }),
    }),
    verificationSessionId: t.expose('verificationSessionId', {
      type: 'UUID',
      nullable: true,
      description: 'The verification to complete; null without one, and for a prefill, which has none yet.',
    }),
    steps: t.expose('steps', {
      type: [WorkflowStepEnum],
      description: 'What the session includes, or will include once it is sent.',
    }),
    expiresAt: t.expose('expiresAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When the link stops working; null for a prefill.',
    }),
  }),
});

const VerificationChecksInput = builder.inputType('VerificationChecksInput', {
  description: 'Which checks to ask for; at least one must be true.',
  fields: (t) => ({
    document: t.boolean({ description: 'A passport, driving licence or identity card.' }),
    identity: t.boolean({ description: 'A selfie compared with the identity document.' }),
    enhancedIdentity: t.boolean({ description: 'A short video compared with the identity document.' }),
    proofOfAddress: t.boolean({ description: 'A document that shows the person’s address.' }),
  }),
});

const VerificationInput = builder.inputType('VerificationInput', {
  description: 'An identity verification to ask for; individuals only.',
  fields: (t) => ({
    checks: t.field({
      type: VerificationChecksInput,
      required: true,
      description: 'Which checks to ask for.',
    }),
  }),
});

const DdqInput = builder.inputType('DdqInput', {
  description: 'A questionnaire to ask for.',
  fields: (t) => ({
    questionnaireId: t.int({ required: true, description: 'The questionnaire’s id.' }),
    responseName: t.string({
      description: 'What to call the response. `{entity name} – {questionnaire name}` unless said.',
    }),
    prefill: t.boolean({
      description:
        'True creates the response for the team to fill in first and sends nothing. False unless said.',
    }),
  }),
});

const expiryHours = 'Hours that the link lives, 1 to 168.';
const mailLanguage = 'Language of the mail, `en` or `de`.';

const SendWorkflowInput = builder.inputType('SendWorkflowInput', {
  description: 'Whom to ask, and for what: a questionnaire, a verification or both.',
  fields: (t) => ({
    entityId: t.field({ type: 'UUID', description: 'An entity that exists. Give this or `entity`.' }),
    entity: t.field({ type: EntityInput, description: 'An entity to create. Give this or `entityId`.' }),
    ddq: t.field({ type: DdqInput, description: 'The questionnaire to ask for.' }),
    verification: t.field({ type: VerificationInput, description: 'The verification to ask for.' }),
    email: t.field({
      type: 'EmailAddress',
      description: 'Where to send the link. Required unless `ddq.prefill`, which keeps it for later.',
    }),
    expiryHours: t.int({ description: `${expiryHours} The tenant’s default unless said.` }),
    language: t.string({ description: `${mailLanguage} The tenant’s unless said.` }),
    idempotencyKey: idempotencyKeyField(t),
  }),
});

const SendPrefillResponseInput = builder.inputType('SendPrefillResponseInput', {
  description: 'A prefilled response to send to its recipient.',
  fields: (t) => ({
    responseId: t.field({ type: 'UUID', required: true, description: 'A response in PREFILL.' }),
    email: t.field({
      type: 'EmailAddress',
      description: 'Where to send the link. The address given at creation unless said, else the entity’s.',
    }),
    expiryHours: t.int({
      description: `${expiryHours} What was given at creation unless said, else the tenant’s default.`,
    }),
    language: t.string({
      description: `${mailLanguage} What was given at creation unless said, else the tenant’s.`,
    }),
    idempotencyKey: idempotencyKeyField(t),
  }),
});

builder.mutationField('sendWorkflow', (t) =>
  t.field({
    type: WorkflowReceiptType,
    description:
      'Sends a questionnaire, a verification or both to a company or a person, wholly or not at all, for one credit. With `ddq.prefill` it only creates the response for the team to fill in. Takes the scope SEND, or WRITE for a prefill.',
    errors: {
      types: [ValidationError, NotFoundError, InsufficientCreditsError, EmailDispatchError, ConflictError],
    },
    args: {
      input: t.arg({ type: SendWorkflowInput, required: true, description: 'Whom to ask, and for what.' }),
    },
    resolve: (_root, { input }, context) => perform(sendWorkflow, requireTenant(context), input),
  }),
);

builder.mutationField('sendPrefillResponse', (t) =>
  t.field({
    type: WorkflowReceiptType,
    description:
      'Sends a prefilled response to its recipient, for one credit. The answers stay and where they were found is forgotten. Takes the scope SEND.',
    errors: {
      types: [
        ValidationError,
        NotFoundError,
        InvalidStateError,
        InsufficientCreditsError,
        EmailDispatchError,
        ConflictError,
      ],
    },
    args: { input: t.arg({ type: SendPrefillResponseInput, required: true, description: 'What to send.' }) },
    resolve: (_root, { input }, context) => perform(sendPrefillResponse, requireTenant(context), input),
  }),
);
