/**
 * Something that is made when it is first needed, and once, for those who cannot wait for a promise. For packages that take
 * long to load and many a process never needs; a load that fails is tried again.
 */
export function onFirstUse<Result>(load: () => Result): () => Result {
  let loaded: { result: Result } | undefined;
  return () => {
    loaded ??= { result: load() };
    return loaded.result;
  };
}
