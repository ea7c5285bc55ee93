import type { ActorKind, ApiKeyScope, Mode, PrismaClient } from '../database/client/client.ts';
import type { Scope, TenantDatabase } from '../database/scope.ts';
import { PermissionDeniedError } from '../errors.ts';
import type { JobConsole } from '../jobs/job-console.ts';
import type { Jobs } from '../jobs/jobs.ts';
import type { Mail } from '../mail/mailer.ts';
import type { Cipher } from '../sealing/cipher.ts';
import type { FileStore, ScanFile } from '../storage/file-store.ts';
import type { ExtractText } from '../text-extraction/extracted-text.ts';
import type { PostWebhook } from '../webhooks/post-webhook.ts';
import type { AutofillEngine } from './autofill/engine.ts';
import type { ReadVersion } from './questionnaires/read-version.ts';
import type { VerificationProvider } from './verification/provider.ts';

/** A language that mails and recipients' pages are written in. */
export type Language = 'en' | 'de';

/** What an operation needs to know of the tenant it acts for. At most a few seconds old. */
export interface TenantSummary {
  id: string;
  name: string;
  defaultExpiryHours: number;
  language: Language;
  /** `#rrggbb`, or null for the gateway's own colour. */
  accentColour: string | null;
}

/** A program of a tenant, known by its API key. */
export interface TenantPrincipal {
  kind: 'api_key';
  keyId: string;
  keyName: string;
  scopes: readonly ApiKeyScope[];
  mode: Mode;
  tenant: TenantSummary;
}

/** The operator of the gateway, who belongs to no tenant. */
export interface OperatorPrincipal {
  kind: 'operator';
}

export type Principal = TenantPrincipal | OperatorPrincipal;

/** A mail and whose it is, for those mails that are captured instead of sent. */
export interface OutgoingMail extends Mail, Scope {
  workflowSessionId: string;
}

/** The effects that operations work through, made once at start. */
export interface Services {
  /** Every tenant's rows. Operations of tenants use `TenantContext.db` instead. */
  allTenants: PrismaClient;
  clock: () => Date;
  /** Base of every magic link, without a trailing slash. */
  publicUrl: string;
  smtpTimeoutMs: number;
  /** Whether a live key may read its captured mails, because no mail server is set. */
  capturesLiveMail: boolean;
  /** Resolves when the mail was accepted by the mail server, or captured. */
  sendMail: (mail: OutgoingMail) => Promise<void>;
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
  /** Tells an endpoint of an event. */
  postWebhook: PostWebhook;
  /** Whether webhooks may go to loopback and private addresses. */
  allowPrivateWebhooks: boolean;
  /** Whether webhooks must be sent over TLS, as in production. */
  requireWebhookTls: boolean;
  /** A folder of this machine for files that are being taken in; made when it is needed. */
  temporaryDir: string;
  /** Who carries out the verifications of live keys. */
  verificationProvider: VerificationProvider;
  /** Keeps the database open until the work is done, when the gateway is stopped meanwhile. */
  finishBeforeClose: <Result>(work: Promise<Result>) => Promise<Result>;
  /** Reads a version of a questionnaire, from memory where it can. */
  readVersion: ReadVersion;
  /** Makes this replica look an API key up again before it next accepts it. */
  forgetApiKey: (keyHash: string) => void;
  /** Notes that an API key exists, so that its owner is never taken for someone who guesses keys. */
  rememberApiKey: (keyHash: string) => void;
  log: { warn(details: object, message: string): void; error(details: object, message: string): void };
}

/** Who did something, as the audit trail keeps it. */
export interface Actor {
  actorKind: ActorKind;
  actorId: string | null;
  actorName: string;
}

/** The gateway itself, for what happens because time has passed. */
export const systemActor: Actor = { actorKind: 'SYSTEM', actorId: null, actorName: 'Postern' };

/** Everything an operation of a tenant may use. */
export interface TenantContext {
  principal: TenantPrincipal;
  scope: Scope;
  db: TenantDatabase;
  services: Services;
  actor: Actor;
  /** Writes log lines that carry the request's id. */
  log: Services['log'];
  /** Told when an answer is that of an earlier request with the same idempotency key. */
  markReplayed: () => void;
}

/**
 * For whatever both modes share: a test key must not change what real recipients see.
 *
 * @throws PermissionDeniedError for a test key
 */
export function requireLive({ mode }: TenantPrincipal): void {
  if (mode !== 'LIVE') {
    throw new PermissionDeniedError('Only a live API key can change what both modes share.');
  }
}

/** @throws PermissionDeniedError when the key lacks the scope; READ comes with every other scope */
export function requireScope(principal: TenantPrincipal, scope: ApiKeyScope): void {
  if (scope !== 'READ' && !principal.scopes.includes(scope)) {
    throw new PermissionDeniedError(`This takes an API key with the scope ${scope}.`);
  }
}
