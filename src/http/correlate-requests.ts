import type {
  FastifyBaseLogger,
  FastifyInstance,
  onRequestHookHandler,
  preValidationHookHandler,
} from 'fastify';
import { type Correlation, correlate, correlationOf, withCorrelation } from '../runtime/correlation.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** What all log lines that the request causes carry. */
    readonly correlation: Correlation;
  }
}

/** The log of one request, which has its correlation wherever it is used. */
export const logOfRequest = (logger: FastifyBaseLogger, { requestId }: { requestId?: string }) =>
  withCorrelation(logger.child({}), requestId === undefined ? {} : { requestId });

/** Gives each request a correlation, which everything that its handlers call has too. */
export function correlateRequests(app: FastifyInstance): void {
  app.decorateRequest('correlation', {
    getter() {
      return correlationOf(this.log);
    },
  });
  // A body is read between these two, and what follows it is called by the connection.
  const enter: onRequestHookHandler & preValidationHookHandler = (request, _reply, done) =>
    correlate(request.correlation, done);
  app.addHook('onRequest', enter);
  app.addHook('preValidation', enter);
}
