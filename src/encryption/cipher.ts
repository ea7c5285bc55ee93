import {
  type CloakKey,
  decryptStringSync,
  encryptStringSync,
  findKeyForMessage,
  makeKeychainSync,
  parseKeySync,
} from '@47ng/cloak';

/** Encrypts what is kept in the database: short texts, such as one answer. */
export interface Cipher {
  /** Encrypts a text with the first key. The result tells which key it was, and never the same twice. */
  seal(text: string): string;
  /** @throws Error when the text was changed, or was sealed with a key that is not there any more */
  open(sealed: string): string;
}

/**
 * AES-256-GCM by the format of cloak, `v1.aesgcm256.{key id}.{iv}.{ciphertext}`.
 *
 * @param keys 32 bytes each, in base64. The first seals; all open, so that a key can be replaced.
 */
export function createCipher(keys: readonly [string, ...string[]]): Cipher {
  const [first, ...others] = keys.map(toCloakKey);
  const sealingKey = parseKeySync(first ?? '');
  const keychain = makeKeychainSync([first ?? '', ...others]);
  return {
    seal: (text) => encryptStringSync(text, sealingKey),
    open: (sealed) => decryptStringSync(sealed, findKeyForMessage(sealed, keychain)),
  };
}

const toCloakKey = (base64: string): CloakKey =>
  `k1.aesgcm256.${Buffer.from(base64, 'base64').toString('base64url')}=`;
