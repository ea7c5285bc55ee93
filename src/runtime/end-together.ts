/**
 * Ends several resources concurrently and waits for each of them, even if others fail.
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
