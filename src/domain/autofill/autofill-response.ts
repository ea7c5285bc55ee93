import { z } from 'zod';
import type { Document, Response } from '../../database/client/client.ts';
import { isOwned, ofTenant } from '../../database/raw-sql.ts';
import type { Transaction } from '../../database/transaction.ts';
import { InvalidStateError, NotFoundError, ValidationError } from '../../errors.ts';
import { newId } from '../../ids.ts';
import { boundedList } from '../bounded.ts';
import { isTextPending } from '../documents/extract-document-text.ts';
import { malformed } from '../draft.ts';
import { recordAuditEvent } from '../events/record-audit-events.ts';
import { flag, idempotencyKey, optional, uuid } from '../fields.ts';
import { defineOperation } from '../operation.ts';
import { withRules } from '../parse-input.ts';
import { requireQuota } from '../quotas.ts';
import { lockResponse } from '../responses/lock-response.ts';
import { requireNothingInProgress } from '../responses/require-nothing-in-progress.ts';
import { findDocumentsToRead, maxDocuments } from './find-documents-to-read.ts';
import type { AutofillRecord } from './read-autofill-runs.ts';

/** A response and the run that has just been requested for it. */
export interface RequestedAutofill {
  response: Response;
  autofill: AutofillRecord;
}

const documentIds = withRules(
  boundedList(uuid, { max: maxDocuments, message: `Use at most ${maxDocuments} documents.` }).min(
    1,
    'List at least one document, or omit this to read all of the entity’s documents.',
  ),
  (ids, report) => {
    const known = ids.filter((id) => id !== malformed);
    if (new Set(known).size < known.length) {
      report([], 'List each document only once.');
    }
  },
);

/**
 * Requests a run that reads documents and fills in the answers found in them, by a job that starts once this is committed.
 * While the run is in progress the response can be neither sent nor autofilled again, so that nothing changes while an email
 * about it is on its way.
 *
 * @throws ValidationError, also if none of the documents is readable
 * @throws NotFoundError for the response, and for a document that does not belong to its entity
 * @throws InvalidStateError if the response is no longer PREFILL
 * @throws ConflictError while another run or an email about the response is in progress, and at the tenant's limit of runs in
 * progress
 */
export const autofillResponse = defineOperation({
  name: 'autofillResponse',
  createsOrSends: true,
  actor: 'tenant',
  description:
    'Reads documents and fills in the answers that it finds, each with its source. Runs in the background and finishes within 100 seconds of its start. The response cannot be sent until then.',
  errors: [NotFoundError, InvalidStateError],
  payload: { response: 'Response', autofill: 'Autofill' },
  needs: ['clock', 'eventData', 'jobs'],
  scope: 'WRITE',
  input: z
    .strictObject({
      responseId: uuid.describe('A response in PREFILL.'),
      documentIds: optional(documentIds).describe(
        'The documents to read: 1 to 100 of the response’s entity, each once. Defaults to all of them.',
      ),
      overwrite: optional(flag).describe(
        'True replaces answers that were entered by hand before this call. Defaults to false: only questions that are unanswered, or were answered by an earlier autofill, are filled in.',
      ),
      idempotencyKey,
    })
    .describe('A response to fill in, and the documents to read for it.'),
  run: ({ context, input, once }): Promise<RequestedAutofill> =>
    context.db.$transaction(async (transaction) => {
      const { services, scope, actor } = context;
      await once.claim(transaction);
      const { response, questionnaire } = await lockResponse(transaction, context, input.responseId);
      const documents = await findDocumentsToRead(transaction, {
        entityId: response.entityId,
        ids: input.documentIds,
      });
      if (response.status !== 'PREFILL') {
        throw new InvalidStateError('Only a response in PREFILL can be autofilled.', response.status);
      }
      await requireNothingInProgress(transaction, response);
      requireReadable(documents, input.documentIds !== undefined);

      requireQuota('autofillRuns', await transaction.autofillRun.count({ where: { status: 'PROCESSING' } }));

      const now = services.clock();
      const jobId = newId();
      await forgetOldRuns(transaction, response);
      const run = await transaction.autofillRun.create({
        data: {
          id: newId(),
          ...scope,
          responseId: response.id,
          jobId,
          documentIds: documents.map(({ id }) => id),
          documentNames: documents.map(({ name }) => name),
          overwrite: input.overwrite ?? false,
          total: questionnaire.questionCount,
          ...actor,
          startedAt: now,
        },
      });
      await services.jobs.enqueue(transaction, 'autofill', [
        { id: jobId, tenantId: scope.tenantId, data: { runId: run.id } },
      ]);
      await recordAuditEvent(transaction, services, {
        ...actor,
        scope,
        type: 'response.autofill_started',
        responseId: response.id,
        details: { documents: documents.length, overwrite: input.overwrite ?? false },
        at: now,
      });
      const requested = { response, autofill: { ...run, failedDocuments: [] } };
      await once.complete(transaction, requested);
      return requested;
    }),
});

/** How many earlier runs of a response are kept alongside a new one. Only the newest is ever shown. */
const maxEarlierRuns = 20;

async function forgetOldRuns(transaction: Transaction, response: Response): Promise<void> {
  await ofTenant(transaction, response).execute`
    DELETE FROM autofill_runs WHERE id IN (
      SELECT id FROM autofill_runs WHERE response_id = ${response.id}::uuid AND ${isOwned} AND status <> 'PROCESSING'
      ORDER BY id DESC OFFSET ${maxEarlierRuns})`;
}

function requireReadable(
  documents: readonly Pick<Document, 'readable' | 'unreadableReason'>[],
  areNamed: boolean,
): void {
  if (documents.some((document) => document.readable || isTextPending(document))) {
    return;
  }
  throw ValidationError.at(
    'documentIds',
    documents.length === 0
      ? 'The entity has no documents. Upload one whose text can be read.'
      : `No text was found in any of the ${areNamed ? 'listed' : 'entity’s'} documents. Use one that is readable.`,
  );
}
