import type { FastifyInstance } from 'fastify';
import packageJson from '../../../package.json' with { type: 'json' };
import { allowOrigins } from '../../http/cors.ts';
import type { RateLimits } from '../../http/rate-limits.ts';
import { createStaticFile, type StaticFile } from '../../http/static-file.ts';
import { lazily } from '../../runtime/lazily.ts';
import type { CorsOrigins } from '../../settings/environment.ts';
import { restPrefix } from '../adapter.ts';
import { answerErrors, answerOtherMethods } from '../answer-errors.ts';
import { RestError } from '../errors.ts';
import { isViewerInstalled, viewerPackage } from './reference-path.ts';

interface ReferenceOptions {
  /** The public address; the port is known only once the gateway listens. */
  publicUrl: () => string;
  basePath: string;
  limits: RateLimits;
  /** The origins whose pages may read the document. */
  origins: CorsOrigins;
  /** The key to fill in, outside production: the viewer’s page allows no other origin to read it. */
  demoKey: string | undefined;
}

/** Another version of the gateway can have another reference. */
const maxAgeSeconds = 300;

const filesPath = '/docs/files';

/** The reference of the REST API, which needs no key. Each part is worked out when it is first requested. */
export function registerReference(app: FastifyInstance, options: ReferenceOptions): void {
  const { publicUrl, basePath, limits, origins, demoKey } = options;
  const createDocument = async () => {
    const { createOpenApiDocument } = await import('./openapi-document.ts');
    return createOpenApiDocument({ publicUrl: publicUrl(), version: packageJson.version });
  };
  const document = lazily(async () =>
    createText(JSON.stringify(await createDocument()), 'application/json; charset=utf-8'),
  );
  const pages = lazily(async () => {
    const { markdownPages } = await import('./markdown/pages.ts');
    const texts = [...markdownPages(await createDocument())];
    return new Map(texts.map(([name, text]) => [name, createText(text, 'text/markdown; charset=utf-8')]));
  });
  const viewer = lazily(async () => {
    if (!isViewerInstalled()) {
      throw new RestError(
        'NOT_FOUND',
        `The viewer of the reference, ${viewerPackage}, is not installed. The document is at ${restPrefix}/openapi.json.`,
      );
    }
    const { createViewer, viewerContentSecurityPolicy } = await import('./viewer.ts');
    const created = await createViewer({ apiKey: demoKey, basePath, prefix: restPrefix, filesPath });
    return { ...created, contentSecurityPolicy: viewerContentSecurityPolicy };
  });

  app.register(
    async (instance) => {
      allowOrigins(instance, { origins });
      instance.addHook('onRequest', async (request) => limits.countPage(request));
      answerErrors(instance);
      instance.get('/openapi.json', async (request, reply) => (await document()).send(request, reply));
      instance.get('/docs/', async (request, reply) => {
        const { page, contentSecurityPolicy } = await viewer();
        reply.header('Content-Security-Policy', contentSecurityPolicy);
        return page.send(request, reply);
      });
      sendNamed(instance, '/docs', pages);
      sendNamed(instance, filesPath, async () => (await viewer()).files);
      for (const url of ['/openapi.json', '/docs/', '/docs/:name', `${filesPath}/:name`]) {
        answerOtherMethods(instance, url, ['GET']);
      }
    },
    { prefix: restPrefix },
  );
}

const createText = (content: string, contentType: string) =>
  createStaticFile({ content, contentType, isImmutable: false, maxAgeSeconds });

/** Sends the files of a folder. */
function sendNamed(
  instance: FastifyInstance,
  folder: string,
  load: () => Promise<{ get: (name: string) => StaticFile | undefined }>,
): void {
  instance.get<{ Params: { name: string } }>(`${folder}/:name`, async (request, reply) => {
    const file = (await load()).get(request.params.name);
    if (!file) {
      throw new RestError('NOT_FOUND', 'This path does not exist.');
    }
    return file.send(request, reply);
  });
}
