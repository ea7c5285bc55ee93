import { join } from 'node:path';
import { isInstalled } from '../runtime/is-installed.ts';
import type { EncryptionKeys } from '../sealing/encryption-keys.ts';
import { type CorsOrigins, readEnvironment } from './environment.ts';
import type { Retention } from './retention.ts';
import type { S3Location } from './s3-location.ts';
import { SettingsError } from './settings-error.ts';

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
  /** Emails of batches per minute; undefined sends them as fast as possible. */
  mailPerMinute: number | undefined;
  /** Requests and root mutations per minute of one key; 0 means no limit of any kind. */
  rateLimitPerMinute: number;
  /** Requests and root mutations per minute of all keys of a tenant; 0 means no such limit. */
  rateLimitPerTenantPerMinute: number;
  /** Whether browsers get GraphiQL. */
  servesGraphiql: boolean;
  /** Whether agents get the operations as tools. */
  servesMcp: boolean;
  /** Whether the page for the team is served. */
  servesTeamPage: boolean;
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

/** Optional dependencies. */
const graphiqlPackage = '@graphql-yoga/render-graphiql';
const tracingPackage = '@opentelemetry/sdk-trace-base';

/**
 * Reads the settings from the environment.
 *
 * @throws SettingsError that lists every bad setting
 */
export function readSettings(environment: NodeJS.ProcessEnv): Settings {
  const values = readEnvironment(environment);
  const isProduction = values.NODE_ENV === 'production';
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
    mailPerMinute: values.MAIL_PER_MINUTE,
    rateLimitPerMinute: values.RATE_LIMIT_PER_MINUTE,
    rateLimitPerTenantPerMinute: values.RATE_LIMIT_PER_TENANT_PER_MINUTE ?? 2 * values.RATE_LIMIT_PER_MINUTE,
    servesGraphiql: values.GRAPHIQL ?? (hasGraphiql && !isProduction),
    servesMcp: values.MCP,
    servesTeamPage: values.TEAM_PAGE,
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
