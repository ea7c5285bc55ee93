import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Services } from '../domain/services.ts';
import type { Engine } from '../graphql/engine.ts';
import { readActingUser } from '../http/acting-user.ts';
import { principalOf } from '../http/authenticate.ts';
import { signalOfClose } from '../http/signal-of-close.ts';
import { carryOut } from './carry-out.ts';
import type { CompiledRoute } from './compile-route.ts';
import { toPage } from './pages.ts';
import { sendContent } from './send-content.ts';

interface Call {
  request: FastifyRequest;
  reply: FastifyReply;
  body: unknown;
}

/**
 * Responds to a request by carrying out its route.
 *
 * @throws RestError, RateLimitedError
 */
export async function serve(
  route: CompiledRoute,
  { request, reply, body }: Call,
  { services, engine }: { services: Services; engine: Engine },
): Promise<unknown> {
  const query = request.query as Record<string, unknown>;
  const { object, status, isReplayed } = await carryOut(
    route,
    {
      parameters: request.params as Record<string, string>,
      query,
      body,
      idempotencyKey: request.headers['idempotency-key'] as string | undefined,
    },
    {
      services,
      engine,
      log: request.log,
      principal: principalOf(request),
      actingUser: await readActingUser(request),
      signal: signalOfClose(reply),
    },
  );
  if (isReplayed) {
    reply.header('Idempotent-Replayed', 'true');
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
