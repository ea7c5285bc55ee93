import { createHmac, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';

/** How the server treats requests. It may be changed at any time and holds for what reaches the server from then on. */
export type ComplyCubeBehaviour =
  | 'answer'
  /** Answers with that status and the body that ComplyCube documents for it. */
  | 400
  | 401
  | 404
  | 422
  | 429
  | 500
  | 503
  /** Takes the request and gives no answer. */
  | 'silence'
  /** Goes on answering and never comes to an end. */
  | 'trickle'
  /** Closes the connection without an answer. */
  | 'drop'
  /** Answers 200 with a page for people. */
  | 'html'
  /** Answers 200 with JSON that has none of the documented fields. */
  | 'other-json'
  /** Sends elsewhere, to an address that is not to be asked. */
  | 'redirect';

export interface ReceivedRequest {
  method: string;
  path: string;
  headers: IncomingMessage['headers'];
  body: any;
}

export interface ComplyCubeTestServer {
  behaviour: ComplyCubeBehaviour;
  /** Behaves so for paths that begin with the key, whatever `behaviour` says. */
  readonly exceptions: Map<string, ComplyCubeBehaviour>;
  /** For `COMPLYCUBE_API_URL`. */
  readonly url: string;
  readonly apiKey: string;
  /** Everything that was asked for, in order. */
  readonly requests: readonly ReceivedRequest[];
  /** The people it knows, by their ids. */
  readonly clients: ReadonlyMap<string, any>;
  /** The checks that can be looked up, by their ids. */
  readonly checks: Map<string, { clientId: string; type: string }>;
  /** Holds requests of that path back from now on, until `release` is called. */
  hold(path: string): { waitFor(count: number): Promise<void>; release(): void };
  close(): Promise<void>;
}

const documentedErrors: Record<number, object> = {
  400: { type: 'invalid_request', message: "'email' is invalid: ada@example.com", param: 'email' },
  401: { type: 'unauthorized', message: "The 'Authorization' header is invalid" },
  404: { type: 'resource_not_found', message: 'Invalid client id' },
  422: {
    type: 'unprocessable_request',
    message: 'The client Ada Lovelace cannot be verified',
    param: 'clientId',
  },
  429: { type: 'rate_limit_exceeded', message: 'You have exceeded the rate limit prescribed to your plan' },
  500: { type: 'internal_server_error', message: 'An error has occurred, try your request again.' },
  503: { type: 'internal_server_error', message: 'Unavailable' },
};

/** ComplyCube's ids are 24 hexadecimal characters. */
export const complyCubeId = (): string => randomBytes(12).toString('hex');

/** Starts a server that speaks what ComplyCube documents of its API, as far as the gateway uses it. */
export async function startComplyCubeServer(): Promise<ComplyCubeTestServer> {
  const apiKey = `test_${randomBytes(12).toString('hex')}`;
  const requests: ReceivedRequest[] = [];
  const clients = new Map<string, any>();
  const checks = new Map<string, { clientId: string; type: string }>();
  const exceptions = new Map<string, ComplyCubeBehaviour>();
  const holds = new Map<string, { count: number; changed: () => void; released: Promise<void> }>();

  const send = (response: ServerResponse, status: number, body: object) =>
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  const refuse = (response: ServerResponse, status: number) =>
    send(response, status, documentedErrors[status] ?? {});

  function serve({ method, path, headers, body }: ReceivedRequest, response: ServerResponse): void {
    if (headers.authorization !== apiKey) {
      refuse(response, 401);
      return;
    }
    const [, resource = '', id = ''] = /^\/v1\/(clients|flow\/sessions|checks)\/([\w-]*)$/.exec(path) ?? [];
    switch (`${method} ${resource}${id === '' ? '' : '/:id'}`) {
      case 'POST clients': {
        const { firstName, lastName } = body.personDetails ?? {};
        if (body.type !== 'person' || !body.email || !firstName || !lastName) {
          refuse(response, 400);
          return;
        }
        const now = new Date().toISOString();
        const client = { id: complyCubeId(), ...body, createdAt: now, updatedAt: now };
        clients.set(client.id, client);
        send(response, 201, client);
        return;
      }
      case 'DELETE clients/:id':
        clients.delete(id);
        response.writeHead(204).end();
        return;
      case 'POST flow/sessions':
        if (!clients.has(body.clientId)) {
          refuse(response, 404);
          return;
        }
        if (!body.checkTypes?.length || !body.successUrl || !body.cancelUrl) {
          refuse(response, 400);
          return;
        }
        send(response, 201, {
          redirectUrl: `https://flow.complycube.example/${randomBytes(24).toString('hex')}`,
        });
        return;
      case 'GET checks/:id': {
        const check = checks.get(id);
        if (check) {
          send(response, 200, { id, ...check, status: 'pending', enableMonitoring: false });
        } else {
          refuse(response, 404);
        }
        return;
      }
      default:
        refuse(response, 404);
    }
  }

  const server = createServer(async (request, response) => {
    const { method = '', url: path = '', headers } = request;
    const body = await json(request).catch(() => undefined);
    const received = { method, path, headers, body };
    requests.push(received);
    const held = [...holds].find(([prefix]) => path.startsWith(`/v1/${prefix}`))?.[1];
    if (held) {
      held.count += 1;
      held.changed();
      await held.released;
    }
    const exception = [...exceptions].find(([prefix]) => path.startsWith(`/v1/${prefix}`))?.[1];
    const treatment = exception ?? complyCube.behaviour;
    switch (treatment) {
      case 'answer':
        serve(received, response);
        return;
      case 'silence':
        return;
      case 'trickle': {
        response.writeHead(200, { 'content-type': 'application/json' });
        const timer = setInterval(() => response.write(' '), 10);
        response.on('close', () => clearInterval(timer));
        return;
      }
      case 'drop':
        request.socket.destroy();
        return;
      case 'html':
        response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>Maintenance</h1>');
        return;
      case 'other-json':
        send(response, 200, { status: 'ok', redirectUrl: 'javascript:alert(1)' });
        return;
      case 'redirect':
        response.writeHead(307, { location: `${complyCube.url}/elsewhere` }).end();
        return;
      default:
        refuse(response, treatment);
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;

  const complyCube: ComplyCubeTestServer = {
    behaviour: 'answer',
    exceptions,
    url: `http://127.0.0.1:${port}/v1`,
    apiKey,
    requests,
    clients,
    checks,
    hold(path) {
      const released = Promise.withResolvers<void>();
      const watchers: { count: number; resolve: () => void }[] = [];
      const held = {
        count: 0,
        changed: () => {
          for (const { resolve } of watchers.filter(({ count }) => held.count >= count)) {
            resolve();
          }
        },
        released: released.promise,
      };
      holds.set(path, held);
      return {
        waitFor: (count) =>
          new Promise((resolve) => {
            watchers.push({ count, resolve });
            held.changed();
          }),
        release: () => {
          holds.delete(path);
          released.resolve();
        },
      };
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
  return complyCube;
}

/** What an event about a check says; the rest of it is filled in. */
export interface CheckEvent {
  type: string;
  checkId: string;
  clientId?: string | undefined;
  checkType?: string | undefined;
  outcome?: string | undefined;
  /** The provider's time, as a number of seconds after its first word. */
  at?: number;
}

const firstWord = Date.UTC(2026, 1, 26, 12);

/** The body of an event, as ComplyCube documents it. */
export function eventBody({ type, checkId, clientId, checkType, outcome, at = 0 }: CheckEvent): string {
  const updatedAt = new Date(firstWord + at * 1000).toISOString();
  return JSON.stringify({
    id: complyCubeId(),
    type,
    resourceType: 'check',
    payload: {
      id: checkId,
      ...(clientId !== undefined && { clientId }),
      ...(checkType !== undefined && { type: checkType }),
      status: type === 'check.pending' ? 'pending' : type === 'check.failed' ? 'failed' : 'complete',
      ...(outcome !== undefined && { outcome }),
      createdAt: new Date(firstWord).toISOString(),
      updatedAt,
    },
    createdAt: updatedAt,
  });
}

/** The signature that ComplyCube sends in `ComplyCube-Signature`. */
export const signEvent = (body: string, secret: string): string =>
  createHmac('sha256', secret).update(body).digest('hex');
