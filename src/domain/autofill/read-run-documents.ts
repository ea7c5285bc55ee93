import type { AutofillRun } from '../../database/client/client.ts';
import { UnreadableError } from '../../sealing/unreadable-error.ts';
import { readDocumentText } from '../documents/document-text.ts';
import { extractDocumentText, isTextPending } from '../documents/extract-document-text.ts';
import type { Services } from '../services.ts';
import type { ReadableDocument } from './engine.ts';
import type { FailedDocument } from './read-autofill-runs.ts';
import type { RunLimits } from './run-limits.ts';

interface ReadLimits extends Pick<RunLimits, 'maxCharacters' | 'pendingTextsMs'> {
  signal: AbortSignal;
}

interface RunDocuments {
  documents: ReadableDocument[];
  failedDocuments: FailedDocument[];
}

/**
 * Reads the texts of a run's documents in their order, first extracting those that no job has read yet, and reports why
 * documents could not be read. The number of characters kept is limited, and at most one document beyond the limit is in memory
 * at a time: a document that does not fit with those before it is left out, and a smaller one after it may still fit.
 */
export async function readRunDocuments(
  services: Pick<Services, 'allTenants' | 'extractText' | 'files' | 'log' | 'temporaryDir'>,
  { documentIds, documentNames, tenantId, mode }: AutofillRun,
  { maxCharacters, pendingTextsMs, signal }: ReadLimits,
): Promise<RunDocuments> {
  const readRows = () =>
    services.allTenants.document.findMany({
      where: { id: { in: documentIds }, tenantId, mode },
      select: { id: true, name: true, readable: true, unreadableReason: true },
    });
  let rows = await readRows();
  const pending = rows.filter(isTextPending);
  if (pending.length > 0) {
    await readPendingTexts(services, { ids: pending.map(({ id }) => id), pendingTextsMs, signal });
    rows = await readRows();
  }
  const byId = new Map(rows.map((row) => [row.id, row]));
  const documents: ReadableDocument[] = [];
  const failedDocuments: FailedDocument[] = [];
  let charactersLeft = maxCharacters;
  for (const [index, id] of documentIds.entries()) {
    const row = byId.get(id);
    const pages = row?.readable ? await readText(services, id) : undefined;
    if (pages instanceof UnreadableError) {
      failedDocuments.push({ name: row?.name ?? id, reason: 'Its stored text is damaged.' });
      continue;
    }
    if (!row || !pages) {
      failedDocuments.push({ name: row?.name ?? documentNames[index] ?? id, reason: reasonOf(row) });
      continue;
    }
    const characters = pages.reduce((sum, page) => sum + page.length, 0);
    if (characters > charactersLeft) {
      failedDocuments.push({ name: row.name, reason: tooMuchText });
      continue;
    }
    charactersLeft -= characters;
    documents.push({ id, name: row.name, pages });
    if (row.unreadableReason !== null) {
      // The part that was read is still used.
      failedDocuments.push({ name: row.name, reason: row.unreadableReason });
    }
  }
  return { documents, failedDocuments };
}

interface PendingTexts {
  ids: readonly string[];
  pendingTextsMs: number;
  signal: AbortSignal;
}

/** Reads the texts that no job has read yet, one after the other, as long as there is time. */
async function readPendingTexts(
  services: Pick<Services, 'allTenants' | 'extractText' | 'files' | 'log' | 'temporaryDir'>,
  { ids, pendingTextsMs, signal }: PendingTexts,
): Promise<void> {
  const time = AbortSignal.timeout(pendingTextsMs);
  for (const documentId of ids) {
    try {
      await extractDocumentText(services, { documentId }, { signal: AbortSignal.any([signal, time]) });
    } catch (error) {
      signal.throwIfAborted();
      if (time.aborted) {
        return;
      }
      throw error;
    }
  }
}

/** A text that was changed in the store is logged and its document is left out: trying again would have the same result. */
async function readText(
  services: Pick<Services, 'files' | 'log'>,
  id: string,
): Promise<string[] | undefined | UnreadableError> {
  try {
    return await readDocumentText(services, id);
  } catch (error) {
    if (error instanceof UnreadableError) {
      services.log.error({ documentId: id, error }, 'The stored text of a document is damaged.');
      return error;
    }
    throw error;
  }
}

const tooMuchText =
  'Together with the documents before it, it has more text than one run can read. Start another autofill for this document alone.';

function reasonOf(row: { readable: boolean; unreadableReason: string | null } | undefined): string {
  if (!row) {
    return 'The document was deleted before it was read.';
  }
  if (isTextPending(row)) {
    return 'Its text has not been read yet. Try again in a few minutes.';
  }
  return row.readable
    ? 'Its text is no longer stored.'
    : (row.unreadableReason ?? 'No text was found in it.');
}
