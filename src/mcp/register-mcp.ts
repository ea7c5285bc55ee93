import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import packageJson from '../../package.json' with { type: 'json' };
import type { Services } from '../domain/services.ts';
import type { Engine } from '../graphql/engine.ts';
import { readActingUser } from '../http/acting-user.ts';
import { prepareApiResponses } from '../http/api-responses.ts';
import { type Authenticate, principalOf } from '../http/authenticate.ts';
import { allowOrigins } from '../http/cors.ts';
import { signalOfClose } from '../http/signal-of-close.ts';
import { answerErrors, answerOtherMethods } from '../rest/answer-errors.ts';
import { takeJson } from '../rest/bodies.ts';
import { RestError } from '../rest/errors.ts';
import { isObject } from '../rest/is-object.ts';
import { lazily } from '../runtime/lazily.ts';
import type { CorsOrigins } from '../settings/environment.ts';

interface McpOptions {
  services: Services;
  engine: Engine;
  authenticate: Authenticate;
  /** The origins whose pages may call. */
  origins: CorsOrigins;
}

export const mcpPath = '/mcp';

/** The headers that the protocol reads. */
const protocolHeaders = ['accept', 'content-type', 'mcp-method', 'mcp-name', 'mcp-protocol-version'];

/**
 * `/mcp`: the rows of the REST API as tools of the Model Context Protocol, for programs that act on behalf of a model. Requests
 * are authenticated, counted and limited as those of REST. The protocol is loaded when the first one arrives.
 */
export function registerMcp(app: FastifyInstance, options: McpOptions): void {
  const { authenticate, origins } = options;
  const respond = lazily(async () => {
    const { createTools } = await import('./create-tools.ts');
    const { createProtocol } = await import('./protocol.ts');
    return { createTools, exchange: createProtocol({ version: packageJson.version }) };
  });

  app.register(async (instance) => {
    takeJson(instance);
    await prepareApiResponses(instance);
    allowOrigins(instance, { origins });
    instance.addHook('onRequest', async (request) => {
      if (request.method === 'OPTIONS') {
        return;
      }
      requireOrigin(request, origins);
      const principal = await authenticate(request);
      if (principal?.kind !== 'api_key') {
        throw RestError.unauthenticated();
      }
      request.principal = principal;
    });
    answerErrors(instance);
    instance.post(mcpPath, async (request, reply) => {
      const { body: message } = request;
      if (!isObject(message)) {
        return reject(reply, message === undefined ? parseError : noBatches);
      }
      if (message['method'] === 'subscriptions/listen') {
        return reject(reply, { ...unknownMethod, id: message['id'] });
      }
      const { createTools, exchange } = await respond();
      const tools = createTools({
        services: options.services,
        engine: options.engine,
        log: request.log,
        principal: principalOf(request),
        actingUser: await readActingUser(request),
        signal: signalOfClose(reply),
        requestId: request.id,
        reportFault: (status) => {
          request.faultStatus = status;
        },
      });
      return send(reply, await exchange({ request: toWebRequest(request), message, tools }));
    });
    answerOtherMethods(instance, mcpPath, ['POST']);
  });
}

/** A page of another origin is rejected, as the protocol requires. @throws RestError */
function requireOrigin({ headers: { origin } }: FastifyRequest, origins: CorsOrigins): void {
  if (origin !== undefined && origins !== '*' && !origins.includes(origin)) {
    throw new RestError(
      'PERMISSION_DENIED',
      'Pages of this origin must not call. CORS_ORIGINS lists those that may.',
    );
  }
}

function toWebRequest({ headers }: FastifyRequest): Request {
  const read = protocolHeaders.flatMap((name): [string, string][] => {
    const value = headers[name];
    return typeof value === 'string' ? [[name, value]] : [];
  });
  return new Request(`http://localhost${mcpPath}`, { method: 'POST', headers: read });
}

async function send(reply: FastifyReply, response: Response): Promise<FastifyReply> {
  const type = response.headers.get('content-type');
  if (type !== null) {
    reply.type(type);
  }
  return reply.code(response.status).send(await response.text());
}

/** An error of the protocol, for what is no message that it can serve. */
interface Rejection {
  status: number;
  code: number;
  message: string;
  id?: unknown;
}

const parseError: Rejection = { status: 400, code: -32_700, message: 'The body must be a JSON-RPC message.' };
const noBatches: Rejection = {
  status: 400,
  code: -32_600,
  message: 'The body must be one JSON-RPC message. Batches are not supported.',
};
/** Nothing ever changes that a client could subscribe to. */
const unknownMethod: Rejection = { status: 404, code: -32_601, message: 'Method not found' };

const reject = (reply: FastifyReply, { status, code, message, id }: Rejection): FastifyReply =>
  reply.code(status).send({
    jsonrpc: '2.0',
    id: typeof id === 'string' || typeof id === 'number' ? id : null,
    error: { code, message },
  });
