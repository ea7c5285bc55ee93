import type { FastifyRequest } from 'fastify';
import type { Principal } from '../domain/context.ts';
import { isSameSecret } from '../domain/secrets.ts';
import type { ApiKeyAuthenticator } from '../domain/tenants/authenticate-api-key.ts';

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
