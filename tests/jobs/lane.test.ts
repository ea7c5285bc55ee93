import { expect, it } from 'vitest';
import { laneOf, maxLane, rangesAfter } from '../../src/jobs/lane.ts';

const between = (minPriority: number, maxPriority: number) => ({ minPriority, maxPriority });

it('the next lane is looked for below the last one, and then from the top down to it', () => {
  expect(rangesAfter(maxLane + 1, [])).toEqual([between(0, maxLane)]);
  expect(rangesAfter(7, [])).toEqual([between(0, 6), between(7, maxLane)]);
  expect(rangesAfter(0, [])).toEqual([between(0, maxLane)]);
});

it('lanes that can have no further job are left out, wherever they are', () => {
  expect(rangesAfter(7, [3, 7, 9])).toEqual([
    between(4, 6),
    between(0, 2),
    between(10, maxLane),
    between(8, 8),
  ]);
  expect(rangesAfter(7, [0, 6, maxLane])).toEqual([between(1, 5), between(7, maxLane - 1)]);
  expect(rangesAfter(1, [0])).toEqual([between(1, maxLane)]);
});

it('a tenant has the same lane at all times and in every process', () => {
  expect(laneOf('0190a6f0-0000-7000-8000-000000000001')).toBe(laneOf('0190a6f0-0000-7000-8000-000000000001'));
  expect(laneOf('acme')).toBe(36_385_709);
  const lanes = Array.from({ length: 1_000 }, (_, index) => laneOf(`tenant ${index}`));
  expect(new Set(lanes).size).toBe(1_000);
  expect(Math.min(...lanes)).toBeGreaterThanOrEqual(0);
  expect(Math.max(...lanes)).toBeLessThanOrEqual(maxLane);
});
