import { join } from 'node:path';
import { createAutofillEngine } from './autofill/create-engine.ts';
import type { ObserveStatement } from './database/observe-statements.ts';
import { type Database, openDatabase } from './database/open.ts';
import { acrossTenants } from './database/raw-sql.ts';
import { ownWork, workFor } from './database/share-connections.ts';
import { keepCapturedMail } from './domain/captures/keep-captured-mail.ts';
import { stopSealing } from './domain/encryption/keep-sealing.ts';
import { openSealing } from './domain/encryption/open-sealing.ts';
import { createEventFeed } from './domain/events/event-feed.ts';
import type { Effects } from './domain/services.ts';
import type { VerificationProvider } from './domain/verification/provider.ts';
import { newId } from './ids.ts';
import { createJobConsole } from './jobs/job-console.ts';
import { type JobClock, type OpenJobs, openJobs } from './jobs/open-jobs.ts';
import type { Log } from './log.ts';
import { createMail } from './mail/create-mail.ts';
import { createWebhookPoster } from './outbound/create-webhook-poster.ts';
import { endTogether } from './runtime/end-together.ts';
import { trackWork } from './runtime/track-work.ts';
import { createCipher } from './sealing/cipher.ts';
import { keepEncryptionKey } from './sealing/keep-encryption-key.ts';
import type { Settings } from './settings/settings.ts';
import type { ScanFile } from './storage/file-store.ts';
import { type OpenFileStore, openFileStore } from './storage/open-file-store.ts';
import { createExtractor } from './text-extraction/create-extractor.ts';

interface EffectsOptions extends Log {
  settings: Settings;
  clock: () => Date;
  jobClock: JobClock | undefined;
  onStatement: ((sql: string) => void) | undefined;
  observeStatement: ObserveStatement | undefined;
  scanFile: ScanFile | undefined;
  verificationProvider: VerificationProvider;
}

/** The effects, and those sides of them that the gateway alone works with. */
export interface OpenEffects {
  /** All but the data of events, which come from the APIs. */
  effects: Omit<Effects, 'eventData'>;
  database: Database;
  files: OpenFileStore;
  queues: OpenJobs;
  /** This process, among those that share the database. */
  writerId: string;
  /** Where captured emails are written; undefined if they are not. */
  mailDir: string | undefined;
  /** Where files are written piece by piece. */
  foldersOfParts: string[];
  /** Lets jobs in progress finish for five seconds at most, and then ends what they work with. */
  endWork: () => Promise<void>;
}

/** Opens the effects. What has to be closed is in `resources`, so that each is closed before what it works with. */
export async function openEffects(
  resources: AsyncDisposableStack,
  options: EffectsOptions,
): Promise<OpenEffects> {
  const { settings, clock, log, verificationProvider } = options;
  const inDataDir = (name: string) => join(settings.dataDir, name);
  const temporaryDir = inDataDir('incoming');
  const filesDir = inDataDir('files');
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
    directUrl: settings.databaseDirectUrl,
    dataDir: settings.dataDir,
    onStatement: options.onStatement,
    observeStatement: options.observeStatement,
    log,
  });
  resources.defer(database.close);
  for (const notice of database.notices) {
    log.warn(notice);
  }
  const allTenants = database.client;
  const writerId = newId();
  await openSealing({ services: { allTenants, cipher }, writerId });
  resources.defer(() => stopSealing({ allTenants }, writerId));
  const probe = () => workFor(ownWork, async () => acrossTenants(allTenants).query`SELECT 1`);
  resources.defer(options.watchDatabase(probe));

  const eventFeed = createEventFeed({
    allTenants,
    eventSignals: database.eventSignals,
    log: options.databaseLog,
  });
  resources.defer(eventFeed.close);
  const queues = await openJobs({
    connection: database.queueConnection,
    log: options.databaseLog,
    clock: options.jobClock,
  });
  resources.defer(queues.stop);
  const unfinished = trackWork();
  resources.defer(unfinished.finish);
  // In production they are kept in the database alone.
  const mailDir = settings.isProduction ? undefined : inDataDir('mail');
  const mail = await createMail({
    settings,
    directory: mailDir,
    keepCaptured: (captured) => keepCapturedMail({ allTenants, clock }, captured),
  });
  // Emails that are still being sent fail, and their sends are rolled back before the database is closed.
  resources.defer(mail.close);
  const extractText = createExtractor();
  if (!extractText.recognisesText) {
    log.info(
      'Text in scans and photos is not read: the optional packages that recognise it are not installed.',
    );
  }
  const autofillEngine = createAutofillEngine(settings);

  return {
    effects: {
      allTenants,
      clock,
      sendMail: mail.send,
      forgetCaptures: mail.forgetCaptures,
      files,
      scanFile: options.scanFile ?? (async () => true),
      extractText,
      cipher,
      jobs: queues.jobs,
      jobConsole: createJobConsole({ boss: queues.boss, allTenants }),
      autofillEngine,
      eventFeed,
      postWebhook: createWebhookPoster(settings),
      temporaryDir,
      verificationProvider,
      finishBeforeClose: unfinished.track,
      log,
    },
    database,
    files,
    queues,
    writerId,
    mailDir,
    foldersOfParts: [filesDir, temporaryDir],
    endWork: async () => {
      await queues.stopWork();
      await endTogether([extractText.close, autofillEngine.close]);
    },
  };
}
