import { createSecretKey } from 'node:crypto';
import {
  type CloakKey,
  decryptStringSync,
  encryptStringSync,
  type ParsedCloakKey,
  parseCloakedString,
  parseKeySync,
} from '@47ng/cloak';
import type { EncryptionKeys } from './encryption-keys.ts';

/** Encrypts what is kept in the database: short texts, such as one answer. */
export interface Cipher {
  /** What every text that the first key has sealed begins with, by which the others can be found. */
  readonly sealedPrefix: string;
  /** Encrypts a text with the first key. The result tells which key it was, and never the same twice. */
  seal(text: string): string;
  /**
   * @throws UnreadableError when the text is not a sealed one, was changed, or was sealed with a key that is not there
   * any more
   */
  open(sealed: string): string;
  /** Whether a text has the form of a sealed one, with whatever key. */
  isSealed(text: string): boolean;
  /** Whether the key that sealed a text is there. */
  hasKeyOf(sealed: string): boolean;
}

/** Something that was encrypted cannot be read. Tells which key it takes, and nothing of the content. */
export class UnreadableError extends Error {
  constructor(reason: string, options?: ErrorOptions) {
    super(`What was encrypted cannot be read: ${reason}.`, options);
    this.name = 'UnreadableError';
  }
}

/** What every sealed text begins with, whichever key sealed it. */
const sealedFormat = 'v1.aesgcm256.';

/**
 * AES-256-GCM by cloak, in its format `v1.aesgcm256.{key id}.{iv}.{ciphertext}`. Cloak is small and does just this, and
 * what it calls is Node's own OpenSSL: 8 µs to seal a short text and 6 µs to open it. The AWS Encryption SDK, which
 * encrypts the files, takes 500 µs for either, because it derives a key for each message; a response has dozens of
 * answers. Each text gets a random nonce of 96 bits, which is good for four thousand million texts a key.
 *
 * @param keys the first seals; all open, so that a key can be replaced
 */
export function createCipher(keys: EncryptionKeys): Cipher {
  const [sealingKey, ...others] = [toCloakKey(keys[0]), ...keys.slice(1).map(toCloakKey)] as const;
  const byId = new Map([sealingKey, ...others].map((key) => [key.fingerprint, key]));
  return {
    sealedPrefix: `${sealedFormat}${sealingKey.fingerprint}.`,
    seal: (text) => encryptStringSync(text, sealingKey),
    open: (sealed) => {
      const id = sealedBy(sealed);
      if (id === undefined) {
        throw new UnreadableError('it has not the form of an encrypted text');
      }
      const key = byId.get(id);
      if (!key) {
        throw new UnreadableError(`ENCRYPTION_KEY has no key whose id is ${id}`);
      }
      try {
        return decryptStringSync(sealed, key);
      } catch (cause) {
        throw new UnreadableError(`it was changed since the key with the id ${id} encrypted it`, { cause });
      }
    },
    isSealed: (text) => sealedBy(text) !== undefined,
    hasKeyOf: (sealed) => byId.has(sealedBy(sealed) ?? ''),
  };
}

/** The id of the key that sealed a text; undefined when the text is not a sealed one. */
function sealedBy(text: string): string | undefined {
  const parts = text.startsWith(sealedFormat) && parseCloakedString(text);
  return parts ? parts.groups.fingerprint : undefined;
}

/** Tells keys apart without giving them away: the beginning of a key's hash. */
export const keyIdOf = (key: Buffer): string => toCloakKey(key).fingerprint;

function toCloakKey(bytes: Buffer): ParsedCloakKey {
  const key: CloakKey = `k1.aesgcm256.${bytes.toString('base64url')}=`;
  // Node takes three times as long with a key that comes as bytes, which is all that cloak's type knows.
  return { ...parseKeySync(key), raw: createSecretKey(bytes) as unknown as Uint8Array };
}
