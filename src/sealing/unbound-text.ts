import { createDecipheriv, type KeyObject } from 'node:crypto';

const unboundPrefix = 'v1.aesgcm256.';

/** A value from before values were bound to their place: `v1.aesgcm256.{key id}.{nonce}.{ciphertext and tag}`. */
interface UnboundText {
  keyId: string;
  nonce: Buffer;
  ciphertext: Buffer;
  tag: Buffer;
}

/** Reads the form of a value in the format of cloak (AES-256-GCM without associated data); undefined for any other text. */
export function parseUnbound(text: string): UnboundText | undefined {
  if (!text.startsWith(unboundPrefix)) {
    return undefined;
  }
  const [keyId = '', nonce = '', sealed = '', ...rest] = text.slice(unboundPrefix.length).split('.');
  const bytes = Buffer.from(sealed, 'base64url');
  return /^[0-9a-f]{8}$/.test(keyId) && nonce.length === 16 && bytes.length >= 16 && rest.length === 0
    ? {
        keyId,
        nonce: Buffer.from(nonce, 'base64url'),
        ciphertext: bytes.subarray(0, -16),
        tag: bytes.subarray(-16),
      }
    : undefined;
}

/** @throws Error when it was changed, or sealed with another key */
export function openUnbound({ nonce, ciphertext, tag }: UnboundText, key: KeyObject): string {
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: 16 }).setAuthTag(tag);
  return Buffer.concat([decipher.update(ciphertext), decipher.final()]).toString();
}
