import type DataLoader from 'dataloader';
import type { TenantRows } from '../domain/context.ts';
import type { ListPage } from '../domain/list-page.ts';
import {
  countRelatedLists,
  type RelatedList,
  type RelatedRows,
  readRelatedLists,
} from '../domain/related-lists.ts';
import { loadTogether } from './load-together.ts';

/** One kind of list of each item of a list: their pages are read together, and so are their lengths. */
export interface ListLoaders<Row> {
  rows: DataLoader<{ id: string; page: ListPage }, Row[]>;
  count: DataLoader<{ id: string }, number>;
}

export type RelatedLoaders = { [List in RelatedList]: ListLoaders<RelatedRows[List]> };

export const createRelatedLoaders = (reader: TenantRows): RelatedLoaders => ({
  responsesOfEntity: listLoaders(reader, 'responsesOfEntity'),
  workflowSessionsOfEntity: listLoaders(reader, 'workflowSessionsOfEntity'),
  verificationSessionsOfEntity: listLoaders(reader, 'verificationSessionsOfEntity'),
  documentsOfEntity: listLoaders(reader, 'documentsOfEntity'),
  workflowSessionsOfResponse: listLoaders(reader, 'workflowSessionsOfResponse'),
  versionsOfQuestionnaire: listLoaders(reader, 'versionsOfQuestionnaire'),
  documentsOfResponse: listLoaders(reader, 'documentsOfResponse'),
  itemsOfBatch: listLoaders(reader, 'itemsOfBatch'),
  submissionsOfResponse: listLoaders(reader, 'submissionsOfResponse'),
  commentsOfResponse: listLoaders(reader, 'commentsOfResponse'),
});

const listLoaders = <List extends RelatedList>(
  reader: TenantRows,
  list: List,
): ListLoaders<RelatedRows[List]> => ({
  rows: loadTogether({
    read: ({ page }, ids) => readRelatedLists(reader, { list, ids, page }),
    fallback: [] as RelatedRows[List][],
  }),
  count: loadTogether({ read: (_alike, ids) => countRelatedLists(reader, { list, ids }), fallback: 0 }),
});
