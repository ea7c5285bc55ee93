import { setTimeout as pause } from 'node:timers/promises';
import { expect } from 'vitest';
import { clientAt } from '../faults/gateway-process.ts';
import { type Client, linksReceived } from '../faults/support.ts';
import type { SmtpTestServer } from '../support/smtp-server.ts';

interface LoadOptions {
  /** Where requests are sent to. */
  url: string;
  key: string;
  questionnaireId: number;
  smtp: SmtpTestServer;
  /** How many clients there are; each works on one send at a time. */
  clients?: number;
}

/** What a client was told that it has done. */
export interface Acknowledged {
  address: string;
  sessionId: string;
  responseId: string;
  company: string;
}

/** How long a client waits before it repeats a request. */
const repeatAfterMs = 100;
/** How long it waits for a response: somewhat longer than the proxy waits for a replica. */
const responseTimeoutMs = 80_000;
let sends = 0;

/**
 * Clients that send, save and visit pages one after the other, and repeat each request, with the same idempotency key, until it is
 * acknowledged.
 */
export class Load {
  readonly acknowledged: Acknowledged[] = [];
  /** How often a request had to be repeated, by what came instead of a response or by its status. */
  readonly failures = new Map<string, number>();
  requests = 0;
  readonly #options: LoadOptions;
  readonly #client: Client;
  #isStopping = false;
  readonly #clients: Promise<void>[];

  constructor(options: LoadOptions) {
    this.#options = options;
    this.#client = clientAt(options.url, options.key);
    this.#clients = Array.from({ length: options.clients ?? 6 }, () => this.#work());
  }

  /** Waits until every client has finished what it is doing. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    await Promise.all(this.#clients);
  }

  async #work(): Promise<void> {
    while (!this.#isStopping) {
      await this.#serveRecipient();
    }
  }

  async #serveRecipient(): Promise<void> {
    sends += 1;
    const address = `recipient-${sends}@recipient.example`;
    const company = `Company ${sends}`;
    const options = { headers: { 'idempotency-key': `send-${sends}` } };
    const body = {
      entity: { legal_name: company },
      ddq: { questionnaire_id: this.#options.questionnaireId },
      email: address,
      expiry_hours: 24,
    };
    const receipt = await this.#untilAcknowledged(201, () =>
      this.#client.rest('POST', '/workflows/send/', body, options),
    );
    const { workflow_session_id: sessionId, response_id: responseId } = receipt.body;
    await this.#untilAcknowledged(200, () =>
      this.#client.rest('PUT', `/responses/${responseId}/save/`, {
        answers: [
          { question_key: 'company', value: company },
          { question_key: 'staff', value: 7 },
        ],
      }),
    );
    const link = (await linksReceived(this.#options.smtp, address)).at(-1);
    const page = await this.#untilAcknowledged(200, () => this.#visit(link ?? ''));
    expect(page.html).toContain(company);
    this.acknowledged.push({ address, sessionId, responseId, company });
  }

  async #visit(path: string): Promise<{ status: number; html: string }> {
    const response = await fetch(`${this.#options.url}${path}`);
    return { status: response.status, html: await response.text() };
  }

  async #untilAcknowledged<Reply extends { status: number; body?: any }>(
    status: number,
    request: () => Promise<Reply>,
  ): Promise<Reply> {
    for (;;) {
      this.requests += 1;
      const reply = await Promise.race([request(), pause(responseTimeoutMs)]).catch((error: Error) => error);
      if (reply && 'status' in reply && reply.status === status) {
        return reply;
      }
      const failure = !reply ? 'no response' : 'status' in reply ? describeReply(reply) : causeOf(reply);
      this.failures.set(failure, (this.failures.get(failure) ?? 0) + 1);
      await pause(repeatAfterMs);
    }
  }

  /** Checks, at a replica, that what was acknowledged is there, once and whole. */
  async verify(url: string, acknowledged: readonly Acknowledged[] = this.acknowledged): Promise<void> {
    const client = clientAt(url, this.#options.key);
    await Promise.all(acknowledged.map((send) => this.#verifySend(send, { client, url })));
  }

  async #verifySend(
    { address, sessionId, responseId, company }: Acknowledged,
    { client, url }: { client: Client; url: string },
  ): Promise<void> {
    const { body: response } = await client.rest('GET', `/responses/${responseId}/`);
    expect(response).toMatchObject({
      status: 'DRAFT',
      response_name: expect.stringContaining(company),
      answers: [{ value: company }, { value: 7 }],
    });
    const { body: sessions } = await client.rest('GET', `/workflows/?response_id=${responseId}`);
    expect(sessions.results).toMatchObject([{ id: sessionId, status: 'sent', email: address }]);
    const links = await linksReceived(this.#options.smtp, address);
    const statuses = await Promise.all(links.map(async (link) => (await fetch(`${url}${link}`)).status));
    expect(statuses.filter((status) => status !== 410)).toEqual([200]);
  }
}

/** The status, and the code of an error of the API. */
const describeReply = ({ status, body }: { status: number; body?: { code?: string } }): string =>
  [status, body?.code].filter((part) => part !== undefined).join(' ');

const causeOf = (error: Error): string => {
  const cause = error.cause as { code?: string } | undefined;
  return cause?.code ?? error.message;
};
