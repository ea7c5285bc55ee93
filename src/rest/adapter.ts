import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { isDatabaseUnavailable } from '../database/is-unavailable.ts';
import type { Services } from '../domain/services.ts';
import {
  DomainError,
  type ErrorCode,
  errorCodes,
  type FieldProblem,
  RateLimitedError,
  UnavailableError,
} from '../errors.ts';
import { createContext } from '../graphql/context.ts';
import type { Engine } from '../graphql/engine.ts';
import { LimitExceededError } from '../graphql/operation-limits.ts';
import { AbandonedError } from '../graphql/response-budget.ts';
import { schema } from '../graphql/schema.ts';
import { prepareApiResponses } from '../http/api-responses.ts';
import { type Authenticate, challengeOf, principalOf } from '../http/authenticate.ts';
import { BodyRefusedError } from '../http/body-refused-error.ts';
import { allowOrigins, sendOptions } from '../http/cors.ts';
import { setRetryAfter } from '../http/rate-limits.ts';
import { signalOfClose } from '../http/signal-of-close.ts';
import type { CorsOrigins } from '../settings/settings.ts';
import { takeForms, takeJson, withForm } from './bodies.ts';
import { type CompiledRoute, compileRoute, type Page } from './compile-route.ts';
import { RestError, restProblems } from './errors.ts';
import { isObject } from './input.ts';
import { restEnumValue, restStatus } from './naming.ts';
import { routes } from './routes.ts';
import { sendContent } from './send-content.ts';

interface AdapterOptions {
  services: Services;
  engine: Engine;
  authenticate: Authenticate;
  /** The origins whose pages may call. */
  origins: CorsOrigins;
}

const prefix = '/api/v1';
const allMethods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;

/** `/api/v1`: every documented path as the stored GraphQL operation that it stands for. Holds no rule of its own. */
export function registerRestAdapter(app: FastifyInstance, options: AdapterOptions): void {
  const { authenticate, origins } = options;
  app.register(
    async (instance) => {
      takeJson(instance);
      await prepareApiResponses(instance);
      allowOrigins(instance, { origins });
      instance.addHook('onRequest', async (request) => {
        // It says what a path accepts, which is documented. Browsers send it without a key.
        if (request.method === 'OPTIONS') {
          return;
        }
        const principal = await authenticate(request);
        if (principal?.kind !== 'api_key') {
          throw new RestError(
            'AUTHENTICATION_FAILED',
            'This takes a valid API key, sent as `Authorization: Bearer …`.',
          );
        }
        request.principal = principal;
      });
      instance.setErrorHandler((error: Error & { statusCode?: number }, request, reply) => {
        const answer = toRestError(isDatabaseUnavailable(error) ? new UnavailableError() : error);
        if (answer.status >= 500 && !(error instanceof RestError)) {
          request.log.error({ error }, 'A REST request failed.');
        }
        setRetryAfter(reply, error);
        if (answer.code === 'AUTHENTICATION_FAILED') {
          reply.header('WWW-Authenticate', challengeOf(request));
        }
        return reply.code(answer.status).send(answer.toBody(request.id));
      });
      instance.setNotFoundHandler((request, reply) => {
        // The page can read that there is no such path only if it is allowed to ask.
        if (isPreflight(request)) {
          return sendOptions(reply, allMethods);
        }
        throw new RestError('NOT_FOUND', 'There is no such path.');
      });

      const byPath = Map.groupBy(
        routes.map((route) => compileRoute(schema, route)),
        ({ path }) => path,
      );
      for (const [path, routesOfPath] of byPath) {
        registerPath(instance, path, routesOfPath, options);
      }
    },
    { prefix },
  );
}

function registerPath(
  instance: FastifyInstance,
  path: string,
  routesOfPath: readonly CompiledRoute[],
  options: AdapterOptions,
): void {
  const url = path.replace(/\{(\w+)\}/g, ':$1');
  for (const route of routesOfPath) {
    const { method } = route;
    if (route.isMultipart) {
      instance.register(async (forms) => {
        await takeForms(forms);
        forms.route({
          method,
          url,
          handler: (request, reply) =>
            withForm(request, options.services, (body) => serve(route, { request, reply, body }, options)),
        });
      });
    } else {
      instance.route({
        method,
        url,
        ...(route.isContent && { compress: false }),
        handler: (request, reply) => serve(route, { request, reply, body: request.body }, options),
      });
    }
  }
  const methods = routesOfPath.map(({ method }) => method);
  const allowed: string[] = methods.includes('GET') ? [...methods, 'HEAD'] : methods;
  instance.route({
    method: allMethods.filter((method) => !allowed.includes(method)),
    url,
    handler: (_request, reply) => {
      reply.header('Allow', [...allowed, 'OPTIONS'].join(', '));
      throw new RestError('METHOD_NOT_ALLOWED', `This path takes ${allowed.join(', ')}.`);
    },
  });
  instance.options(url, async (_request, reply) => sendOptions(reply, allowed));
}

const isPreflight = ({ method, headers }: FastifyRequest): boolean =>
  method === 'OPTIONS' && headers.origin !== undefined && 'access-control-request-method' in headers;

interface Call {
  request: FastifyRequest;
  reply: FastifyReply;
  body: unknown;
}

async function serve(
  route: CompiledRoute,
  { request, reply, body }: Call,
  { services, engine }: AdapterOptions,
): Promise<unknown> {
  const query = request.query as Record<string, unknown>;
  const variables = route.toVariables({
    parameters: request.params as Record<string, string>,
    query,
    body,
    idempotencyKey: request.headers['idempotency-key'] as string | undefined,
  });
  let { status } = route;
  const context = createContext({
    services,
    log: request.log,
    principal: principalOf(request),
    isStored: true,
    signal: signalOfClose(reply),
    markReplayed: () => reply.header('Idempotent-Replayed', 'true'),
    markExisting: () => {
      status = route.statusOfExisting ?? status;
    },
  });
  const result = await engine.execute(
    { query: route.query, operationName: route.operationName, variables },
    context,
  );
  const { data, errors } = result as { data?: Record<string, unknown>; errors?: readonly GraphqlError[] };
  if (errors?.[0]) {
    throw errorOf(errors[0], data ? [] : route.problemsOf(variables));
  }
  const answer = route.pick(data ?? {});
  if (answer === null || answer === undefined) {
    throw RestError.notFound();
  }
  if (isObject(answer) && isProblem(answer)) {
    throw problemOf(answer);
  }
  if (route.isContent) {
    return sendContent(reply, services, answer);
  }
  reply.code(status);
  if (status === 204) {
    return reply.send();
  }
  const object = route.toRest(data);
  return route.page ? toPage(route.page(query), object, request, services.publicUrl) : object;
}

interface GraphqlError {
  message: string;
  extensions?: { code?: string; fields?: FieldProblem[] };
}

/** A refusal that is no data: of the operation's context, or of variables that do not fit its types. */
function errorOf(error: GraphqlError, problems: FieldProblem[]): RestError {
  const { message, extensions } = error;
  if (error instanceof LimitExceededError || error instanceof AbandonedError) {
    return new RestError('INVALID_REQUEST', message);
  }
  const code = extensions?.code === 'FORBIDDEN' ? 'PERMISSION_DENIED' : extensions?.code;
  if (code === 'VALIDATION_ERROR') {
    return RestError.invalid(restProblems(extensions?.fields ?? []).map(withoutFilter));
  }
  if (problems.length > 0) {
    return RestError.invalid(problems);
  }
  if (code !== undefined && code in errorCodes) {
    return new RestError(code as ErrorCode, message);
  }
  throw new Error(`A stored operation was refused: ${message}`);
}

/** Filters are parameters of their own in a URL. */
const withoutFilter = ({ path, messages }: FieldProblem) => ({
  path: path.replace(/^filter\./, ''),
  messages,
});

interface Problem {
  code: ErrorCode;
  message: string;
  fields?: FieldProblem[];
  currentStatus?: string;
  retryAfterSeconds?: number;
  reason?: string;
  entity?: { id: string };
}

const isProblem = (answer: object): answer is Problem & Record<string, unknown> =>
  '__typename' in answer && String(answer.__typename).endsWith('Error');

const problemOf = (problem: Problem): Error => {
  const { code, message, fields = [], retryAfterSeconds } = problem;
  return retryAfterSeconds === undefined
    ? new RestError(code, message, { problems: restProblems(fields), details: detailsOf(problem) })
    : new RateLimitedError(retryAfterSeconds, message);
};

function detailsOf({ currentStatus, reason, entity }: Problem): Record<string, unknown> | undefined {
  if (currentStatus !== undefined) {
    return { current_status: restStatus(schema, currentStatus) };
  }
  return reason === undefined
    ? undefined
    : { reason: restEnumValue('EmailFailureReason', reason), ...(entity && { entity_id: entity.id }) };
}

function toPage({ number, size }: Page, body: unknown, { url }: FastifyRequest, publicUrl: string): object {
  const { total_count: count, nodes } = body as { total_count: number; nodes: unknown[] };
  const linkTo = (page: number) => {
    const link = new URL(publicUrl + url);
    link.searchParams.set('page', String(page));
    return link.href;
  };
  return {
    count,
    next: number * size < count ? linkTo(number + 1) : null,
    previous: number > 1 ? linkTo(number - 1) : null,
    results: nodes,
  };
}

const codesOfRefusedBodies = { 413: 'PAYLOAD_TOO_LARGE', 415: 'UNSUPPORTED_MEDIA_TYPE' } as const;

function toRestError(error: Error & { statusCode?: number }): RestError {
  if (error instanceof RestError) {
    return error;
  }
  if (error instanceof DomainError) {
    return new RestError(error.code, error.message);
  }
  if (error instanceof BodyRefusedError) {
    return error.statusCode === 400
      ? RestError.invalid([{ path: 'body', messages: [error.message] }])
      : new RestError(codesOfRefusedBodies[error.statusCode], error.message);
  }
  switch (error.statusCode) {
    case 400:
      return RestError.invalid([{ path: 'body', messages: ['The body is not valid JSON.'] }]);
    case 413:
      return new RestError('PAYLOAD_TOO_LARGE', 'The request body is larger than 1 MiB.');
    case 415:
      return new RestError('UNSUPPORTED_MEDIA_TYPE', 'The request body must be application/json.');
    default:
      return new RestError('INTERNAL_ERROR', 'An internal error occurred.');
  }
}
