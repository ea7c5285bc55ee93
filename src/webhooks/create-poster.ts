import type { PostWebhook } from './post-webhook.ts';

export function createPoster(): PostWebhook {
  return async () => ({ error: 'Not sent.' });
}
