import { EventVerifier } from '@complycube/api';
import type { FastifyError, FastifyInstance, FastifyRequest } from 'fastify';
import { isDatabaseUnavailable } from '../../database/is-unavailable.ts';
import { applyCheckReport } from '../../domain/recipients/apply-check-report.ts';
import type { Services } from '../../domain/services.ts';
import { type HostedProvider, ProviderUnavailableError } from '../../domain/verification/provider.ts';
import { DomainError, UnavailableError } from '../../errors.ts';
import type { RateLimits } from '../../http/rate-limits.ts';
import { readEvent } from './read-event.ts';

interface RegisterOptions {
  services: Services;
  limits: RateLimits;
  provider: HostedProvider;
  webhookSecret: string;
}

/** An event refers to a check and contains little else. */
const maxBodyBytes = 65_536;

/**
 * `POST /providers/complycube/webhook`: what ComplyCube reports its checks. Nothing is done for a body that is not signed
 * with the webhook's secret. Whatever is signed is acknowledged, whether or not it concerns this gateway, because
 * ComplyCube switches off a webhook that keeps rejecting; only what cannot be taken in right now is rejected with 503,
 * and ComplyCube sends it again.
 */
export function registerComplyCubeWebhook(
  app: FastifyInstance,
  { services, limits, provider, webhookSecret }: RegisterOptions,
): void {
  const verifier = new EventVerifier(webhookSecret);
  app.register(async (instance) => {
    // The signature is one of the very bytes.
    instance.removeAllContentTypeParsers();
    instance.addContentTypeParser(
      '*',
      { parseAs: 'string', bodyLimit: maxBodyBytes },
      (_request, body, done) => done(null, body),
    );
    instance.setErrorHandler((error: FastifyError, request) => {
      if (error instanceof ProviderUnavailableError) {
        request.log.warn({ reason: error.message }, 'ComplyCube sent an event without a subject.');
        throw new UnavailableError();
      }
      if (isDatabaseUnavailable(error)) {
        throw new UnavailableError();
      }
      throw error.statusCode === 413
        ? new DomainError('PAYLOAD_TOO_LARGE', 'The event is too large.')
        : error;
    });

    instance.post('/providers/complycube/webhook', async (request) => {
      const signed = verify(verifier, request);
      if (!signed) {
        // Events come in bursts from few addresses; only calls that are not ComplyCube's are counted.
        await limits.countStranger(request);
        throw new DomainError('AUTHENTICATION_FAILED', 'The event has no valid ComplyCube-Signature.');
      }
      const report = readEvent(signed.event);
      const effect = report ? await applyCheckReport({ services, provider, report }) : 'not about a check';
      request.log.info({ eventType: typeOf(signed.event), effect }, 'An event from ComplyCube was received.');
      return { received: true };
    });
  });
}

/** The event that a body holds, null if it is no JSON; undefined when the body is not signed with the secret. */
function verify(verifier: EventVerifier, { body, headers }: FastifyRequest): { event: unknown } | undefined {
  const signature = headers['complycube-signature'];
  // The verifier takes hexadecimal digits for granted.
  if (typeof signature !== 'string' || !/^[\da-f]{64}$/i.test(signature)) {
    return undefined;
  }
  try {
    return { event: verifier.constructEvent(typeof body === 'string' ? body : '', signature) };
  } catch (error) {
    return error instanceof SyntaxError ? { event: null } : undefined;
  }
}

const typeOf = (event: unknown): string => {
  const type = (event as { type?: unknown } | null)?.type;
  return typeof type === 'string' && /^[\w.]{1,100}$/.test(type) ? type : 'unknown';
};
