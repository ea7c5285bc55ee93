import { access, constants, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import type { PgBoss } from 'pg-boss';
import type { DestinationStream } from 'pino';
import packageJson from '../package.json' with { type: 'json' };
import { openDatabase } from './database/open.ts';
import { ownWork, workFor } from './database/share-connections.ts';
import { DatabaseStartError } from './database/start-error.ts';
import type { AutofillEngine } from './domain/autofill/engine.ts';
import { keepCapturedMail } from './domain/captured-mail/keep-captured-mail.ts';
import { stopSealing } from './domain/encryption/keep-sealing.ts';
import { MissingKeyError, openSealing, SealingRecordError } from './domain/encryption/open-sealing.ts';
import { createVersionReader } from './domain/questionnaires/read-version.ts';
import type { Services } from './domain/services.ts';
import { createApiKeyAuthenticator } from './domain/tenants/authenticate-api-key.ts';
import { ensureDemoTenant } from './domain/tenants/ensure-demo-tenant.ts';
import { manualProvider } from './domain/verification/provider.ts';
import { registerHealth } from './http/health.ts';
import { closeHttpServer, createHttpServer } from './http/server.ts';
import { unusableAddress } from './http/unusable-address.ts';
import { newId } from './ids.ts';
import { createJobConsole } from './jobs/job-console.ts';
import { type JobClock, openJobs } from './jobs/open-jobs.ts';
import { createLog } from './log.ts';
import { createCapturingMailer } from './mail/capturing-mailer.ts';
import { createSmtpMailer } from './mail/smtp-mailer.ts';
import { mountApis } from './mount-apis.ts';
import type { PostWebhook } from './outbound/post-webhook.ts';
import { createComplyCube } from './providers/complycube/complycube.ts';
import { createEventData } from './rest/event-data.ts';
import { lazily } from './runtime/lazily.ts';
import { createCipher } from './sealing/cipher.ts';
import { keepEncryptionKey } from './sealing/keep-encryption-key.ts';
import { keepSecret, readSecret, replaceSecret } from './secrets/secret-files.ts';
import { type Settings, SettingsError, settingRefused } from './settings/settings.ts';
import { StoreRefusedError } from './storage/create-s3-store.ts';
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
  /** Where it listens, such as `http://127.0.0.1:4000`. */
  listen: () => Promise<string>;
  /**
   * Lets requests in progress finish for ten seconds at most and jobs for five, aborts what is left, and closes everything. Jobs
   * that were aborted are due in their queues again.
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

/** The composition root: opens the effects, makes the services of them and mounts the APIs. */
export async function createGateway(options: GatewayOptions): Promise<Gateway> {
  const { settings, clock = () => new Date() } = options;
  const {
    log: logger,
    databaseLog,
    watchDatabase,
  } = await createLog({
    level: settings.logLevel,
    destination: options.logDestination,
  });
  await makeDataDir(settings.dataDir);
  const keys = settings.encryptionKeys ?? (await keepEncryptionKey(settings.dataDir));
  const cipher = createCipher(keys);
  const filesDir = join(settings.dataDir, 'files');
  const files = await openFileStore({
    folder: filesDir,
    s3: settings.storage,
    keys,
    acceptsPlain: () => cipher.acceptsUnbound,
  }).catch(refuseStore);
  const database = await openDatabase({
    databaseUrl: settings.databaseUrl,
    dataDir: settings.dataDir,
    onStatement: options.onStatement,
  });
  const allTenants = database.client;
  const writerId = newId();
  await openSealing({ services: { allTenants, cipher }, writerId }).catch(async (error: unknown) => {
    await database.close();
    throw sealingRefused(error);
  });
  const stopWatchingDatabase = watchDatabase(() =>
    workFor(ownWork, async () => {
      await allTenants.$queryRaw`SELECT 1`;
    }),
  );
  const queues = await openJobs({
    connection: database.queueConnection,
    log: databaseLog,
    clock: options.jobClock,
  });
  const operatorKey = settings.operatorKey ?? (await keepSecret(join(settings.dataDir, 'operator-key')));
  const apiKeys = createApiKeyAuthenticator({ allTenants, clock, log: logger });
  const mail = createMail({ settings, allTenants, clock, log: logger });
  const temporaryDir = join(settings.dataDir, 'incoming');
  const complyCube = settings.complyCube && {
    provider: createComplyCube(settings.complyCube),
    webhookSecret: settings.complyCube.webhookSecret,
  };
  const extractText = createExtractor();
  const autofillEngine = createAutofillEngine(settings);
  const readVersion = createVersionReader(allTenants);
  const unfinished = new Set<Promise<unknown>>();
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
    finishBeforeClose: (work) => {
      unfinished.add(work);
      return work.finally(() => unfinished.delete(work));
    },
    readVersion,
    forgetApiKey: apiKeys.forget,
    rememberApiKey: apiKeys.remember,
    log: logger,
  };
  const demoKey =
    settings.isProduction || !settings.serves ? undefined : await openDemo(allTenants, settings.dataDir);

  const app = await createHttpServer({
    logger,
    trustProxy: settings.trustProxy,
    checksHost: !settings.isProduction,
    publicUrl: settings.publicUrl,
  });
  registerHealth(app, { allTenants });
  if (settings.serves) {
    await apiKeys.rememberUsed();
    await mountApis(app, { settings, services, apiKeys, operatorKey, demoKey, complyCube });
  }
  await app.ready();
  if (settings.works) {
    queues.work(jobHandlers(services));
  }
  const stopRegularWork = startRegularWork({
    services,
    files,
    writerId,
    retention: settings.retention,
    mailDir: mailDirOf(settings),
    foldersOfParts: [filesDir, temporaryDir],
    log: logger,
  });

  return {
    app,
    services,
    boss: queues.boss,
    wakeJobs: queues.wake,
    demoKey,
    listen: async () => {
      const address = await app
        .listen({ port: settings.port, host: settings.host })
        .catch((error: NodeJS.ErrnoException) => {
          throw unusableAddress(error, settings) ?? error;
        });
      const { port } = new URL(address);
      services.publicUrl = settings.publicUrl ?? `http://localhost:${port}`;
      logger.info(
        {
          version: packageJson.version,
          database: database.engine,
          mail: settings.smtpUrl === undefined ? 'captured' : 'smtp',
          work: workOf(settings),
        },
        'Postern is ready.',
      );
      return `http://${settings.host.includes(':') ? `[${settings.host}]` : settings.host}:${port}`;
    },
    close: async () => {
      stopWatchingDatabase();
      // Together, because each has its own time to finish what is in progress, and all have less than fifteen seconds.
      const work = queues.stopWork().then(() => Promise.all([extractText.close(), autofillEngine.close()]));
      await Promise.all([closeHttpServer(app), stopRegularWork(), work]);
      // Emails that are still being sent fail now, and their sends are rolled back before the database is closed.
      await mail.close();
      while (unfinished.size > 0) {
        await Promise.allSettled(unfinished);
      }
      await queues.stop();
      await stopSealing({ allTenants }, writerId);
      await database.close();
      logger.info('Postern has stopped.');
    },
  };
}

/** What this process does, in the words of the setting WORKER. */
const workOf = ({ serves, works }: Settings): string =>
  serves && works ? 'requests and jobs' : serves ? 'requests only' : 'jobs only';

/** Finds answers with the model where one is set. Either engine is loaded with the first search. */
function createAutofillEngine({ autofillModel }: Settings): AutofillEngine & { close: () => Promise<void> } {
  let close = async (): Promise<void> => {};
  const engine = lazily(async () => {
    if (autofillModel) {
      const { createModelEngine } = await import('./autofill/model/model-engine.ts');
      return createModelEngine(autofillModel);
    }
    const { createBuiltinEngine } = await import('./autofill/labels/create-builtin-engine.ts');
    const builtinEngine = createBuiltinEngine();
    close = builtinEngine.close;
    return builtinEngine;
  });
  return {
    name: autofillModel ? 'MODEL' : 'BUILTIN',
    findAnswers: async (request) => (await engine()).findAnswers(request),
    close: () => close(),
  };
}

/** The HTTP client is loaded with the first webhook. */
function createWebhookPoster({ allowPrivateWebhooks, isProduction }: Settings): PostWebhook {
  const poster = lazily(async () => {
    const { createPoster } = await import('./outbound/create-poster.ts');
    return createPoster({ allowPrivate: allowPrivateWebhooks, requireTls: isProduction });
  });
  return async (request) => (await poster())(request);
}

/** @throws SettingsError in place of the store's own words */
function refuseStore(error: unknown): never {
  throw error instanceof StoreRefusedError
    ? new SettingsError([`STORAGE_URL names a store that cannot be used, because ${error.message}`])
    : error;
}

/** Why the gateway cannot start on what the database says of its keys, in one line. */
function sealingRefused(error: unknown): unknown {
  if (error instanceof MissingKeyError) {
    return new SettingsError([
      `ENCRYPTION_KEY lacks a key that this database still needs (its id is ${error.keyIds.join(', ')}); use the same value on every replica, and list a former key after the new one`,
    ]);
  }
  return error instanceof SealingRecordError ? new DatabaseStartError(error.message) : error;
}

/** @throws SettingsError when the folder cannot be made or written to */
async function makeDataDir(dataDir: string): Promise<void> {
  try {
    await mkdir(dataDir, { recursive: true, mode: 0o700 });
    await access(dataDir, constants.W_OK);
  } catch {
    throw settingRefused('DATA_DIR');
  }
}

/** The demo tenant's key, kept from start to start where only its owner can read it. */
async function openDemo(allTenants: Services['allTenants'], dataDir: string): Promise<string | undefined> {
  const file = join(dataDir, 'demo-key');
  const keptKey = await readSecret(file);
  const key = await ensureDemoTenant({ allTenants, keptKey });
  if (key !== undefined && key !== keptKey) {
    await replaceSecret(file, key);
  }
  return key;
}

/** Where captured emails are written as files; undefined in production, where they are kept in the database alone. */
const mailDirOf = ({ isProduction, dataDir }: Settings): string | undefined =>
  isProduction ? undefined : join(dataDir, 'mail');

/** Sends live mail to the mail server where one is set; all other mail is kept where its owner can read it. */
function createMail({
  settings,
  allTenants,
  clock,
  log,
}: { settings: Settings } & Pick<Services, 'allTenants' | 'clock' | 'log'>) {
  const directory = mailDirOf(settings);
  const capturing = createCapturingMailer({ from: settings.mailFrom, ...(directory && { directory }) });
  const smtp =
    settings.smtpUrl === undefined
      ? undefined
      : createSmtpMailer({
          smtpUrl: settings.smtpUrl,
          from: settings.mailFrom,
          timeoutMs: settings.smtpTimeoutMs,
        });
  const send: Services['sendMail'] = async ({ tenantId, mode, workflowSessionId, ...mail }) => {
    if (smtp && mode === 'LIVE') {
      return smtp.send({ tenantId, ...mail });
    }
    await capturing.send({ tenantId, ...mail });
    await keepCapturedMail({ allTenants, clock, log }, { tenantId, mode, workflowSessionId, ...mail });
  };
  return {
    send,
    close: async () => {
      await Promise.all([capturing.close(), smtp?.close()]);
    },
  };
}
