import { isIP } from 'node:net';
import { z } from 'zod';
import { encryptionKeys } from '../sealing/encryption-keys.ts';
import { s3Url } from './s3-location.ts';
import { parseSender } from './sender.ts';
import { SettingsError } from './settings-error.ts';

/** The origins whose pages may call the APIs: any, or a list. */
export type CorsOrigins = '*' | readonly string[];

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
  MAIL_PER_MINUTE: 'must be a whole number from 1 to 100000',
  RATE_LIMIT_PER_MINUTE: 'must be a whole number from 0 to 100000000',
  RATE_LIMIT_PER_TENANT_PER_MINUTE: 'must be a whole number from 0 to 200000000',
  GRAPHIQL: 'must be true or false',
  MCP: 'must be true or false',
  TEAM_PAGE: 'must be true or false',
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
  MAIL_PER_MINUTE: wholeNumber(1, 100_000).optional(),
  RATE_LIMIT_PER_MINUTE: wholeNumber(0, 100_000_000).default(3000),
  RATE_LIMIT_PER_TENANT_PER_MINUTE: wholeNumber(0, 200_000_000).optional(),
  GRAPHIQL: booleanText.optional(),
  MCP: booleanText.default(true),
  TEAM_PAGE: booleanText.default(true),
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

/** The values of all variables; undefined for those that are not set and have no default. */
export type Environment = z.output<typeof environmentSchema>;

/**
 * Checks the environment, each variable by itself and together with others. A variable that is set to nothing counts as not
 * set.
 *
 * @throws SettingsError that lists every bad setting
 */
export function readEnvironment(environment: NodeJS.ProcessEnv): Environment {
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
  return values;
}
