import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createExtractor, maxReaders } from '../../src/text-extraction/create-extractor.ts';
import { ReadersBusyError } from '../../src/text-extraction/extracted-text.ts';
import { autofill, holdJobs, useEngine } from '../autofill/support.ts';
import { burningPdf } from '../support/burning-pdf.ts';
import { type FormFile, formOf, sendForm } from '../support/forms.ts';
import { startTestGateway, type TestGateway } from '../support/gateway.ts';
import { endedChildrenCpuMs, readersOf } from '../support/reader-processes.ts';
import { createPrefill } from '../support/responses.ts';
import { startWebhookReceiver, type WebhookReceiver } from '../support/webhook-receiver.ts';
import { createWorld, type World } from '../support/world.ts';
import { createHook, sendTestEvent } from '../webhooks/delivery-support.ts';

let gateway: TestGateway;
let receiver: WebhookReceiver;
/** A tenant that asks for a lot, and one that asks for little. */
let greedy: World;
let modest: World;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'postern-fairness-'));
  gateway = await startTestGateway();
  receiver = await startWebhookReceiver();
  greedy = await createWorld(gateway);
  modest = await createWorld(gateway);
});
afterAll(async () => {
  await gateway.drop();
  await receiver.close();
  await rm(folder, { recursive: true });
});

let fileCount = 0;
async function saved(content: Buffer): Promise<string> {
  fileCount += 1;
  const path = join(folder, String(fileCount));
  await writeFile(path, content);
  return path;
}

const upload = async (world: World, file: FormFile) => {
  const { status, body } = await sendForm(
    `/api/v1/entities/${world.company}/documents/`,
    formOf([{ name: 'file', file }]),
    { gateway, key: world.tenant.key },
  );
  expect(status).toBe(201);
  return body as { id: string; readable: boolean | null };
};
const readableOf = async (world: World, id: string): Promise<boolean | null> =>
  (await world.tenant.rest('GET', `/documents/${id}/`)).body.readable;

describe('deliveries', () => {
  it('deliveries of a tenant whose receivers hang take a quarter of the slots, and another tenant’s delivery is made among them', async () => {
    const hanging = await Promise.all(
      Array.from({ length: 4 }, () => createHook(receiver, greedy.tenant, ['response.submitted'])),
    );
    for (const hook of hanging) {
      hook.behave('hold');
      for (let count = 0; count < 20; count += 1) {
        await sendTestEvent(greedy.tenant, hook);
      }
    }
    const inProgress = () => hanging.reduce((sum, { received }) => sum + received.length, 0);
    await expect.poll(inProgress).toBe(5);

    const hook = await createHook(receiver, modest.tenant, ['response.submitted']);
    await sendTestEvent(modest.tenant, hook);
    await expect.poll(() => hook.received.length).toBe(1);
    // Not one of the others has ended in the meantime.
    expect(inProgress()).toBe(5);
    for (const { release } of hanging) {
      release();
    }
  });
});

describe('files', () => {
  it('files that take long are read one at a time for a tenant, while another tenant’s upload is read immediately', async () => {
    // Gateways of other files, which have used this process before, may still have theirs.
    const readersBefore = new Set(readersOf());
    const ownReaders = () => readersOf().filter((reader) => !readersBefore.has(reader));
    const uploads = Array.from({ length: 6 }, (_, index) =>
      upload(greedy, { content: burningPdf(`file ${index}`), fileName: `${index}.pdf` }),
    );
    // One of them has the tenant's reader; the rest are kept, and read later.
    const kept: { id: string; readable: boolean | null }[] = [];
    for (const uploading of uploads) {
      void uploading.then((document) => kept.push(document)).catch(() => 'It ends with the gateway.');
    }
    await expect.poll(() => kept.length).toBeGreaterThan(1);
    expect(ownReaders()).toHaveLength(1);
    await expect.poll(() => kept.length).toBe(5);
    expect(kept.map(({ readable }) => readable)).toEqual([null, null, null, null, null]);
    expect(ownReaders()).toHaveLength(1);

    const content = Buffer.from('We screen every client against sanctions lists.');
    expect(await upload(modest, { content, fileName: 'policy.txt' })).toMatchObject({ readable: true });
    expect(ownReaders()).toHaveLength(2);

    // What is kept without its text has `null` for everyone who asks, and can be autofilled from.
    expect(await readableOf(greedy, kept[0]?.id ?? '')).toBeNull();
    const { data } = await greedy.tenant.graphql(
      `{ document(id: "${kept[0]?.id}") { readable unreadableReason } }`,
    );
    expect(data.document).toEqual({ readable: null, unreadableReason: null });
  });

  it('kept without their text because the readers were busy are read by an autofill that comes before the job', async () => {
    const { services } = gateway;
    const { extractText, autofillEngine } = services;
    services.extractText = (file) =>
      file.withinMs === undefined
        ? extractText(file)
        : Promise.reject(new ReadersBusyError('All of them are busy.'));
    const jobs = holdJobs(gateway);
    const content = Buffer.from('Registered name: Acme Trading Ltd');
    const kept = await upload(modest, { content, fileName: 'register.txt' });
    expect(kept.readable).toBeNull();
    jobs.release();

    const seen: unknown[] = [];
    useEngine(gateway, async ({ documents }) => {
      seen.push(...documents.map(({ id, pages }) => ({ id, pages })));
      return [];
    });
    const responseId = await createPrefill(modest);
    expect(await autofill(modest, responseId, { document_ids: [kept.id] })).toMatchObject({
      status: 'completed',
      failed_documents: [],
    });
    expect(seen).toEqual([{ id: kept.id, pages: [content.toString()] }]);
    expect(await readableOf(modest, kept.id)).toBe(true);
    Object.assign(services, { extractText, autofillEngine });
  });

  it('files that take more than their processor time are unreadable, whatever the clock says', async () => {
    const extract = createExtractor({ maxCpuMs: 1_000 });
    const file = await saved(burningPdf('alone'));
    const before = endedChildrenCpuMs();
    const read = await extract({ tenantId: 'tenant', path: file, contentType: 'application/pdf' });
    expect(read).toEqual({ unreadableReason: 'It could not be read in time.' });
    // Starting the reader is part of it; the rest is what passes between two looks.
    expect(endedChildrenCpuMs() - before).toBeLessThan(3_000);
    await extract.close();
  });

  it('a fifth tenant’s file is read as soon as one of the four tenants that occupy every reader is done', async () => {
    const extract = createExtractor({ maxCpuMs: 1_000 });
    const burning = await saved(burningPdf('five'));
    const quick = await saved(Buffer.from('Quick'));
    const done: string[] = [];
    const read = async (tenantId: string, path: string, contentType: string) => {
      await extract({ tenantId, path, contentType });
      done.push(tenantId);
    };
    const tenants = Array.from({ length: maxReaders }, (_, index) => `greedy ${index}`);
    const reading = [...tenants, ...tenants].map((tenantId) => read(tenantId, burning, 'application/pdf'));
    const modestlyRead = read('modest', quick, 'text/plain');
    await expect(
      extract({ tenantId: 'hurried', path: quick, contentType: 'text/plain', withinMs: 60_000 }),
    ).rejects.toThrow('busy');
    await modestlyRead;
    // At most one file of each of the others was read before it.
    expect(done.indexOf('modest')).toBeLessThanOrEqual(maxReaders);
    expect(new Set(done.slice(0, done.indexOf('modest'))).size).toBe(done.indexOf('modest'));
    await extract.close();
    await Promise.allSettled(reading);
  });
});
