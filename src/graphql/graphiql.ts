import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { renderGraphiQL } from '@graphql-yoga/render-graphiql';
import type { FastifyReply, FastifyRequest } from 'fastify';

const compress = promisify(gzip);
const examplesFolder = new URL('./examples/', import.meta.url);

/** The page works without the internet: its scripts, styles and fonts are in it, and it talks to its own origin only. */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'unsafe-inline' 'unsafe-eval' blob:",
  "style-src 'unsafe-inline'",
  'font-src data:',
  'img-src data: blob:',
  "connect-src 'self' blob: data:",
  'worker-src blob: data:',
  "frame-ancestors 'none'",
  "base-uri 'none'",
].join('; ');

/** GraphiQL, rendered and compressed once. */
export interface GraphiqlPage {
  /** Whether a browser asks for a page rather than for data. */
  isWanted: (request: FastifyRequest) => boolean;
  send: (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>;
}

/**
 * @param apiKey the key to fill in, for trying out the gateway; it is readable by everybody who can open the page
 */
export function createGraphiqlPage({ apiKey }: { apiKey?: string | undefined }): GraphiqlPage {
  // Nine megabytes are not rendered before somebody wants them.
  let page: Promise<{ html: string; gzipped: Buffer; etag: string }> | undefined;

  async function render() {
    const headers = apiKey === undefined ? '{\n  "Authorization": "Bearer "\n}' : bearerHeaders(apiKey);
    const tabs = await readExamples();
    const html = renderGraphiQL({
      title: 'Postern · GraphiQL',
      endpoint: '/graphql',
      headers,
      defaultHeaders: headers,
      defaultTabs: tabs.map((tab) => ({ ...tab, headers })),
      defaultEditorToolsVisibility: 'variables',
    });
    const gzipped = await compress(html);
    return { html, gzipped, etag: `"${createHash('sha256').update(html).digest('base64url')}"` };
  }

  return {
    isWanted: ({ method, headers }) => method === 'GET' && headers.accept?.includes('text/html') === true,
    send: async (request, reply) => {
      page ??= render();
      const { html, gzipped, etag } = await page;
      reply.headers({
        'Content-Security-Policy': contentSecurityPolicy,
        'Content-Type': 'text/html; charset=utf-8',
        'Cache-Control': 'private, no-cache',
        Vary: 'Accept, Accept-Encoding',
        ETag: etag,
      });
      if (request.headers['if-none-match'] === etag) {
        return reply.code(304).send();
      }
      return /\bgzip\b/.test(String(request.headers['accept-encoding'] ?? ''))
        ? reply.header('Content-Encoding', 'gzip').send(gzipped)
        : reply.send(html);
    },
  };
}

const bearerHeaders = (apiKey: string) => JSON.stringify({ Authorization: `Bearer ${apiKey}` }, null, 2);

/** The example operations, in the order of their file names, each with the variables that stand beside it. */
async function readExamples() {
  const names = (await readdir(examplesFolder)).filter((name) => name.endsWith('.graphql')).sort();
  return Promise.all(
    names.map(async (name) => ({
      query: await readFile(new URL(name, examplesFolder), 'utf8'),
      variables: await readFile(
        new URL(name.replace(/graphql$/, 'variables.json'), examplesFolder),
        'utf8',
      ).catch(() => null),
    })),
  );
}
