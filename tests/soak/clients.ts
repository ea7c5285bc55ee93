import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { expect } from 'vitest';
import type { GatewayProcess } from '../faults/gateway-process.ts';
import { linksReceived } from '../faults/support.ts';
import { batchEnded, createBatch, readItems, sendsTo } from '../support/batches.ts';
import { openStream } from '../support/event-stream.ts';
import { formOf, formType } from '../support/forms.ts';
import type { TestTenant } from '../support/gateway.ts';
import { overNetwork, recipientOf } from '../support/recipient.ts';
import { csvOf } from '../support/sample-documents.ts';
import type { SmtpTestServer } from '../support/smtp-server.ts';
import type { Activity } from './paced.ts';

interface ClientOptions {
  gateway: GatewayProcess;
  tenant: Pick<TestTenant, 'key'>;
  questionnaire: { id: number; questions: Record<string, string> };
  smtp: SmtpTestServer;
}

const sendsPerBatch = 10;
const followedMs = 3_000;

/** What teams, recipients, frontends and scripts do, as often as a busy installation sees it on two processors. */
export function activitiesOf({ gateway, tenant, questionnaire, smtp }: ClientOptions): Activity[] {
  const client = gateway.clientFor(tenant.key);
  const read = async (path: string) => {
    const { status, body } = await client.rest('GET', path);
    expect(status, path).toBe(200);
    return body;
  };
  const post = async (path: string, body: object, expected: number) => {
    const reply = await client.rest('POST', path, body, { headers: { 'idempotency-key': randomUUID() } });
    expect(reply.status, `${path} ${JSON.stringify(reply.body)}`).toBe(expected);
    return reply.body;
  };
  const prefill = (name: string) =>
    post(
      '/workflows/send/',
      { entity: { legal_name: name }, ddq: { questionnaire_id: questionnaire.id, prefill: true } },
      201,
    );

  return [
    { name: 'send, submission, decision', everyMs: 1_000, work: completeWorkflow },
    { name: 'upload, autofill', everyMs: 3_000, work: autofillResponse },
    { name: 'batch', everyMs: 15_000, work: sendBatch },
    { name: 'stream', everyMs: 1_000, work: followResponse },
    { name: 'erasure', everyMs: 5_000, work: eraseEntity },
    { name: 'lists', everyMs: 200, work: readLists },
    { name: 'rejected requests', everyMs: 250, work: makeMistakes },
  ];

  async function completeWorkflow(index: number): Promise<void> {
    const email = `recipient-${index}@recipient.example`;
    const { response_id: responseId } = await post(
      '/workflows/send/',
      { entity: { legal_name: `Company ${index}` }, ddq: { questionnaire_id: questionnaire.id }, email },
      201,
    );
    const link = (await linksReceived(smtp, email)).at(-1) ?? '';
    const page = recipientOf(overNetwork(gateway.url), link, questionnaire.questions);
    expect((await page.open()).status).toBe(200);
    const answers = { company: `Company ${index}`, staff: '12' };
    expect((await page.send('save', answers)).status).toBe(303);
    expect((await page.send('submit', answers)).status).toBe(303);
    await post(`/responses/${responseId}/start-review/`, {}, 200);
    await post(`/responses/${responseId}/complete-review/`, {}, 200);
    await post(`/responses/${responseId}/approve/`, {}, 200);
  }

  async function autofillResponse(index: number): Promise<void> {
    const { response_id: responseId, entity_id: entityId } = await prefill(`Prefilled ${index}`);
    const content = csvOf([
      ['Registered name', `Prefilled ${index}`],
      ['Headcount', String(index)],
    ]);
    const upload = await fetch(`${gateway.url}/api/v1/entities/${entityId}/documents/`, {
      method: 'POST',
      headers: { authorization: `Bearer ${tenant.key}`, 'content-type': formType },
      body: formOf([
        { name: 'file', file: { content, fileName: 'register.csv', type: 'text/csv' } },
      ]) as BodyInit,
    });
    expect(upload.status).toBe(201);
    await upload.body?.cancel();
    await post(`/responses/${responseId}/autofill/`, {}, 202);
    await expect
      .poll(() => read(`/responses/${responseId}/autofill/`), { timeout: 60_000, interval: 250 })
      .toMatchObject({ status: 'completed', answered: 2 });
  }

  async function sendBatch(index: number): Promise<void> {
    const id = await createBatch(client, sendsTo(questionnaire.id, sendsPerBatch, `Batch ${index}`));
    await batchEnded(client, id, 60_000, 500);
    const unsent = (await readItems(client, id)).filter(({ status }) => status !== 'sent');
    expect(unsent, JSON.stringify(unsent)).toEqual([]);
  }

  /** Reads a change and stays a moment longer. */
  async function followResponse(index: number): Promise<void> {
    const { response_id: responseId } = await prefill(`Followed ${index}`);
    const stream = await openStream(gateway.url, {
      key: tenant.key,
      query: `subscription ($id: ID!) { response(id: $id) { answers { nodes { value } } } }`,
      variables: { id: responseId },
    });
    await stream.next();
    const { status } = await client.rest('PUT', `/responses/${responseId}/save/`, {
      answers: [{ question_key: 'staff', value: index }],
    });
    expect(status).toBe(200);
    await stream.next();
    await pause(followedMs);
    await stream.close();
  }

  async function eraseEntity(index: number): Promise<void> {
    const { entity_id: id } = await prefill(`Forgotten ${index}`);
    await post(`/entities/${id}/erase/`, { reason: 'Requested by the person.' }, 200);
  }

  async function readLists(): Promise<void> {
    const { results } = await read('/responses/?page_size=20');
    if (results.length > 0) {
      await read(`/responses/${results[0].id}/`);
    }
    const { errors } = await client.graphql(`{
      entities(first: 20) { totalCount nodes { id name } }
      workflowSessions(first: 20) { nodes { id status auditEvents(first: 5) { nodes { type } } } } }`);
    expect(errors, JSON.stringify(errors)).toBeUndefined();
  }

  /** Each with a document of its own. */
  async function makeMistakes(index: number): Promise<void> {
    expect((await client.graphql(`{ viewer { nothing${index} } }`)).errors).toHaveLength(1);
    expect((await client.rest('POST', '/workflows/send/', { unknown: index })).status).toBe(400);
    expect((await fetch(`${gateway.url}/w/no-such-link-${index}`)).status).toBe(404);
  }
}
