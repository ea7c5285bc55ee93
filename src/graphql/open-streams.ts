import type { Principal } from '../domain/context.ts';
import type { Services } from '../domain/services.ts';
import { findValidKeys } from '../domain/tenants/find-valid-keys.ts';
import { RateLimitedError, UnavailableError } from '../errors.ts';
import type { Log } from '../runtime/log.ts';

/** Streams that one key can have open on this replica. */
const maxStreamsPerKey = 20;
/** The same for all keys of a tenant: a fifth of all. */
const maxStreamsPerTenant = 1_000;
/** Streams that this replica has open, of some 100 KB each. */
const maxStreams = 5_000;
/** What a rejected client waits for: someone has to close a stream. */
const retryAfterSeconds = 10;
/** How often the keys of open streams are looked up. A key that was revoked elsewhere ends its streams within five seconds. */
const keyCheckIntervalMs = 2_000;

/** A stream in progress. */
export interface OpenStream {
  /** Aborted when the stream has to end: the client is gone, the key is not valid any more, or the gateway stops. */
  signal: AbortSignal;
  /** Ends the stream and forgets it. */
  close: () => void;
}

/** The streams of this replica. */
export interface OpenStreams {
  /** @throws RateLimitedError, UnavailableError when there are too many */
  open: (principal: Principal, clientSignal: AbortSignal | undefined) => OpenStream;
  /** How many there are. */
  count: () => number;
  /** Ends all streams, and every later one immediately. */
  endAll: () => void;
}

interface Entry {
  keyId: string;
  tenantId: string;
  end: AbortController;
}

export function createOpenStreams(
  services: Pick<Services, 'allTenants' | 'clock'> & { log: Log },
): OpenStreams {
  const entries = new Set<Entry>();
  let isClosed = false;
  let timer: NodeJS.Timeout | undefined;

  function requireRoom({ keyId, tenantId }: Pick<Entry, 'keyId' | 'tenantId'>): void {
    if (entries.size >= maxStreams) {
      throw new UnavailableError();
    }
    const ofTenant = [...entries].filter((entry) => entry.tenantId === tenantId);
    const ofKey = ofTenant.filter((entry) => entry.keyId === keyId);
    if (ofKey.length >= maxStreamsPerKey) {
      throw new RateLimitedError(
        retryAfterSeconds,
        `This key has ${maxStreamsPerKey} open streams, which is the maximum. Close one first.`,
      );
    }
    if (ofTenant.length >= maxStreamsPerTenant) {
      throw new RateLimitedError(
        retryAfterSeconds,
        `The tenant has ${maxStreamsPerTenant} open streams, which is the maximum. Close one first.`,
      );
    }
  }

  async function endStreamsOfInvalidKeys(): Promise<void> {
    const ids = new Set([...entries].map(({ keyId }) => keyId));
    const valid = await findValidKeys(services, [...ids]);
    for (const { keyId, end } of entries) {
      if (ids.has(keyId) && !valid.has(keyId)) {
        end.abort();
      }
    }
  }

  /** One check at a time, as long as there are streams. */
  function checkLater(): void {
    timer ??= setTimeout(async () => {
      await endStreamsOfInvalidKeys().catch((error: unknown) => {
        // Without the database, a stream has nothing to send either.
        services.log.warn({ error }, 'The keys of open streams could not be checked. It is tried again.');
      });
      timer = undefined;
      if (entries.size > 0) {
        checkLater();
      }
    }, keyCheckIntervalMs).unref();
  }

  return {
    open: (principal, clientSignal) => {
      const owner =
        principal.kind === 'operator'
          ? { keyId: principal.kind, tenantId: principal.kind }
          : { keyId: principal.keyId, tenantId: principal.tenant.id };
      requireRoom(owner);
      const end = new AbortController();
      const entry = { ...owner, end };
      const close = () => {
        entries.delete(entry);
        end.abort();
      };
      entries.add(entry);
      if (isClosed || clientSignal?.aborted) {
        close();
      }
      clientSignal?.addEventListener('abort', close, { once: true });
      checkLater();
      return { signal: end.signal, close };
    },
    count: () => entries.size,
    endAll: () => {
      isClosed = true;
      clearTimeout(timer);
      for (const { end } of entries) {
        end.abort();
      }
    },
  };
}
