import { randomBytes } from 'node:crypto';

/** For how long a secret that was replaced signs too, so that a receiver can change over without losing anything. */
export const formerSecretHours = 24;

/**
 * A new signing secret in the form of Standard Webhooks: `whsec_` and 32 random bytes in base64. It has to be kept as it
 * is, because it signs; so it is kept encrypted, this whole text of it.
 */
export const newWebhookSecret = (): string => `whsec_${randomBytes(32).toString('base64')}`;
