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
      '`postgres://…` of the same database without the pooler, for migrations and for notifications of new jobs and events. Requires `DATABASE_POOLER`.',
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
      'Origins, separated by commas, whose pages may call `/graphql`, `/api/v1` and `/mcp`, such as `https://app.example.com`; never with cookies.',
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
    name: 'MAIL_PER_MINUTE',
    fallback: 'none (as fast as possible)',
    meaning:
      'Emails of batches per minute, 1 to 100000, of all replicas on one database together and of all tenants, which have turns. Single sends do not count and do not wait.',
  },
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
    name: 'MCP',
    fallback: '`true`',
    meaning: 'Whether [agents](agents.md) can call the operations as tools at `/mcp`.',
  },
  {
    name: 'TEAM_PAGE',
    fallback: '`true`',
    meaning: 'Whether the [page for the team](team.md) is at `/team/`.',
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
