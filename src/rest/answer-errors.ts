import type { FastifyInstance } from 'fastify';
import { isDatabaseUnavailable } from '../database/is-unavailable.ts';
import { UnavailableError } from '../errors.ts';
import { challengeOf } from '../http/authenticate.ts';
import { sendOptions } from '../http/cors.ts';
import { setRetryAfter } from '../http/rate-limits.ts';
import type { Log } from '../runtime/log.ts';
import { RestError, toRestError } from './errors.ts';

/** What a client sees of an error. One that is not meant for clients is logged. */
export function describeError(
  error: Error & { statusCode?: number },
  log: Log,
  maxBodyBytes?: number,
): RestError {
  const described = toRestError(isDatabaseUnavailable(error) ? new UnavailableError() : error, maxBodyBytes);
  if (described.status >= 500 && !(error instanceof RestError)) {
    log.error({ error }, 'A request failed.');
  }
  return described;
}

/** Makes errors responses in REST's shape. */
export function answerErrors(instance: FastifyInstance): void {
  instance.setErrorHandler((error: Error & { statusCode?: number }, request, reply) => {
    const answer = describeError(error, request.log, request.routeOptions.bodyLimit);
    setRetryAfter(reply, error);
    if (answer.code === 'AUTHENTICATION_FAILED') {
      reply.header('WWW-Authenticate', challengeOf(request));
    }
    return reply.code(answer.status).send(answer.toBody(request.id));
  });
}

export const allMethods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;

/** Responds to the methods that a path does not support, and to `OPTIONS`, with those that it does. */
export function answerOtherMethods(
  instance: FastifyInstance,
  url: string,
  supported: readonly (typeof allMethods)[number][],
): void {
  const allowed: readonly string[] = supported.includes('GET') ? [...supported, 'HEAD'] : supported;
  instance.route({
    method: allMethods.filter((method) => !allowed.includes(method)),
    url,
    handler: (_request, reply) => {
      reply.header('Allow', [...allowed, 'OPTIONS'].join(', '));
      throw new RestError('METHOD_NOT_ALLOWED', `This path supports ${allowed.join(', ')}.`);
    },
  });
  instance.options(url, async (_request, reply) => sendOptions(reply, allowed));
}
