import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Principal } from '../domain/context.ts';
import { RateLimitedError } from '../errors.ts';

const minuteMs = 60_000;
/** Requests a minute from one address that carry no valid key, and as many on recipients' pages. */
const withoutKeyPerMinute = 300;
/** How many callers a replica counts at once; the ones that were quiet longest are forgotten first. */
const callersCounted = 20_000;

/** Counts requests by caller. Each replica counts for itself. */
export interface RateLimits {
  /** Counts a call to the API. @throws RateLimitedError */
  countCall: (request: FastifyRequest, principal: Principal | undefined) => Promise<void>;
  /** Counts a visit to a recipient's page. @throws RateLimitedError */
  countVisit: (request: FastifyRequest) => Promise<void>;
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Whom a request is counted for. */
    callerKey?: string;
  }
}

export async function createRateLimits(
  app: FastifyInstance,
  { perMinute }: { perMinute: number },
): Promise<RateLimits> {
  if (perMinute === 0) {
    return { countCall: async () => {}, countVisit: async () => {} };
  }
  await app.register(rateLimit, { global: false, cache: callersCounted });
  const keyGenerator = (request: FastifyRequest) => request.callerKey ?? request.ip;
  const limiter = (max: number) => app.createRateLimit({ max, timeWindow: minuteMs, keyGenerator });
  const withKey = limiter(perMinute);
  const withoutKey = limiter(withoutKeyPerMinute);
  const visits = limiter(withoutKeyPerMinute);

  async function count(request: FastifyRequest, limit: ReturnType<typeof limiter>, callerKey: string) {
    request.callerKey = callerKey;
    const result = await limit(request);
    if (!result.isAllowed && result.isExceeded) {
      throw new RateLimitedError(Math.max(1, result.ttlInSeconds));
    }
  }

  return {
    countCall: (request, principal) => {
      if (!principal) {
        return count(request, withoutKey, `address ${request.ip}`);
      }
      return count(request, withKey, principal.kind === 'operator' ? 'operator' : `key ${principal.keyId}`);
    },
    countVisit: (request) => count(request, visits, `visitor ${request.ip}`),
  };
}

/** Tells a caller that was refused when to come back. */
export function setRetryAfter(reply: FastifyReply, error: unknown): void {
  if (error instanceof RateLimitedError) {
    reply.header('Retry-After', error.retryAfterSeconds);
  }
}
