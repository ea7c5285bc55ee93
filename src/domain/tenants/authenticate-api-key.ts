import { LRUCache } from 'lru-cache';
import type { PrismaClient } from '../../database/client/client.ts';
import type { Services, TenantPrincipal } from '../context.ts';
import { hashSecret } from '../secrets.ts';
import { looksLikeApiKey } from './api-key-format.ts';

/** How long a replica trusts what it knows of a key. A key revoked by another replica is refused within this time. */
const trustedForMs = 4_000;
const keysKept = 10_000;
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
  log: Services['log'];
}): ApiKeyAuthenticator {
  const known = new LRUCache<string, KnownKey>({
    max: keysKept,
    ttl: trustedForMs,
    fetchMethod: (hash) => readKey(hash),
  });

  async function readKey(hash: string): Promise<KnownKey | undefined> {
    const key = await allTenants.apiKey.findUnique({ where: { hash }, include: { tenant: true } });
    if (!key || key.revokedAt) {
      return undefined;
    }
    const now = clock();
    if (!key.lastUsedAt || now.getTime() - key.lastUsedAt.getTime() >= lastUseGranularityMs) {
      noteUse(key.id, now);
    }
    const { id, name, defaultExpiryHours, language, accentColour } = key.tenant;
    return {
      expiresAt: key.expiresAt,
      principal: {
        kind: 'api_key',
        keyId: key.id,
        keyName: key.name,
        scopes: key.scopes,
        mode: key.mode,
        tenant: { id, name, defaultExpiryHours, language: language === 'de' ? 'de' : 'en', accentColour },
      },
    };
  }

  /** Not awaited by the request: the time of last use is worth a write, but not a wait. */
  function noteUse(id: string, now: Date): void {
    allTenants.apiKey
      .updateMany({ where: { id }, data: { lastUsedAt: now } })
      .catch((error: unknown) => log.warn({ error }, 'The last use of an API key could not be noted.'));
  }

  return {
    authenticate: async (token) => {
      if (!looksLikeApiKey(token)) {
        return undefined;
      }
      const hash = hashSecret(token);
      // A key that is forgotten while it is looked up is looked up again.
      const key = await known.fetch(hash).catch(() => readKey(hash));
      const isExpired = key?.expiresAt && key.expiresAt <= clock();
      return isExpired ? undefined : key?.principal;
    },
    forget: (keyHash) => {
      known.delete(keyHash);
    },
  };
}
