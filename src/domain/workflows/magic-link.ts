import { hashSecret, newSecret } from '../../secrets/secrets.ts';

/** A link that lets whoever holds it act for one workflow session. */
export interface MagicLink {
  url: string;
  /** What is stored; the token itself exists only in the email. */
  tokenHash: string;
}

/** What stands for the link of an email that is not sent. It leads nowhere. */
export const placeholderLink = (publicUrl: string): string => `${publicUrl}/w/preview`;

export function createMagicLink(publicUrl: string): MagicLink {
  const token = newSecret();
  return { url: `${publicUrl}/w/${token}`, tokenHash: hashSecret(token) };
}
