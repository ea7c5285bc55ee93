import { readdir, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { forgetOldAnswers } from '../../src/domain/idempotency.ts';
import { pruneExpired } from '../../src/domain/retention/prune-expired.ts';
import { maxCaptures, pruneCaptures } from '../../src/mail/prune-captures.ts';
import { retainedFrom } from '../../src/settings/retention.ts';
import { recordLinks } from '../faults/support.ts';
import { startTestGateway, type TestGateway } from '../support/gateway.ts';
import { refuseSomeMails } from '../support/mails.ts';
import { createPrefill } from '../support/responses.ts';
import { sendWorkflow } from '../support/sessions.ts';
import { createWorld, type World } from '../support/world.ts';

const dayMs = 86_400_000;
const now = new Date('2026-06-01T09:00:00Z');
const retention = { auditDays: undefined, deliveriesDays: 90, capturedMailDays: 30 };
const { signal } = new AbortController();

let gateway: TestGateway;
let world: World;
beforeAll(async () => {
  gateway = await startTestGateway({
    clock: () => now,
    countStatements: true,
    environment: { WORKER: 'none' },
  });
  refuseSomeMails(gateway);
  world = await createWorld(gateway);
});
afterAll(() => gateway.drop());

const db = () => gateway.services.allTenants;
const daysAgo = (days: number) => new Date(now.getTime() - days * dayMs);
const prune = (options: Partial<Parameters<typeof pruneExpired>[1]> = {}) =>
  pruneExpired(gateway.services, { retention, signal, ...options });

const addMails = (count: number, createdAt: Date) => db().$executeRaw`
  INSERT INTO captured_mails (id, tenant_id, mode, "to", subject, text, html, created_at)
  SELECT gen_random_uuid(), ${world.tenant.id}::uuid, 'TEST', 'a@example.com', 'Old', 'Old', 'Old', ${createdAt}
  FROM generate_series(1, ${count}::int)`;
const mails = () => db().capturedMail.count({ where: { subject: 'Old' } });

interface OldDeliveries {
  count: number;
  createdAt: Date;
  status: 'PENDING' | 'DELIVERED';
}

let lastSequence = 0;

/** Events of a webhook of their own, with a delivery and two attempts each. Returns the webhook's id. */
async function addDeliveries({ count, createdAt, status }: OldDeliveries): Promise<string> {
  const { body } = await world.tenant.rest('POST', '/webhooks/', {
    url: 'https://receiver.example/',
    events: ['response.rejected'],
  });
  await db().$executeRaw`
    WITH event AS (
      INSERT INTO webhook_events (id, tenant_id, mode, type, sequence, data, created_at)
      SELECT gen_random_uuid(), ${world.tenant.id}::uuid, 'LIVE', 'response.rejected', ${lastSequence}::int + n, '{}',
        ${createdAt}
      FROM generate_series(1, ${count}::int) n RETURNING id
    ), delivery AS (
      INSERT INTO webhook_deliveries (id, tenant_id, mode, endpoint_id, event_id, status, created_at)
      SELECT gen_random_uuid(), ${world.tenant.id}::uuid, 'LIVE', ${body.id}::uuid, id,
        ${status}::"WebhookDeliveryStatus", ${createdAt}
      FROM event RETURNING id
    )
    INSERT INTO webhook_attempts (id, tenant_id, mode, delivery_id, duration_ms, started_at)
    SELECT gen_random_uuid(), ${world.tenant.id}::uuid, 'LIVE', id, 5, ${createdAt}
    FROM delivery, generate_series(1, 2)`;
  lastSequence += count;
  return body.id;
}

async function countDeliveries(endpointId: string) {
  const where = { endpointId };
  return {
    deliveries: await db().webhookDelivery.count({ where }),
    attempts: await db().webhookAttempt.count({ where: { delivery: where } }),
    events: await db().webhookEvent.count({ where: { deliveries: { some: where } } }),
  };
}

it('captured emails are deleted after their days, in bounded batches that can be stopped', async () => {
  await addMails(2_500, daysAgo(30.01));
  await addMails(3, daysAgo(29.9));
  expect(await prune({ signal: AbortSignal.abort() })).toBe(0);
  expect(await mails()).toBe(2_503);

  gateway.takeStatements();
  expect(await prune()).toBe(2_500);
  const deletions = gateway.takeStatements().filter((sql) => sql.includes('DELETE FROM captured_mails'));
  expect(deletions).toHaveLength(3);
  expect(deletions.every((sql) => /LIMIT \$\d/.test(sql))).toBe(true);
  expect(await mails()).toBe(3);
  expect(await prune()).toBe(0);
});

it('finished deliveries are deleted after their days with their events and attempts; pending ones stay', async () => {
  const old = await addDeliveries({ count: 1_200, createdAt: daysAgo(90.01), status: 'DELIVERED' });
  const recent = await addDeliveries({ count: 2, createdAt: daysAgo(89.9), status: 'DELIVERED' });
  const pending = await addDeliveries({ count: 2, createdAt: daysAgo(91), status: 'PENDING' });
  const events = await db().webhookEvent.count();

  await prune();
  expect(await countDeliveries(old)).toEqual({ deliveries: 0, attempts: 0, events: 0 });
  expect(await countDeliveries(recent)).toEqual({ deliveries: 2, attempts: 4, events: 2 });
  expect(await countDeliveries(pending)).toMatchObject({ deliveries: 2, events: 2 });
  expect(await db().webhookEvent.count()).toBe(events - 1_200);

  await db().webhookDelivery.updateMany({ where: { endpointId: pending }, data: { status: 'FAILED' } });
  await db().webhookEndpoint.updateMany({
    where: { id: { in: [old, pending] } },
    data: { deletedAt: daysAgo(91) },
  });
  await prune();
  expect(
    await db().webhookEndpoint.findMany({ where: { id: { in: [old, pending, recent] } } }),
  ).toMatchObject([{ id: recent }]);
});

it('the audit trail is kept, unless the operator sets its days', async () => {
  const id = await createPrefill(world);
  await db().auditEvent.updateMany({ where: { responseId: id }, data: { createdAt: daysAgo(4_000) } });
  const events = () => db().auditEvent.count({ where: { responseId: id } });
  await prune();
  expect(await events()).toBe(1);
  await prune({ retention: { ...retention, auditDays: 4_001 } });
  expect(await events()).toBe(1);
  await prune({ retention: { ...retention, auditDays: 3_999 } });
  expect(await events()).toBe(0);
});

it('a link whose send was rolled back has its page however old it is', async () => {
  const links = recordLinks(gateway);
  // The email server rejects it, and yet it arrives.
  await world.tenant.rest('POST', '/workflows/send/', {
    entity_id: world.company,
    ddq: { questionnaire_id: world.questionnaire },
    email: 'late@refused.example',
  });
  const [link = ''] = links.get('late@refused.example') ?? [];
  await db().dispatch.updateMany({
    where: { email: 'late@refused.example' },
    data: { startedAt: daysAgo(4_000), expiresAt: daysAgo(3_998), settledAt: daysAgo(4_000) },
  });
  await prune({ retention: { auditDays: 1, deliveriesDays: 1, capturedMailDays: 1 } });
  expect((await gateway.app.inject({ url: link })).statusCode).toBe(410);
});

it('the first answers of idempotency keys are deleted after a day, in batches, and make room', async () => {
  await db().$executeRaw`
    INSERT INTO idempotency_records (id, tenant_id, mode, key, fingerprint, created_at)
    SELECT gen_random_uuid(), ${world.tenant.id}::uuid, 'LIVE', 'old ' || n, '', ${daysAgo(1.01)}
    FROM generate_series(1, 1500) n`;
  const used = async () => {
    const where = { tenantId: world.tenant.id, resource: 'idempotencyKeys' };
    return (await db().tenantUsage.aggregate({ where, _sum: { used: true } }))._sum.used;
  };
  expect(await used()).toBe(1_500n);
  gateway.takeStatements();
  await forgetOldAnswers(gateway.services, { signal });
  expect(gateway.takeStatements().filter((sql) => sql.includes('DELETE FROM idempotency'))).toHaveLength(2);
  expect(await used()).toBe(0n);
});

it('captured files are removed after their days, and the oldest ones beyond those that are kept', async () => {
  await sendWorkflow(world);
  const directory = join(gateway.settings.dataDir, 'mail');
  const captures = async () => (await readdir(directory)).filter((name) => name.endsWith('.eml'));
  const [sent = ''] = await captures();
  const write = async (name: string, modifiedAt: Date) => {
    await writeFile(join(directory, name), '');
    await utimes(join(directory, name), modifiedAt, modifiedAt);
  };
  await write('2026-01-01T00-00-00.000Z-aaaaaaaa.eml', daysAgo(31));
  await write('2026-01-02T00-00-00.000Z-aaaaaaaa.eml', daysAgo(29));
  await write('notes.txt', daysAgo(500));

  expect(await pruneCaptures({ directory, before: retainedFrom(now, 30), signal })).toBe(1);
  expect(await captures()).toEqual(['2026-01-02T00-00-00.000Z-aaaaaaaa.eml', sent]);
  expect(await readdir(directory)).toContain('notes.txt');

  const newer = Array.from({ length: maxCaptures }, (_item, index) => `2099-01-01-${100_000 + index}.eml`);
  await Promise.all(newer.map((name) => writeFile(join(directory, name), '')));
  expect(await pruneCaptures({ directory })).toBe(2);
  expect((await captures()).toSorted()).toEqual(newer);
});
