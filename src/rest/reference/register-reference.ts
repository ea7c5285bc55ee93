import type { FastifyInstance } from 'fastify';
import packageJson from '../../../package.json' with { type: 'json' };
import { allowOrigins } from '../../http/cors.ts';
import type { RateLimits } from '../../http/rate-limits.ts';
import { createStaticFile } from '../../http/static-file.ts';
import { lazily } from '../../runtime/lazily.ts';
import type { CorsOrigins } from '../../settings/settings.ts';
import { restPrefix } from '../adapter.ts';
import { answerErrors, answerOtherMethods } from '../answer-errors.ts';

interface ReferenceOptions {
  /** The public address; the port is known only once the gateway listens. */
  publicUrl: () => string;
  limits: RateLimits;
  /** The origins whose pages may read it. */
  origins: CorsOrigins;
}

/** Another version of the gateway can have another reference. */
const maxAgeSeconds = 300;

/** The reference of the REST API, which needs no key. It is worked out when it is first requested. */
export function registerReference(
  app: FastifyInstance,
  { publicUrl, limits, origins }: ReferenceOptions,
): void {
  const document = lazily(async () => {
    const { createOpenApiDocument } = await import('./openapi-document.ts');
    return createStaticFile({
      content: JSON.stringify(
        createOpenApiDocument({ publicUrl: publicUrl(), version: packageJson.version }),
      ),
      contentType: 'application/json; charset=utf-8',
      isImmutable: false,
      maxAgeSeconds,
    });
  });
  app.register(
    async (instance) => {
      allowOrigins(instance, { origins });
      instance.addHook('onRequest', async (request) => limits.countPage(request));
      answerErrors(instance);
      instance.get('/openapi.json', async (request, reply) => (await document()).send(request, reply));
      answerOtherMethods(instance, '/openapi.json', ['GET']);
    },
    { prefix: restPrefix },
  );
}
