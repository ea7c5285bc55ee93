import { z } from 'zod';
import type { Document } from '../../database/client/client.ts';
import {
  type DomainError,
  InvalidStateError,
  NotFoundError,
  PayloadTooLargeError,
  UnsupportedMediaTypeError,
  ValidationError,
} from '../../errors.ts';
import { ReadersBusyError } from '../../text-extraction/extracted-text.ts';
import { named } from '../api-types.ts';
import { keepUnerased, requireUnerased } from '../entities/lock-entity.ts';
import { idempotencyKey, uuid } from '../fields.ts';
import { acceptedDocuments } from '../files/accepted-types.ts';
import { IncomingFile } from '../files/incoming-file.ts';
import { inspectFile } from '../files/inspect-file.ts';
import { FileRejectedError, type FileRejection } from '../files/received-file.ts';
import { storeFile } from '../files/store-file.ts';
import { withReceivedFile } from '../files/with-received-file.ts';
import { defineOperation } from '../operation.ts';
import type { Services } from '../services.ts';
import { addDocument } from './add-document.ts';
import { extractDocumentText, isTextPending } from './extract-document-text.ts';
import { readText } from './read-text.ts';
import { requireDocumentRoom } from './require-document-room.ts';

const uploadDocumentInput = z
  .strictObject({
    entityId: uuid.describe('The entity’s id.'),
    file: named(
      'Upload',
      z
        .custom<IncomingFile>((value) => value instanceof IncomingFile, {
          error: ({ input }) => (input === undefined || input === null ? undefined : 'Send one file.'),
        })
        .refine((file) => !(file instanceof IncomingFile) || file.sizeBytes > 0, 'The file is empty.'),
    ).describe('The file: PDF, DOCX, XLSX, CSV, TXT, MD, HTML, EML or a photo, detected from its content.'),
    idempotencyKey,
  })
  .describe('A file to store as a document of an entity.');

/** A document, and whether it was created by this upload. */
export interface UploadedDocument {
  document: Document;
  isNew: boolean;
}

/** How long a client waits for the text of its file. Longer than almost all files take. */
const maxReadingMs = 10_000;

/**
 * Makes a file a document of an entity and reads its text, so that the client knows whether autofill can read it. When every
 * reader that the tenant can have is busy, or the file takes long, a job reads it later instead. An
 * entity has the same bytes once: when they come again, under whatever name, the first document is the answer. Nothing of
 * a file that is rejected, or that was there before, is kept.
 *
 * @throws PayloadTooLargeError when it is larger than 20 MiB
 * @throws UnsupportedMediaTypeError when it is, by its content, of no accepted type
 * @throws ValidationError when it is empty, or the scanner rejects it
 * @throws NotFoundError if the entity does not exist
 * @throws InvalidStateError when the entity was erased
 * @throws ConflictError when the entity or the tenant has as many documents as it can have
 */
export const uploadDocument = defineOperation({
  name: 'uploadDocument',
  createsOrSends: true,
  actor: 'tenant',
  description:
    'Stores a file as a document of an entity and reads its text; later if that takes longer than ten seconds or the readers are busy. If the entity already has a document with the same bytes, that document is returned.',
  errors: [NotFoundError, InvalidStateError, PayloadTooLargeError, UnsupportedMediaTypeError],
  payload: { document: 'Document' },
  returnsExisting: true,
  needs: [
    'allTenants',
    'clock',
    'eventData',
    'extractText',
    'files',
    'jobs',
    'log',
    'scanFile',
    'temporaryDir',
  ],
  scope: 'WRITE',
  input: uploadDocumentInput,
  run: async ({ context, input: { entityId, file }, once }): Promise<UploadedDocument> => {
    const { services, db, scope, actor } = context;
    const contentType = await inspect(services, file);
    const entity = await db.entity.findUnique({ where: { id: entityId }, select: { erasedAt: true } });
    if (!entity) {
      throw new NotFoundError('Entity');
    }
    requireUnerased(entity);
    const existing = await db.document.findFirst({ where: { entityId, sha256: file.sha256 } });
    if (existing && isTextPending(existing)) {
      await orLater(extractDocumentText(services, { documentId: existing.id }, { withinMs: maxReadingMs }));
    }
    if (!existing) {
      // Again in the transaction; here it spares the work on a file that cannot be kept.
      await requireDocumentRoom(db, { scope, entityId, workflowSessionId: null, added: [file] });
    }
    const received = await storeFile({ services, file, contentType });
    const document = await withReceivedFile(services, received, async () => {
      const readability = existing
        ? null
        : await orLater(
            readText(services, {
              id: received.id,
              tenantId: scope.tenantId,
              path: file.path,
              contentType,
              withinMs: maxReadingMs,
            }),
          );
      return db.$transaction(async (transaction) => {
        await once.claim(transaction);
        await keepUnerased(transaction, context, entityId);
        const added = await addDocument({
          transaction,
          services,
          scope,
          entityId,
          received,
          readability,
          actor,
          now: services.clock(),
          link: null,
          responseId: null,
        });
        await once.complete(transaction, uploaded(added));
        return added;
      });
    });
    return uploaded(document);

    function uploaded(kept: Document): UploadedDocument {
      return { document: kept, isNew: kept.id === received.id };
    }
  },
});

/** The result of reading a text; null when it will be read later. */
async function orLater<Result>(reading: Promise<Result>): Promise<Result | null> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof ReadersBusyError) {
      return null;
    }
    throw error;
  }
}

/** What a file is by its content. @throws DomainError where it cannot be a document */
async function inspect(services: Pick<Services, 'scanFile'>, file: IncomingFile): Promise<string> {
  try {
    return await inspectFile({ services, file, accepted: acceptedDocuments });
  } catch (error) {
    throw error instanceof FileRejectedError ? (rejections[error.reason]?.() ?? error) : error;
  }
}

const rejections: Partial<Record<FileRejection, () => DomainError>> = {
  too_large: () => new PayloadTooLargeError('The file is larger than 20 MiB.'),
  type_not_accepted: () =>
    new UnsupportedMediaTypeError(
      'Files of this type are not accepted. Send PDF, DOCX, XLSX, CSV, TXT, MD, HTML, EML or a photo.',
    ),
  unsafe: () => ValidationError.at('file', 'The file was rejected because it is harmful.'),
};
