import { readFile } from 'node:fs/promises';
import type { FastifyInstance } from 'fastify';
import { lexicographicSortSchema, printSchema } from 'graphql';
import { schema } from '../graphql/schema.ts';
import type { RateLimits } from '../http/rate-limits.ts';
import { createStaticFile, type StaticFile } from '../http/static-file.ts';
import { mcpPath } from '../mcp/register-mcp.ts';
import { lazily } from '../runtime/lazily.ts';
import { teamPath } from '../team/register-team-page.ts';
import { favicon } from '../theme/favicon.ts';
import { firstSendCommand } from './first-send.ts';
import { llmsText } from './llms-text.ts';
import { renderStartPage, type StartLink, startPageContentSecurityPolicy } from './render-start-page.ts';

const description =
  'A self-hosted gateway for KYC workflows: it sends due-diligence questionnaires and identity checks by magic link, over GraphQL and REST.';

const secondsPerDay = 86_400;
/** Another version of the gateway can have another schema. */
const schemaMaxAgeSeconds = 300;

interface StartPageOptions {
  /** The public address; the port is known only once the gateway listens. */
  publicUrl: () => string;
  basePath: string;
  limits: RateLimits;
  /** Where the reference of the REST API is, below the path of `PUBLIC_URL`. */
  referencePath: string;
  isProduction: boolean;
  servesGraphiql: boolean;
  servesDevMail: boolean;
  servesMcp: boolean;
  servesTeamPage: boolean;
  /**
   * The key of the demo tenant, which exists only outside production. The page shows it: it allows no other origin to
   * read it, and outside production the server rejects foreign host names.
   */
  demoKey: string | undefined;
}

/** `/`, for those who look around: what this is and where to continue. Also the icon, the printed schema and
 * the index for language models. */
export function registerStartPage(app: FastifyInstance, options: StartPageOptions): void {
  const { publicUrl, basePath, limits, demoKey } = options;
  const links = linksFor(options);

  app.get('/', async (request, reply) => {
    await limits.countPage(request);
    const firstSend = demoKey === undefined ? undefined : firstSendCommand(publicUrl(), demoKey);
    reply.headers({ 'Cache-Control': 'private, no-store', Vary: 'Accept' });
    if (request.headers.accept?.includes('text/html')) {
      reply.header('Content-Security-Policy', startPageContentSecurityPolicy);
      return reply
        .type('text/html; charset=utf-8')
        .send(renderStartPage({ description, links, firstSend, basePath }));
    }
    return {
      name: 'Postern',
      description,
      links: Object.fromEntries(links.map(({ key, path }) => [key, `${publicUrl()}${path}`])),
      ...(firstSend !== undefined && { first_send: firstSend }),
    };
  });

  for (const [path, load] of Object.entries(filesOf(options))) {
    const file = lazily(load);
    app.get(path, async (request, reply) => {
      await limits.countPage(request);
      return (await file()).send(request, reply);
    });
  }
}

const linksFor = ({
  isProduction,
  servesGraphiql,
  servesDevMail,
  servesMcp,
  servesTeamPage,
  referencePath,
}: StartPageOptions): StartLink[] => [
  ...(servesGraphiql
    ? [
        {
          key: 'graphiql',
          title: 'GraphiQL',
          description: 'Try the GraphQL API in the browser, with example operations.',
          path: '/graphql',
        },
      ]
    : []),
  {
    key: 'reference',
    title: 'REST reference',
    description: 'Every path of the REST API, with examples to send.',
    path: referencePath,
  },
  {
    key: 'schema',
    title: 'GraphQL schema',
    description: 'Every type, query and mutation, for reading and for code generators.',
    path: '/schema.graphql',
  },
  ...(servesMcp && !isProduction
    ? [
        {
          key: 'mcp',
          title: 'Tools for agents',
          description: `The operations as tools of the Model Context Protocol, at ${mcpPath}.`,
          path: mcpPath,
          page: '/llms.txt',
        },
      ]
    : []),
  ...(servesTeamPage && !isProduction
    ? [
        {
          key: 'team',
          title: 'Team',
          description: 'Review responses in the browser, with an API key.',
          path: teamPath,
        },
      ]
    : []),
  ...(servesDevMail
    ? [
        {
          key: 'captured_mail',
          title: 'Captured mail',
          description: 'Emails that were captured instead of sent.',
          path: '/dev/mail',
        },
      ]
    : []),
];

/** Content that is the same for everyone, created when it is first requested. */
const filesOf = ({ publicUrl, servesMcp }: StartPageOptions): Record<string, () => Promise<StaticFile>> => ({
  '/llms.txt': async () =>
    createStaticFile({
      content: llmsText({ url: publicUrl(), description, servesMcp }),
      contentType: 'text/plain; charset=utf-8',
      isImmutable: false,
      maxAgeSeconds: schemaMaxAgeSeconds,
    }),
  '/schema.graphql': async () =>
    createStaticFile({
      content: `${printSchema(lexicographicSortSchema(schema))}\n`,
      contentType: 'text/plain; charset=utf-8',
      isImmutable: false,
      maxAgeSeconds: schemaMaxAgeSeconds,
    }),
  '/favicon.svg': async () => createIcon(favicon, 'image/svg+xml'),
  '/favicon.ico': async () =>
    createIcon(await readFile(new URL('./assets/favicon.ico', import.meta.url)), 'image/x-icon'),
});

const createIcon = (content: string | Buffer, contentType: string): StaticFile =>
  createStaticFile({ content, contentType, isImmutable: false, maxAgeSeconds: secondsPerDay });
