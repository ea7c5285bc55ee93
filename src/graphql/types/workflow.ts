import type { WorkflowPreview } from '../../domain/workflows/preview.ts';
import type { WorkflowReceipt } from '../../domain/workflows/receipt.ts';
import { builder } from '../builder.ts';
import { requireTenant } from '../context.ts';
import { mailTextPrice, rowPrice } from '../prices.ts';
import { EntityType } from './entity.ts';
import { ReceiptStatusEnum, WorkflowStepEnum } from './enums.ts';
import { ResponseType } from './response.ts';
import { CreditsType } from './tenant.ts';
import { VerificationSessionType } from './verification-session.ts';
import { WorkflowSessionType } from './workflow-session.ts';

export const ReceiptType = builder.objectRef<WorkflowReceipt>('WorkflowReceipt').implement({
  description: 'The result of a send. The ids are null for what this send does not include.',
  fields: (t) => ({
    status: t.expose('status', { type: ReceiptStatusEnum, description: 'The outcome of the send.' }),
    emailSent: t.exposeBoolean('emailSent', { description: 'Whether a mail server has accepted an email.' }),
    workflowSessionId: t.exposeID('workflowSessionId', {
      nullable: true,
      description: 'The session that the link leads to. `null` for a prefill, which has none yet.',
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
    entityId: t.exposeID('entityId', { description: 'The entity, existing or created by this call.' }),
    entityName: t.exposeString('entityName', { description: 'The entity’s name.' }),
    entity: t.field({
      type: EntityType,
      description: 'The entity.',
      resolve: ({ entityId }, _args, context) => requireTenant(context).loaders.entity.load(entityId),
    }),
    responseId: t.exposeID('responseId', {
      nullable: true,
      description: 'The response to fill in. `null` without a questionnaire.',
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
    verificationSessionId: t.exposeID('verificationSessionId', {
      nullable: true,
      description: 'The verification to complete. `null` without one, and for a prefill, which has none yet.',
    }),
    verificationSession: t.prismaField({
      type: VerificationSessionType,
      nullable: true,
      complexity: rowPrice,
      description: 'The verification to complete.',
      resolve: (query, { verificationSessionId }, _args, context) =>
        verificationSessionId === null
          ? null
          : requireTenant(context).db.verificationSession.findUnique({
              ...query,
              where: { id: verificationSessionId },
            }),
    }),
    steps: t.expose('steps', {
      type: [WorkflowStepEnum],
      description: 'The steps that the session includes, or will include once it is sent.',
    }),
    expiresAt: t.expose('expiresAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When the link expires. `null` for a prefill.',
    }),
  }),
});

const MailPreviewType = builder.objectRef<NonNullable<WorkflowPreview['mail']>>('MailPreview').implement({
  description: 'The email that a send would send, with a placeholder for the link.',
  fields: (t) => ({
    to: t.expose('to', { type: 'EmailAddress', description: 'The address that it would go to.' }),
    subject: t.exposeString('subject', { description: 'The subject.' }),
    text: t.exposeString('text', { complexity: mailTextPrice, description: 'The plain text.' }),
    html: t.exposeString('html', { complexity: mailTextPrice, description: 'The HTML.' }),
  }),
});

builder.objectRef<WorkflowPreview>('WorkflowPreview').implement({
  description: 'What a send would do now.',
  fields: (t) => ({
    entityName: t.exposeString('entityName', { description: 'The name of the entity, existing or new.' }),
    responseName: t.exposeString('responseName', {
      nullable: true,
      description: 'The name of the response. `null` without a questionnaire.',
    }),
    steps: t.expose('steps', {
      type: [WorkflowStepEnum],
      description: 'The steps that the session would include.',
    }),
    expiresAt: t.expose('expiresAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When the link would expire if it was sent now. `null` for a prefill.',
    }),
    cost: t.exposeInt('cost', {
      description: 'The number of credits that the send would cost. 0 for a prefill, and for a test key.',
    }),
    credits: t.expose('credits', { type: CreditsType, description: 'The tenant’s send credits now.' }),
    mail: t.expose('mail', {
      type: MailPreviewType,
      nullable: true,
      description: 'The email that would be sent. `null` for a prefill.',
    }),
  }),
});
