import { randomBytes } from 'node:crypto';
import { type GatewayProcess, startGatewayProcess } from '../faults/gateway-process.ts';
import { type Client, linkIn, linksReceived } from '../faults/support.ts';
import { testEngine, withServer } from '../support/database.ts';
import { startTestGateway, type TestGateway, type TestTenant } from '../support/gateway.ts';
import { type NewQuestionnaire, newQuestionnaire } from '../support/questionnaires.ts';
import { createRandom, type Random } from '../support/random.ts';
import { type SmtpTestServer, startSmtpServer } from '../support/smtp-server.ts';
import {
  type ReceiverEndpoint,
  startWebhookReceiver,
  type WebhookReceiver,
} from '../support/webhook-receiver.ts';
import { createWebhook } from '../support/webhooks.ts';

export const granted = 100_000;
const smtpTimeoutMs = 5_000;
/** How much later each process is by its clock than the one before: longer than a send is waited for before it is rolled back. */
const pauseMs = 60_000;
const clockAhead = new URL('../support/clock-ahead.ts', import.meta.url).href;

export type Mode = 'live' | 'test';

/**
 * Where processes are killed: a database, a mail server and a receiver of webhooks that outlive them. Each process starts a minute
 * after the last one by its clock, so that what that left behind is recovered immediately.
 */
export interface Place {
  random: Random;
  smtp: SmtpTestServer;
  endpoint: ReceiverEndpoint;
  webhookId: string;
  questionnaire: NewQuestionnaire;
  /** The address of the process that runs. */
  url: () => string;
  client: (mode: Mode) => Client;
  /** The credits that have been charged, as far as is known. */
  used: number;
  /** A text that nothing else contains. */
  newMarker: () => string;
  /** The key of the live mode, for requests that are not JSON. */
  liveKey: string;
  start: () => Promise<void>;
  end: (signal: 'SIGKILL' | 'SIGTERM') => Promise<number | null>;
  /** The paths of the links in all emails to an address, in order, whatever has become of them. */
  linksTo: (mode: Mode, address: string) => Promise<string[]>;
  settings: TestGateway['settings'];
  encryptionKey: string;
  drop: () => Promise<void>;
}

export async function setUpPlace(seed: number): Promise<Place> {
  const smtp = await startSmtpServer();
  const receiver = await startWebhookReceiver();
  const endpoint = receiver.endpoint();
  const environment = { ENCRYPTION_KEY: randomBytes(32).toString('base64') };
  const setUp = await startTestGateway({ environment });
  const tenant = await setUp.createTenant({ credits: granted });
  const testKey = await tenant.createKey({ mode: 'TEST' });
  const { id: webhookId } = await createWebhook(tenant, { url: endpoint.url });
  const questionnaire = await createQuestionnaire(tenant);
  // The embedded database takes one process at a time.
  await setUp.close();

  const runtime = processesOn({ setUp, smtp, environment });
  const client: Place['client'] = (mode) => runtime.clientFor(mode === 'live' ? tenant.key : testKey);
  let markers = 0;
  return {
    ...runtime,
    random: createRandom(seed),
    smtp,
    endpoint,
    webhookId,
    questionnaire,
    client,
    used: 0,
    liveKey: tenant.key,
    newMarker: () => {
      markers += 1;
      return `quill${String(markers).padStart(6, '0')}x`;
    },
    linksTo: async (mode, address) => {
      if (mode === 'live') {
        return linksReceived(smtp, address);
      }
      const { body } = await client('test').rest('GET', '/captured-mails/?page_size=100');
      return body.results
        .filter(({ to }: { to: string }) => to === address)
        .map(({ text }: { text: string }) => linkIn(text))
        .reverse();
    },
    settings: setUp.settings,
    encryptionKey: environment.ENCRYPTION_KEY,
    drop: () => dropPlace({ setUp, smtp, receiver, end: runtime.end }),
  };
}

interface Surroundings {
  setUp: TestGateway;
  smtp: SmtpTestServer;
  environment: Record<string, string>;
}

function processesOn({ setUp: { settings }, smtp, environment }: Surroundings) {
  let gateway: GatewayProcess | undefined;
  let starts = 0;
  const running = (): GatewayProcess => {
    if (gateway === undefined) {
      throw new Error('No gateway runs.');
    }
    return gateway;
  };
  return {
    url: () => running().url,
    clientFor: (key: string) => running().clientFor(key),
    start: async () => {
      starts += 1;
      await makeRegularWorkDue(settings);
      gateway = await startGatewayProcess({
        settings,
        smtpUrl: smtp.url,
        smtpTimeoutMs,
        environment: { ...environment, CLOCK_AHEAD_MS: String(starts * pauseMs) },
        nodeOptions: ['--import', clockAhead],
      });
    },
    end: async (signal: 'SIGKILL' | 'SIGTERM') => {
      const status = await gateway?.end(signal);
      gateway = undefined;
      return status ?? null;
    },
  };
}

/** The clock of a database server is not ahead; that of the embedded database is its process's. */
async function makeRegularWorkDue({ databaseUrl, directUrl }: TestGateway['settings']): Promise<void> {
  if (testEngine === 'postgresql') {
    await withServer(directUrl ?? databaseUrl ?? '', (server) =>
      server.query('UPDATE regular_work SET due_at = clock_timestamp(), held_until = NULL'),
    );
  }
}

interface Remains {
  setUp: TestGateway;
  smtp: SmtpTestServer;
  receiver: WebhookReceiver;
  end: Place['end'];
}

async function dropPlace({ setUp, smtp, receiver, end }: Remains): Promise<void> {
  await end('SIGKILL');
  await setUp.drop();
  await smtp.close();
  await receiver.close();
}

/** Two questions, which the built-in engine finds answers to in `documentAbout`. */
const createQuestionnaire = (tenant: TestTenant) =>
  newQuestionnaire(tenant, {
    name: 'Short questionnaire',
    type: 'DDQ',
    sections: [
      {
        title: 'Company',
        questions: [
          { key: 'company', text: 'Company name', type: 'TEXT', required: true, hints: ['Registered name'] },
          { key: 'staff', text: 'Number of employees', type: 'NUMBER', hints: ['Headcount'] },
        ],
      },
    ],
  });
