import type { FastifyInstance } from 'fastify';
import type { Services } from '../domain/context.ts';
import { findLink } from '../domain/workflows/find-link.ts';
import type { RateLimits } from '../http/rate-limits.ts';
import { renderLinkPage } from './pages.ts';
import { chooseLanguage } from './texts.ts';

/** Pages are documents with one stylesheet of their own: no script, no form yet, nothing from elsewhere. */
const contentSecurityPolicy =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none'; base-uri 'none'; frame-ancestors 'none'";

/** `/w/{token}`: what a recipient sees who follows the link in a mail. */
export function registerPortal(
  app: FastifyInstance,
  { services, limits }: { services: Services; limits: RateLimits },
): void {
  app.register(async (door) => {
    door.get<{ Params: { token: string } }>('/w/:token', async (request, reply) => {
      await limits.countVisit(request);
      const link = await findLink({ services, token: request.params.token });
      const page = renderLinkPage({ link, language: chooseLanguage(request.headers['accept-language']) });
      return reply
        .headers({
          'Content-Security-Policy': contentSecurityPolicy,
          'Cache-Control': 'no-store',
          'X-Robots-Tag': 'noindex, nofollow',
          ...page.headers,
        })
        .type('text/html; charset=utf-8')
        .code(page.status)
        .send(page.html);
    });
  });
}
