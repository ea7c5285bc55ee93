import type { FastifyRequest } from 'fastify';
import { LRUCache } from 'lru-cache';
import type { Dispatch } from '../database/client/client.ts';
import { findDispatch } from '../domain/recipients/follow-link.ts';
import type { Services } from '../domain/services.ts';
import type { RateLimits } from '../http/rate-limits.ts';
import { hashSecret } from '../secrets/secrets.ts';

/** How many links a replica remembers to exist, or not to exist; some 150 bytes each. */
const maxRememberedLinks = 20_000;
const existingForMs = 600_000;
const unknownForMs = 10_000;

/** The form of every token that was ever created. */
const tokenForm = /^[\w-]{43}$/;

interface VisitOptions {
  services: Pick<Services, 'allTenants'>;
  limits: RateLimits;
}

/** Counts a visit to a link, and finds the dispatch that the link belongs to: `null` if the link does not exist. */
export type VisitLink = (request: FastifyRequest, token: string) => Promise<Dispatch | null>;

/**
 * Creates the only look-up of links by their tokens, which counts what it looks up: visits to a link that exists by link, so
 * that recipients who share an address do not hinder each other, and all others by address. Looking up links that this
 * replica has not seen has a generous limit by address of its own.
 */
export function createLinkVisits({ services, limits }: VisitOptions): VisitLink {
  const existing = new LRUCache<string, true>({ max: maxRememberedLinks, ttl: existingForMs });
  const unknown = new LRUCache<string, true>({ max: maxRememberedLinks, ttl: unknownForMs });

  const find = async (request: FastifyRequest, token: string): Promise<Dispatch | null> => {
    const dispatch = await findDispatch({ services, token });
    if (dispatch) {
      request.correlation.tenantId = dispatch.tenantId;
    }
    return dispatch;
  };

  return async (request, token) => {
    if (limits.isOff) {
      return find(request, token);
    }
    const tokenHash = hashSecret(token);
    if (!tokenForm.test(token) || unknown.has(tokenHash)) {
      await limits.countLostVisit(request);
      return null;
    }
    if (existing.has(tokenHash)) {
      await limits.countVisit(request, tokenHash);
      return find(request, token);
    }
    await limits.countLinkLookup(request);
    const dispatch = await find(request, token);
    if (dispatch) {
      existing.set(tokenHash, true);
      await limits.countVisit(request, tokenHash);
    } else {
      unknown.set(tokenHash, true);
      await limits.countLostVisit(request);
    }
    return dispatch;
  };
}
