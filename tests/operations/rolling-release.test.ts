import { randomBytes } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readMigrations } from '../../src/database/migrations.ts';
import { type GatewayProcess, startGatewayProcess } from '../faults/gateway-process.ts';
import { type Client, createQuestionnaire, linkIn } from '../faults/support.ts';
import { createEmptyTestDatabase, type TestDatabase, testEngine } from '../support/database.ts';
import { operatorKey } from '../support/gateway.ts';
import { checkOut, findPreviousVersion, type ProgramOfVersion } from '../support/previous-version.ts';
import {
  type ReceiverEndpoint,
  startWebhookReceiver,
  type WebhookReceiver,
} from '../support/webhook-receiver.ts';

const previous = findPreviousVersion();
const skipped =
  testEngine === 'pglite'
    ? 'it needs a server by TEST_DATABASE_URL'
    : previous.version === undefined
      ? previous.reason
      : undefined;

/** How many recipients are served at the same time. */
const concurrency = 3;

/** A gateway that serves, with calls by the tenant's key. */
interface Replica {
  process: GatewayProcess;
  client: Client;
}

/** Everything that clients do, again and again, each call at the next of the replicas that serve at that moment. */
class Load {
  readonly failures: string[] = [];
  /** The sends, by the ids of their sessions, and what their responses were answered. */
  readonly sends = new Map<string, { responseId: string; company: string }>();
  #replicas: readonly Replica[];
  #calls = 0;
  #isStopped = false;
  #running: Promise<void>[] = [];
  #questionnaireId: number;

  constructor(replicas: readonly Replica[], questionnaireId: number) {
    this.#replicas = replicas;
    this.#questionnaireId = questionnaireId;
    this.#running = Array.from({ length: concurrency }, () => this.#serve());
  }

  /** Sends all further calls to these replicas. */
  moveTo(...replicas: Replica[]): void {
    this.#replicas = replicas;
  }

  /** Waits until so many recipients have been served from now on. */
  async serveMore(recipients: number): Promise<void> {
    const target = this.sends.size + recipients;
    await expect
      .poll(() => this.sends.size + this.failures.length, { timeout: 30_000 })
      .toBeGreaterThanOrEqual(target);
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    await Promise.all(this.#running);
  }

  #next(): Replica {
    this.#calls += 1;
    return this.#replicas[this.#calls % this.#replicas.length] as Replica;
  }

  async #serve(): Promise<void> {
    while (!this.#isStopped) {
      try {
        await this.#serveOneRecipient();
      } catch (error) {
        this.failures.push(String(error));
      }
      await setTimeout(20);
    }
  }

  async #serveOneRecipient(): Promise<void> {
    const email = `${randomBytes(8).toString('hex')}@example.com`;
    const company = `Company ${email}`;
    const { body: sent } = await this.#call(201, 'POST', '/workflows/send/', {
      entity: { legal_name: company },
      ddq: { questionnaire_id: this.#questionnaireId },
      email,
    });
    await this.#call(200, 'PUT', `/responses/${sent.response_id}/save/`, {
      answers: [
        { question_key: 'company', value: company },
        { question_key: 'staff', value: 7 },
      ],
    });
    const { body: mails } = await this.#call(200, 'GET', '/captured-mails/?page_size=100');
    const mail = mails.results.find(({ to }: { to: string }) => to === email);
    const page = await fetch(`${this.#next().process.url}${linkIn(mail?.text)}`);
    const html = await page.text();
    if (page.status !== 200 || !html.includes(company)) this.failures.push(`page: ${page.status}`);
    // Every replica reads what the others have written.
    for (const { client } of this.#replicas) {
      const { status, body } = await client.rest('GET', `/responses/${sent.response_id}/`);
      const values = body.answers?.map(({ value }: { value: unknown }) => value);
      if (JSON.stringify(values) !== JSON.stringify([company, 7])) {
        this.failures.push(`read: ${status} ${JSON.stringify(body)}`);
      }
    }
    this.sends.set(sent.workflow_session_id, { responseId: sent.response_id, company });
  }

  async #call(expected: number, method: string, path: string, body?: unknown) {
    const result = await this.#next().client.rest(method, path, body);
    if (result.status !== expected) {
      throw new Error(`${method} ${path}: ${result.status} ${JSON.stringify(result.body)}`);
    }
    return result;
  }
}

describe.skipIf(skipped !== undefined)(
  `a release beside the one before it${skipped === undefined ? '' : ` (skipped: ${skipped})`}`,
  () => {
    let program: ProgramOfVersion;
    let database: TestDatabase;
    let receiver: WebhookReceiver;
    let endpoint: ReceiverEndpoint;
    let key: string;
    let load: Load | undefined;
    const started: GatewayProcess[] = [];

    const start = async (folder?: string): Promise<GatewayProcess> => {
      const { databaseUrl, directUrl = databaseUrl, dataDir } = database.settings;
      const process = await startGatewayProcess({
        // The version before knows nothing of poolers.
        settings: { databaseUrl: directUrl, dataDir },
        environment: { ENCRYPTION_KEY: Buffer.alloc(32, 7).toString('base64'), NODE_COMPILE_CACHE: '' },
        ...(folder !== undefined && { folder }),
      });
      started.push(process);
      return process;
    };
    const startReplica = async (folder?: string): Promise<Replica> => {
      const process = await start(folder);
      return { process, client: process.clientFor(key) };
    };

    beforeAll(async () => {
      program = checkOut((previous as { commit: string }).commit);
      database = await createEmptyTestDatabase();
      receiver = await startWebhookReceiver();
      endpoint = receiver.endpoint();
    });

    afterAll(async () => {
      await load?.stop();
      await Promise.all(started.map((process) => process.end('SIGKILL')));
      await receiver?.close();
      await database?.drop();
      await program?.remove();
    });

    test('every migration since the previous version declares that it can run with it', async () => {
      const earlier = new Set(
        (await readMigrations(`${program.folder}/prisma/migrations`)).map(({ name }) => name),
      );
      const later = (await readMigrations()).filter(({ name }) => !earlier.has(name));
      expect(
        later.filter(({ compatibleWith }) => compatibleWith !== previous.version).map(({ name }) => name),
      ).toEqual([]);
    });

    test('no request fails while a release is rolled out, rolled back and rolled out again, and each version reads what the other wrote', {
      timeout: 120_000,
    }, async () => {
      const old = await start(program.folder);
      const operator = old.clientFor(operatorKey);
      const { data } = await operator.graphql(
        `mutation { createTenant(input: { name: "Of both versions", credits: 100000 }) {
            ... on CreateTenantPayload { secret } } }`,
      );
      key = data.createTenant.secret;
      const oldReplica: Replica = { process: old, client: old.clientFor(key) };
      const questionnaireId = await createQuestionnaire(oldReplica.client);
      await oldReplica.client.rest('POST', '/webhooks/', {
        url: endpoint.url,
        events: ['onboarding.created'],
      });
      load = new Load([oldReplica], questionnaireId);
      await load.serveMore(3);

      // Rolled out: the new version migrates while the old one serves, then both serve.
      const fresh = await startReplica();
      load.moveTo(oldReplica, fresh);
      await load.serveMore(10);

      // Rolled back: the old one serves alone, and starts again on the migrated database.
      load.moveTo(oldReplica);
      expect(await fresh.process.end('SIGTERM')).toBe(0);
      await load.serveMore(3);
      const oldAgain = await startReplica(program.folder);
      load.moveTo(oldAgain);
      expect(await old.end('SIGTERM')).toBe(0);
      await load.serveMore(3);

      // Rolled out again, and completed.
      const freshAgain = await startReplica();
      load.moveTo(oldAgain, freshAgain);
      await load.serveMore(5);
      load.moveTo(freshAgain);
      expect(await oldAgain.process.end('SIGTERM')).toBe(0);
      await load.serveMore(3);
      await load.stop();

      expect(load.failures).toEqual([]);
      for (const { responseId, company } of load.sends.values()) {
        const { body } = await freshAgain.client.rest('GET', `/responses/${responseId}/`);
        expect(body.answers[0].value).toBe(company);
      }
      const reported = () => new Set(endpoint.received.map(({ payload }) => payload.data.id));
      await expect
        .poll(() => [...(load?.sends.keys() ?? [])].filter((id) => !reported().has(id)), { timeout: 30_000 })
        .toEqual([]);
    });
  },
);
