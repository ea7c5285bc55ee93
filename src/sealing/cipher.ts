import {
  createCipheriv,
  createDecipheriv,
  createSecretKey,
  hkdfSync,
  type KeyObject,
  randomFillSync,
} from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { EncryptionKeys } from './encryption-keys.ts';
import { keyIdOf } from './key-id.ts';
import type { Place } from './sealed-columns.ts';
import { openUnbound, parseUnbound } from './unbound-text.ts';
import { UnreadableError } from './unreadable-error.ts';

/** Seals what is kept in the database: short texts, such as one answer. */
export interface Cipher {
  /** The id of the first key, which seals. */
  readonly keyId: string;
  /** The ids of all keys. */
  readonly keyIds: ReadonlySet<string>;
  /**
   * Whether values from before they were bound to their place are accepted: plain ones, and those of the former format.
   * False once the database says that there is none left, and on a new database from the start.
   */
  acceptsUnbound: boolean;
  /** Seals a text for one place with the first key. The result is never the same twice. */
  seal(place: Place, text: string): string;
  /**
   * Opens what is stored in a place; for a column of JSON, returns the JSON.
   *
   * @throws UnreadableError when it is not a sealed value, was changed, was sealed for another place, or its key is missing
   */
  open(place: Place, stored: unknown): string;
  /** The same for values that have been bound to their place ever since there are any. @throws UnreadableError */
  openBound(place: Place, stored: unknown): string;
}

/** Format, key id of eight hexadecimal digits, and in base64url the nonce, the ciphertext and the tag. */
const boundFormat = 'v2.';
const keyIdEnd = boundFormat.length + 8;
const nonceBytes = 12;
const tagBytes = 16;

/** Keys of this many tenants stay in memory; deriving one takes 5 µs. */
const maxTenantKeys = 10_000;

/**
 * AES-256-GCM by Node's OpenSSL, 8 µs to seal a short text and 5 µs to open it. The associated data is the format, the
 * key's id and the place: tenant, table, row and column. So a value that is moved to another place, or changed, is
 * unreadable; an older value of the same place is not recognised as such.
 *
 * Each tenant has a key of its own, derived from the gateway's by HKDF. Nonces are random, 96 bits, which is safe for
 * 2³² values for each tenant and key.
 *
 * @param keys the first seals; all open, so that a key can be replaced
 */
export function createCipher(keys: EncryptionKeys): Cipher {
  const all = keys.map(createKey);
  const byId = new Map(all.map((key) => [key.id, key]));
  const first = createKey(keys[0]);
  const sealedPrefix = `${boundFormat}${first.id}.`;

  const takeNonce = createNonces();
  const cipher: Cipher = {
    keyId: first.id,
    keyIds: new Set(byId.keys()),
    acceptsUnbound: false,
    seal: (place, text) => {
      const nonce = takeNonce();
      const sealing = createCipheriv('aes-256-gcm', first.forTenant(place.tenantId), nonce);
      sealing.setAAD(associatedData(first.id, place));
      const ciphertext = sealing.update(text, 'utf8');
      sealing.final();
      return sealedPrefix + Buffer.concat([nonce, ciphertext, sealing.getAuthTag()]).toString('base64url');
    },
    open: (place, stored) =>
      cipher.acceptsUnbound && !isBound(stored)
        ? openUnboundOrPlain(place, stored)
        : openBound(place, stored),
    openBound,
  };
  return cipher;

  function openBound(place: Place, sealed: unknown): string {
    if (!isBound(sealed)) {
      throw unreadable('it was not sealed for this place', place);
    }
    const key = keyOf(sealed.slice(boundFormat.length, keyIdEnd), place);
    const bytes = Buffer.from(sealed.slice(keyIdEnd + 1), 'base64url');
    try {
      const nonce = bytes.subarray(0, nonceBytes);
      const opening = createDecipheriv('aes-256-gcm', key.forTenant(place.tenantId), nonce, {
        authTagLength: tagBytes,
      });
      opening.setAAD(associatedData(key.id, place));
      opening.setAuthTag(bytes.subarray(Math.max(nonceBytes, bytes.length - tagBytes)));
      const text = opening.update(bytes.subarray(nonceBytes, -tagBytes));
      opening.final();
      return text.toString('utf8');
    } catch (cause) {
      throw unreadable('it was changed, or moved here from another place', place, cause);
    }
  }

  /** Plain values and those of the former format, which nothing binds to their place. */
  function openUnboundOrPlain(place: Place, stored: unknown): string {
    const unbound = typeof stored === 'string' ? parseUnbound(stored) : undefined;
    if (!unbound) {
      return place.column.isJson ? JSON.stringify(stored) : String(stored);
    }
    const key = keyOf(unbound.keyId, place);
    try {
      return openUnbound(unbound, key.secret);
    } catch (cause) {
      throw unreadable('it was changed', place, cause);
    }
  }

  function keyOf(id: string, place: Place): Key {
    const key = byId.get(id);
    if (!key) {
      throw unreadable('ENCRYPTION_KEY has no key of its id', place);
    }
    return key;
  }
}

interface Key {
  id: string;
  secret: KeyObject;
  forTenant: (tenantId: string) => KeyObject;
}

function createKey(bytes: Buffer): Key {
  const secret = createSecretKey(bytes);
  const derived = new LRUCache<string, KeyObject>({
    max: maxTenantKeys,
    memoMethod: (tenantId) =>
      createSecretKey(Buffer.from(hkdfSync('sha256', secret, '', `postern sealed values/${tenantId}`, 32))),
  });
  return { id: keyIdOf(bytes), secret, forTenant: (tenantId) => derived.memo(tenantId) };
}

const isBound = (stored: unknown): stored is string =>
  typeof stored === 'string' && stored.startsWith(boundFormat) && stored[keyIdEnd] === '.';

/** Ids and names contain no slash, so that two places never have the same text. */
const associatedData = (keyId: string, place: Place): Buffer =>
  Buffer.from(`${boundFormat}${keyId}/${place.tenantId}/${nameOf(place)}`);

/** Ids are written as the database writes them, whichever case a caller used. */
const nameOf = ({ column, row }: Place): string =>
  `${column.table}/${row.join('/').toLowerCase()}/${column.column}`;

const unreadable = (reason: string, place: Place, cause?: unknown): UnreadableError =>
  new UnreadableError(reason, { place: nameOf(place), cause });

/** How many nonces are drawn together: asking for random bytes costs as much as encrypting an answer. */
const noncesPerDraw = 256;

/** Makes a function that returns a fresh random nonce. */
function createNonces(): () => Buffer {
  const drawn = Buffer.alloc(noncesPerDraw * nonceBytes);
  let used = drawn.length;
  return () => {
    if (used === drawn.length) {
      randomFillSync(drawn);
      used = 0;
    }
    used += nonceBytes;
    return Buffer.from(drawn.subarray(used - nonceBytes, used));
  };
}
