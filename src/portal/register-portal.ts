import { randomBytes } from 'node:crypto';
import compress from '@fastify/compress';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { isDatabaseUnavailable } from '../database/is-unavailable.ts';
import { AbandonedError } from '../domain/recipients/abandoned-error.ts';
import { followLink } from '../domain/recipients/follow-link.ts';
import { returnPaths } from '../domain/recipients/start-hosted-verification.ts';
import type { Services } from '../domain/services.ts';
import { DomainError, errorCodes, RateLimitedError } from '../errors.ts';
import { basePathOf } from '../http/base-path.ts';
import { type RateLimits, setRetryAfter } from '../http/rate-limits.ts';
import { createStaticFile } from '../http/static-file.ts';
import { acceptMultipart } from '../intake/accept-multipart.ts';
import { BodyRejectedError } from '../intake/body-rejected-error.ts';
import { type Language, languages } from '../languages.ts';
import { assets } from './assets.ts';
import { locationAfter, sentPage } from './forms/location-after.ts';
import { reportOutcome } from './forms/report-outcome.ts';
import { type FormOutcome, takeForm } from './forms/take-form.ts';
import { renderHostedReturnPage, renderTroublePage } from './pages/pages.ts';
import { sendOwnFile } from './send-own-file.ts';
import { type Page, showLink } from './show-link.ts';
import { chooseLanguage } from './texts/choose-language.ts';
import { createLinkVisits } from './visit-link.ts';

type LinkRequest = FastifyRequest<{ Params: { '*'?: string }; Querystring: Record<string, unknown> }>;

/**
 * `/w/{token}`: the pages for a recipient who follows the link in an email. One address is a whole request: it shows the
 * current step, and accepts that step's form.
 *
 * The forms carry no CSRF token because there is nothing that a foreign page could borrow: the gateway sets no cookie and
 * keeps no login for recipients. The token in its address authorises a form; a foreign page does not know it, and no page,
 * referrer or log reveals it. For the same reason compressing the pages reveals nothing: a page contains no secret.
 */
export function registerPortal(
  app: FastifyInstance,
  { services, limits }: { services: Services; limits: RateLimits },
): void {
  const basePath = () => basePathOf(services.publicUrl);
  const visitLink = createLinkVisits({ services, limits });
  const frameOf = (request: LinkRequest, nonce: string) => ({
    language: languageOf(request),
    chosenLanguage: chosenLanguage(request.query),
    query: request.query,
    nonce,
    basePath: basePath(),
  });
  for (const { path, contentType, body } of assets) {
    const file = createStaticFile({ content: body, contentType, isImmutable: true });
    app.get(path, file.send);
  }
  app.register(async (instance) => {
    await instance.register(compress, { global: true, encodings: ['br', 'gzip'] });
    // Pages send forms and nothing else.
    instance.removeAllContentTypeParsers();
    instance.addContentTypeParser(
      'application/x-www-form-urlencoded',
      { parseAs: 'string' },
      (_request, body, done) => done(null, body),
    );
    acceptMultipart(instance);
    instance.setErrorHandler((error: Error & { statusCode?: number }, request, reply) => {
      setRetryAfter(reply, error);
      const status = statusOf(error);
      if (status >= 500) {
        request.log.error({ error }, 'A recipient’s page failed.');
      }
      const trouble = status === 429 ? 'busy' : error instanceof BodyRejectedError ? 'tooMuch' : 'failed';
      const nonce = newNonce();
      const html = renderTroublePage({ trouble, language: languageOf(request), basePath: basePath() });
      return sendPage(reply, { status, html }, nonce);
    });

    // A provider's pages return people here. Neither the address nor the page shows whose verification it was.
    for (const outcome of ['done', 'cancelled'] as const) {
      instance.get(returnPaths[outcome], async (request, reply) => {
        await limits.countPage(request);
        const html = renderHostedReturnPage({ language: languageOf(request), outcome, basePath: basePath() });
        return sendPage(reply, { status: 200, html }, newNonce());
      });
    }

    // A link that was cut or lengthened on its way is one that was never created.
    for (const url of ['/w', '/w/*']) {
      instance.get(url, async (request: LinkRequest, reply) => {
        const dispatch = await visitLink(request, tokenOf(request));
        const link = await followLink({ services, dispatch });
        const { file } = request.query;
        const sent =
          typeof file === 'string' ? await sendOwnFile(reply, { services, link, fileId: file }) : undefined;
        if (sent) {
          return sent;
        }
        const nonce = newNonce();
        return sendPage(reply, await showLink({ ...frameOf(request, nonce), link }), nonce);
      });
    }

    instance.post('/w/*', async (request: LinkRequest, reply) => {
      const dispatch = await visitLink(request, tokenOf(request));
      const language = languageOf(request);
      const requirePresence = () => {
        if (reply.raw.destroyed) {
          throw new AbandonedError();
        }
      };
      const outcome = await takeForm({ services, dispatch, language, request, requirePresence });
      if (request.headers.accept?.includes('application/json')) {
        const report = await reportOutcome({ outcome, language });
        return reply
          .header('Cache-Control', 'no-store')
          .code(report.status === 'closed' ? 409 : 200)
          .send(report);
      }
      if (isDealtWith(outcome)) {
        const { query, url } = request;
        const [path = ''] = url.split('?', 1);
        const parameters = locationAfter({ outcome, query, chosenLanguage: chosenLanguage(query) });
        return reply.redirect(basePath() + path + parameters, 303);
      }
      const nonce = newNonce();
      const { link, files } = outcome;
      const page = await showLink({
        ...frameOf(request, nonce),
        query: {},
        page: sentPage({ outcome, query: request.query }),
        link,
        fileProblems: files.problems,
        ...(outcome.kind === 'closed'
          ? { unsaved: outcome.unsaved }
          : { questionnaire: outcome.questionnaire, verification: outcome.verification }),
      });
      return sendPage(reply, { ...page, status: statusOfPage(outcome, page.status) }, nonce);
    });
  });
}

/** Whether all of a form is done and saved, so that its recipient can continue to the page as it is now. */
const isDealtWith = (outcome: FormOutcome): boolean =>
  outcome.kind === 'saved' ||
  outcome.kind === 'done' ||
  (outcome.kind === 'closed' &&
    outcome.unsaved.length === 0 &&
    ['open', 'completed'].includes(outcome.link.state));

function statusOfPage(outcome: FormOutcome, status: number): number {
  if (outcome.kind === 'closed') {
    // The page is there, but it is another one than the form came from.
    return status === 200 ? 409 : status;
  }
  if (outcome.kind === 'rejected' && typeof outcome.verification?.hosted === 'object') {
    return status;
  }
  return outcome.questionnaire && outcome.questionnaire.applied.conflicts.size > 0 ? 409 : 422;
}

const tokenOf = ({ params: { '*': token = '' } }: LinkRequest): string => token.replace(/\/$/, '');

const chosenLanguage = (query: unknown): Language | undefined => {
  const { lang } = query as { lang?: unknown };
  return languages.find((language) => language === lang);
};

const languageOf = ({ headers, query }: FastifyRequest): Language =>
  chosenLanguage(query) ?? chooseLanguage(headers['accept-language']);

function statusOf(error: Error & { statusCode?: number }): number {
  if (error instanceof RateLimitedError) {
    return 429;
  }
  if (isDatabaseUnavailable(error)) {
    return 503;
  }
  if (error instanceof AbandonedError) {
    // No one is there to see it.
    return 400;
  }
  if (error instanceof DomainError) {
    return errorCodes[error.code].status;
  }
  const { statusCode = 500 } = error;
  return statusCode >= 400 && statusCode < 500 ? statusCode : 500;
}

const newNonce = (): string => randomBytes(16).toString('base64');

/** Only this gateway's own resources run and load, and forms go nowhere else. */
const contentSecurityPolicy = (nonce: string): string =>
  [
    "default-src 'none'",
    `style-src 'self' 'nonce-${nonce}'`,
    "script-src 'self'",
    "img-src 'self' data:",
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');

const sendPage = (
  reply: FastifyReply,
  { status, html, headers = {}, mayUseCamera = false }: Page,
  nonce: string,
) =>
  reply
    .headers({
      'Content-Security-Policy': contentSecurityPolicy(nonce),
      'Permissions-Policy': `camera=(${mayUseCamera ? 'self' : ''}), microphone=(), geolocation=()`,
      'Cache-Control': 'no-store',
      Vary: 'Accept-Language',
      'X-Robots-Tag': 'noindex, nofollow',
      ...headers,
    })
    .type('text/html; charset=utf-8')
    .code(status)
    .send(html);
