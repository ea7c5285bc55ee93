import { setTimeout as delay } from 'node:timers/promises';
import { AutofillEngineError } from '../../domain/autofill/engine.ts';
import { RequestTimeoutError, readFailure } from './failures.ts';

/** How often, and for how long, one question is put to a model. */
export interface RepeatLimits {
  /** Max number of requests, including the first. */
  maxAttempts: number;
  /** Max duration of one request, including its response. */
  requestTimeoutMs: number;
  /** The wait before the second request; it doubles before each that follows. */
  firstWaitMs: number;
  /** If a server asks for a longer wait than this, no further request is sent. */
  maxWaitMs: number;
}

/**
 * Asks until there is an answer, as long as failures may be temporary. A server's own `Retry-After` is honoured. Ends as soon
 * as the signal is aborted, with no request left open: with the preceding failure or, if there is none, with the signal's
 * reason.
 *
 * @throws AutofillEngineError if no answer can be expected
 */
export async function askRepeatedly<Answer>(options: {
  ask: (signal: AbortSignal) => Promise<Answer>;
  limits: RepeatLimits;
  signal: AbortSignal;
}): Promise<Answer> {
  const { ask, limits, signal } = options;
  let lastFailure: AutofillEngineError | undefined;
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await askOnce();
    } catch (error) {
      if (signal.aborted) {
        throw lastFailure ?? signal.reason;
      }
      const failure = readFailure(error);
      if (!failure) {
        throw error;
      }
      lastFailure = new AutofillEngineError(failure.sentence);
      const waitMs = failure.retryAfterMs ?? backOff(attempt, limits);
      if (!failure.mayPass || attempt >= limits.maxAttempts || waitMs > limits.maxWaitMs) {
        throw lastFailure;
      }
      await delay(waitMs, undefined, { signal }).catch(() => Promise.reject(lastFailure));
    }
  }

  async function askOnce(): Promise<Answer> {
    const limit = AbortSignal.timeout(limits.requestTimeoutMs);
    try {
      return await ask(AbortSignal.any([signal, limit]));
    } catch (error) {
      throw limit.aborted && !signal.aborted ? new RequestTimeoutError() : error;
    }
  }
}

/** Spreads the retries of batches that were rejected together. */
const backOff = (attempt: number, { firstWaitMs, maxWaitMs }: RepeatLimits): number =>
  Math.min(firstWaitMs * 2 ** (attempt - 1) * (0.75 + Math.random() / 2), maxWaitMs);
