import { LRUCache } from 'lru-cache';
import pLimit from 'p-limit';
import type { PrismaClient } from '../../database/client/client.ts';
import { ownWork, workFor } from '../../database/share-connections.ts';
import { UnavailableError } from '../../errors.ts';
import type { Log } from '../../runtime/log.ts';
import { hashSecret } from '../../secrets/secrets.ts';
import type { TenantPrincipal } from '../context.ts';
import { looksLikeApiKey } from './api-key-format.ts';
import { summaryOfTenant } from './tenant-summary.ts';

/** How long a replica trusts what it knows of a key. A key revoked by another replica is rejected within this time. */
const trustedForMs = 4_000;
const maxKnownKeys = 10_000;
/** How long a replica remembers that a key does not exist. No key can come to exist after it was guessed. */
const unknownForMs = 10_000;
const maxUnknownKeys = 10_000;
/** How many keys a replica remembers to have seen; some 150 bytes each. */
const maxSeenKeys = 20_000;
/** How many keys that this replica has not seen are looked up at a time, so that guesses cannot fill the connections. */
const maxUnseenLookups = 4;
/** How many more may wait for that. */
const maxWaitingLookups = 1_000;
/** How exact the time of a key's last use is. */
const lastUseGranularityMs = 60_000;

interface KnownKey {
  principal: TenantPrincipal;
  expiresAt: Date | null;
}

/** Finds out whose key a bearer token is. */
export interface ApiKeyAuthenticator {
  /** Who calls, or undefined for a key that is unknown, expired or revoked. */
  authenticate: (token: string) => Promise<TenantPrincipal | undefined>;
  /** Whether the key was valid at some time, as far as this replica knows without looking it up. */
  hasSeen: (token: string) => boolean;
  /** Notes that a key exists. */
  remember: (keyHash: string) => void;
  /** Notes the keys that were used last, so that their owners are known after a start. */
  rememberUsed: () => Promise<void>;
  /** Looks the key up again before it is next accepted. */
  forget: (keyHash: string) => void;
}

export function createApiKeyAuthenticator({
  allTenants,
  clock,
  log,
}: {
  allTenants: PrismaClient;
  clock: () => Date;
  log: Log;
}): ApiKeyAuthenticator {
  const known = new LRUCache<string, KnownKey>({
    max: maxKnownKeys,
    ttl: trustedForMs,
    fetchMethod: (hash) => (seen.has(hash) ? readKey(hash) : readUnseenKey(hash)),
  });
  const unknown = new LRUCache<string, true>({ max: maxUnknownKeys, ttl: unknownForMs });
  const seen = new LRUCache<string, true>({ max: maxSeenKeys });
  const unseenLookups = pLimit(maxUnseenLookups);

  async function readUnseenKey(hash: string): Promise<KnownKey | undefined> {
    if (unseenLookups.pendingCount >= maxWaitingLookups) {
      throw new UnavailableError();
    }
    return unseenLookups(() => readKey(hash));
  }

  /** Whose a key is does not wait for what any tenant has the database do. */
  const findKey = (hash: string) =>
    workFor(ownWork, async () =>
      allTenants.apiKey.findUnique({ where: { hash }, include: { tenant: true } }),
    );

  async function readKey(hash: string): Promise<KnownKey | undefined> {
    const key = await findKey(hash);
    if (!key || key.revokedAt || key.tenant.erasedAt) {
      unknown.set(hash, true);
      seen.delete(hash);
      return undefined;
    }
    seen.set(hash, true);
    const now = clock();
    if (!key.lastUsedAt || now.getTime() - key.lastUsedAt.getTime() >= lastUseGranularityMs) {
      noteUse(key.id, now);
    }
    return {
      expiresAt: key.expiresAt,
      principal: {
        kind: 'api_key',
        keyId: key.id,
        keyName: key.name,
        scopes: key.scopes,
        mode: key.mode,
        tenant: summaryOfTenant(key.tenant),
      },
    };
  }

  /** Not awaited by the request: the time of last use is worth a write, but not a wait. */
  function noteUse(id: string, now: Date): void {
    allTenants.apiKey
      .updateMany({ where: { id }, data: { lastUsedAt: now } })
      .catch((error: unknown) => log.warn({ error }, 'The last use of an API key could not be recorded.'));
  }

  return {
    authenticate: async (token) => {
      if (!looksLikeApiKey(token)) {
        return undefined;
      }
      const hash = hashSecret(token);
      if (unknown.has(hash)) {
        return undefined;
      }
      // A key that is forgotten while it is looked up is looked up again.
      const key = await known.fetch(hash).catch((error: unknown) => {
        if (error instanceof UnavailableError) {
          throw error;
        }
        return readKey(hash);
      });
      const isExpired = key?.expiresAt && key.expiresAt <= clock();
      return isExpired ? undefined : key?.principal;
    },
    hasSeen: (token) => looksLikeApiKey(token) && seen.has(hashSecret(token)),
    remember: (keyHash) => {
      seen.set(keyHash, true);
    },
    rememberUsed: async () => {
      const keys = await allTenants.apiKey.findMany({
        where: { revokedAt: null },
        orderBy: { lastUsedAt: { sort: 'desc', nulls: 'last' } },
        take: maxSeenKeys,
        select: { hash: true },
      });
      for (const { hash } of keys.reverse()) {
        seen.set(hash, true);
      }
    },
    forget: (keyHash) => {
      known.delete(keyHash);
    },
  };
}
