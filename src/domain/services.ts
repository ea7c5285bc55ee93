import type { PrismaClient } from '../database/client/client.ts';
import type { OpenTenantDatabase } from '../database/scope.ts';
import type { JobConsole } from '../jobs/job-console.ts';
import type { Jobs } from '../jobs/jobs.ts';
import type { OutgoingMail } from '../mail/mailer.ts';
import type { PostWebhook } from '../outbound/post-webhook.ts';
import type { Join } from '../runtime/join.ts';
import type { Log } from '../runtime/log.ts';
import type { Cipher } from '../sealing/cipher.ts';
import type { FileStore, ScanFile } from '../storage/file-store.ts';
import type { ExtractText } from '../text-extraction/extracted-text.ts';
import type { AutofillEngine } from './autofill/engine.ts';
import type { EventData } from './events/event-data.ts';
import type { EventFeed } from './events/event-feed.ts';
import type { ReadVersion } from './questionnaires/read-version.ts';
import type { FindVersionId } from './responses/find-version-id.ts';
import type { VerificationProvider } from './verification/provider.ts';

/** What operations change or read outside their own memory. */
export interface Effects {
  /** Every tenant's rows. Operations of tenants use `TenantContext.db` instead. */
  allTenants: PrismaClient;
  clock: () => Date;
  /** Resolves when the email was accepted by the mail server, or captured. */
  sendMail: (mail: OutgoingMail) => Promise<void>;
  /** Deletes captured emails of sessions that are kept as files. */
  forgetCaptures: (workflowSessionIds: ReadonlySet<string>) => Promise<void>;
  /** Where uploaded files are kept. */
  files: FileStore;
  /** Looks at each uploaded file before it is kept. */
  scanFile: ScanFile;
  /** Reads the text of each document. */
  extractText: ExtractText;
  /** Encrypts answers and other secrets that are kept in the database. */
  cipher: Cipher;
  /** Work that is done later. */
  jobs: Jobs;
  /** The operator's view of that work. */
  jobConsole: JobConsole;
  /** Finds answers in documents. */
  autofillEngine: AutofillEngine;
  /** The data of the events that webhooks get. */
  eventData: EventData;
  /** Delivers new events to the streams of this replica. */
  eventFeed: EventFeed;
  /** Delivers an event to an endpoint. */
  postWebhook: PostWebhook;
  /** A folder of this machine for files that are being taken in; made when it is needed. */
  temporaryDir: string;
  /** The provider of live keys' verifications. */
  verificationProvider: VerificationProvider;
  /** Keeps the database open until the work is done, when the gateway is stopped in the meantime. */
  finishBeforeClose: <Result>(work: Promise<Result>) => Promise<Result>;
  log: Log;
}

/** The bounds and rules that the operator's settings give to operations. */
export interface Limits {
  /** Base of every magic link, without a trailing slash. */
  publicUrl: string;
  smtpTimeoutMs: number;
  /** Whether a live key may read its captured emails, because no mail server is set. */
  capturesLiveMail: boolean;
  /** Whether webhooks may go to loopback and private addresses. */
  allowPrivateWebhooks: boolean;
  /** Whether webhooks must be sent over TLS, as in production. */
  requireWebhookTls: boolean;
}

/** What the gateway remembers between requests. Each is bounded, and right again within seconds of a change elsewhere. */
export interface Lookups {
  /** The rows of one tenant and mode. */
  tenantDatabase: OpenTenantDatabase;
  /** Reads a version of a questionnaire, from memory where it can. */
  readVersion: ReadVersion;
  /** Finds out which version of a questionnaire a response answers, from memory where it can. */
  findVersionId: FindVersionId;
  /** Makes one of those starts of a hosted verification that are in progress for the same link, by the link's dispatch. */
  joinHostedStart: Join<{ url: string }>;
  /** Makes this replica look an API key up again before it next accepts it. */
  forgetApiKey: (keyHash: string) => void;
  /** Notes that an API key exists, so that its owner is never taken for someone who guesses keys. */
  rememberApiKey: (keyHash: string) => void;
}

/** Everything that operations work with, created once at start. Each operation declares which of it is needed. */
export interface Services extends Effects, Limits, Lookups {}
