import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** A new secret of 256 random bits, as 43 characters that are safe in a URL. */
export const newSecret = (): string => randomBytes(32).toString('base64url');

/**
 * What is stored in place of a secret: SHA-256 in hexadecimal. The secrets hashed here are random and long, so a fast
 * hash without salt cannot be reversed by guessing.
 */
export const hashSecret = (secret: string): string => createHash('sha256').update(secret).digest('hex');

/** Compares two secrets in a time that does not reveal where they differ. */
export const isSameSecret = (one: string, other: string): boolean =>
  timingSafeEqual(Buffer.from(hashSecret(one)), Buffer.from(hashSecret(other)));
