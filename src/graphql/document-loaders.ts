import type DataLoader from 'dataloader';
import type { Document } from '../database/client/client.ts';
import type { TenantRows } from '../domain/context.ts';
import { countDocuments, type DocumentPage, readDocuments } from '../domain/documents/read-documents.ts';
import { loadTogether } from './load-together.ts';

/** The documents of a whole list of entities are read together, and so are their numbers. */
export interface DocumentLoaders {
  rows: DataLoader<{ id: string; page: DocumentPage }, Document[]>;
  count: DataLoader<{ id: string }, number>;
}

export const createDocumentLoaders = (reader: TenantRows): DocumentLoaders => ({
  rows: loadTogether({
    read: ({ page }, entityIds) => readDocuments(reader, { entityIds, page }),
    fallback: [],
  }),
  count: loadTogether({ read: (_alike, entityIds) => countDocuments(reader, { entityIds }), fallback: 0 }),
});
