import type { FastifyRequest } from 'fastify';
import type { Principal } from '../domain/context.ts';
import type { ApiKeyAuthenticator } from '../domain/tenants/authenticate-api-key.ts';
import { isSameSecret } from '../secrets/secrets.ts';
import type { RateLimits } from './rate-limits.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Who calls, once the request is authenticated. */
    principal?: Principal;
  }
}

/** Who calls a route that cannot be reached without having been authenticated. */
export function principalOf({ principal }: FastifyRequest): Principal {
  if (!principal) {
    throw new Error('A request passed authentication without a principal.');
  }
  return principal;
}

/** What a response to a request without a valid key says in `WWW-Authenticate` (RFC 6750, 3). */
export const challengeOf = ({ headers }: FastifyRequest): string =>
  /^Bearer +\S/i.test(headers.authorization ?? '') ? 'Bearer error="invalid_token"' : 'Bearer';

/**
 * Finds out who calls by the request's bearer token, and counts the request for them; undefined for everyone who has no
 * valid one, whose requests are counted by address.
 *
 * A token that this replica knows nothing of is counted before it is looked up, so that an address that has used up its
 * limit costs no statement. A key that was seen before is looked up all the same: its owner is not kept out by others
 * behind the same address.
 *
 * @throws RateLimitedError
 */
export type Authenticate = (request: FastifyRequest) => Promise<Principal | undefined>;

export function createAuthenticate({
  apiKeys,
  operatorKey,
  limits,
}: {
  apiKeys: ApiKeyAuthenticator;
  operatorKey: string;
  limits: RateLimits;
}): Authenticate {
  async function identify(request: FastifyRequest): Promise<Principal | undefined> {
    const token = /^Bearer +(\S+) *$/i.exec(request.headers.authorization ?? '')?.[1];
    if (token !== undefined && isSameSecret(token, operatorKey)) {
      return { kind: 'operator' };
    }
    if (token !== undefined && apiKeys.hasSeen(token)) {
      const principal = await apiKeys.authenticate(token);
      if (principal) {
        return principal;
      }
    }
    await limits.countStranger(request);
    return token === undefined ? undefined : apiKeys.authenticate(token);
  }

  return async (request) => {
    const principal = await identify(request);
    if (principal) {
      request.quotas?.clear();
      if (principal.kind === 'api_key') {
        Object.assign(request.correlation, { tenantId: principal.tenant.id, apiKeyId: principal.keyId });
      }
      await limits.countCaller(request, principal);
    }
    return principal;
  };
}
