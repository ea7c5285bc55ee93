import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect } from 'vitest';

/** Above what thousands of requests leave in caches, and far below what they leave if each keeps its own. */
const maxGrowthMb = 96;
/** The database runs in the same process, and the machine may have other work. */
const maxDelayMs = { median: 50, p99: 1_000 };

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

function heapMb(): number {
  collectGarbage();
  return process.memoryUsage().heapUsed / 2 ** 20;
}

/** Watches the process that the gateway is in; the function that it returns fails unless it stayed well. */
export function watchHealth(): () => { growthMb: number; medianMs: number; p99Ms: number } {
  const before = heapMb();
  const delay = monitorEventLoopDelay({ resolution: 10 });
  delay.enable();
  return () => {
    delay.disable();
    const [medianMs, p99Ms] = [delay.percentile(50) / 1e6, delay.percentile(99) / 1e6];
    const growthMb = heapMb() - before;
    expect(growthMb).toBeLessThan(maxGrowthMb);
    expect(medianMs).toBeLessThan(maxDelayMs.median);
    expect(p99Ms).toBeLessThan(maxDelayMs.p99);
    return { growthMb, medianMs, p99Ms };
  };
}
