import type { FastifyRequest } from 'fastify';
import type { Principal } from '../domain/context.ts';
import { isSameSecret } from '../domain/secrets.ts';
import type { ApiKeyAuthenticator } from '../domain/tenants/authenticate-api-key.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Who calls, once the request is authenticated. */
    principal?: Principal;
  }
}

/** Who calls a route that nobody reaches without having been authenticated. */
export function principalOf({ principal }: FastifyRequest): Principal {
  if (!principal) {
    throw new Error('A request got past authentication without a principal.');
  }
  return principal;
}

/** Finds out who calls by the request's bearer token; undefined for everybody who has no valid one. */
export type Authenticate = (request: FastifyRequest) => Promise<Principal | undefined>;

export function createAuthenticate({
  apiKeys,
  operatorKey,
}: {
  apiKeys: ApiKeyAuthenticator;
  operatorKey: string;
}): Authenticate {
  return async ({ headers }) => {
    const token = /^Bearer +(\S+) *$/i.exec(headers.authorization ?? '')?.[1];
    if (token === undefined) {
      return undefined;
    }
    return (
      (await apiKeys.authenticate(token)) ??
      (isSameSecret(token, operatorKey) ? { kind: 'operator' } : undefined)
    );
  };
}
