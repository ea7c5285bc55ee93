import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Principal } from '../domain/context.ts';
import { RateLimitedError } from '../errors.ts';
import { clientNetwork } from './client-address.ts';
import { WindowStore } from './window-store.ts';

const windowMs = 60_000;
const windowSeconds = windowMs / 1_000;
/** Requests per minute from one address that carry no valid key, and as many for recipient pages that do not exist. */
const maxWithoutKeyPerMinute = 300;
/** Requests per minute to one magic link, wherever they come from. */
const maxVisitsPerMinute = 300;
/**
 * Links per minute that are looked up for one address because this replica has not seen them yet. It is larger than the
 * limit of links that do not exist, so that someone who tries those keeps out no recipient behind the same address.
 */
const maxLinkLookupsPerMinute = 1_000;

/**
 * Counts requests by caller, in fixed windows of a minute. Each replica counts for itself: counting in a shared place
 * would make every request, and above all every rejected one, wait for it.
 */
export interface RateLimits {
  /** Whether nothing is counted. */
  isOff: boolean;
  /** Counts a call to an API without a valid key, by address. @throws RateLimitedError */
  countStranger: (request: FastifyRequest) => Promise<void>;
  /** Counts a call with a valid key: for the key, and for its tenant. @throws RateLimitedError */
  countCaller: (request: FastifyRequest, principal: Principal) => Promise<void>;
  /**
   * Counts the root mutations of a request whose first one is the request itself, which has been counted.
   *
   * @throws RateLimitedError before any of them should run
   */
  countMutations: (request: FastifyRequest, principal: Principal, mutations: number) => Promise<void>;
  /** Counts a request for a page that needs no key and is none of a link, by address. @throws RateLimitedError */
  countPage: (request: FastifyRequest) => Promise<void>;
  /** Counts looking up a link that this replica has not seen yet, by address. @throws RateLimitedError */
  countLinkLookup: (request: FastifyRequest) => Promise<void>;
  /** Counts a visit to a magic link that exists, by link. @throws RateLimitedError */
  countVisit: (request: FastifyRequest, link: string) => Promise<void>;
  /** Counts a visit to a link that does not exist, by address. @throws RateLimitedError */
  countLostVisit: (request: FastifyRequest) => Promise<void>;
}

interface Quota {
  limit: number;
  remaining: number;
  resetSeconds: number;
}

declare module 'fastify' {
  interface FastifyRequest {
    /** The caller that a request is being counted for. */
    callerKey?: string;
    /** What is left of the quotas that a call to an API has used, by the name of their policy. */
    quotas?: Map<string, Quota>;
  }
}

const unlimited: RateLimits = {
  isOff: true,
  countStranger: async () => {},
  countCaller: async () => {},
  countMutations: async () => {},
  countPage: async () => {},
  countLinkLookup: async () => {},
  countVisit: async () => {},
  countLostVisit: async () => {},
};

export async function createRateLimits(
  app: FastifyInstance,
  { perMinute, perTenantPerMinute }: { perMinute: number; perTenantPerMinute: number },
): Promise<RateLimits> {
  if (perMinute === 0) {
    return unlimited;
  }
  await app.register(rateLimit, { global: false, store: WindowStore });
  const keyGenerator = ({ callerKey = '' }: FastifyRequest) => callerKey;
  const limiter = (max: number) => app.createRateLimit({ max, timeWindow: windowMs, keyGenerator });
  const keys = limiter(perMinute);
  const tenants = perTenantPerMinute > 0 ? limiter(perTenantPerMinute) : undefined;
  const strangers = limiter(maxWithoutKeyPerMinute);
  const lostVisitors = limiter(maxWithoutKeyPerMinute);
  const linkLookups = limiter(maxLinkLookupsPerMinute);
  const links = limiter(maxVisitsPerMinute);

  /** @param policy the name under which the response reports what is left; none is reported without it */
  async function count(
    request: FastifyRequest,
    limit: ReturnType<typeof limiter>,
    { caller, policy }: { caller: string; policy?: string },
  ): Promise<void> {
    request.callerKey = caller;
    const result = await limit(request);
    if (result.isAllowed) {
      return;
    }
    const resetSeconds = Math.max(1, result.ttlInSeconds);
    if (policy) {
      request.quotas ??= new Map();
      request.quotas.set(policy, { limit: result.max, remaining: result.remaining, resetSeconds });
    }
    if (result.isExceeded) {
      throw new RateLimitedError(resetSeconds);
    }
  }

  async function countCaller(request: FastifyRequest, principal: Principal): Promise<void> {
    if (principal.kind === 'operator') {
      return count(request, keys, { caller: 'operator', policy: 'operator' });
    }
    // A request over a key's limit does not use up its tenant's limit.
    await count(request, keys, { caller: principal.keyId, policy: 'key' });
    if (tenants) {
      await count(request, tenants, { caller: principal.tenant.id, policy: 'tenant' });
    }
  }

  // The remaining quota is of interest to API clients; on a page it would only spoil caches.
  app.addHook('onSend', ({ quotas }, reply, payload, done) => {
    if (quotas) {
      reply.headers(describeQuotas(quotas));
    }
    done(null, payload);
  });

  return {
    isOff: false,
    countStranger: (request) =>
      count(request, strangers, { caller: clientNetwork(request), policy: 'address' }),
    countCaller,
    countMutations: async (request, principal, mutations) => {
      for (let counted = 1; counted < mutations; counted += 1) {
        await countCaller(request, principal);
      }
    },
    countPage: (request) => count(request, strangers, { caller: clientNetwork(request) }),
    countLinkLookup: (request) => count(request, linkLookups, { caller: clientNetwork(request) }),
    countVisit: (request, link) => count(request, links, { caller: link }),
    countLostVisit: (request) => count(request, lostVisitors, { caller: clientNetwork(request) }),
  };
}

/** The fields of draft-ietf-httpapi-ratelimit-headers-10: a list of policies, and what is left of each. */
function describeQuotas(quotas: Map<string, Quota>): Record<string, string> {
  const list = (describe: (quota: Quota) => string) =>
    [...quotas].map(([policy, quota]) => `"${policy}";${describe(quota)}`).join(', ');
  return {
    RateLimit: list(({ remaining, resetSeconds }) => `r=${remaining};t=${resetSeconds}`),
    'RateLimit-Policy': list(({ limit }) => `q=${limit};w=${windowSeconds}`),
  };
}

/** Sets when a rejected caller can try again. */
export function setRetryAfter(reply: FastifyReply, error: unknown): void {
  if (error instanceof RateLimitedError) {
    reply.header('Retry-After', error.retryAfterSeconds);
  }
}
