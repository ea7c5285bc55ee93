import { describe, expect, it } from 'vitest';
import { nextAttempt, pauseAfterAttempt } from '../../src/domain/webhooks/retry-schedule.ts';

const second = 1_000;
const hour = 3_600 * second;
const pausesAt = (random: number) =>
  [1, 2, 3, 4, 5, 6, 7].map((attempts) => pauseAfterAttempt(attempts, random) ?? Number.NaN);

describe('the schedule of retries', () => {
  it('the schedule of retries begins within 18 seconds, so that the first retry is made within 30', () => {
    expect(pauseAfterAttempt(1, 1)).toBe(18 * second);
    expect(pauseAfterAttempt(1, 0)).toBe(12 * second);
  });

  it('the schedule of retries ends after eight attempts and about a day', () => {
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

describe('an endpoint’s Retry-After', () => {
  const now = new Date('2026-02-26T12:00:00Z');
  const seconds = (retryAfter: string | undefined, createdAt = now) =>
    (nextAttempt({ now, pause: 15 * second, retryAfter, createdAt }).getTime() - now.getTime()) / second;

  it('an endpoint’s Retry-After puts the next attempt off, in seconds or as a date', () => {
    expect(seconds('120')).toBe(120);
    expect(seconds('Thu, 26 Feb 2026 13:00:00 GMT')).toBe(3_600);
  });

  it('an endpoint’s Retry-After makes no attempt earlier than planned', () => {
    for (const retryAfter of [undefined, '', '0', '5', 'Thu, 26 Feb 2026 11:00:00 GMT']) {
      expect(seconds(retryAfter)).toBe(15);
    }
  });

  it('an endpoint’s Retry-After is ignored where it is neither', () => {
    for (const retryAfter of [
      'soon',
      '-5',
      '1e9',
      '120s',
      '1.5',
      '99999999999',
      '2026-02-27',
      'Thu, x GMT',
    ]) {
      expect(seconds(retryAfter), retryAfter).toBe(15);
    }
  });

  it('an endpoint’s Retry-After counts for a day after the delivery was created', () => {
    expect(seconds('999999999')).toBe(86_400);
    expect(seconds('86400', new Date(now.getTime() - 23 * hour))).toBe(3_600);
    expect(seconds('86400', new Date(now.getTime() - 25 * hour))).toBe(15);
  });
});
