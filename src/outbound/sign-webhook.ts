import { Webhook } from 'standardwebhooks';

interface SignOptions {
  /** What the message is known by, the same at every attempt. */
  id: string;
  body: string;
  /** When this attempt is made. */
  at: Date;
  /** `whsec_…` each. */
  secrets: readonly string[];
}

/**
 * The headers of a message by the Standard Webhooks specification: signed with every secret that is valid, so that a
 * receiver may hold any of them.
 */
export const signWebhook = ({ id, body, at, secrets }: SignOptions): Record<string, string> => ({
  'content-type': 'application/json',
  'user-agent': 'Postern-Webhooks/1.0',
  'webhook-id': id,
  'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
  'webhook-signature': secrets.map((secret) => new Webhook(secret).sign(id, at, body)).join(' '),
});
