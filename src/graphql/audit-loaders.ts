import DataLoader from 'dataloader';
import {
  type AuditPage,
  type AuditRecord,
  type AuditSubject,
  countAuditEvents,
  readAuditEvents,
} from '../domain/audit/read-audit-events.ts';
import type { TenantContext } from '../domain/context.ts';

interface Trail {
  of: AuditSubject;
  id: string;
}

/** The audit trails of a whole list of things are read together, and so are their lengths. */
export interface AuditLoaders {
  events: DataLoader<Trail & { page: AuditPage }, AuditRecord[]>;
  count: DataLoader<Trail, number>;
}

export const createAuditLoaders = (reader: Pick<TenantContext, 'db' | 'scope'>): AuditLoaders => ({
  events: loadTogether({
    read: ({ of, page }, ids) => readAuditEvents(reader, { of, ids, page }),
    fallback: [],
  }),
  count: loadTogether({ read: ({ of }, ids) => countAuditEvents(reader, { of, ids }), fallback: 0 }),
});

interface LoadOptions<Key extends Trail, Result> {
  /** Reads those trails of which the same is asked, as of the given one. */
  read: (alike: Key, ids: string[]) => Promise<Map<string, Result>>;
  /** What there is of a trail without events. */
  fallback: Result;
}

function loadTogether<Key extends Trail, Result>({ read, fallback }: LoadOptions<Key, Result>) {
  const groupOf = ({ id: _id, ...asked }: Key) => JSON.stringify(asked);
  return new DataLoader<Key, Result>(
    async (keys) => {
      const groups = [...Map.groupBy(keys, groupOf)].map(async ([name, [first, ...others]]) => {
        const ids = new Set([first, ...others].flatMap((key) => key?.id ?? []));
        return [name, first ? await read(first, [...ids]) : new Map<string, Result>()] as const;
      });
      const results = new Map(await Promise.all(groups));
      return keys.map((key) => results.get(groupOf(key))?.get(key.id) ?? fallback);
    },
    // A trail grows with every mutation of a request, so nothing is remembered from one to the next.
    { cache: false },
  );
}
