/** What a piece of work took of this process. */
export interface Used {
  /** Processor time of the whole process, in milliseconds. */
  cpuMs: number;
}

/** Does a piece of work and measures what it took, in a process that does nothing else at the moment. */
export async function measure<Result>(work: () => Promise<Result>): Promise<Used & { result: Result }> {
  const before = process.cpuUsage();
  const result = await work();
  const { user, system } = process.cpuUsage(before);
  return { result, cpuMs: (user + system) / 1_000 };
}
