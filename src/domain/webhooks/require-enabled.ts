import type { WebhookEndpoint } from '../../database/client/client.ts';
import { InvalidStateError } from '../../errors.ts';

/** @throws InvalidStateError for a webhook that is switched off, to which nothing goes */
export function requireEnabled({ enabled }: WebhookEndpoint): void {
  if (!enabled) {
    throw new InvalidStateError('The webhook is disabled. Enable it first.', 'DISABLED');
  }
}
