import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type GatewayProcess, startGatewayProcess } from '../faults/gateway-process.ts';
import { type Client, createQuestionnaire, readState } from '../faults/support.ts';
import type { DatabaseSettings } from '../support/database.ts';
import { findPort } from '../support/find-port.ts';
import { formOf, formType } from '../support/forms.ts';
import { operatorKey } from '../support/gateway.ts';
import { csvOf } from '../support/sample-documents.ts';
import { type SmtpTestServer, startSmtpServer } from '../support/smtp-server.ts';
import {
  type ReceiverEndpoint,
  startWebhookReceiver,
  type WebhookReceiver,
} from '../support/webhook-receiver.ts';
import { createWebhook } from '../support/webhooks.ts';
import { hasPostgresql, type PostgresqlServer, startPostgresql } from './postgresql-server.ts';
import { hasPrometheus, type Prometheus, startPrometheus } from './prometheus.ts';

const missing = hasPrometheus ? (hasPostgresql ? undefined : 'a PostgreSQL server') : 'prometheus';
const replicas = ['one', 'two'] as const;
type Replica = (typeof replicas)[number];

/** Occupies more memory than a replica ever should, as a leak would. */
const leak = `data:text/javascript,${encodeURIComponent(
  'globalThis.leak = Array.from({ length: 37 }, () => Buffer.alloc(100_000_000, 1));',
)}`;

describe.skipIf(missing !== undefined)(
  `alerts, for which time passes twenty times as fast (needs ${missing ?? 'nothing'})`,
  () => {
    let folder: string;
    let postgresql: PostgresqlServer;
    let settings: DatabaseSettings;
    let smtp: SmtpTestServer;
    let receiver: WebhookReceiver;
    let endpoint: ReceiverEndpoint;
    let prometheus: Prometheus;
    const metricsPorts = new Map<Replica, number>();
    const running = new Map<Replica, GatewayProcess>();
    let key: string;
    let questionnaireId: number;
    let webhookId: string;
    const fired = new Set<string>();

    const start = async (
      replica: Replica,
      {
        environment,
        nodeOptions,
      }: Pick<Parameters<typeof startGatewayProcess>[0], 'environment' | 'nodeOptions'> = {},
    ): Promise<void> => {
      running.set(
        replica,
        await startGatewayProcess({
          settings,
          smtpUrl: smtp.url,
          smtpTimeoutMs: 3_000,
          ...(nodeOptions && { nodeOptions }),
          environment: { METRICS_PORT: String(metricsPorts.get(replica)), ...environment },
        }),
      );
    };
    const kill = async (replica: Replica): Promise<void> => {
      await running.get(replica)?.end('SIGKILL');
      running.delete(replica);
    };
    const restart = async (options: Parameters<typeof start>[1] = {}): Promise<void> => {
      await Promise.all(replicas.map(kill));
      await Promise.all(replicas.map((replica) => start(replica, options)));
    };
    const client = (replica: Replica = 'one'): Client => {
      const process = running.get(replica);
      if (!process) {
        throw new Error(`The replica ${replica} does not run.`);
      }
      return process.clientFor(key);
    };

    /** A session of an operator, whose transaction stays open until it ends. */
    const openTransaction = async (...statements: string[]): Promise<() => Promise<void>> => {
      const session = new pg.Client({ connectionString: settings.databaseUrl });
      await session.connect();
      await session.query('BEGIN');
      for (const statement of statements) {
        await session.query(statement);
      }
      return () => session.end();
    };
    const execute = async (statement: string): Promise<void> => {
      const session = new pg.Client({ connectionString: settings.databaseUrl });
      await session.connect();
      await session.query(statement).finally(() => session.end());
    };

    let sends = 0;
    const send = (replica?: Replica) => {
      sends += 1;
      return client(replica).rest('POST', '/workflows/send/', {
        entity: { legal_name: `Company ${sends}` },
        ddq: { questionnaire_id: questionnaireId },
        email: `recipient-${sends}@recipient.example`,
        expiry_hours: 24,
      });
    };

    let traffic: { stop: () => Promise<void> } | undefined;
    /** Clients that send one after the other, whatever comes of it. */
    const startTraffic = (clients = 3): { stop: () => Promise<void> } => {
      let isStopped = false;
      const work = async () => {
        while (!isStopped) {
          await Promise.all([send().catch(() => {}), pause(200)]);
        }
      };
      const working = Promise.all(Array.from({ length: clients }, work));
      traffic = {
        stop: async () => {
          isStopped = true;
          await working;
        },
      };
      return traffic;
    };

    /** Waits until each of the alerts has been seen to fire. */
    const fires = async (...alerts: string[]): Promise<void> => {
      const startedMs = performance.now();
      const seen = new Set<string>();
      await expect
        .poll(
          async () => {
            for (const alert of await prometheus.firing()) {
              if (alerts.includes(alert) && !seen.has(alert)) {
                seen.add(alert);
                fired.add(alert);
                console.log(`${alert} after ${Math.round((performance.now() - startedMs) / 1_000)} s`);
              }
            }
            return alerts.filter((alert) => !seen.has(alert));
          },
          { timeout: 400_000, interval: 500 },
        )
        .toEqual([]);
    };
    /** Waits until none of the alerts fires. */
    const isSilent = async (...alerts: string[]): Promise<void> => {
      await expect
        .poll(async () => (await prometheus.firing()).filter((alert) => alerts.includes(alert)), {
          timeout: 240_000,
          interval: 500,
        })
        .toEqual([]);
    };
    const areUp = () => expect.poll(() => prometheus.valueOf('sum(up)')).toBe(replicas.length);

    beforeAll(async () => {
      folder = await mkdtemp(`${tmpdir()}/postern-drills-`);
      smtp = await startSmtpServer();
      receiver = await startWebhookReceiver();
      endpoint = receiver.endpoint();
      postgresql = await startPostgresql();
      await postgresql.createDatabase('postern');
      settings = { databaseUrl: postgresql.url('postern'), dataDir: `${folder}/data` };
      for (const replica of replicas) {
        metricsPorts.set(replica, await findPort());
      }
      for (const replica of replicas) {
        await start(replica);
      }
      prometheus = await startPrometheus({ folder, ports: [...metricsPorts.values()] });
      const { data } = await running
        .get('one')!
        .clientFor(operatorKey)
        .graphql(
          `mutation { createTenant(input: { name: "Tenant of a drill", credits: 1000000 }) {
          ... on CreateTenantPayload { secret } } }`,
        );
      key = data.createTenant.secret;
      questionnaireId = await createQuestionnaire(client());
      const webhook = await createWebhook(client(), { url: endpoint.url, events: ['*'] });
      webhookId = webhook.id;
    });
    afterEach(() => traffic?.stop());
    afterAll(async () => {
      await Promise.all(replicas.map(kill));
      await prometheus?.stop();
      await postgresql?.drop();
      await receiver?.close();
      await smtp?.close();
      await rm(folder, { recursive: true });
    });

    it('no alert fires while a gateway serves requests', async () => {
      startTraffic();
      await areUp();
      await expect
        .poll(() => prometheus.valueOf('sum(increase(postern_emails_total{outcome="accepted"}[1m]))'))
        .toBeGreaterThan(20);
      await expect.poll(prometheus.firing).toEqual([]);
    });

    it('PosternDown fires while a replica is gone, PosternRestarts once it has been killed three times', async () => {
      await areUp();
      await isSilent('PosternDown', 'PosternRestarts');
      await kill('two');
      await fires('PosternDown');
      for (let restarts = 1; restarts <= 3; restarts += 1) {
        await kill('two');
        await start('two');
        await expect
          .poll(() => prometheus.valueOf('max(changes(process_start_time_seconds[3m]))'))
          .toBe(restarts);
      }
      await fires('PosternRestarts');
      await isSilent('PosternDown');
    });

    it('PosternGone fires while no replica runs', async () => {
      await areUp();
      await isSilent('PosternGone');
      await Promise.all(replicas.map(kill));
      await fires('PosternGone');
      await restart();
      await isSilent('PosternGone');
    });

    it('PosternDatabaseUnreachable fires while PostgreSQL does not run', async () => {
      await areUp();
      await isSilent('PosternDatabaseUnreachable');
      await postgresql.stop('fast');
      await fires('PosternDatabaseUnreachable');
      await postgresql.start();
      await isSilent('PosternDatabaseUnreachable');
    });

    it('PosternDatabaseUnreachable fires, and PosternDown does not, while PostgreSQL accepts connections and does not respond', async () => {
      await isSilent('PosternDatabaseUnreachable', 'PosternDown');
      await postgresql.freeze();
      try {
        await fires('PosternDatabaseUnreachable');
        expect(await prometheus.firing()).not.toContain('PosternDown');
      } finally {
        await postgresql.thaw();
      }
      await isSilent('PosternDatabaseUnreachable');
    });

    it('PosternDatabaseBusy, PosternErrors, PosternSlow and PosternRegularWorkFails fire while a table is locked', async () => {
      const alerts = ['PosternDatabaseBusy', 'PosternErrors', 'PosternSlow', 'PosternRegularWorkFails'];
      await isSilent(...alerts);
      startTraffic(20);
      const unlock = await openTransaction('ALTER TABLE workflow_sessions ADD COLUMN tried_by_hand INT');
      await fires(...alerts);
      expect(await prometheus.firing()).not.toContain('PosternDatabaseUnreachable');
      await unlock();
      await traffic?.stop();
      await isSilent('PosternDatabaseBusy', 'PosternErrors', 'PosternSlow');
    });

    it('PosternEmailsFail fires while the mail server refuses connections', async () => {
      await isSilent('PosternEmailsFail');
      startTraffic();
      smtp.behaviour = 'refuse-connection';
      await fires('PosternEmailsFail');
      smtp.behaviour = 'accept';
      await isSilent('PosternEmailsFail');
    });

    it('PosternCreditsHeld fires while a send whose replica was killed cannot be rolled back', async () => {
      await isSilent('PosternCreditsHeld');
      smtp.behaviour = 'silence-after-message';
      const sending = send('one').catch(() => {});
      await smtp.waitForSilence();
      const unlock = await openTransaction('SELECT FROM credit_accounts FOR UPDATE');
      await kill('one');
      await sending;
      smtp.behaviour = 'accept';
      await fires('PosternCreditsHeld');
      await unlock();
      await start('one');
      await expect.poll(async () => (await readState(client())).credits.held).toBe(0);
      await isSilent('PosternCreditsHeld');
    });

    it('PosternWebhooksFail fires while the receiver of webhooks refuses connections', async () => {
      await isSilent('PosternWebhooksFail');
      await receiver.goDown();
      startTraffic();
      await fires('PosternWebhooksFail');
      await receiver.comeUp();
      await isSilent('PosternWebhooksFail');
    });

    it('PosternJobsNotRun and PosternJobsWaiting fire while every replica has WORKER=none', async () => {
      await isSilent('PosternJobsNotRun', 'PosternJobsWaiting');
      await restart({ environment: { WORKER: 'none' } });
      for (let events = 0; events < 120; events += 1) {
        await client().rest('POST', `/webhooks/${webhookId}/test/`);
      }
      await fires('PosternJobsNotRun', 'PosternJobsWaiting');
      await restart();
      await isSilent('PosternJobsNotRun', 'PosternJobsWaiting');
    });

    it('PosternJobsFailed fires once every attempt to read a document has failed because its folder cannot be written', async () => {
      await isSilent('PosternJobsFailed');
      const documentId = await upload();
      // As a replica leaves it that was killed before it read the document.
      await execute(
        `UPDATE documents SET readable = false, created_at = now() - interval '1 hour' WHERE id = '${documentId}'`,
      );
      await execute(`UPDATE regular_work SET due_at = now() WHERE name = 'lost_texts'`);
      const incoming = `${settings.dataDir}/incoming`;
      await rename(incoming, `${incoming}-before`);
      await writeFile(incoming, '');
      await restart();
      await fires('PosternJobsFailed');
      await rm(incoming);
    });

    it('PosternEventLoopBlocked fires while a replica gets a third of a processor', async () => {
      await isSilent('PosternEventLoopBlocked');
      const { pid } = running.get('two')!;
      let isStarved = true;
      const starving = (async () => {
        while (isStarved) {
          process.kill(pid, 'SIGSTOP');
          await pause(800);
          process.kill(pid, 'SIGCONT');
          await pause(400);
        }
      })();
      await fires('PosternEventLoopBlocked').finally(() => {
        isStarved = false;
      });
      await starving;
      await isSilent('PosternEventLoopBlocked');
    });

    it('PosternMemory fires while a replica occupies 3.7 GB', async () => {
      await isSilent('PosternMemory');
      await kill('two');
      await start('two', { nodeOptions: ['--import', leak] });
      await fires('PosternMemory');
    });

    it('every documented alert has fired', () => {
      expect([...fired].sort()).toEqual([...prometheus.alerts].sort());
    });

    async function upload(): Promise<string> {
      const { body: entity } = await client().rest('POST', '/entities/', { legal_name: 'Northwind Imports' });
      const content = csvOf([['Registered name', 'Northwind Imports']]);
      const response = await fetch(`${running.get('one')!.url}/api/v1/entities/${entity.id}/documents/`, {
        method: 'POST',
        headers: { authorization: `Bearer ${key}`, 'content-type': formType },
        body: formOf([
          { name: 'file', file: { content, fileName: 'register.csv', type: 'text/csv' } },
        ]) as BodyInit,
      });
      expect(response.status).toBe(201);
      return ((await response.json()) as { id: string }).id;
    }
  },
);
