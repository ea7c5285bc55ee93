import type { AutofillRecord, FailedDocument } from '../../domain/autofill/read-autofill-runs.ts';
import { builder } from '../builder.ts';
import { requireTenant } from '../context.ts';
import { AutofillStatusEnum } from './enums.ts';
import { NodeInterface } from './node.ts';
import { ResponseType } from './response.ts';

const FailedDocumentType = builder.objectRef<FailedDocument>('FailedDocument').implement({
  description: 'A document that autofill could not read.',
  fields: (t) => ({
    name: t.exposeString('name', { description: 'The document’s file name.' }),
    reason: t.exposeString('reason', { description: 'Why it could not be read, in a sentence.' }),
  }),
});

const AutofillType = builder.objectRef<AutofillRecord>('Autofill').implement({
  interfaces: [NodeInterface],
  description: 'One reading of documents to fill in a response: how it stands, and what it came to.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'The run’s id.' }),
    status: t.expose('status', { type: AutofillStatusEnum, description: 'Where it stands.' }),
    jobId: t.exposeID('jobId', { description: 'The job that carries it out.' }),
    answered: t.exposeInt('answered', {
      description: 'How many answers it has written; 0 until it is completed.',
    }),
    total: t.exposeInt('total', { description: 'How many questions the questionnaire has.' }),
    failedDocuments: t.expose('failedDocuments', {
      type: [FailedDocumentType],
      description: 'The documents that could not be read; empty until it has ended.',
    }),
    error: t.exposeString('error', {
      nullable: true,
      description: 'Why it failed, in a sentence; null unless it did.',
    }),
    startedAt: t.expose('startedAt', { type: 'DateTime', description: 'When it was asked for.' }),
    finishedAt: t.expose('finishedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When it ended; null while it is under way.',
    }),
  }),
});

builder.objectField(ResponseType, 'autofill', (t) =>
  t.field({
    type: AutofillType,
    nullable: true,
    description: 'The newest autofill of the response; null where there was none.',
    resolve: ({ id }, _args, context) => requireTenant(context).loaders.autofill.load(id),
  }),
);
