/** Does work for a key. While it is in progress, further calls for the same key get its result, too. */
export type Join<Result> = (key: string, work: () => Promise<Result>) => Promise<Result>;

/** Makes one piece of work of those that are requested at the same time. */
export function createJoin<Result>(): Join<Result> {
  const inProgress = new Map<string, Promise<Result>>();
  return (key, work) => {
    const joined = inProgress.get(key) ?? work().finally(() => inProgress.delete(key));
    inProgress.set(key, joined);
    return joined;
  };
}
