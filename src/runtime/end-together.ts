/**
 * Ends several things at the same time and waits for each of them, also when others fail.
 *
 * @throws what the only one that failed has thrown, or an AggregateError
 */
export async function endTogether(ends: Iterable<() => Promise<unknown>>): Promise<void> {
  const results = await Promise.allSettled([...ends].map(async (end) => end()));
  const failures = results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []));
  if (failures.length > 0) {
    throw failures.length === 1 ? failures[0] : new AggregateError(failures);
  }
}
