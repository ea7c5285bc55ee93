import DataLoader from 'dataloader';

interface LoadOptions<Key extends { id: string }, Result> {
  /** Reads for those ids of which the same is asked, as of the given one. */
  read: (alike: Key, ids: string[]) => Promise<Map<string, Result>>;
  /** What there is for an id that the answer leaves out. */
  fallback: Result;
}

/** Lists that belong to the items of a list are read together: one statement for all with the same arguments. */
export function loadTogether<Key extends { id: string }, Result>({
  read,
  fallback,
}: LoadOptions<Key, Result>): DataLoader<Key, Result> {
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
    // Such a list may grow with every mutation of a request, so nothing is remembered from one to the next.
    { cache: false },
  );
}
