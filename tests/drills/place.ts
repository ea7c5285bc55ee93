import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { expect } from 'vitest';
import { clientAt } from '../faults/gateway-process.ts';
import { type Client, createQuestionnaire, readState } from '../faults/support.ts';
import type { DatabaseSettings } from '../support/database.ts';
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
import { type Haproxy, startHaproxy } from './haproxy.ts';
import { Load } from './load.ts';
import { type PostgresqlServer, startPostgresql } from './postgresql-server.ts';
import { Replicas } from './replicas.ts';

export const granted = 1_000_000;
const database = 'postern';

/** Three replicas behind HAProxy, with a database server, a mail server and a receiver of webhooks of their own. */
export interface Place {
  postgresql: PostgresqlServer;
  replicas: Replicas;
  proxy: Haproxy;
  smtp: SmtpTestServer;
  /** Has the data of all replicas. Removed in the end. */
  folder: string;
  settings: DatabaseSettings;
  /** Removes the database and the files, and creates an empty database in its place. No replica runs. */
  loseEverything: () => Promise<void>;
  /** A tenant of a drill's own. */
  createTenant: () => Promise<DrillTenant>;
  close: () => Promise<void>;
}

export interface DrillTenant {
  key: string;
  client: Client;
  endpoint: ReceiverEndpoint;
  startLoad: () => Load;
  /** Uploads a document of a new entity. */
  upload: () => Promise<{ id: string; content: Buffer }>;
  download: (documentId: string) => Promise<Buffer>;
  /** Checks that the tenant's credits and rows are those of the acknowledged sends, and that each of them was reported. */
  verify: (load: Load) => Promise<void>;
}

export async function setUpPlace({ count }: { count: number }): Promise<Place> {
  const folder = await mkdtemp(`${tmpdir()}/postern-drills-`);
  const smtp = await startSmtpServer();
  const receiver = await startWebhookReceiver();
  const postgresql = await startPostgresql();
  await postgresql.createDatabase(database);
  const settings = { databaseUrl: postgresql.url(database), dataDir: `${folder}/data` };
  const replicas = await Replicas.start({
    settings,
    smtpUrl: smtp.url,
    count,
  });
  const proxy = await startHaproxy({ folder, ports: replicas.ports });
  return {
    postgresql,
    replicas,
    proxy,
    smtp,
    folder,
    settings,
    loseEverything: async () => {
      await replicas.endAll();
      await postgresql.dropDatabase(database);
      await rm(settings.dataDir, { recursive: true });
      await postgresql.createDatabase(database);
    },
    createTenant: () => createTenant({ url: proxy.url, replicas, smtp, receiver }),
    close: async () => {
      await replicas.endAll();
      await proxy.stop();
      await postgresql.drop();
      await receiver.close();
      await smtp.close();
      await rm(folder, { recursive: true });
    },
  };
}

interface Surroundings {
  url: string;
  replicas: Replicas;
  smtp: SmtpTestServer;
  receiver: WebhookReceiver;
}

async function createTenant({ url, replicas, smtp, receiver }: Surroundings): Promise<DrillTenant> {
  const { data } = await clientAt(replicas.url(), operatorKey).graphql(
    `mutation ($credits: Int!) { createTenant(input: { name: "Tenant of a drill", credits: $credits }) {
      ... on CreateTenantPayload { secret } } }`,
    { credits: granted },
  );
  const key = data.createTenant.secret;
  // What is set up and checked does not depend on the proxy.
  const client: Client = {
    rest: (...call) => clientAt(replicas.url(), key).rest(...call),
    graphql: (...call) => clientAt(replicas.url(), key).graphql(...call),
  };
  const questionnaireId = await createQuestionnaire(client);
  const endpoint = receiver.endpoint();
  await createWebhook(client, { url: endpoint.url, events: ['onboarding.created'] });
  return {
    key,
    client,
    endpoint,
    upload: async () => {
      const content = csvOf([['Registered name', 'Northwind Imports']]);
      const { body: entity } = await client.rest('POST', '/entities/', { legal_name: 'Northwind Imports' });
      const response = await fetch(`${replicas.url()}/api/v1/entities/${entity.id}/documents/`, {
        method: 'POST',
        headers: { authorization: `Bearer ${key}`, 'content-type': formType },
        body: formOf([
          { name: 'file', file: { content, fileName: 'register.csv', type: 'text/csv' } },
        ]) as BodyInit,
      });
      expect(response.status).toBe(201);
      const { id } = (await response.json()) as { id: string };
      return { id, content };
    },
    download: async (documentId) => {
      const response = await fetch(`${replicas.url()}/api/v1/documents/${documentId}/content/`, {
        headers: { authorization: `Bearer ${key}` },
      });
      return Buffer.from(await response.arrayBuffer());
    },
    startLoad: () => new Load({ url, key, questionnaireId, smtp }),
    verify: async (load) => {
      await load.verify(replicas.url());
      await verifyTenant(client, load, endpoint);
    },
  };
}

async function verifyTenant(client: Client, load: Load, endpoint: ReceiverEndpoint): Promise<void> {
  const sent = load.acknowledged.length;
  expect(await readState(client)).toMatchObject({
    credits: { available: granted - sent, held: 0, used: sent },
    responses: sent,
    workflowSessions: sent,
  });
  const unreported = () => {
    const reported = new Set(endpoint.received.map(({ payload }) => payload.data.id));
    return load.acknowledged.filter(({ sessionId }) => !reported.has(sessionId));
  };
  await expect.poll(unreported).toEqual([]);
}
