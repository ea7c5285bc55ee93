import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import type { PgBoss } from 'pg-boss';
import type { DestinationStream } from 'pino';
import packageJson from '../package.json' with { type: 'json' };
import { createTenantDatabases } from './database/scope.ts';
import { createVersionReader } from './domain/questionnaires/read-version.ts';
import { createVersionIdFinder } from './domain/responses/find-version-id.ts';
import type { Services } from './domain/services.ts';
import { createApiKeyAuthenticator } from './domain/tenants/authenticate-api-key.ts';
import { keepDemoKey } from './domain/tenants/demo/keep-demo-key.ts';
import { type HostedProvider, manualProvider } from './domain/verification/provider.ts';
import { createOpenStreams } from './graphql/open-streams.ts';
import { registerHealth } from './http/health.ts';
import { listen } from './http/listen.ts';
import { closeHttpServer, createHttpServer } from './http/server.ts';
import type { JobClock } from './jobs/open-jobs.ts';
import { createLog } from './log.ts';
import type { Metrics, MetricsOptions } from './metrics/create-metrics.ts';
import { mountApis } from './mount-apis.ts';
import { openEffects } from './open-effects.ts';
import { createEventData } from './rest/event-data.ts';
import { endTogether } from './runtime/end-together.ts';
import { createJoin } from './runtime/join.ts';
import type { Log } from './runtime/log.ts';
import { keepSecret } from './secrets/secret-files.ts';
import { makeDataDir } from './settings/make-data-dir.ts';
import type { Settings } from './settings/settings.ts';
import type { ScanFile } from './storage/file-store.ts';
import type { Tracing } from './tracing/create-tracing.ts';
import { jobHandlers } from './work/job-handlers.ts';
import { paceEmails } from './work/pace-emails.ts';
import { startRegularWork } from './work/regular-work.ts';

export interface Gateway {
  /** The server without a port, for requests that need none. */
  app: FastifyInstance;
  services: Services;
  /** The engine of the job queues. */
  boss: PgBoss;
  /** Makes this process look for jobs now, for tests that let time pass. */
  wakeJobs: () => void;
  /** The key of the demo tenant; undefined if there is none. */
  demoKey: string | undefined;
  /**
   * Starts to listen and returns where, such as `http://127.0.0.1:4000`. Closes the gateway when it cannot.
   *
   * @throws SettingsError
   */
  listen: () => Promise<string>;
  /**
   * Lets requests in progress finish for ten seconds at most and jobs for five, aborts what is left, and closes everything.
   * Jobs that were aborted are due in their queues again. Any further call does nothing.
   */
  close: () => Promise<void>;
}

export interface GatewayOptions {
  settings: Settings;
  /** What the time is; the system's clock by default. */
  clock?: () => Date;
  /** What time is for job queues; the system's clock by default. */
  jobClock?: JobClock;
  /** Where log lines go; standard error by default. */
  logDestination?: DestinationStream;
  /** Sees each SQL statement. */
  onStatement?: (sql: string) => void;
  /**
   * Looks at each uploaded file before it is kept, such as a virus scanner. A file that it does not accept is rejected;
   * when it fails, the upload fails and nothing is kept. Every file is accepted by default.
   */
  scanFile?: ScanFile;
}

/** Starts a gateway. One that cannot start leaves nothing open. */
export async function createGateway(options: GatewayOptions): Promise<Gateway> {
  const resources = new AsyncDisposableStack();
  try {
    return await openGateway(resources, options);
  } catch (error) {
    // Why it did not start matters more than what fails because of it.
    await resources.disposeAsync().catch(() => {});
    throw error;
  }
}

/** The composition root: makes the services of the effects and mounts the APIs. What it opens is in `resources`. */
async function openGateway(resources: AsyncDisposableStack, options: GatewayOptions): Promise<Gateway> {
  const { settings, clock = () => new Date(), jobClock, onStatement, scanFile } = options;
  const openLog = await createLog({ level: settings.logLevel, destination: options.logDestination });
  const { log } = openLog;
  await makeDataDir(settings.dataDir);
  const complyCube = settings.complyCube && {
    provider: await openComplyCube(settings.complyCube),
    webhookSecret: settings.complyCube.webhookSecret,
  };
  const tracing = settings.exportsTraces ? await openTracing(log) : undefined;
  resources.defer(async () => tracing?.close());
  const { effects, database, queues, endWork, ...opened } = await openEffects(resources, {
    ...openLog,
    settings,
    clock,
    jobClock,
    onStatement,
    observeStatement: tracing?.observeStatement,
    scanFile,
    verificationProvider: complyCube?.provider ?? manualProvider,
  });
  // Requests, jobs and regular work end together, because each has its own time to finish what is in progress, and all have
  // less than fifteen seconds.
  const ends = [endWork];
  resources.defer(() => endTogether(ends));

  const { allTenants } = effects;
  const streams = createOpenStreams(effects);
  const metrics =
    settings.metricsPort === undefined
      ? undefined
      : await openMetrics({
          allTenants,
          boss: queues.boss,
          connectionUsage: database.connectionUsage,
          openStreams: streams.count,
        });
  resources.defer(async () => metrics?.close());
  const apiKeys = createApiKeyAuthenticator({ allTenants, clock, log });
  const readVersion = createVersionReader(allTenants);
  const observers = [metrics, tracing].filter((observer) => observer !== undefined);
  const services: Services = {
    ...effects,
    sendMail: observers.reduce((send, observer) => observer.observeEmails(send), effects.sendMail),
    postWebhook: observers.reduce(
      (post, observer) => observer.observeWebhookAttempts(post),
      effects.postWebhook,
    ),
    eventData: createEventData({ cipher: effects.cipher, readVersion }),
    publicUrl: settings.publicUrl ?? `http://localhost:${settings.port}`,
    smtpTimeoutMs: settings.smtpTimeoutMs,
    capturesLiveMail: settings.smtpUrl === undefined,
    allowPrivateWebhooks: settings.allowPrivateWebhooks,
    requireWebhookTls: settings.isProduction,
    tenantDatabase: createTenantDatabases(database),
    readVersion,
    findVersionId: createVersionIdFinder(),
    joinHostedStart: createJoin(),
    forgetApiKey: apiKeys.forget,
    rememberApiKey: apiKeys.remember,
  };
  const operatorKey = settings.operatorKey ?? (await keepSecret(join(settings.dataDir, 'operator-key')));
  const demoKey =
    settings.isProduction || !settings.serves
      ? undefined
      : await keepDemoKey({ services, dataDir: settings.dataDir });

  const app = await createHttpServer({
    logger: log,
    trustProxy: settings.trustProxy,
    checksHost: !settings.isProduction,
    publicUrl: settings.publicUrl,
  });
  ends.push(() => closeHttpServer(app));
  for (const observer of observers) {
    observer.observeRequests(app);
  }
  registerHealth(app, { allTenants });
  if (settings.serves) {
    await apiKeys.rememberUsed();
    await mountApis(app, { settings, services, apiKeys, streams, operatorKey, demoKey, complyCube });
  }
  await app.ready();
  if (settings.works) {
    const { mailPerMinute: perMinute } = settings;
    queues.work(jobHandlers(services), {
      observe: tracing?.observeJob,
      paces: perMinute === undefined ? {} : { 'batch-email': paceEmails({ allTenants, perMinute }) },
    });
  }
  ends.push(
    startRegularWork({
      services,
      ...opened,
      retention: settings.retention,
      observe: metrics?.observeWork,
      log,
    }),
  );

  const openMetricsPort = async (opened: Metrics): Promise<string> => {
    const { serveMetrics } = await import('./metrics/serve-metrics.ts');
    const { host, metricsPort: port = 0 } = settings;
    const served = await serveMetrics({ metrics: opened, host, port, log });
    resources.defer(served.close);
    return served.url;
  };

  let closing: Promise<void> | undefined;
  const close = () => {
    closing ??= resources.disposeAsync().then(() => log.info('Postern has stopped.'));
    return closing;
  };
  return {
    app,
    services,
    boss: queues.boss,
    wakeJobs: queues.wake,
    demoKey,
    listen: async () => {
      const { port, url } = await listen(app, settings).catch(async (error: unknown) => {
        await resources.disposeAsync().catch(() => {});
        throw error;
      });
      const metricsUrl = metrics && (await openMetricsPort(metrics));
      services.publicUrl = settings.publicUrl ?? `http://localhost:${port}`;
      log.info(
        {
          version: packageJson.version,
          database: database.engine,
          mail: services.capturesLiveMail ? 'captured' : 'smtp',
          work: workOf(settings),
          ...(metricsUrl !== undefined && { metrics: metricsUrl }),
        },
        'Postern is ready.',
      );
      return url;
    },
    close,
  };
}

/** Loaded only where it is used. */
async function openMetrics(options: MetricsOptions): Promise<Metrics> {
  const { createMetrics } = await import('./metrics/create-metrics.ts');
  return createMetrics(options);
}

/** Loaded only where it is used. */
async function openTracing(log: Log): Promise<Tracing> {
  const { createTracing } = await import('./tracing/create-tracing.ts');
  return createTracing({ version: packageJson.version, log });
}

/** Loaded only where it is used. */
async function openComplyCube(settings: NonNullable<Settings['complyCube']>): Promise<HostedProvider> {
  const { createComplyCube } = await import('./providers/complycube/complycube.ts');
  return createComplyCube(settings);
}

/** What this process does, in the words of the setting WORKER. */
const workOf = ({ serves, works }: Settings): string =>
  serves && works ? 'requests and jobs' : serves ? 'requests only' : 'jobs only';
