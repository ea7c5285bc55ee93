import { describe, expect, it } from 'vitest';
import { pauseAfterAttempt } from '../../src/domain/webhooks/retry-schedule.ts';

const second = 1_000;
const hour = 3_600 * second;
const pausesAt = (random: number) =>
  [1, 2, 3, 4, 5, 6, 7].map((attempts) => pauseAfterAttempt(attempts, random) ?? Number.NaN);

describe('the schedule of retries', () => {
  it('begins within 18 seconds, so that the first retry is made within 30', () => {
    expect(pauseAfterAttempt(1, 1)).toBe(18 * second);
    expect(pauseAfterAttempt(1, 0)).toBe(12 * second);
  });

  it('ends after eight attempts and about a day', () => {
    expect(pauseAfterAttempt(8)).toBeUndefined();
    const sum = pausesAt(0.5).reduce((one, other) => one + other);
    expect(sum / hour).toBeGreaterThan(22);
    expect(sum / hour).toBeLessThan(24);
  });

  it('grows whatever the jitter is', () => {
    for (let attempt = 1; attempt < 7; attempt += 1) {
      expect(pauseAfterAttempt(attempt, 1)).toBeLessThan(pauseAfterAttempt(attempt + 1, 0) ?? 0);
    }
  });
});
