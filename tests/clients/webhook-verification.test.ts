import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { Webhook as StandardWebhook } from 'standardwebhooks';
import { Webhook as SvixWebhook } from 'svix';
import { afterEach, beforeEach, describe, expect } from 'vitest';
import { createWorld, type World } from '../support/world.ts';
import { it } from './shared-gateway.ts';

/** A message as it arrived. */
interface Message {
  body: string;
  headers: IncomingHttpHeaders;
}

/** A team's receiver: it keeps what its library verifies with the secret, and answers everything else with 401. */
interface Receiver {
  server: Server;
  url: string;
  secret: string;
  accepted: any[];
  messages: Message[];
}

const libraries = { standardwebhooks: StandardWebhook, svix: SvixWebhook };

async function startReceiver(Library: typeof StandardWebhook | typeof SvixWebhook): Promise<Receiver> {
  const server = createServer(async (request, response) => {
    const message = { body: await text(request), headers: request.headers };
    receiver.messages.push(message);
    try {
      receiver.accepted.push(verify(Library, receiver.secret, message));
      response.writeHead(204).end();
    } catch {
      response.writeHead(401).end('The signature does not match.');
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
  const receiver: Receiver = { server, url, secret: '', accepted: [], messages: [] };
  return receiver;
}

/** Verifies a message and reads it; only one of the libraries returns what it has verified. */
function verify(
  Library: typeof StandardWebhook | typeof SvixWebhook,
  secret: string,
  { body, headers }: Message,
): unknown {
  new Library(secret).verify(body, headers as Record<string, string>);
  return JSON.parse(body);
}

let world: World;
it.beforeAll(async ({ gateway }) => {
  world = await createWorld(gateway);
});

async function callApi(method: string, path: string, body?: object): Promise<any> {
  const answer = await world.tenant.rest(method, path, body);
  expect([method, path, answer.status < 300]).toEqual([method, path, true]);
  return answer.body;
}

describe.for(Object.entries(libraries))('a receiver that verifies with %s', ([_name, Library]) => {
  let receiver: Receiver;
  let webhookId: string;

  beforeEach(async () => {
    receiver = await startReceiver(Library);
    const { id, secret } = await callApi('POST', '/webhooks/', { url: receiver.url, events: ['*'] });
    webhookId = id;
    receiver.secret = secret;
  });
  afterEach(async () => {
    await callApi('DELETE', `/webhooks/${webhookId}/`);
    receiver.server.close();
  });

  it('a receiver with a verification library accepts the event of a real send, and reads the session that REST shows', async () => {
    const sent = await callApi('POST', '/workflows/send/', {
      entity_id: world.company,
      ddq: { questionnaire_id: world.questionnaire },
      email: 'hook@acme.example',
    });
    const types = () => receiver.accepted.map(({ type }) => type).sort();
    await expect.poll(types).toEqual(['onboarding.created', 'response.created']);

    const created = receiver.accepted.find(({ type }) => type === 'onboarding.created');
    expect(created.data).toEqual(await callApi('GET', `/workflows/${sent.workflow_session_id}/`));
    expect(receiver.messages).toHaveLength(2);
  });

  it('a receiver with a verification library accepts a delivery after a rotation with the old secret and with the new one', async () => {
    const old = receiver.secret;
    const rotated = await callApi('POST', `/webhooks/${webhookId}/rotate-secret/`);
    expect(rotated.secret).not.toBe(old);
    await callApi('POST', `/webhooks/${webhookId}/test/`);
    await expect.poll(() => receiver.accepted).toHaveLength(1);

    const [message] = receiver.messages;
    expect(verify(Library, rotated.secret, message!)).toEqual(receiver.accepted[0]);
    expect(verify(Library, old, message!)).toEqual(receiver.accepted[0]);
  });

  it('a receiver with a verification library rejects a message whose body, id or time was tampered with', async () => {
    await callApi('POST', `/webhooks/${webhookId}/test/`);
    await expect.poll(() => receiver.accepted).toHaveLength(1);

    const { body, headers } = receiver.messages[0]!;
    const check = (changes: Partial<Message>) =>
      verify(Library, receiver.secret, { body, headers, ...changes });
    expect(check({})).toEqual(JSON.parse(body));
    for (const changes of [
      { body: body.replace('Test event', 'Real event') },
      { body: `${body} ` },
      { headers: { ...headers, 'webhook-id': `${headers['webhook-id']}0` } },
      { headers: { ...headers, 'webhook-timestamp': String(Number(headers['webhook-timestamp']) + 1) } },
    ]) {
      expect({ body, headers, ...changes }).not.toEqual({ body, headers });
      expect(() => check(changes)).toThrow('No matching signature found');
    }
  });

  it('a receiver with a wrong secret shows as 401 in the delivery log, and gets the same event again once it is corrected', async () => {
    const { secret } = receiver;
    receiver.secret = `whsec_${Buffer.from('a secret of another webhook').toString('base64')}`;
    const { id } = await callApi('POST', `/webhooks/${webhookId}/test/`);
    const readDelivery = async () => (await callApi('GET', `/webhooks/${webhookId}/deliveries/`)).results[0];
    await expect.poll(readDelivery).toMatchObject({ id, status: 'pending', last_response_status: 401 });

    receiver.secret = secret;
    await callApi('POST', `/webhooks/deliveries/${id}/redeliver/`);
    await expect.poll(readDelivery).toMatchObject({ id, status: 'delivered', last_response_status: 204 });
    const ids = receiver.messages.map(({ headers }) => headers['webhook-id']);
    expect(ids).toHaveLength(2);
    expect(new Set(ids).size).toBe(1);
  });
});
