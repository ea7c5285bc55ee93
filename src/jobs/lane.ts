import { createHash } from 'node:crypto';

/** The lanes of a queue. Two tenants that happen to have the same one are served as if they were one. */
export const maxLane = 0x3fffffff;

/**
 * The lane of a tenant: a number that the job has as its priority. Fetching by a range of priorities, which is what the queues
 * have an index for, then finds the first job of the next tenant without reading what other tenants have queued.
 */
export const laneOf = (tenantId: string): number =>
  createHash('sha256').update(tenantId).digest().readUInt32BE() & maxLane;

export interface LaneRange {
  minPriority: number;
  maxPriority: number;
}

/**
 * Where to look for the next job: the lanes below the one that was served last, highest first, then those from the top down to
 * it, without the lanes that can have no further job now.
 */
export function rangesAfter(lastLane: number, closedLanes: readonly number[]): LaneRange[] {
  const closed = closedLanes.toSorted((a, b) => b - a);
  return [...openRanges(0, lastLane - 1, closed), ...openRanges(Math.max(lastLane, 0), maxLane, closed)];
}

function openRanges(lowest: number, highest: number, closed: readonly number[]): LaneRange[] {
  const ranges: LaneRange[] = [];
  let top = highest;
  for (const lane of [...closed.filter((one) => one >= lowest && one <= highest), lowest - 1]) {
    if (lane < top) {
      ranges.push({ minPriority: lane + 1, maxPriority: top });
    }
    top = lane - 1;
  }
  return ranges;
}
