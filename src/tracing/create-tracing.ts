import {
  type Context,
  context,
  type DiagLogger,
  DiagLogLevel,
  diag,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  type SpanOptions,
  SpanStatusCode,
  type TextMapGetter,
  type Tracer,
  trace,
} from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { W3CTraceContextPropagator } from '@opentelemetry/core';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import {
  defaultResource,
  detectResources,
  envDetector,
  resourceFromAttributes,
} from '@opentelemetry/resources';
import { BasicTracerProvider, BatchSpanProcessor } from '@opentelemetry/sdk-trace-base';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { ObserveStatement } from '../database/observe-statements.ts';
import type { ObserveJob } from '../jobs/jobs.ts';
import type { OutgoingMail } from '../mail/mailer.ts';
import type { PostWebhook } from '../outbound/post-webhook.ts';
import { currentCorrelation } from '../runtime/correlation.ts';
import type { Log } from '../runtime/log.ts';
import { settleWithin } from '../runtime/settle-within.ts';

type SendMail = (mail: OutgoingMail) => Promise<void>;

/** How much of a statement's text a span has. */
const maxStatementLength = 2_000;
/** How long the last spans may take to be exported when the gateway stops. */
const maxFlushMs = 3_000;

export interface Tracing {
  /** Traces the requests of all routes that are registered afterwards. A caller's `traceparent` is continued. */
  observeRequests: (app: FastifyInstance) => void;
  /** Traces a run of a job, in the trace of the request that has caused the job. */
  observeJob: ObserveJob;
  /** The same function, whose emails are traced, without address and text. */
  observeEmails: (send: SendMail) => SendMail;
  /** The same function, whose attempts are traced, without address and body. */
  observeWebhookAttempts: (post: PostWebhook) => PostWebhook;
  /** Traces statements, without their parameters, where they are part of a trace. */
  observeStatement: ObserveStatement;
  /** Exports what has not been exported yet, for a bounded time, and ends. */
  close: () => Promise<void>;
}

const propagator = new W3CTraceContextPropagator();
const headerGetter: TextMapGetter<Record<string, string | string[] | undefined>> = {
  keys: (headers) => Object.keys(headers),
  get: (headers, name) => headers[name],
};

/**
 * Traces one gateway and exports the spans by OTLP over HTTP, as the standard `OTEL_…` variables of the process say. No span
 * contains a path, an address, a name, an answer, a parameter of a statement or a secret.
 */
export function createTracing({ version, log }: { version: string; log: Log }): Tracing {
  diag.setLogger(diagnosticsIn(log), { logLevel: DiagLogLevel.WARN, suppressOverrideMessage: true });
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  const provider = new BasicTracerProvider({
    resource: defaultResource()
      .merge(resourceFromAttributes({ 'service.name': 'postern', 'service.version': version }))
      .merge(detectResources({ detectors: [envDetector] })),
    spanProcessors: [new BatchSpanProcessor(new OTLPTraceExporter())],
  });
  const tracer = provider.getTracer('postern', version);

  /** Runs work as a span, which ends and fails with it. */
  async function inSpan<Result>(
    name: string,
    { kind, attributes = {}, parent = context.active() }: SpanOptions & { parent?: Context },
    run: (span: Span) => PromiseLike<Result>,
  ): Promise<Result> {
    const span = tracer.startSpan(name, { ...(kind !== undefined && { kind }), attributes }, parent);
    try {
      return await context.with(trace.setSpan(parent, span), () => run(span));
    } catch (error) {
      fail(span, error);
      throw error;
    } finally {
      span.end();
    }
  }

  return {
    observeRequests: (app) => traceRequests(app, tracer),
    observeJob: (queue, jobId, run) =>
      inSpan(
        `process ${queue}`,
        {
          kind: SpanKind.CONSUMER,
          attributes: { 'messaging.destination.name': queue, 'messaging.message.id': jobId },
          parent: contextOf(currentCorrelation().traceparent),
        },
        run,
      ),
    observeEmails: (send) => (mail) => inSpan('send email', { kind: SpanKind.CLIENT }, () => send(mail)),
    observeWebhookAttempts: (post) => (request) =>
      inSpan(
        'POST webhook',
        { kind: SpanKind.CLIENT, attributes: { 'http.request.method': 'POST' } },
        async (span) => {
          const result = await post(request);
          if ('error' in result) {
            span.setStatus({ code: SpanStatusCode.ERROR });
          } else {
            span.setAttribute('http.response.status_code', result.responseStatus);
          }
          return result;
        },
      ),
    observeStatement: async (sql, run) => {
      if (!trace.getActiveSpan()?.isRecording()) {
        return run();
      }
      const text = sql.slice(0, maxStatementLength).trim();
      const [name = 'statement'] = /^\w+/.exec(text) ?? [];
      const attributes = { 'db.system.name': 'postgresql', 'db.query.text': text };
      return inSpan(name, { kind: SpanKind.CLIENT, attributes }, run);
    },
    close: () => settleWithin(maxFlushMs, provider.shutdown()),
  };
}

/** Each request is a span of its own. What its handlers do is part of it. */
function traceRequests(app: FastifyInstance, tracer: Tracer): void {
  const contexts = new WeakMap<FastifyRequest, Context>();
  app.addHook('onRequest', (request, _reply, done) => {
    const parent = propagator.extract(ROOT_CONTEXT, request.headers, headerGetter);
    const span = tracer.startSpan(
      request.method,
      {
        kind: SpanKind.SERVER,
        attributes: { 'http.request.method': request.method, 'postern.request.id': request.id },
      },
      parent,
    );
    const current = trace.setSpan(parent, span);
    contexts.set(request, current);
    request.correlation.traceparent = traceparentOf(current);
    context.with(current, done);
  });
  // A body is read before this, and what follows it is called by the connection.
  app.addHook('preValidation', (request, _reply, done) =>
    context.with(contexts.get(request) ?? ROOT_CONTEXT, done),
  );
  app.addHook('onResponse', (request, reply, done) => {
    const span = trace.getSpan(contexts.get(request) ?? ROOT_CONTEXT);
    const route = request.routeOptions.url ?? 'unknown';
    const { tenantId, apiKeyId } = request.correlation;
    span?.updateName(`${request.method} ${route}`);
    span?.setAttributes({
      'http.route': route,
      'http.response.status_code': reply.statusCode,
      ...(tenantId !== undefined && { 'postern.tenant.id': tenantId }),
      ...(apiKeyId !== undefined && { 'postern.api_key.id': apiKeyId }),
    });
    if (reply.statusCode >= 500) {
      span?.setStatus({ code: SpanStatusCode.ERROR });
    }
    span?.end();
    done();
  });
}

/** The error's class alone: messages may say what a person has entered. */
function fail(span: Span, error: unknown): void {
  span.setStatus({ code: SpanStatusCode.ERROR });
  span.setAttribute('error.type', error instanceof Error ? error.name : 'unknown');
}

function traceparentOf(current: Context): string {
  const carrier: { traceparent?: string } = {};
  propagator.inject(current, carrier, {
    set: (headers, name, value) => Object.assign(headers, { [name]: value }),
  });
  return carrier.traceparent ?? '';
}

const contextOf = (traceparent: string | undefined): Context =>
  propagator.extract(ROOT_CONTEXT, { traceparent }, headerGetter);

/** What the library has to say, such as that nothing can be exported. */
const diagnosticsIn = (log: Log): DiagLogger => ({
  error: (message) => log.error({ reason: message }, 'Traces could not be exported.'),
  warn: (message) => log.warn({ reason: message }, 'Tracing reported a warning.'),
  info: () => undefined,
  debug: () => undefined,
  verbose: () => undefined,
});
