import type DataLoader from 'dataloader';
import type { TenantRows } from '../domain/context.ts';
import {
  type AuditRecord,
  type AuditSubject,
  countAuditEvents,
  readAuditEvents,
} from '../domain/events/read-audit-events.ts';
import type { ListPage } from '../domain/list-page.ts';
import { loadTogether } from './load-together.ts';

interface Trail {
  of: AuditSubject;
  id: string;
}

/** The audit trails of all items of a list are read together, and so are their lengths. */
export interface AuditLoaders {
  events: DataLoader<Trail & { page: ListPage }, AuditRecord[]>;
  count: DataLoader<Trail, number>;
}

export const createAuditLoaders = (reader: TenantRows): AuditLoaders => ({
  events: loadTogether({
    read: ({ of, page }, ids) => readAuditEvents(reader, { of, ids, page }),
    fallback: [],
  }),
  count: loadTogether({ read: ({ of }, ids) => countAuditEvents(reader, { of, ids }), fallback: 0 }),
});
