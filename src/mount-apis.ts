import type { FastifyInstance } from 'fastify';
import { registerDevMail } from './captured-mail/register-captured-mail.ts';
import type { Services } from './domain/services.ts';
import type { ApiKeyAuthenticator } from './domain/tenants/authenticate-api-key.ts';
import type { HostedProvider } from './domain/verification/provider.ts';
import { createEngine } from './graphql/engine.ts';
import { createGraphiql } from './graphql/graphiql.ts';
import type { OpenStreams } from './graphql/open-streams.ts';
import { registerGraphql } from './graphql/register-graphql.ts';
import { createAuthenticate } from './http/authenticate.ts';
import { basePathOf } from './http/base-path.ts';
import { createRateLimits } from './http/rate-limits.ts';
import { registerMcp } from './mcp/register-mcp.ts';
import { registerPortal } from './portal/register-portal.ts';
import { registerRestAdapter } from './rest/adapter.ts';
import { referencePath } from './rest/reference/reference-path.ts';
import { registerReference } from './rest/reference/register-reference.ts';
import type { Settings } from './settings/settings.ts';
import { registerStartPage } from './start-page/register-start-page.ts';
import { registerTeamPage } from './team/register-team-page.ts';

interface MountOptions {
  settings: Settings;
  services: Services;
  apiKeys: ApiKeyAuthenticator;
  streams: OpenStreams;
  operatorKey: string;
  demoKey: string | undefined;
  complyCube: { provider: HostedProvider; webhookSecret: string } | undefined;
}

/** Everything that answers requests, except the health checks. */
export async function mountApis(app: FastifyInstance, options: MountOptions): Promise<void> {
  const { settings, services, apiKeys, streams, operatorKey, demoKey, complyCube } = options;
  const limits = await createRateLimits(app, {
    perMinute: settings.rateLimitPerMinute,
    perTenantPerMinute: settings.rateLimitPerTenantPerMinute,
  });
  const authenticate = createAuthenticate({ apiKeys, operatorKey, limits });
  const basePath = basePathOf(settings.publicUrl);
  const engine = createEngine();
  registerGraphql(app, {
    services,
    engine,
    authenticate,
    limits,
    streams,
    origins: settings.corsOrigins,
    graphiql: settings.servesGraphiql ? createGraphiql({ apiKey: demoKey, basePath, limits }) : undefined,
  });
  registerRestAdapter(app, { services, engine, authenticate, origins: settings.corsOrigins });
  if (settings.servesMcp) {
    registerMcp(app, { services, engine, authenticate, origins: settings.corsOrigins });
  }
  registerReference(app, {
    publicUrl: () => services.publicUrl,
    basePath,
    limits,
    origins: settings.corsOrigins,
    demoKey,
  });
  registerStartPage(app, {
    publicUrl: () => services.publicUrl,
    basePath,
    limits,
    referencePath: referencePath(),
    isProduction: settings.isProduction,
    servesGraphiql: settings.servesGraphiql,
    servesDevMail: !settings.isProduction,
    servesMcp: settings.servesMcp,
    servesTeamPage: settings.servesTeamPage,
    demoKey,
  });
  if (settings.servesTeamPage) {
    registerTeamPage(app, { basePath, limits });
  }
  registerPortal(app, { services, limits });
  if (complyCube) {
    const { registerComplyCubeWebhook } = await import('./providers/complycube/register-webhook.ts');
    registerComplyCubeWebhook(app, { services, limits, ...complyCube });
  }
  if (!settings.isProduction) {
    registerDevMail(app, { allTenants: services.allTenants, basePath, limits });
  }
}
