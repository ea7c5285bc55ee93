import { describe, expect, it } from 'vitest';
import { settingDefinitions } from '../../src/settings/setting-definitions.ts';
import { readSettings } from '../../src/settings/settings.ts';
import { SettingsError } from '../../src/settings/settings-error.ts';

const production = {
  NODE_ENV: 'production',
  DATABASE_URL: 'postgres://postern:pass@db.example/postern',
  SMTP_URL: 'smtps://user:pass@mail.example:465',
  MAIL_FROM: 'KYC <kyc@bank.example>',
  PUBLIC_URL: 'https://kyc.example',
  OPERATOR_KEY: 'an-operator-key-of-32-characters',
  ENCRYPTION_KEY: Buffer.alloc(32, 1).toString('base64'),
};

/** A key of 32 times the same byte. */
const keyOf = (byte: number) => Buffer.alloc(32, byte).toString('base64');

/** The lines of the rejection; a test fails where there is none. */
function linesFor(environment: Record<string, string>): string[] {
  try {
    readSettings(environment);
  } catch (error) {
    if (error instanceof SettingsError) {
      return error.lines;
    }
    throw error;
  }
  throw new Error('The settings were accepted.');
}

describe('settings that are not set', () => {
  it('settings that are not set have their documented defaults', () => {
    expect(readSettings({})).toEqual({
      isProduction: false,
      port: 4000,
      host: '127.0.0.1',
      publicUrl: undefined,
      databaseUrl: undefined,
      dataDir: '.data',
      trustProxy: 0,
      corsOrigins: '*',
      smtpUrl: undefined,
      smtpTimeoutMs: 15_000,
      mailFrom: 'Postern <no-reply@localhost>',
      rateLimitPerMinute: 3_000,
      rateLimitPerTenantPerMinute: 6_000,
      servesGraphiql: true,
      servesMcp: true,
      servesTeamPage: true,
      retention: { auditDays: undefined, deliveriesDays: 90, capturedMailDays: 30 },
      allowPrivateWebhooks: true,
      encryptionKeys: undefined,
      storage: undefined,
      serves: true,
      works: true,
      autofillModel: undefined,
      complyCube: undefined,
      operatorKey: undefined,
      exportsTraces: false,
      metricsPort: undefined,
      logLevel: 'info',
    });
  });

  it('settings that are not set are the same as settings set to an empty text', () => {
    const empty = Object.fromEntries(settingDefinitions.map(({ name }) => [name, '']));
    expect(readSettings(empty)).toEqual(readSettings({}));
  });
});

describe('a good value is taken', () => {
  const good: [string, string, Partial<ReturnType<typeof readSettings>>][] = [
    ['PORT', '0', { port: 0 }],
    ['PORT', '65535', { port: 65_535 }],
    ['HOST', '0.0.0.0', { host: '0.0.0.0' }],
    ['HOST', '::1', { host: '::1' }],
    ['PUBLIC_URL', 'https://kyc.example/', { publicUrl: 'https://kyc.example' }],
    ['PUBLIC_URL', 'https://kyc.example/portal', { publicUrl: 'https://kyc.example/portal' }],
    ['DATABASE_URL', 'postgresql://a@b/c', { databaseUrl: 'postgresql://a@b/c' }],
    ['SMTP_URL', 'smtp://mail.example:25', { smtpUrl: 'smtp://mail.example:25' }],
    ['SMTP_TIMEOUT_MS', '100', { smtpTimeoutMs: 100 }],
    ['MAIL_FROM', 'kyc@bank.example', { mailFrom: 'kyc@bank.example' }],
    ['RATE_LIMIT_PER_MINUTE', '0', { rateLimitPerMinute: 0 }],
    ['RATE_LIMIT_PER_MINUTE', '100', { rateLimitPerMinute: 100, rateLimitPerTenantPerMinute: 200 }],
    ['RATE_LIMIT_PER_TENANT_PER_MINUTE', '4', { rateLimitPerTenantPerMinute: 4 }],
    ['TRUST_PROXY', '2', { trustProxy: 2 }],
    ['TRUST_PROXY', '10.0.0.0/8, ::1', { trustProxy: ['10.0.0.0/8', '::1'] }],
    ['CORS_ORIGINS', '*', { corsOrigins: '*' }],
    ['CORS_ORIGINS', 'https://app.example.com', { corsOrigins: ['https://app.example.com'] }],
    [
      'CORS_ORIGINS',
      'HTTPS://App.Example.com:443/, http://localhost:3000,http://[::1]:80',
      { corsOrigins: ['https://app.example.com', 'http://localhost:3000', 'http://[::1]'] },
    ],
    ['GRAPHIQL', 'false', { servesGraphiql: false }],
    ['MCP', 'false', { servesMcp: false }],
    ['TEAM_PAGE', 'false', { servesTeamPage: false }],
    ['MAIL_PER_MINUTE', '60', { mailPerMinute: 60 }],
    ['WEBHOOK_ALLOW_PRIVATE', 'false', { allowPrivateWebhooks: false }],
    ['ENCRYPTION_KEY', keyOf(1), { encryptionKeys: [Buffer.alloc(32, 1)] }],
    [
      'ENCRYPTION_KEY',
      `${keyOf(1)}, ${keyOf(255)}`,
      { encryptionKeys: [Buffer.alloc(32, 1), Buffer.alloc(32, 255)] },
    ],
    // As the gateway's own file has it.
    ['ENCRYPTION_KEY', `${'_'.repeat(42)}8`, { encryptionKeys: [Buffer.alloc(32, 255)] }],
    ['STORAGE_URL', 's3://kyc-files', { storage: expect.objectContaining({ bucket: 'kyc-files' }) }],
    ['WORKER', 'only', { serves: false, works: true }],
    ['WORKER', 'none', { serves: true, works: false }],
    ['LOG_LEVEL', 'silent', { logLevel: 'silent' }],
    ['NODE_ENV', 'test', { isProduction: false }],
  ];
  for (const [name, value, settings] of good) {
    it(`${name}=${value}`, () => {
      expect(readSettings({ [name]: value })).toMatchObject(settings);
    });
  }
});

describe('a bad value is refused in one line that names the setting and never shows the value', () => {
  const bad: Record<string, string[]> = {
    PORT: ['65536', '-1', '80.5', 'http', '0x50', '1e3', ' '],
    METRICS_PORT: ['65536', '-1', '80.5', 'yes', '0x50', '4000'],
    HOST: ['two words', 'a/b', 'host\nname'],
    PUBLIC_URL: [
      'kyc.example',
      'ftp://kyc.example',
      'https://',
      'https://kyc.example/?secret',
      'https://kyc.example/#x',
    ],
    DATABASE_URL: ['mysql://user:secret@host/db', 'localhost:5432', 'secret'],
    DATABASE_POOLER: ['session', 'true', 'Transaction'],
    DATABASE_DIRECT_URL: ['mysql://user:secret@host/db', 'localhost:5432', 'secret'],
    SMTP_URL: ['http://user:secret@host', 'mail.example', 'smtp://'],
    SMTP_TIMEOUT_MS: ['99', '120001', '15s', '-5'],
    MAIL_FROM: ['nobody', 'a@b@c', 'Name <a@b.example>\r\nBcc: x@y.example', 'Name <a b@c.example>'],
    RATE_LIMIT_PER_MINUTE: ['-1', 'many', '1000000000'],
    RATE_LIMIT_PER_TENANT_PER_MINUTE: ['-1', 'twice', '1000000000'],
    TRUST_PROXY: [
      'true',
      '-1',
      '17',
      '1.5',
      'proxy.example',
      '10.0.0.0/33',
      '::1/129',
      '10.0.0.1,',
      '10.0/8',
      '1, ::1',
    ],
    CORS_ORIGINS: [
      'app.example.com',
      'https://app.example.com/path',
      'https://app.example.com,',
      '*, https://app.example.com',
      'https://*.example.com',
      'https://user@app.example.com',
      'https://app.example.com?secret',
      'https://a.example https://b.example',
      'null',
      'ftp://app.example.com',
    ],
    GRAPHIQL: ['yes', '1', 'TRUE'],
    MCP: ['yes', '0', 'FALSE'],
    TEAM_PAGE: ['yes', '0', 'FALSE'],
    MAIL_PER_MINUTE: ['0', '1.5', '100001', 'many'],
    RETENTION_AUDIT_DAYS: ['0', '-1', '1.5', '36501', 'forever'],
    RETENTION_DELIVERIES_DAYS: ['0', '36501', 'none'],
    RETENTION_CAPTURED_MAIL_DAYS: ['0', '36501', 'none'],
    WEBHOOK_ALLOW_PRIVATE: ['yes', '1', 'TRUE'],
    ENCRYPTION_KEY: [
      'hush',
      Buffer.alloc(31, 1).toString('base64'),
      Buffer.alloc(33, 1).toString('base64'),
      Buffer.alloc(32, 1).toString('hex'),
      `${keyOf(1)},`,
      `${keyOf(1)},hush`,
      `${keyOf(1)} ${keyOf(2)}`,
    ],
    STORAGE_URL: [
      'bucket',
      'https://bucket.s3.amazonaws.com',
      's3://',
      's3://Bucket_of_mine',
      's3://bucket:9000',
      's3://id@bucket',
      's3://id:secret%@bucket',
      's3://bucket?endpoint=minio:9000',
      's3://bucket?endpoint=https://id:secret@minio.example',
      's3://bucket?regoin=eu-central-1',
      's3://bucket?region=',
      's3://bucket#files',
    ],
    WORKER: ['both', 'ONLY', '1'],
    AUTOFILL_MODEL_URL: [
      'model.example/v1',
      'ftp://model.example/v1',
      'https://model.example',
      'https://model.example/v1?key=x',
    ],
    AUTOFILL_MODEL: ['two words', 'modèle'],
    AUTOFILL_API_KEY: ['two words', 'schlüssel'],
    COMPLYCUBE_API_KEY: ['two words', 'schlüssel'],
    COMPLYCUBE_WEBHOOK_SECRET: ['two words', 'geheimniß'],
    COMPLYCUBE_API_URL: ['api.complycube.com', 'ftp://api.complycube.com', 'https://api.complycube.com/?v=1'],
    OPERATOR_KEY: ['two words', 'schlüssel'],
    LOG_LEVEL: ['loud'],
    OTEL_EXPORTER_OTLP_ENDPOINT: ['localhost:4318', 'grpc://collector:4317'],
    OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: ['collector/v1/traces', 'ftp://collector'],
    OTEL_EXPORTER_OTLP_PROTOCOL: ['grpc', 'http/json'],
    OTEL_TRACES_EXPORTER: ['zipkin', 'console'],
    OTEL_SDK_DISABLED: ['1', 'yes'],
    NODE_ENV: ['prod', 'Production'],
  };
  for (const [name, values] of Object.entries(bad)) {
    for (const value of values) {
      it(`${name}=${JSON.stringify(value)}`, () => {
        const lines = linesFor({ [name]: value });
        expect(lines).toHaveLength(1);
        expect(lines[0]).toMatch(new RegExp(`^${name} must be [^\\n]+$`));
        // The line is the same whatever the value was, so it can show none.
        expect(lines).toEqual(linesFor({ [name]: values[0] ?? '' }));
      });
    }
  }

  it('all settings with bad values are named at once', () => {
    const lines = linesFor({ PORT: 'x', SMTP_TIMEOUT_MS: 'y', LOG_LEVEL: 'z' });
    expect(lines.map((line) => line.split(' ')[0])).toEqual(['PORT', 'SMTP_TIMEOUT_MS', 'LOG_LEVEL']);
  });

  it('each setting that can be bad is covered here, and DATA_DIR takes any text', () => {
    expect([...Object.keys(bad), 'DATA_DIR'].sort()).toEqual(
      settingDefinitions.map(({ name }) => name).sort(),
    );
  });
});

describe('ComplyCube', () => {
  it('ComplyCube is set up with its key and its webhook’s secret', () => {
    expect(readSettings({ COMPLYCUBE_API_KEY: 'key', COMPLYCUBE_WEBHOOK_SECRET: 'secret' })).toMatchObject({
      complyCube: { apiKey: 'key', webhookSecret: 'secret', apiUrl: 'https://api.complycube.com/v1' },
    });
    expect(
      readSettings({
        COMPLYCUBE_API_KEY: 'key',
        COMPLYCUBE_WEBHOOK_SECRET: 'secret',
        COMPLYCUBE_API_URL: 'https://proxy.example/complycube/',
      }),
    ).toMatchObject({ complyCube: { apiUrl: 'https://proxy.example/complycube' } });
  });

  it('refuses one of the two without the other, and names the missing one', () => {
    for (const [given, missing] of [
      ['COMPLYCUBE_API_KEY', 'COMPLYCUBE_WEBHOOK_SECRET'],
      ['COMPLYCUBE_WEBHOOK_SECRET', 'COMPLYCUBE_API_KEY'],
    ] as const) {
      const lines = linesFor({ [given]: 'not-to-be-shown' });
      expect(lines).toHaveLength(1);
      expect(lines[0]).toMatch(
        new RegExp(`^${missing} must be set if ${given} is set, and must be [^\\n]+$`),
      );
      expect(lines[0]).not.toContain('not-to-be-shown');
    }
  });
});

describe('a transaction pooler', () => {
  const [DATABASE_URL, DATABASE_DIRECT_URL] = ['postgres://a:b@pooler/db', 'postgres://a:b@server/db'];

  it('a transaction pooler is set up with its own URL and the server’s', () => {
    expect(readSettings({ DATABASE_URL, DATABASE_POOLER: 'transaction', DATABASE_DIRECT_URL })).toMatchObject(
      {
        databaseUrl: DATABASE_URL,
        databaseDirectUrl: DATABASE_DIRECT_URL,
      },
    );
  });

  it('a transaction pooler without the server’s URL, or that URL without a pooler, is rejected, and the missing setting is named', () => {
    for (const [given, missing, present] of [
      [{ DATABASE_URL, DATABASE_POOLER: 'transaction' }, 'DATABASE_DIRECT_URL', 'DATABASE_POOLER'],
      [{ DATABASE_URL, DATABASE_DIRECT_URL }, 'DATABASE_POOLER', 'DATABASE_DIRECT_URL'],
      [{ DATABASE_POOLER: 'transaction', DATABASE_DIRECT_URL }, 'DATABASE_URL', 'DATABASE_POOLER'],
    ] as const) {
      expect(linesFor(given)).toEqual([
        expect.stringMatching(
          new RegExp(`^${missing} must be set if ${present} is set, and must be [^\\n]+$`),
        ),
      ]);
    }
  });
});

describe('a model for autofill', () => {
  const url = 'https://model.example/v1';

  it('a model for autofill is set up with its address and name, and takes an optional key', () => {
    expect(readSettings({ AUTOFILL_MODEL_URL: `${url}/`, AUTOFILL_MODEL: 'small' })).toMatchObject({
      autofillModel: { url, model: 'small', apiKey: undefined },
    });
    expect(
      readSettings({ AUTOFILL_MODEL_URL: url, AUTOFILL_MODEL: 'small', AUTOFILL_API_KEY: 'key' }),
    ).toMatchObject({ autofillModel: { url, model: 'small', apiKey: 'key' } });
  });

  it('a model for autofill without its address or its name is rejected, and the missing setting is named', () => {
    for (const [given, missing] of [
      [{ AUTOFILL_MODEL_URL: url }, 'AUTOFILL_MODEL'],
      [{ AUTOFILL_MODEL: 'not-to-be-shown' }, 'AUTOFILL_MODEL_URL'],
      [{ AUTOFILL_API_KEY: 'not-to-be-shown' }, 'AUTOFILL_MODEL_URL'],
    ] as const) {
      const lines = linesFor(given);
      expect(lines).toHaveLength(1);
      expect(lines[0]).toMatch(
        new RegExp(`^${missing} must be set if ${Object.keys(given)[0]} is set, and must be [^\\n]+$`),
      );
      expect(lines[0]).not.toContain('not-to-be-shown');
    }
  });
});

describe('production', () => {
  it('production does not start without six settings, and lists all that are missing', () => {
    const lines = linesFor({ NODE_ENV: 'production' });
    expect(lines.map((line) => line.split(' ')[0])).toEqual([
      'DATABASE_URL',
      'SMTP_URL',
      'MAIL_FROM',
      'PUBLIC_URL',
      'OPERATOR_KEY',
      'ENCRYPTION_KEY',
    ]);
    for (const line of lines) {
      expect(line).toMatch(/production/);
    }
    for (const name of Object.keys(production).filter((each) => each !== 'NODE_ENV')) {
      const refusal = linesFor({ ...production, [name]: '' });
      expect(refusal).toHaveLength(1);
      expect(refusal[0]).toMatch(new RegExp(`^${name} `));
    }
  });

  it('production requires an operator key of 32 characters', () => {
    expect(readSettings({ ...production, OPERATOR_KEY: 'k'.repeat(32) }).operatorKey).toHaveLength(32);
    for (const key of ['x', 'k'.repeat(31)]) {
      expect(linesFor({ ...production, OPERATOR_KEY: key })).toEqual([
        expect.stringMatching(/^OPERATOR_KEY must be .*at least 32 /),
      ]);
    }
    expect(readSettings({ OPERATOR_KEY: 'x' }).operatorKey).toBe('x');
  });

  it('production requires https in links, except to this machine itself', () => {
    for (const url of [
      'https://kyc.example/portal',
      'http://localhost:4000',
      'http://127.0.0.1',
      'http://127.1.2.3:80/x',
      'http://[::1]:4000',
    ]) {
      expect(readSettings({ ...production, PUBLIC_URL: url }).publicUrl).toBe(url);
    }
    for (const url of [
      'http://kyc.example',
      'http://localhost.kyc.example',
      'http://127.0.0.1.kyc.example',
      'http://10.0.0.1',
      'http://0.0.0.0',
      'http://[::2]',
    ]) {
      expect(linesFor({ ...production, PUBLIC_URL: url }), url).toEqual([
        expect.stringMatching(/^PUBLIC_URL must be .*https:\/\//),
      ]);
    }
    expect(readSettings({ PUBLIC_URL: 'http://kyc.example' }).publicUrl).toBe('http://kyc.example');
  });

  it('production reports an operator key that is too short and a link without https together', () => {
    const lines = linesFor({ ...production, OPERATOR_KEY: 'x', PUBLIC_URL: 'http://kyc.example' });
    expect(lines.map((line) => line.split(' ')[0])).toEqual(['PUBLIC_URL', 'OPERATOR_KEY']);
  });

  it('production serves GraphiQL only when requested', () => {
    expect(readSettings(production).servesGraphiql).toBe(false);
    expect(readSettings({ ...production, GRAPHIQL: 'true' }).servesGraphiql).toBe(true);
  });

  it('production keeps webhooks off private addresses unless they are explicitly allowed', () => {
    expect(readSettings(production)).toMatchObject({ isProduction: true, allowPrivateWebhooks: false });
    expect(readSettings({ ...production, WEBHOOK_ALLOW_PRIVATE: 'true' }).allowPrivateWebhooks).toBe(true);
  });
});
