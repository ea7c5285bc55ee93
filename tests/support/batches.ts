import { expect, vi } from 'vitest';
import type { Client } from '../faults/support.ts';
import type { World } from './world.ts';

/** The body of a batch's send of a questionnaire to a new company. */
export const sendTo = (questionnaireId: number, name: string) => ({
  entity: { legal_name: `${name} Ltd` },
  ddq: { questionnaire_id: questionnaireId },
  email: `${name.toLowerCase().replace(/\W+/g, '.')}@recipient.example`,
});

/** So many of them. */
export const sendsTo = (questionnaireId: number, count: number, name = 'Company') =>
  Array.from({ length: count }, (_, index) => sendTo(questionnaireId, `${name} ${index}`));

/** Keeps emails from being sent until it is released, so that only the first sends of a batch start. */
export function holdEmails({ gateway: { services } }: Pick<World, 'gateway'>): () => void {
  const { sendMail } = services;
  const { promise, resolve } = Promise.withResolvers<void>();
  services.sendMail = async (mail) => {
    await promise;
    return sendMail(mail);
  };
  return () => {
    services.sendMail = sendMail;
    resolve();
  };
}

/** Creates a batch over REST and returns its id. */
export async function createBatch(
  client: Client,
  sends: readonly object[],
  name = 'Suppliers',
): Promise<string> {
  const { status, body } = await client.rest('POST', '/workflows/batches/', { name, sends });
  expect(status, JSON.stringify(body)).toBe(202);
  return body.id;
}

export const readBatch = async (client: Client, id: string) =>
  (await client.rest('GET', `/workflows/batches/${id}/`)).body;

/** Waits until every send of a batch has ended. Its counts add up all the while. */
export async function batchEnded(client: Client, id: string, timeoutMs = 60_000, intervalMs = 50) {
  return vi.waitFor(
    async () => {
      const batch = await readBatch(client, id);
      const { total, pending, sent, prefilled, failed, cancelled } = batch;
      expect(pending + sent + prefilled + failed + cancelled).toBe(total);
      expect(batch.finished_at).not.toBeNull();
      return batch;
    },
    { timeout: timeoutMs, interval: intervalMs },
  );
}

/** Every item of a batch, in its order. */
export async function readItems(client: Client, id: string): Promise<any[]> {
  const items: any[] = [];
  for (let page = 1; ; page += 1) {
    const { body } = await client.rest('GET', `/workflows/batches/${id}/items/?page_size=100&page=${page}`);
    items.push(...body.results);
    if (body.next === null) {
      return items;
    }
  }
}
