import type { WebhookEndpoint, WebhookEvent } from '../../database/client/client.ts';
import { type Cipher, UnreadableError } from '../../encryption/cipher.ts';

/**
 * The body that tells of an event: the same bytes at every attempt, because all of it stands in the event's row, and the
 * database keeps the keys of `data` in an order of its own.
 */
export const deliveryBody = ({ type, createdAt, sequence, data }: WebhookEvent): string =>
  JSON.stringify({
    type,
    timestamp: createdAt.toISOString().replace(/\.\d+/, ''),
    sequence: Number(sequence),
    data,
  });

/**
 * The secrets that an endpoint's messages are signed with: for a day after a rotation, the former one too, unless the key
 * that it was encrypted with is gone.
 *
 * @throws UnreadableError when that of the endpoint's own secret is gone
 */
export const signingSecrets = (
  { sealedSecret, sealedFormerSecret, formerSecretUntil }: WebhookEndpoint,
  { cipher, now }: { cipher: Cipher; now: Date },
): string[] => [
  cipher.open(sealedSecret),
  ...(sealedFormerSecret !== null && formerSecretUntil !== null && formerSecretUntil > now
    ? openIfReadable(cipher, sealedFormerSecret)
    : []),
];

function openIfReadable(cipher: Cipher, sealed: string): string[] {
  try {
    return [cipher.open(sealed)];
  } catch (error) {
    if (error instanceof UnreadableError) {
      return [];
    }
    throw error;
  }
}
