const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;

/** How long after each attempt that failed the next one is made, about. Eight attempts in all, over a day. */
const pauses: readonly number[] = [
  15 * second,
  2 * minute,
  10 * minute,
  45 * minute,
  2.5 * hour,
  6 * hour,
  14 * hour,
];

/** The part of a pause by which it is made longer or shorter, so that what failed together is not tried again together. */
const jitter = 0.2;

/**
 * How many milliseconds pass between an attempt that failed and the next.
 *
 * @param attempts how many were made, that one included
 * @param random from 0 to 1, where in the range of the jitter the pause lies
 * @returns undefined when there is no next attempt
 */
export function pauseAfterAttempt(attempts: number, random: number = Math.random()): number | undefined {
  const pause = pauses[attempts - 1];
  return pause === undefined ? undefined : Math.round(pause * (1 + jitter * (2 * random - 1)));
}

/** For how long after an event an endpoint can put an attempt off. */
const maxDelayMs = 24 * hour;

/**
 * When the next attempt is made: after the pause, or later where the endpoint says so in `Retry-After`, but not later than
 * a day after the delivery was created.
 *
 * @param retryAfter seconds or a date (RFC 9110, 10.2.3); anything else is ignored
 */
export function nextAttempt(options: {
  now: Date;
  pause: number;
  retryAfter: string | undefined;
  createdAt: Date;
}): Date {
  const { now, pause, retryAfter = '', createdAt } = options;
  const planned = now.getTime() + pause;
  const requested = /^\d{1,9}$/.test(retryAfter)
    ? now.getTime() + Number(retryAfter) * second
    : Date.parse(/^[A-Z][a-z]+, .* GMT$/.test(retryAfter) ? retryAfter : '');
  const latest = createdAt.getTime() + maxDelayMs;
  return new Date(Number.isNaN(requested) ? planned : Math.max(planned, Math.min(requested, latest)));
}

/** An endpoint that has failed for so long without one success is switched off. */
export const disableAfterMs = 5 * 24 * hour;
