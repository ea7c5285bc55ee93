import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Services } from '../domain/services.ts';
import { createContext } from '../graphql/context.ts';
import type { Engine } from '../graphql/engine.ts';
import { principalOf } from '../http/authenticate.ts';
import { signalOfClose } from '../http/signal-of-close.ts';
import type { CompiledRoute } from './compile-route.ts';
import { RestError } from './errors.ts';
import { toPage } from './pages.ts';
import { type GraphqlError, requireNoProblem, restErrorOf } from './problems.ts';
import { sendContent } from './send-content.ts';

interface Call {
  request: FastifyRequest;
  reply: FastifyReply;
  body: unknown;
}

/**
 * Carries out a request as the operation that its route stands for.
 *
 * @throws RestError, RateLimitedError
 */
export async function serve(
  route: CompiledRoute,
  { request, reply, body }: Call,
  { services, engine }: { services: Services; engine: Engine },
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
      status = status === 201 ? 200 : status;
    },
  });
  const { name, text } = route.stored;
  const result = await engine.execute({ query: text, operationName: name, variables }, context);
  const { data, errors } = result as { data?: Record<string, unknown>; errors?: readonly GraphqlError[] };
  const { toRestProblems } = route;
  if (errors?.[0]) {
    throw restErrorOf(errors[0], { problems: data ? [] : route.problemsOf(variables), toRestProblems });
  }
  requireNoProblem(data?.[route.rootKey], toRestProblems);
  const object = route.toRest(data);
  if (object === null) {
    throw RestError.notFound();
  }
  if (route.content) {
    return sendContent(reply, services, object);
  }
  reply.code(status);
  if (status === 204) {
    return reply.send();
  }
  return route.page ? toPage(route.page(query), object, services.publicUrl + request.url) : object;
}
