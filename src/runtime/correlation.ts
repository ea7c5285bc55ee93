import { AsyncLocalStorage } from 'node:async_hooks';

/** What the log lines of a request, and of everything that it causes, have in common. */
export interface Correlation {
  /** The id that the response to the request carries; left out for what no request has caused. */
  requestId?: string;
  tenantId?: string;
  /** The API key whose request it is; left out for recipients, the operator and the gateway itself. */
  apiKeyId?: string;
  /** The place in a trace, as the header `traceparent` of W3C Trace Context has it; only where traces are exported. */
  traceparent?: string;
  queue?: string;
  jobId?: string;
}

const current = new AsyncLocalStorage<Correlation>();

/** Runs work whose log lines carry the correlation. What is added to it later appears in the lines written from then on. */
export const correlate = <Result>(correlation: Correlation, run: () => Result): Result =>
  current.run(correlation, run);

/** The correlation of the work in progress; empty outside of any. */
export const currentCorrelation = (): Correlation => current.getStore() ?? {};

/** Notes for whom the work in progress is, once that is known. */
export const correlateTenant = (tenantId: string): void => {
  currentCorrelation().tenantId = tenantId;
};

const ownCorrelation = Symbol('correlation');
type OwnLog = { [ownCorrelation]?: Correlation };

/** Makes all lines of a log carry a correlation, whatever work is in progress when they are written. */
export const withCorrelation = <Log extends object>(log: Log, correlation: Correlation): Log =>
  Object.assign(log, { [ownCorrelation]: correlation } satisfies OwnLog);

/** What the lines of a log carry now. */
export const correlationOf = (log: object): Correlation =>
  (log as OwnLog)[ownCorrelation] ?? currentCorrelation();

/** What work that is done later keeps of the work that has caused it. */
export type Origin = Pick<Correlation, 'requestId' | 'apiKeyId' | 'traceparent'>;

/** The origin of what is caused now; empty if no request has caused it. */
export function currentOrigin(): Origin {
  const { requestId, apiKeyId, traceparent } = currentCorrelation();
  return {
    ...(requestId !== undefined && { requestId }),
    ...(apiKeyId !== undefined && { apiKeyId }),
    ...(traceparent !== undefined && { traceparent }),
  };
}
