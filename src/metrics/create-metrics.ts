import type { FastifyInstance } from 'fastify';
import type { PgBoss } from 'pg-boss';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { PrismaClient } from '../database/client/client.ts';
import { acrossTenants } from '../database/raw-sql.ts';
import { type ConnectionUsage, ownWork, workFor } from '../database/share-connections.ts';
import { queueNames } from '../jobs/queues.ts';
import { MailNotAcceptedError, type OutgoingMail } from '../mail/mailer.ts';
import type { PostWebhook } from '../outbound/post-webhook.ts';
import { settleWithin } from '../runtime/settle-within.ts';
import { type MetricName, metricDefinitions } from './metric-definitions.ts';

type SendMail = (mail: OutgoingMail) => Promise<void>;

export interface Metrics {
  /** Measures the requests of all routes that are registered afterwards. */
  observeRequests: (app: FastifyInstance) => void;
  /** The same function, whose outcomes are counted. */
  observeEmails: (send: SendMail) => SendMail;
  /** The same function, whose outcomes are counted. */
  observeWebhookAttempts: (post: PostWebhook) => PostWebhook;
  /** Notes how long a run of regular work took. */
  observeWork: (run: { work: string; outcome: string; seconds: number }) => void;
  /** All metrics in the text format of Prometheus. Scrapes at the same time share one result. */
  scrape: () => Promise<{ contentType: string; text: string }>;
  close: () => void;
}

export interface MetricsOptions {
  allTenants: PrismaClient;
  boss: PgBoss;
  connectionUsage: () => ConnectionUsage;
  /** How many streams of live updates are open. */
  openStreams: () => number;
}

/** From a cached read to an upload over a slow line. */
const durationBuckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

/** From a look at an index without an entry to the re-encryption of a large database. */
const workBuckets = [0.005, 0.025, 0.1, 0.5, 2.5, 10, 60, 600, 3_600];

/**
 * How long the database can take to respond to a scrape. A monitoring system abandons a scrape after about ten seconds, and would
 * see a replica that does not respond where it is the database that does not.
 */
const maxReadMs = 3_000;
/** After so long a scrape asks again: the connection may be lost where the database responds on others. */
const maxPendingMs = 30_000;

/** Creates the metrics of one gateway. Nothing is read from the database before a scrape. */
export function createMetrics({ allTenants, boss, connectionUsage, openStreams }: MetricsOptions): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const options = (name: MetricName) => {
    const { help, labels } = metricDefinitions[name];
    return { name, help: help.replaceAll('`', ''), labelNames: [...labels], registers: [registry] };
  };
  const durations = new Histogram({
    ...options('postern_http_request_duration_seconds'),
    buckets: durationBuckets,
  });
  const works = new Histogram({
    ...options('postern_regular_work_duration_seconds'),
    buckets: workBuckets,
  });
  const emails = new Counter(options('postern_emails_total'));
  const attempts = new Counter(options('postern_webhook_attempts_total'));
  const up = new Gauge(options('postern_database_up'));
  const connections = new Gauge(options('postern_database_connections'));
  const waiting = new Gauge(options('postern_database_waiting'));
  const jobs = new Gauge(options('postern_jobs'));
  const streams = new Gauge(options('postern_streams_open'));
  const held = new Gauge(options('postern_credits_held'));
  const overdue = new Gauge(options('postern_sends_overdue'));

  const readReplica = () => {
    const usage = connectionUsage();
    connections.set({ state: 'in_use' }, usage.inUse);
    connections.set({ state: 'max' }, usage.max);
    waiting.set(usage.waiting);
    streams.set(openStreams());
  };

  const queryDatabase = () =>
    Promise.all([
      boss.getQueues(queueNames),
      acrossTenants(allTenants).query<[{ held: number; overdue: number }]>`
        SELECT (SELECT coalesce(sum(held), 0)::float8 FROM credit_accounts) AS held,
          (SELECT count(*)::float8 FROM dispatches WHERE status = 'UNDER_WAY' AND settle_by < now()) AS overdue`,
    ]);

  /** Queries of an earlier scrape that have no response yet. */
  let pending: { result: ReturnType<typeof queryDatabase>; sinceMs: number } | undefined;

  /** Waits for the queries that are pending, so that those of a database that does not respond do not pile up. */
  const askDatabase = () => {
    const nowMs = Date.now();
    if (pending === undefined || nowMs - pending.sinceMs > maxPendingMs) {
      const asked = { result: queryDatabase(), sinceMs: nowMs };
      pending = asked;
      const forget = () => {
        pending = pending === asked ? undefined : pending;
      };
      asked.result.then(forget, forget);
    }
    return pending.result;
  };

  const readDatabase = async () => {
    jobs.reset();
    held.remove();
    overdue.remove();
    up.set(0);
    let isLate = false;
    const reading = askDatabase().then(([queues, [sends]]) => {
      if (isLate) {
        return;
      }
      for (const { name: queue, readyCount, deferredCount, activeCount, failedCount } of queues) {
        jobs.set({ queue, state: 'ready' }, readyCount);
        jobs.set({ queue, state: 'deferred' }, deferredCount);
        jobs.set({ queue, state: 'active' }, activeCount);
        jobs.set({ queue, state: 'failed' }, failedCount);
      }
      held.set(sends.held);
      overdue.set(sends.overdue);
      up.set(1);
    });
    await settleWithin(maxReadMs, reading);
    isLate = true;
  };

  let scraping: Promise<string> | undefined;
  const scrape = () => {
    // Whatever tenants are doing, and whoever has no key.
    scraping ??= workFor(ownWork, readDatabase)
      .then(readReplica)
      .then(() => registry.metrics())
      .finally(() => {
        scraping = undefined;
      });
    return scraping;
  };

  return {
    observeRequests: (app) => {
      app.addHook('onResponse', (request, reply, done) => {
        const route = request.routeOptions.url ?? 'unknown';
        // How long a stream is open says nothing of how fast the gateway is.
        if (!request.isFollowing) {
          durations.observe(
            { method: request.method, route, status: request.faultStatus ?? reply.statusCode },
            reply.elapsedTime / 1_000,
          );
        }
        done();
      });
    },
    observeEmails: (send) => async (mail) => {
      try {
        await send(mail);
      } catch (error) {
        emails.inc({
          outcome: error instanceof MailNotAcceptedError ? error.failure.toLowerCase() : 'unreachable',
        });
        throw error;
      }
      emails.inc({ outcome: 'accepted' });
    },
    observeWebhookAttempts: (post) => async (request) => {
      const result = await post(request);
      if (!('error' in result)) {
        const isDelivered = result.responseStatus >= 200 && result.responseStatus < 300;
        attempts.inc({ outcome: isDelivered ? 'delivered' : 'rejected' });
      } else if (!request.signal.aborted) {
        attempts.inc({ outcome: 'unreachable' });
      }
      return result;
    },
    observeWork: ({ work, outcome, seconds }) => works.observe({ work, outcome }, seconds),
    scrape: async () => ({ contentType: registry.contentType, text: await scrape() }),
    close: () => registry.clear(),
  };
}
