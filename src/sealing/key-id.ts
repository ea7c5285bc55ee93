import { createHash } from 'node:crypto';

/**
 * Identifies a key without revealing it: the beginning of the hash of the key in the notation of cloak, which sealed
 * values before they were bound to their place. Files name their key by it too.
 */
export const keyIdOf = (key: Buffer): string =>
  createHash('sha256')
    .update(`k1.aesgcm256.${key.toString('base64url')}=`)
    .digest('hex')
    .slice(0, 8);
