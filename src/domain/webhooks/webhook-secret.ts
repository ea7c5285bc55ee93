import { randomBytes } from 'node:crypto';
import type { WebhookEndpoint } from '../../database/client/client.ts';
import type { Cipher } from '../../sealing/cipher.ts';
import { type Place, sealedColumns } from '../../sealing/sealed-columns.ts';

/** For how long a secret that was replaced signs too, so that a receiver can change over without losing anything. */
export const formerSecretHours = 24;

/**
 * A new signing secret in the form of Standard Webhooks: `whsec_` and 32 random bytes in base64. It has to be kept as it
 * is, because it signs; so it is kept encrypted, this whole text of it.
 */
export const newWebhookSecret = (): string => `whsec_${randomBytes(32).toString('base64')}`;

type EndpointPlace = Pick<WebhookEndpoint, 'tenantId' | 'id'>;

const placeOf = (column: Place['column'], { tenantId, id }: EndpointPlace): Place => ({
  column,
  tenantId,
  row: [id],
});

/** What is stored of an endpoint's secret. */
export const sealSecret = (cipher: Cipher, endpoint: EndpointPlace, secret: string): string =>
  cipher.seal(placeOf(sealedColumns.webhookSecret, endpoint), secret);

/** @throws UnreadableError when it was changed, was moved from another endpoint, or its key is missing */
export const openSecret = (cipher: Cipher, endpoint: EndpointPlace & { sealedSecret: string }): string =>
  cipher.open(placeOf(sealedColumns.webhookSecret, endpoint), endpoint.sealedSecret);

/** What is stored of an endpoint's secret once it was replaced. */
export const sealFormerSecret = (cipher: Cipher, endpoint: EndpointPlace, secret: string): string =>
  cipher.seal(placeOf(sealedColumns.formerWebhookSecret, endpoint), secret);

/** @throws UnreadableError, as `openSecret` */
export const openFormerSecret = (cipher: Cipher, endpoint: EndpointPlace, sealed: string): string =>
  cipher.open(placeOf(sealedColumns.formerWebhookSecret, endpoint), sealed);
