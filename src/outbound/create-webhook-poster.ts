import { lazily } from '../runtime/lazily.ts';
import type { Settings } from '../settings/settings.ts';
import type { PostWebhook } from './post-webhook.ts';

/** Posts webhooks as the settings allow. Loads the HTTP client with the first one. */
export function createWebhookPoster({
  allowPrivateWebhooks,
  isProduction,
}: Pick<Settings, 'allowPrivateWebhooks' | 'isProduction'>): PostWebhook {
  const poster = lazily(async () => {
    const { createPoster } = await import('./create-poster.ts');
    return createPoster({ allowPrivate: allowPrivateWebhooks, requireTls: isProduction });
  });
  return async (request) => (await poster())(request);
}
