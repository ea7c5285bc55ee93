import type { FastifyRequest } from 'fastify';
import { LRUCache } from 'lru-cache';
import type { PrismaClient } from '../database/client/client.ts';
import type { RateLimits } from '../http/rate-limits.ts';
import { hashSecret } from '../secrets/secrets.ts';

/** How many links a replica remembers to exist, or not to exist; some 150 bytes each. */
const maxRememberedLinks = 20_000;
const existingForMs = 600_000;
const unknownForMs = 10_000;

/** The form of every token that was ever given out. */
const tokenForm = /^[\w-]{43}$/;

/**
 * Counts visits to recipient pages: those of a link that exists by link, so that recipients who share an address do not
 * hinder each other, and all others by address. Whether a link exists is looked up once; looking up links that this
 * replica has not seen has a generous limit by address of its own.
 */
export function createVisitCounter({
  allTenants,
  limits,
}: {
  allTenants: PrismaClient;
  limits: RateLimits;
}): (request: FastifyRequest, token: string) => Promise<void> {
  const existing = new LRUCache<string, true>({ max: maxRememberedLinks, ttl: existingForMs });
  const unknown = new LRUCache<string, true>({ max: maxRememberedLinks, ttl: unknownForMs });

  async function isExisting(request: FastifyRequest, tokenHash: string): Promise<boolean> {
    if (existing.has(tokenHash) || unknown.has(tokenHash)) {
      return existing.has(tokenHash);
    }
    await limits.countLinkLookup(request);
    const dispatch = await allTenants.dispatch.findUnique({ where: { tokenHash }, select: { id: true } });
    (dispatch ? existing : unknown).set(tokenHash, true);
    return dispatch !== null;
  }

  return async (request, token) => {
    if (limits.isOff) {
      return;
    }
    const tokenHash = hashSecret(token);
    if (tokenForm.test(token) && (await isExisting(request, tokenHash))) {
      await limits.countVisit(request, tokenHash);
    } else {
      await limits.countLostVisit(request);
    }
  };
}
