/** Waits until work has ended, however it has, but for a limited time. */
export async function settleWithin(milliseconds: number, work: Promise<unknown>): Promise<void> {
  const { promise: time, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, milliseconds);
  await Promise.race([Promise.allSettled([work]), time]);
  clearTimeout(timer);
}
