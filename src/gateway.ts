import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import type { PgBoss } from 'pg-boss';
import type { DestinationStream } from 'pino';
import packageJson from '../package.json' with { type: 'json' };
import { createAutofillEngine } from './autofill/create-engine.ts';
import { openDatabase } from './database/open.ts';
import { createTenantDatabases } from './database/scope.ts';
import { ownWork, workFor } from './database/share-connections.ts';
import { keepCapturedMail } from './domain/captured-mail/keep-captured-mail.ts';
import { stopSealing } from './domain/encryption/keep-sealing.ts';
import { openSealing } from './domain/encryption/open-sealing.ts';
import { createVersionReader } from './domain/questionnaires/read-version.ts';
import { createVersionIdFinder } from './domain/responses/find-version-id.ts';
import type { Services } from './domain/services.ts';
import { createApiKeyAuthenticator } from './domain/tenants/authenticate-api-key.ts';
import { keepDemoKey } from './domain/tenants/keep-demo-key.ts';
import { manualProvider } from './domain/verification/provider.ts';
import { registerHealth } from './http/health.ts';
import { listen } from './http/listen.ts';
import { closeHttpServer, createHttpServer } from './http/server.ts';
import { newId } from './ids.ts';
import { createJobConsole } from './jobs/job-console.ts';
import { type JobClock, openJobs } from './jobs/open-jobs.ts';
import { createLog } from './log.ts';
import { createMail } from './mail/create-mail.ts';
import { mountApis } from './mount-apis.ts';
import { createWebhookPoster } from './outbound/create-webhook-poster.ts';
import { createComplyCube } from './providers/complycube/complycube.ts';
import { createEventData } from './rest/event-data.ts';
import { endTogether } from './runtime/end-together.ts';
import { createJoin } from './runtime/join.ts';
import { trackWork } from './runtime/track-work.ts';
import { createCipher } from './sealing/cipher.ts';
import { keepEncryptionKey } from './sealing/keep-encryption-key.ts';
import { keepSecret } from './secrets/secret-files.ts';
import { makeDataDir } from './settings/make-data-dir.ts';
import type { Settings } from './settings/settings.ts';
import type { ScanFile } from './storage/file-store.ts';
import { openFileStore } from './storage/open-file-store.ts';
import { createExtractor } from './text-extraction/create-extractor.ts';
import { jobHandlers } from './work/job-handlers.ts';
import { startRegularWork } from './work/regular-work.ts';

export interface Gateway {
  /** The server without a port, for requests that need none. */
  app: FastifyInstance;
  services: Services;
  /** The engine of the job queues. */
  boss: PgBoss;
  /** Makes this process look for jobs now, for tests that let time pass. */
  wakeJobs: () => void;
  /** The key of the demo tenant; undefined where there is none. */
  demoKey: string | undefined;
  /**
   * Starts to listen and returns where, such as `http://127.0.0.1:4000`. Closes the gateway when it cannot.
   *
   * @throws SettingsError
   */
  listen: () => Promise<string>;
  /**
   * Lets requests in progress finish for ten seconds at most and jobs for five, aborts what is left, and closes everything. Jobs
   * that were aborted are due in their queues again. Any further call does nothing.
   */
  close: () => Promise<void>;
}

export interface GatewayOptions {
  settings: Settings;
  /** What the time is; the system's clock unless said. */
  clock?: () => Date;
  /** What time is for job queues; the system's clock unless said. */
  jobClock?: JobClock;
  /** Where log lines go; standard error unless said. */
  logDestination?: DestinationStream;
  /** Sees each SQL statement. */
  onStatement?: (sql: string) => void;
  /**
   * Looks at each uploaded file before it is kept, such as a virus scanner. A file that it does not accept is refused;
   * when it fails, the upload fails and nothing is kept. Every file is accepted unless said.
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

/** The composition root: opens the effects, makes the services of them and mounts the APIs. What it opens is in `resources`. */
async function openGateway(resources: AsyncDisposableStack, options: GatewayOptions): Promise<Gateway> {
  const { settings, clock = () => new Date() } = options;
  const { log, databaseLog, watchDatabase } = await createLog({
    level: settings.logLevel,
    destination: options.logDestination,
  });
  await makeDataDir(settings.dataDir);
  const inDataDir = (name: string) => join(settings.dataDir, name);
  // In production they are kept in the database alone.
  const mailDir = settings.isProduction ? undefined : inDataDir('mail');
  const filesDir = inDataDir('files');
  const temporaryDir = inDataDir('incoming');
  const keys = settings.encryptionKeys ?? (await keepEncryptionKey(settings.dataDir));
  const cipher = createCipher(keys);
  const files = await openFileStore({
    folder: filesDir,
    s3: settings.storage,
    keys,
    acceptsPlain: () => cipher.acceptsUnbound,
  });
  resources.defer(files.close);
  const database = await openDatabase({
    databaseUrl: settings.databaseUrl,
    dataDir: settings.dataDir,
    onStatement: options.onStatement,
  });
  resources.defer(database.close);
  const allTenants = database.client;
  const writerId = newId();
  await openSealing({ services: { allTenants, cipher }, writerId });
  resources.defer(() => stopSealing({ allTenants }, writerId));
  const probeDatabase = () => workFor(ownWork, async () => allTenants.$queryRaw`SELECT 1`);
  resources.defer(watchDatabase(probeDatabase));
  const queues = await openJobs({
    connection: database.queueConnection,
    log: databaseLog,
    clock: options.jobClock,
  });
  resources.defer(queues.stop);
  const unfinished = trackWork();
  resources.defer(unfinished.finish);
  const mail = createMail({
    settings,
    directory: mailDir,
    keepCaptured: (captured) => keepCapturedMail({ allTenants, clock, log }, captured),
  });
  // Emails that are still being sent fail, and their sends are rolled back before the database is closed.
  resources.defer(mail.close);
  // Requests, jobs and regular work end together, because each has its own time to finish what is in progress, and all have less
  // than fifteen seconds.
  const ends: (() => Promise<unknown>)[] = [];
  resources.defer(() => endTogether(ends));
  const extractText = createExtractor();
  const autofillEngine = createAutofillEngine(settings);
  ends.push(async () => {
    await queues.stopWork();
    await endTogether([extractText.close, autofillEngine.close]);
  });

  const operatorKey = settings.operatorKey ?? (await keepSecret(inDataDir('operator-key')));
  const apiKeys = createApiKeyAuthenticator({ allTenants, clock, log });
  const complyCube = settings.complyCube && {
    provider: createComplyCube(settings.complyCube),
    webhookSecret: settings.complyCube.webhookSecret,
  };
  const readVersion = createVersionReader(allTenants);
  const services: Services = {
    allTenants,
    clock,
    publicUrl: settings.publicUrl ?? `http://localhost:${settings.port}`,
    smtpTimeoutMs: settings.smtpTimeoutMs,
    capturesLiveMail: settings.smtpUrl === undefined,
    sendMail: mail.send,
    files,
    scanFile: options.scanFile ?? (async () => true),
    extractText,
    cipher,
    jobs: queues.jobs,
    jobConsole: createJobConsole({ boss: queues.boss, allTenants }),
    autofillEngine,
    eventData: createEventData({ cipher, readVersion }),
    postWebhook: createWebhookPoster(settings),
    allowPrivateWebhooks: settings.allowPrivateWebhooks,
    requireWebhookTls: settings.isProduction,
    temporaryDir,
    verificationProvider: complyCube?.provider ?? manualProvider,
    finishBeforeClose: unfinished.track,
    tenantDatabase: createTenantDatabases(allTenants),
    readVersion,
    findVersionId: createVersionIdFinder(),
    joinHostedStart: createJoin(),
    forgetApiKey: apiKeys.forget,
    rememberApiKey: apiKeys.remember,
    log,
  };
  const demoKey =
    settings.isProduction || !settings.serves
      ? undefined
      : await keepDemoKey({ allTenants, dataDir: settings.dataDir });

  const app = await createHttpServer({
    logger: log,
    trustProxy: settings.trustProxy,
    checksHost: !settings.isProduction,
    publicUrl: settings.publicUrl,
  });
  ends.push(() => closeHttpServer(app));
  registerHealth(app, { allTenants });
  if (settings.serves) {
    await apiKeys.rememberUsed();
    await mountApis(app, { settings, services, apiKeys, operatorKey, demoKey, complyCube });
  }
  await app.ready();
  if (settings.works) {
    queues.work(jobHandlers(services));
  }
  ends.push(
    startRegularWork({
      services,
      files,
      writerId,
      retention: settings.retention,
      mailDir,
      foldersOfParts: [filesDir, temporaryDir],
      log,
    }),
  );

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
      services.publicUrl = settings.publicUrl ?? `http://localhost:${port}`;
      log.info(
        {
          version: packageJson.version,
          database: database.engine,
          mail: services.capturesLiveMail ? 'captured' : 'smtp',
          work: workOf(settings),
        },
        'Postern is ready.',
      );
      return url;
    },
    close,
  };
}

/** What this process does, in the words of the setting WORKER. */
const workOf = ({ serves, works }: Settings): string =>
  serves && works ? 'requests and jobs' : serves ? 'requests only' : 'jobs only';
