import type { WebhookEndpoint, WebhookEvent } from '../../database/client/client.ts';
import type { Cipher } from '../../sealing/cipher.ts';
import { UnreadableError } from '../../sealing/unreadable-error.ts';
import { openFormerSecret, openSecret } from './webhook-secret.ts';

/**
 * The body of an event's deliveries: the same bytes at every attempt, because all of it is in the event's row, and the
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
 * The secrets that an endpoint's messages are signed with: for a day after a rotation, the former one too, unless it cannot
 * be read.
 *
 * @throws UnreadableError when the endpoint's own secret cannot be read
 */
export const signingSecrets = (
  endpoint: WebhookEndpoint,
  { cipher, now }: { cipher: Cipher; now: Date },
): string[] => {
  const { sealedFormerSecret, formerSecretUntil } = endpoint;
  const former =
    sealedFormerSecret !== null && formerSecretUntil !== null && formerSecretUntil > now
      ? ifReadable(() => openFormerSecret(cipher, endpoint, sealedFormerSecret))
      : undefined;
  return [openSecret(cipher, endpoint), ...(former === undefined ? [] : [former])];
};

/** What can be read; undefined for what cannot. */
export function ifReadable(open: () => string): string | undefined {
  try {
    return open();
  } catch (error) {
    if (error instanceof UnreadableError) {
      return undefined;
    }
    throw error;
  }
}
