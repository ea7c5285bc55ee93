import type { ExtractionLimits } from './limits.ts';

/**
 * Starts the clocks of this process for a file. Returns a function that checks whether there is time left to start another
 * page.
 */
export function startClocks({ nextPageWithinMs, nextPageWithinCpuMs }: ExtractionLimits): () => boolean {
  const started = performance.now();
  const cpuAtStart = process.cpuUsage();
  return () => {
    const { user, system } = process.cpuUsage(cpuAtStart);
    return performance.now() - started < nextPageWithinMs && (user + system) / 1_000 < nextPageWithinCpuMs;
  };
}
