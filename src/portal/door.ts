import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Services } from '../domain/context.ts';
import { findLink } from '../domain/workflows/find-link.ts';
import { RateLimitedError, type RateLimits, setRetryAfter } from '../http/rate-limits.ts';
import { chooseLanguage } from './choose-language.ts';
import { type LinkPage, renderLinkPage, renderTroublePage } from './pages.ts';

/** Pages are documents with one stylesheet of their own: no script, no form, nothing from elsewhere. */
const contentSecurityPolicy =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none'; base-uri 'none'; frame-ancestors 'none'";

/** `/w/{token}`: what a recipient sees who follows the link in a mail. */
export function registerPortal(
  app: FastifyInstance,
  { services, limits }: { services: Services; limits: RateLimits },
): void {
  app.register(async (door) => {
    door.setErrorHandler((error, request, reply) => {
      setRetryAfter(reply, error);
      const trouble = error instanceof RateLimitedError ? 'busy' : 'failed';
      if (trouble === 'failed') {
        request.log.error({ error }, 'A recipient’s page failed.');
      }
      return sendPage(reply, renderTroublePage({ trouble, language: languageOf(request) }));
    });

    // A link that was cut or lengthened on its way is one that was never given out.
    door.get<{ Params: { '*': string } }>('/w/*', async (request, reply) => {
      await limits.countVisit(request);
      const link = await findLink({ services, token: request.params['*'].replace(/\/$/, '') });
      return sendPage(reply, renderLinkPage({ link, language: languageOf(request) }));
    });
  });
}

const languageOf = ({ headers }: FastifyRequest) => chooseLanguage(headers['accept-language']);

const sendPage = (reply: FastifyReply, page: LinkPage) =>
  reply
    .headers({
      'Content-Security-Policy': contentSecurityPolicy,
      'Cache-Control': 'no-store',
      'X-Robots-Tag': 'noindex, nofollow',
      ...page.headers,
    })
    .type('text/html; charset=utf-8')
    .code(page.status)
    .send(page.html);
