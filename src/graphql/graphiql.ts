import { readdir, readFile } from 'node:fs/promises';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { demoIds } from '../domain/tenants/demo/demo-ids.ts';
import { DomainError } from '../errors.ts';
import type { RateLimits } from '../http/rate-limits.ts';
import { createStaticFile, type StaticFile } from '../http/static-file.ts';
import { lazily } from '../runtime/lazily.ts';
import { html, trustedHtml } from '../text/html.ts';
import { filesPath, type GraphiqlFiles, readGraphiqlFiles } from './graphiql-files.ts';

const examplesFolder = new URL('./examples/', import.meta.url);

/** The page works without the internet: it loads and calls this gateway only, and no script is part of the page. */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  'font-src data:',
  "img-src 'self' data: blob:",
  "connect-src 'self'",
  "worker-src 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

/** GraphiQL for browsers, rendered and compressed once, when it is first requested. */
export interface Graphiql {
  /** Whether a browser wants a page rather than data. */
  isWanted: (request: FastifyRequest) => boolean;
  /** Sends the page; counted by address like every request without a key. @throws RateLimitedError */
  send: (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>;
  /** Adds the route of the files that the page loads. */
  register: (app: FastifyInstance) => void;
}

/**
 * @param apiKey the key to fill in, for trying out the gateway; it is readable by everyone who can open the page
 * @param basePath the path that the gateway is served under; empty for the root
 */
export function createGraphiql({
  apiKey,
  basePath,
  limits,
}: {
  apiKey?: string | undefined;
  basePath: string;
  limits: RateLimits;
}): Graphiql {
  // Nine megabytes are not loaded before someone wants them.
  const files = lazily(() => readGraphiqlFiles(basePath));
  const page = lazily(async () => renderPage(await files(), { apiKey, basePath }));
  return {
    isWanted: ({ method, headers }) =>
      (method === 'GET' || method === 'HEAD') && headers.accept?.includes('text/html') === true,
    send: async (request, reply) => {
      await limits.countPage(request);
      reply.header('Content-Security-Policy', contentSecurityPolicy);
      return (await page()).send(request, reply);
    },
    register: (app) => {
      app.get<{ Params: { name: string } }>(`${filesPath}/:name`, async (request, reply) => {
        await limits.countPage(request);
        const file = (await files()).files.get(request.params.name);
        if (!file) {
          throw new DomainError('NOT_FOUND', 'This path does not exist.');
        }
        return file.send(request, reply);
      });
    },
  };
}

async function renderPage(
  files: GraphiqlFiles,
  { apiKey, basePath }: { apiKey: string | undefined; basePath: string },
): Promise<StaticFile> {
  const headers = JSON.stringify({ Authorization: `Bearer ${apiKey ?? ''}` }, null, 2);
  const tabs = await readExamples({ hasDemoTenant: apiKey !== undefined });
  const configuration = JSON.stringify({
    title: 'Postern · GraphiQL',
    endpoint: `${basePath}/graphql`,
    headers,
    defaultHeaders: headers,
    defaultTabs: tabs.map((tab) => ({ ...tab, headers })),
    // Without a key nothing works before one is entered.
    defaultEditorToolsVisibility: apiKey === undefined ? 'headers' : false,
    workers: files.workers,
  });
  return createStaticFile({
    contentType: 'text/html; charset=utf-8',
    isImmutable: false,
    content: html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Postern · GraphiQL</title>
<link rel="icon" href="${files.favicon}">
<link rel="stylesheet" href="${files.stylesheet}">
</head>
<body id="body" class="no-focus-outline">
<noscript>GraphiQL needs JavaScript.</noscript>
<div id="root"></div>
<script type="application/json" id="configuration">${trustedHtml(configuration.replaceAll('<', '\\u003c'))}</script>
${files.scripts.map((script) => html`<script src="${script}" defer></script>\n`)}</body>
</html>
`.toString(),
  });
}

/**
 * The example operations, in the order of their file names. Each does something as it is, without variables; those that
 * refer to what the demo tenant has are left out where there is none.
 */
async function readExamples({ hasDemoTenant }: { hasDemoTenant: boolean }) {
  const names = (await readdir(examplesFolder)).filter((name) => name.endsWith('.graphql')).sort();
  const texts = await Promise.all(names.map((name) => readFile(new URL(name, examplesFolder), 'utf8')));
  const isOfDemo = (text: string) => Object.values(demoIds).some((id) => text.includes(id));
  return texts.filter((text) => hasDemoTenant || !isOfDemo(text)).map((query) => ({ query }));
}
