import { z } from 'zod';

/** Keys of 32 bytes. The first encrypts; all decrypt, so that a key can be replaced. */
export type EncryptionKeys = readonly [Buffer, ...Buffer[]];

/** 32 bytes in base64, as `openssl rand -base64 32` prints them; or in base64url, as the gateway's own file has them. */
const encryptionKey = z
  .string()
  .regex(/^[A-Za-z0-9+/_-]{43}=?$/)
  .transform((text) => Buffer.from(text, 'base64'))
  .refine((bytes) => bytes.length === 32);

/** One key, or several separated by commas. No message shows any of them. */
export const encryptionKeys = z
  .string()
  .transform((text) => text.split(',').map((key) => key.trim()))
  .pipe(z.tuple([encryptionKey], encryptionKey));
