/** A metric beside those of the process, which prom-client defines. */
interface MetricDefinition {
  readonly type: 'counter' | 'gauge' | 'histogram';
  /** The meaning and the unit. The table of docs/operations/monitoring.md is generated from these. */
  readonly help: string;
  readonly labels: readonly string[];
}

/**
 * Every metric of the gateway. Labels have few values, all known in advance: never a tenant, a key, an address or an id,
 * which a monitoring system would keep and show to others.
 */
export const metricDefinitions = {
  postern_http_request_duration_seconds: {
    type: 'histogram',
    help: 'Duration of HTTP requests in seconds, from the first header to the end of the response. Without streams of live updates. `status` is 500 or higher also for responses of GraphQL and MCP with such an error, which HTTP sends with 200.',
    labels: ['method', 'route', 'status'],
  },
  postern_database_up: {
    type: 'gauge',
    help: 'Whether the database responded to this scrape: 1 or 0. Without it, jobs, credits and overdue sends are left out.',
    labels: [],
  },
  postern_database_connections: {
    type: 'gauge',
    help: 'Connections of this replica’s pool: `in_use`, and the highest number of them (`max`).',
    labels: ['state'],
  },
  postern_database_waiting: {
    type: 'gauge',
    help: 'Statements and transactions of this replica that wait for a connection.',
    labels: [],
  },
  postern_jobs: {
    type: 'gauge',
    help: 'Jobs of all replicas: `ready` to run, `deferred` until a later time, `active`, and `failed` within the last seven days.',
    labels: ['queue', 'state'],
  },
  postern_emails_total: {
    type: 'counter',
    help: 'Emails that this replica has sent or captured (`accepted`), or why they failed (`refused`, `deferred`, `timeout`, `unreachable`).',
    labels: ['outcome'],
  },
  postern_webhook_attempts_total: {
    type: 'counter',
    help: 'Attempts of this replica to deliver a webhook: `delivered` (status 2xx), `rejected` (another status) or `unreachable`.',
    labels: ['outcome'],
  },
  postern_regular_work_duration_seconds: {
    type: 'histogram',
    help: 'Duration in seconds of each run of regular work by this replica: `done`, or `failed`. One replica at a time does what concerns the database.',
    labels: ['work', 'outcome'],
  },
  postern_streams_open: {
    type: 'gauge',
    help: 'Streams of live updates that this replica has open.',
    labels: [],
  },
  postern_credits_held: {
    type: 'gauge',
    help: 'Credits of all tenants that are held by sends in progress.',
    labels: [],
  },
  postern_sends_overdue: {
    type: 'gauge',
    help: 'Sends of all tenants whose time is over, and that are not yet rolled back.',
    labels: [],
  },
} as const satisfies Record<string, MetricDefinition>;

export type MetricName = keyof typeof metricDefinitions;
