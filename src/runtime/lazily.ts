/**
 * Something that is made when it is first needed, and once. For what takes long to load and many a process never needs; a
 * load that fails is tried again.
 */
export function lazily<Result>(load: () => Promise<Result>): () => Promise<Result> {
  let loading: Promise<Result> | undefined;
  return () => {
    loading ??= load().catch((error: unknown) => {
      loading = undefined;
      throw error;
    });
    return loading;
  };
}
