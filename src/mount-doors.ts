import type { FastifyInstance } from 'fastify';
import type { Services } from './domain/context.ts';
import type { ApiKeyAuthenticator } from './domain/tenants/authenticate-api-key.ts';
import type { HostedProvider } from './domain/verification/provider.ts';
import { registerGraphqlDoor } from './graphql/door.ts';
import { createEngine } from './graphql/engine.ts';
import { createGraphiql } from './graphql/graphiql.ts';
import { createAuthenticate } from './http/authenticate.ts';
import { basePathOf } from './http/base-path.ts';
import { createRateLimits } from './http/rate-limits.ts';
import { registerDevMail } from './mail/dev-mail-door.ts';
import { registerPortal } from './portal/door.ts';
import { registerComplyCubeWebhook } from './providers/complycube/webhook-door.ts';
import { registerRestAdapter } from './rest/adapter.ts';
import type { Settings } from './settings.ts';
import { registerStartPage } from './start-page/register-start-page.ts';

interface DoorsOptions {
  settings: Settings;
  services: Services;
  apiKeys: ApiKeyAuthenticator;
  operatorKey: string;
  demoKey: string | undefined;
  complyCube: { provider: HostedProvider; webhookSecret: string } | undefined;
}

/** Everything that answers requests, but for what tells whether the process is well. */
export async function mountDoors(app: FastifyInstance, options: DoorsOptions): Promise<void> {
  const { settings, services, apiKeys, operatorKey, demoKey, complyCube } = options;
  const limits = await createRateLimits(app, {
    perMinute: settings.rateLimitPerMinute,
    perTenantPerMinute: settings.rateLimitPerTenantPerMinute,
  });
  const authenticate = createAuthenticate({ apiKeys, operatorKey, limits });
  const basePath = basePathOf(settings.publicUrl);
  const engine = createEngine();
  registerGraphqlDoor(app, {
    services,
    engine,
    authenticate,
    limits,
    origins: settings.corsOrigins,
    graphiql: settings.servesGraphiql ? createGraphiql({ apiKey: demoKey, basePath, limits }) : undefined,
  });
  registerRestAdapter(app, { services, engine, authenticate, origins: settings.corsOrigins });
  registerStartPage(app, {
    publicUrl: () => services.publicUrl,
    basePath,
    limits,
    servesGraphiql: settings.servesGraphiql,
    servesDevMail: !settings.isProduction,
    demoKey,
  });
  registerPortal(app, { services, limits });
  if (complyCube) {
    registerComplyCubeWebhook(app, { services, limits, ...complyCube });
  }
  if (!settings.isProduction) {
    registerDevMail(app, { allTenants: services.allTenants, basePath, limits });
  }
}
