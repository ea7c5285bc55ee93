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
  description: 'One autofill run of a response: its status and its result.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'The run’s id.' }),
    status: t.expose('status', { type: AutofillStatusEnum, description: 'The current status.' }),
    jobId: t.exposeID('jobId', { description: 'The job that carries it out.' }),
    answered: t.exposeInt('answered', {
      description: 'The number of answers that were filled in. 0 until the run is completed.',
    }),
    total: t.exposeInt('total', { description: 'The number of questions of the questionnaire.' }),
    failedDocuments: t.expose('failedDocuments', {
      type: [FailedDocumentType],
      description: 'The documents that could not be read. Empty until the run has finished.',
    }),
    error: t.exposeString('error', {
      nullable: true,
      description: 'Why the run failed, in a sentence. `null` unless it failed.',
    }),
    startedAt: t.expose('startedAt', { type: 'DateTime', description: 'When it was requested.' }),
    finishedAt: t.expose('finishedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When the run finished. `null` while it is in progress.',
    }),
  }),
});

builder.objectField(ResponseType, 'autofill', (t) =>
  t.field({
    type: AutofillType,
    nullable: true,
    description: 'The latest autofill of the response. `null` if there is none.',
    resolve: ({ id }, _args, context) => requireTenant(context).loaders.autofill.load(id),
  }),
);
