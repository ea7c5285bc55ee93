import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Services } from '../domain/services.ts';
import type { Engine } from '../graphql/engine.ts';
import { schema } from '../graphql/schema.ts';
import { prepareApiResponses } from '../http/api-responses.ts';
import type { Authenticate } from '../http/authenticate.ts';
import { allowOrigins, sendOptions } from '../http/cors.ts';
import type { CorsOrigins } from '../settings/environment.ts';
import { allMethods, answerErrors, answerOtherMethods } from './answer-errors.ts';
import { takeForms, takeJson, withForm } from './bodies.ts';
import { type CompiledRoute, compileRoute } from './compile-route.ts';
import { RestError } from './errors.ts';
import { routes } from './routes.ts';
import { serve } from './serve.ts';

interface AdapterOptions {
  services: Services;
  engine: Engine;
  authenticate: Authenticate;
  /** The origins whose pages may call. */
  origins: CorsOrigins;
}

/** The path of the API. */
export const restPrefix = '/api/v1';

/**
 * `/api/v1`: every documented path as the stored GraphQL document that it stands for. Contains no rule of its own.
 *
 * @throws Error if a route and its document do not fit together
 */
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
          throw RestError.unauthenticated();
        }
        request.principal = principal;
      });
      answerErrors(instance);
      instance.setNotFoundHandler((request, reply) => {
        // The page can read that there is no such path only if it is allowed to ask.
        if (isPreflight(request)) {
          return sendOptions(reply, allMethods);
        }
        throw new RestError('NOT_FOUND', 'This path does not exist.');
      });

      const byPath = Map.groupBy(
        routes.map((route) => compileRoute(schema, route)),
        ({ path }) => path,
      );
      for (const [path, routesOfPath] of byPath) {
        registerPath(instance, path, routesOfPath, options);
      }
    },
    { prefix: restPrefix },
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
    if (route.fileField !== undefined) {
      instance.register(async (forms) => {
        takeForms(forms);
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
        ...(route.content && { compress: false }),
        ...(route.maxBodyBytes && { bodyLimit: route.maxBodyBytes }),
        handler: (request, reply) => serve(route, { request, reply, body: request.body }, options),
      });
    }
  }
  answerOtherMethods(
    instance,
    url,
    routesOfPath.map(({ method }) => method),
  );
}

const isPreflight = ({ method, headers }: FastifyRequest): boolean =>
  method === 'OPTIONS' && headers.origin !== undefined && 'access-control-request-method' in headers;
