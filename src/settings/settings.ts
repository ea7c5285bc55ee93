import { isIP } from 'node:net';
import { join } from 'node:path';
import { z } from 'zod';
import { isInstalled } from '../runtime/is-installed.ts';
import { type EncryptionKeys, encryptionKeys } from '../sealing/encryption-keys.ts';
import type { Retention } from './retention.ts';
import { type S3Location, s3Url } from './s3-location.ts';
import { parseSender } from './sender.ts';

/** One environment variable that the gateway reads. The table of docs/configuration.md is generated from these. */
interface SettingDefinition {
  readonly name: string;
  /** What applies when the variable is not set, in words. */
  readonly fallback: string;
  readonly meaning: string;
}

/** Every environment variable, in the order in which they are documented. */
export const settingDefinitions: readonly SettingDefinition[] = [
  { name: 'PORT', fallback: '`4000`', meaning: 'Port to listen on; `0` picks a free one.' },
  { name: 'HOST', fallback: '`127.0.0.1`', meaning: 'Address to listen on.' },
  {
    name: 'METRICS_PORT',
    fallback: 'none',
    meaning:
      'Port of `HOST` that serves Prometheus metrics at `/metrics`, without a key; `0` picks a free one, which the log shows.',
  },
  {
    name: 'PUBLIC_URL',
    fallback: '`http://localhost:$PORT`',
    meaning: 'Base URL of every link. It can have a path, which the proxy in front can keep or remove.',
  },
  {
    name: 'DATABASE_URL',
    fallback: 'embedded database',
    meaning:
      '`postgres://…` of a PostgreSQL server (version 14 or newer, encoding UTF8), which any number of replicas can share.',
  },
  {
    name: 'DATABASE_POOLER',
    fallback: 'none',
    meaning:
      '`transaction` if `DATABASE_URL` is one of a pooler that gives each transaction another session, such as PgBouncer with `pool_mode = transaction`. Requires `DATABASE_DIRECT_URL`.',
  },
  {
    name: 'DATABASE_DIRECT_URL',
    fallback: 'none',
    meaning:
      '`postgres://…` of the same database without the pooler, for migrations and for notifications of new jobs. Requires `DATABASE_POOLER`.',
  },
  {
    name: 'DATA_DIR',
    fallback: '`./.data`',
    meaning:
      'Folder of the embedded database, uploaded files, captured mail, generated keys and compiled code.',
  },
  {
    name: 'TRUST_PROXY',
    fallback: 'none',
    meaning:
      'Number of proxies in front of the gateway, or their addresses as CIDR, separated by commas. Only their `X-Forwarded-For` is trusted, for rate limits and logs.',
  },
  {
    name: 'CORS_ORIGINS',
    fallback: '`*`',
    meaning:
      'Origins, separated by commas, whose pages may call `/graphql` and `/api/v1`, such as `https://app.example.com`; never with cookies.',
  },
  {
    name: 'SMTP_URL',
    fallback: 'emails are captured',
    meaning:
      '`smtp://user:pass@host:port` or `smtps://…`. If it is not set, each email is written to `$DATA_DIR/mail/*.eml` and shown at `/dev/mail`.',
  },
  {
    name: 'SMTP_TIMEOUT_MS',
    fallback: '`15000`',
    meaning:
      'Time limit for sending one email, 100 to 45000 milliseconds. Once it is exceeded, the send has failed.',
  },
  { name: 'MAIL_FROM', fallback: '`Postern <no-reply@localhost>`', meaning: 'Sender of every email.' },
  {
    name: 'RATE_LIMIT_PER_MINUTE',
    fallback: '`3000`',
    meaning:
      'Requests and root mutations per minute of one API key on one replica; `0` disables every limit.',
  },
  {
    name: 'RATE_LIMIT_PER_TENANT_PER_MINUTE',
    fallback: 'twice `RATE_LIMIT_PER_MINUTE`',
    meaning:
      'Requests and root mutations per minute of all API keys of a tenant on one replica; `0` disables this limit.',
  },
  {
    name: 'GRAPHIQL',
    fallback: '`true`; `false` in production or if it is not installed',
    meaning: 'Whether browsers get GraphiQL at `/graphql`.',
  },
  {
    name: 'RETENTION_AUDIT_DAYS',
    fallback: 'none (kept)',
    meaning: 'Days after which events of the audit trail are deleted.',
  },
  {
    name: 'RETENTION_DELIVERIES_DAYS',
    fallback: '`90`',
    meaning: 'Days after which webhook events, their deliveries and their attempts are deleted.',
  },
  {
    name: 'RETENTION_CAPTURED_MAIL_DAYS',
    fallback: '`30`',
    meaning: 'Days after which captured emails are deleted, from the database and from `$DATA_DIR/mail`.',
  },
  {
    name: 'WEBHOOK_ALLOW_PRIVATE',
    fallback: '`true`; `false` in production',
    meaning: 'Whether webhook URLs can point to loopback and private addresses.',
  },
  {
    name: 'ENCRYPTION_KEY',
    fallback: 'generated into `$DATA_DIR/encryption-key`',
    meaning:
      'Key of 32 bytes in base64 that encrypts files, answers and webhook secrets, or several keys separated by commas: the first encrypts, all decrypt. A gateway that lacks a key that its database still needs does not start.',
  },
  {
    name: 'STORAGE_URL',
    fallback: '`$DATA_DIR/files`',
    meaning:
      '`s3://bucket/prefix?region=…&endpoint=https://…` of an S3-compatible store for uploaded files; credentials as `s3://key:secret@bucket`, or as AWS’s own tools find them.',
  },
  {
    name: 'WORKER',
    fallback: 'requests and jobs',
    meaning:
      '`only` runs jobs and responds only to `/health/*`; `none` serves requests and leaves jobs to other replicas.',
  },
  {
    name: 'AUTOFILL_MODEL_URL',
    fallback: 'the built-in engine',
    meaning:
      'Base URL of an OpenAI-compatible API, up to and including `/v1`, whose model finds answers in documents. Passages of the documents are sent to it. Requires `AUTOFILL_MODEL`.',
  },
  { name: 'AUTOFILL_MODEL', fallback: 'none', meaning: 'Name of the model at `AUTOFILL_MODEL_URL`.' },
  { name: 'AUTOFILL_API_KEY', fallback: 'none', meaning: 'Bearer token for `AUTOFILL_MODEL_URL`.' },
  {
    name: 'COMPLYCUBE_API_KEY',
    fallback: 'the team verifies itself',
    meaning:
      'Key of the ComplyCube account that carries out the verifications of live keys. Requires `COMPLYCUBE_WEBHOOK_SECRET`.',
  },
  {
    name: 'COMPLYCUBE_WEBHOOK_SECRET',
    fallback: 'none',
    meaning: 'Secret of the ComplyCube webhook that points to `$PUBLIC_URL/providers/complycube/webhook`.',
  },
  {
    name: 'COMPLYCUBE_API_URL',
    fallback: '`https://api.complycube.com/v1`',
    meaning:
      'Base URL of ComplyCube’s API. The key and the names of people are sent to it, so only `https://` protects them.',
  },
  {
    name: 'OPERATOR_KEY',
    fallback: 'generated into `$DATA_DIR/operator-key`',
    meaning: "Bearer token of the operator's queries and mutations; at least 32 characters in production.",
  },
  {
    name: 'LOG_LEVEL',
    fallback: '`info`',
    meaning:
      '`fatal`, `error`, `warn`, `info`, `debug` or `silent`; one JSON line per message on standard error.',
  },
  {
    name: 'OTEL_EXPORTER_OTLP_ENDPOINT',
    fallback: 'no traces',
    meaning:
      'Base URL of the OpenTelemetry collector that gets traces, such as `http://localhost:4318`. The other standard variables apply too: [Traces](operations/monitoring.md#traces).',
  },
  {
    name: 'OTEL_EXPORTER_OTLP_TRACES_ENDPOINT',
    fallback: '`$OTEL_EXPORTER_OTLP_ENDPOINT/v1/traces`',
    meaning: 'URL that gets traces.',
  },
  {
    name: 'OTEL_EXPORTER_OTLP_PROTOCOL',
    fallback: '`http/protobuf`',
    meaning: 'Protocol of the export; there is no other than this.',
  },
  {
    name: 'OTEL_TRACES_EXPORTER',
    fallback: '`otlp`',
    meaning: '`none` disables traces, whatever else is set.',
  },
  {
    name: 'OTEL_SDK_DISABLED',
    fallback: '`false`',
    meaning: '`true` disables traces, whatever else is set.',
  },
  {
    name: 'NODE_ENV',
    fallback: 'development',
    meaning:
      '`production` does not start without `DATABASE_URL`, `SMTP_URL`, `MAIL_FROM`, `PUBLIC_URL`, `OPERATOR_KEY` and `ENCRYPTION_KEY`, requires https in `PUBLIC_URL`, and has no demo tenant and no `/dev` pages. Otherwise only `localhost`, IP addresses and the host of `PUBLIC_URL` are accepted as `Host`.',
  },
];

/** The origins whose pages may call the APIs: any, or a list. */
export type CorsOrigins = '*' | readonly string[];

/** The environment, checked. Everything else in the gateway takes its settings from here. */
export interface Settings {
  isProduction: boolean;
  port: number;
  host: string;
  /** Undefined if no metrics are served. */
  metricsPort: number | undefined;
  /** Without a trailing slash; undefined until the port is known. */
  publicUrl: string | undefined;
  databaseUrl: string | undefined;
  /** The server itself, where `databaseUrl` is one of a transaction pooler in front of it. */
  databaseDirectUrl: string | undefined;
  dataDir: string;
  /** How many proxies are in front, or the addresses (CIDR) of those whose `X-Forwarded-For` is trusted. */
  trustProxy: number | string[];
  /** The origins whose pages may call the APIs. */
  corsOrigins: CorsOrigins;
  smtpUrl: string | undefined;
  smtpTimeoutMs: number;
  mailFrom: string;
  /** Requests and root mutations per minute of one key; 0 means no limit of any kind. */
  rateLimitPerMinute: number;
  /** Requests and root mutations per minute of all keys of a tenant; 0 means no such limit. */
  rateLimitPerTenantPerMinute: number;
  /** Whether browsers get GraphiQL. */
  servesGraphiql: boolean;
  /** How long what has served its purpose is kept. */
  retention: Retention;
  allowPrivateWebhooks: boolean;
  /** Undefined if one will be generated. */
  encryptionKeys: EncryptionKeys | undefined;
  /** An S3-compatible store for files; undefined for the folder. */
  storage: S3Location | undefined;
  /** Whether this process answers requests, works on jobs, or both. */
  serves: boolean;
  works: boolean;
  /** The model that finds answers in documents; undefined for the built-in engine. */
  autofillModel: { url: string; model: string; apiKey: string | undefined } | undefined;
  /** The account that verifies; undefined if the team verifies itself. */
  complyCube: { apiKey: string; webhookSecret: string; apiUrl: string } | undefined;
  operatorKey: string | undefined;
  /** Whether traces are exported, as the process's variables `OTEL_…` say. */
  exportsTraces: boolean;
  logLevel: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'silent';
}

/**
 * The environment cannot be used. Each line has the name of one setting and its accepted values; none shows the value itself.
 */
export class SettingsError extends Error {
  readonly lines: string[];

  constructor(lines: string[], options?: ErrorOptions) {
    super(lines.join('\n'), options);
    this.name = 'SettingsError';
    this.lines = lines;
  }
}

const wholeNumber = (from: number, to: number) =>
  z
    .string()
    .regex(/^\d{1,9}$/)
    .transform(Number)
    .refine((value) => value >= from && value <= to);

/** A day at least, because deliveries are retried for a day; a hundred years at most, which every date can express. */
const retentionDays = wholeNumber(1, 36_500);

const urlOf = (...protocols: string[]) =>
  z.string().refine((value) => {
    const url = URL.canParse(value) ? new URL(value) : undefined;
    return url !== undefined && protocols.includes(url.protocol) && url.hostname !== '';
  });

/** The beginning of other addresses, without a slash at its end. */
const baseUrl = urlOf('http:', 'https:')
  .refine((value) => !/[?#]/.test(value))
  .transform((value) => value.replace(/\/+$/, ''));

const isLoopback = (hostname: string): boolean =>
  hostname === 'localhost' || hostname === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(hostname);

/** Links carry their token in the path, so that they travel in clear text over anything but https. */
const isPublicUrlForProduction = (value: string): boolean => {
  const { protocol, hostname } = new URL(value);
  return protocol === 'https:' || isLoopback(hostname);
};

/** An address or a range of them, such as `10.0.0.0/8`. */
function isAddressRange(value: string): boolean {
  const [address = '', bits, ...more] = value.split('/');
  const version = isIP(address);
  return (
    version !== 0 &&
    more.length === 0 &&
    (bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (version === 4 ? 32 : 128)))
  );
}

/** More proxies in a row than anyone has; a larger number is a mistake that would let callers choose their address. */
const maxProxies = 16;

const trustedProxies = z
  .string()
  .transform((value) =>
    /^\d+$/.test(value) ? Number(value) : value.split(',').map((address) => address.trim()),
  )
  .refine((value) => (typeof value === 'number' ? value <= maxProxies : value.every(isAddressRange)));

/** A scheme, a host and a port, as a browser writes them in `Origin`; a slash at the end is a slip. */
function toOrigin(value: string): string {
  const { origin, href, protocol, hostname } = URL.canParse(value) ? new URL(value) : new URL('about:blank');
  return /^https?:$/.test(protocol) && href === `${origin}/` && !hostname.includes('*') ? origin : '';
}

const corsOrigins = z
  .string()
  .transform((value): CorsOrigins => {
    const origins = value.split(',').map((origin) => origin.trim());
    return origins.length === 1 && origins[0] === '*' ? '*' : origins.map(toOrigin);
  })
  .refine((origins) => origins === '*' || origins.every((origin) => origin !== ''));

const visibleText = z.string().regex(/^[\x21-\x7e]+$/);

/** Stricter than the parser, which forgives what a person would not have meant. */
const oneMailbox = /^(?:[^<>\p{Cc}]*<[^\s<>@]+@[^\s<>@]+>|[^\s<>@]+@[^\s<>@]+)$/u;

function isSender(text: string): boolean {
  if (!oneMailbox.test(text)) {
    return false;
  }
  try {
    parseSender(text);
    return true;
  } catch {
    return false;
  }
}

const rules = {
  PORT: 'must be a port number from 0 to 65535',
  HOST: 'must be an address or host name of this machine',
  METRICS_PORT: 'must be a port number from 0 to 65535 that differs from PORT',
  PUBLIC_URL: 'must be a URL that starts with http:// or https://, without query or fragment',
  DATABASE_URL: 'must be a URL that starts with postgres:// or postgresql://',
  DATABASE_POOLER: 'must be transaction',
  DATABASE_DIRECT_URL: 'must be a URL that starts with postgres:// or postgresql://',
  DATA_DIR: 'must be the path of a folder that this process can write to',
  TRUST_PROXY: 'must be the number of proxies in front, or their addresses as CIDR, separated by commas',
  CORS_ORIGINS: 'must be * or origins such as https://app.example.com, separated by commas',
  SMTP_URL: 'must be a URL that starts with smtp:// or smtps://',
  SMTP_TIMEOUT_MS: 'must be a whole number of milliseconds from 100 to 45000',
  MAIL_FROM: 'must be an address such as "Postern <no-reply@example.com>"',
  RATE_LIMIT_PER_MINUTE: 'must be a whole number from 0 to 100000000',
  RATE_LIMIT_PER_TENANT_PER_MINUTE: 'must be a whole number from 0 to 200000000',
  GRAPHIQL: 'must be true or false',
  RETENTION_AUDIT_DAYS: 'must be a whole number of days from 1 to 36500',
  RETENTION_DELIVERIES_DAYS: 'must be a whole number of days from 1 to 36500',
  RETENTION_CAPTURED_MAIL_DAYS: 'must be a whole number of days from 1 to 36500',
  WEBHOOK_ALLOW_PRIVATE: 'must be true or false',
  ENCRYPTION_KEY:
    'must be 32 bytes in base64, such as `openssl rand -base64 32` prints, or several separated by commas',
  STORAGE_URL: 'must be a URL such as s3://bucket/prefix?region=eu-central-1&endpoint=https://s3.example.com',
  WORKER: 'must be only or none',
  AUTOFILL_MODEL_URL: 'must be a URL that starts with https:// or http:// and ends with /v1',
  AUTOFILL_MODEL: 'must be the name of a model',
  AUTOFILL_API_KEY: 'must be a secret of visible ASCII characters without spaces',
  COMPLYCUBE_API_KEY: 'must be a secret of visible ASCII characters without spaces',
  COMPLYCUBE_WEBHOOK_SECRET: 'must be a secret of visible ASCII characters without spaces',
  COMPLYCUBE_API_URL: 'must be a URL that starts with https:// or http://, without query or fragment',
  OPERATOR_KEY: 'must be a secret of visible ASCII characters without spaces',
  LOG_LEVEL: 'must be fatal, error, warn, info, debug or silent',
  OTEL_EXPORTER_OTLP_ENDPOINT: 'must be a URL that starts with http:// or https://',
  OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'must be a URL that starts with http:// or https://',
  OTEL_EXPORTER_OTLP_PROTOCOL: 'must be http/protobuf',
  OTEL_TRACES_EXPORTER: 'must be otlp or none',
  OTEL_SDK_DISABLED: 'must be true or false',
  NODE_ENV: 'must be production, development or test',
} as const;

const booleanText = z.enum(['true', 'false']).transform((value) => value === 'true');

const environmentSchema = z.object({
  PORT: wholeNumber(0, 65_535).default(4000),
  HOST: z
    .string()
    .regex(/^[\w.:-]+$/)
    .default('127.0.0.1'),
  METRICS_PORT: wholeNumber(0, 65_535).optional(),
  PUBLIC_URL: baseUrl.optional(),
  DATABASE_URL: urlOf('postgres:', 'postgresql:').optional(),
  DATABASE_POOLER: z.literal('transaction').optional(),
  DATABASE_DIRECT_URL: urlOf('postgres:', 'postgresql:').optional(),
  DATA_DIR: z.string().default('./.data'),
  TRUST_PROXY: trustedProxies.optional(),
  CORS_ORIGINS: corsOrigins.default('*'),
  SMTP_URL: urlOf('smtp:', 'smtps:').optional(),
  // Recovery starts ten seconds after it, and has to finish within a minute.
  SMTP_TIMEOUT_MS: wholeNumber(100, 45_000).default(15_000),
  MAIL_FROM: z.string().refine(isSender).optional(),
  RATE_LIMIT_PER_MINUTE: wholeNumber(0, 100_000_000).default(3000),
  RATE_LIMIT_PER_TENANT_PER_MINUTE: wholeNumber(0, 200_000_000).optional(),
  GRAPHIQL: booleanText.optional(),
  WEBHOOK_ALLOW_PRIVATE: booleanText.optional(),
  RETENTION_AUDIT_DAYS: retentionDays.optional(),
  RETENTION_DELIVERIES_DAYS: retentionDays.default(90),
  RETENTION_CAPTURED_MAIL_DAYS: retentionDays.default(30),
  ENCRYPTION_KEY: encryptionKeys.optional(),
  STORAGE_URL: s3Url.optional(),
  WORKER: z.enum(['only', 'none']).optional(),
  AUTOFILL_MODEL_URL: baseUrl.refine((value) => value.endsWith('/v1')).optional(),
  AUTOFILL_MODEL: visibleText.optional(),
  AUTOFILL_API_KEY: visibleText.optional(),
  COMPLYCUBE_API_KEY: visibleText.optional(),
  COMPLYCUBE_WEBHOOK_SECRET: visibleText.optional(),
  COMPLYCUBE_API_URL: baseUrl.default('https://api.complycube.com/v1'),
  OPERATOR_KEY: visibleText.optional(),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('info'),
  OTEL_EXPORTER_OTLP_ENDPOINT: urlOf('http:', 'https:').optional(),
  OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: urlOf('http:', 'https:').optional(),
  OTEL_EXPORTER_OTLP_PROTOCOL: z.literal('http/protobuf').optional(),
  OTEL_TRACES_EXPORTER: z.enum(['otlp', 'none']).default('otlp'),
  OTEL_SDK_DISABLED: booleanText.default(false),
  NODE_ENV: z.enum(['production', 'development', 'test']).default('development'),
});

/** A setting that turned out to be unusable only when it was used. The message has its name and its accepted values. */
export const settingRejected = (name: keyof typeof rules): SettingsError =>
  new SettingsError([`${name} ${rules[name]}`]);

export const requiredInProduction = [
  'DATABASE_URL',
  'SMTP_URL',
  'MAIL_FROM',
  'PUBLIC_URL',
  'OPERATOR_KEY',
  'ENCRYPTION_KEY',
] as const;

/** Optional dependencies. */
const graphiqlPackage = '@graphql-yoga/render-graphiql';
const tracingPackage = '@opentelemetry/sdk-trace-base';

/** Fewer characters can be guessed, and the operator's key opens every tenant. */
const minOperatorKeyCharacters = 32;

/** Values that are good enough for trying the gateway out, and not for production. */
const stricterInProduction = [
  {
    name: 'PUBLIC_URL',
    isAccepted: isPublicUrlForProduction,
    rule: 'must be a URL that starts with https:// in production, or http:// for a loopback host only',
  },
  {
    name: 'OPERATOR_KEY',
    isAccepted: (value: string) => value.length >= minOperatorKeyCharacters,
    rule: `must be a secret of at least ${minOperatorKeyCharacters} visible ASCII characters in production`,
  },
] as const;

/** Settings that only work together: the second is useless without the first. */
const pairs = [
  ['DATABASE_DIRECT_URL', 'DATABASE_POOLER'],
  ['DATABASE_POOLER', 'DATABASE_DIRECT_URL'],
  ['DATABASE_URL', 'DATABASE_POOLER'],
  ['COMPLYCUBE_API_KEY', 'COMPLYCUBE_WEBHOOK_SECRET'],
  ['COMPLYCUBE_WEBHOOK_SECRET', 'COMPLYCUBE_API_KEY'],
  ['AUTOFILL_MODEL_URL', 'AUTOFILL_MODEL'],
  ['AUTOFILL_MODEL', 'AUTOFILL_MODEL_URL'],
  ['AUTOFILL_MODEL_URL', 'AUTOFILL_API_KEY'],
] as const;

/**
 * Reads and checks the environment. A variable that is set to nothing counts as not set.
 *
 * @throws SettingsError that lists every bad setting
 */
export function readSettings(environment: NodeJS.ProcessEnv): Settings {
  const given = Object.fromEntries(
    Object.keys(rules).flatMap((name) => (environment[name] ? [[name, environment[name]]] : [])),
  );
  const parsed = environmentSchema.safeParse(given);
  if (!parsed.success) {
    const names = new Set(parsed.error.issues.map((issue) => String(issue.path[0])));
    throw new SettingsError([...names].map((name) => `${name} ${rules[name as keyof typeof rules]}`));
  }

  const values = parsed.data;
  const isProduction = values.NODE_ENV === 'production';
  const missing = isProduction ? requiredInProduction.filter((name) => values[name] === undefined) : [];
  if (missing.length > 0) {
    throw new SettingsError(missing.map((name) => `${name} must be set in production: it ${rules[name]}`));
  }

  const tooWeak = stricterInProduction.filter(({ name, isAccepted }) => {
    const value = values[name];
    return isProduction && value !== undefined && !isAccepted(value);
  });
  if (tooWeak.length > 0) {
    throw new SettingsError(tooWeak.map(({ name, rule }) => `${name} ${rule}`));
  }

  if (values.METRICS_PORT === values.PORT && values.PORT !== 0) {
    throw settingRejected('METRICS_PORT');
  }

  const incomplete = pairs.find(
    ([needed, given]) => values[given] !== undefined && values[needed] === undefined,
  );
  if (incomplete) {
    const [missingName, dependentName] = incomplete;
    throw new SettingsError([
      `${missingName} must be set if ${dependentName} is set, and ${rules[missingName]}`,
    ]);
  }
  const hasGraphiql = isInstalled(graphiqlPackage);
  if (values.GRAPHIQL && !hasGraphiql) {
    throw new SettingsError([
      `GRAPHIQL must not be true where GraphiQL is not installed (package ${graphiqlPackage}): \`npm ci\` without --omit=optional installs it`,
    ]);
  }
  const exportsTraces =
    (values.OTEL_EXPORTER_OTLP_ENDPOINT ?? values.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT) !== undefined &&
    values.OTEL_TRACES_EXPORTER === 'otlp' &&
    !values.OTEL_SDK_DISABLED;
  if (exportsTraces && !isInstalled(tracingPackage)) {
    throw new SettingsError([
      `OTEL_EXPORTER_OTLP_ENDPOINT must not be set where tracing is not installed (package ${tracingPackage}): \`npm ci\` without --omit=optional installs it`,
    ]);
  }
  const { COMPLYCUBE_API_KEY: apiKey, COMPLYCUBE_WEBHOOK_SECRET: webhookSecret } = values;
  const { AUTOFILL_MODEL_URL: modelUrl, AUTOFILL_MODEL: model } = values;

  return {
    isProduction,
    port: values.PORT,
    host: values.HOST,
    metricsPort: values.METRICS_PORT,
    publicUrl: values.PUBLIC_URL,
    databaseUrl: values.DATABASE_URL,
    databaseDirectUrl: values.DATABASE_DIRECT_URL,
    dataDir: join(values.DATA_DIR),
    trustProxy: values.TRUST_PROXY ?? 0,
    corsOrigins: values.CORS_ORIGINS,
    smtpUrl: values.SMTP_URL,
    smtpTimeoutMs: values.SMTP_TIMEOUT_MS,
    mailFrom: values.MAIL_FROM ?? 'Postern <no-reply@localhost>',
    rateLimitPerMinute: values.RATE_LIMIT_PER_MINUTE,
    rateLimitPerTenantPerMinute: values.RATE_LIMIT_PER_TENANT_PER_MINUTE ?? 2 * values.RATE_LIMIT_PER_MINUTE,
    servesGraphiql: values.GRAPHIQL ?? (hasGraphiql && !isProduction),
    retention: {
      auditDays: values.RETENTION_AUDIT_DAYS,
      deliveriesDays: values.RETENTION_DELIVERIES_DAYS,
      capturedMailDays: values.RETENTION_CAPTURED_MAIL_DAYS,
    },
    allowPrivateWebhooks: values.WEBHOOK_ALLOW_PRIVATE ?? !isProduction,
    encryptionKeys: values.ENCRYPTION_KEY,
    storage: values.STORAGE_URL,
    serves: values.WORKER !== 'only',
    works: values.WORKER !== 'none',
    autofillModel: modelUrl && model ? { url: modelUrl, model, apiKey: values.AUTOFILL_API_KEY } : undefined,
    complyCube:
      apiKey && webhookSecret ? { apiKey, webhookSecret, apiUrl: values.COMPLYCUBE_API_URL } : undefined,
    operatorKey: values.OPERATOR_KEY,
    exportsTraces,
    logLevel: values.LOG_LEVEL,
  };
}
