import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';

/** What an endpoint does with a request. */
export type Behaviour =
  | { status: number; body?: string; headers?: Record<string, string> }
  /** Answers nothing, ever. */
  | 'hang'
  /** Answers once it is released. */
  | 'hold'
  /** Closes the connection without a word. */
  | 'reset'
  /** Answers 200 and 64 KiB. */
  | 'huge body'
  /** Answers 200 and the beginning of a body that never ends. */
  | 'endless body'
  /** Answers something that is not HTTP. */
  | 'not http';

/** A message as it came. */
export interface ReceivedMessage {
  headers: IncomingMessage['headers'];
  body: string;
  /** The body, parsed. */
  payload: { type: string; timestamp: string; sequence: number; data: any };
  /** Which of the endpoint's secrets the reference library accepts the signature with. */
  acceptedWith: string[];
}

/** One path of the receiver, which stands for one endpoint. */
export interface ReceiverEndpoint {
  url: string;
  /** Every message that came, in that order. */
  received: ReceivedMessage[];
  /** Those by their `webhook-id`, without what came twice. */
  ids: () => Set<string>;
  /** What the receiver checks signatures with. */
  secrets: string[];
  /** What is done with the next requests, one after the other; the last is done with all that follow. */
  behave: (...behaviours: [Behaviour, ...Behaviour[]]) => void;
  /** Answers all requests that are held, with 200 by default, and holds none any more. */
  release: (status?: number) => void;
  /** The most requests that were under way at once. */
  mostAtOnce: () => number;
}

export interface WebhookReceiver {
  endpoint: (secrets?: string[]) => ReceiverEndpoint;
  /** Refuses connections until it is up again, on the same port. */
  goDown: () => Promise<void>;
  comeUp: () => Promise<void>;
  close: () => Promise<void>;
}

/**
 * A receiver on the loopback address that takes webhooks as the Standard Webhooks library tells one to.
 *
 * @param clock what the time is for the receiver, which refuses messages that are more than five minutes old
 */
export async function startWebhookReceiver(clock: () => Date = () => new Date()): Promise<WebhookReceiver> {
  const endpoints = new Map<
    string,
    (request: IncomingMessage, response: ServerResponse, body: string) => void
  >();
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) {
      chunks.push(chunk);
    }
    endpoints.get(request.url ?? '')?.(request, response, Buffer.concat(chunks).toString());
  });
  const listen = (port: number) =>
    new Promise<void>((resolve) => server.listen(port, '127.0.0.1', () => resolve()));
  const stop = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  await listen(0);
  const { port } = server.address() as AddressInfo;

  const endpoint = (secrets: string[] = []): ReceiverEndpoint => {
    const path = `/hook-${endpoints.size + 1}`;
    const received: ReceivedMessage[] = [];
    let behaviours: Behaviour[] = [{ status: 200 }];
    let held: ServerResponse[] = [];
    let underWay = 0;
    let most = 0;
    endpoints.set(path, (request, response, body) => {
      underWay += 1;
      most = Math.max(most, underWay);
      response.on('close', () => {
        underWay -= 1;
      });
      received.push({
        headers: request.headers,
        body,
        payload: JSON.parse(body),
        acceptedWith: secrets.filter((secret) => accepts(secret, { headers: request.headers, body, clock })),
      });
      const behaviour = behaviours.length > 1 ? behaviours.shift() : behaviours[0];
      if (behaviour === 'hold') {
        held.push(response);
      } else if (behaviour !== undefined) {
        answer(response, behaviour);
      }
    });
    return {
      url: `http://127.0.0.1:${port}${path}`,
      received,
      ids: () => new Set(received.map(({ headers }) => String(headers['webhook-id']))),
      secrets,
      behave: (...next) => {
        behaviours = next;
      },
      release: (status = 200) => {
        behaviours = [{ status }];
        for (const response of held) {
          response.writeHead(status).end('late');
        }
        held = [];
      },
      mostAtOnce: () => most,
    };
  };
  return {
    endpoint,
    goDown: stop,
    comeUp: () => listen(port),
    close: () => (server.listening ? stop() : Promise.resolve()),
  };
}

function answer(response: ServerResponse, behaviour: Exclude<Behaviour, 'hold'>): void {
  switch (behaviour) {
    case 'hang':
      return;
    case 'reset':
      response.socket?.resetAndDestroy();
      return;
    case 'huge body':
      response.writeHead(200).end('x'.repeat(65_536));
      return;
    case 'endless body':
      response.writeHead(200).write('It begins');
      return;
    case 'not http':
      response.socket?.end('SSH-2.0-OpenSSH_9.2\r\n');
      return;
    default:
      response.writeHead(behaviour.status, behaviour.headers).end(behaviour.body ?? '');
  }
}

interface MessageToCheck extends Pick<ReceivedMessage, 'headers' | 'body'> {
  clock: () => Date;
}

function accepts(secret: string, { headers, body, clock }: MessageToCheck): boolean {
  // The library asks the system for the time, and nothing else runs while it does.
  const systemNow = Date.now;
  Date.now = () => clock().getTime();
  try {
    new Webhook(secret).verify(body, headers as Record<string, string>);
    return true;
  } catch {
    return false;
  } finally {
    Date.now = systemNow;
  }
}
