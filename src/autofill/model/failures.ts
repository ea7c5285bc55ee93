import { z } from 'zod';

/** The model or its server declined to say anything about what it was shown. */
export class ContentRejectedError extends Error {
  constructor() {
    super('The content was rejected.');
    this.name = 'ContentRejectedError';
  }
}

/** The answer is JSON of a different shape from the one requested. */
export class WrongShapeError extends Error {
  constructor() {
    super('The response has the wrong shape.');
    this.name = 'WrongShapeError';
  }
}

/** One request exceeded its time limit. */
export class RequestTimeoutError extends Error {
  constructor() {
    super('The request took too long.');
    this.name = 'RequestTimeoutError';
  }
}

/** The response is longer than the limit. */
export class AnswerTooLongError extends Error {
  constructor() {
    super('The response is too long.');
    this.name = 'AnswerTooLongError';
  }
}

/** The server cannot be reached, or the connection broke in the middle of its response. */
export class ConnectionError extends Error {
  readonly wasAnswered: boolean;
  constructor({ cause, wasAnswered }: { cause: unknown; wasAnswered: boolean }) {
    super('The connection failed.', { cause });
    this.name = 'ConnectionError';
    this.wasAnswered = wasAnswered;
  }
}

/** The server responded with an error status. */
export class StatusError extends Error {
  readonly status: number;
  readonly headers: Headers;
  /** The error code in the response; `undefined` if there is none. */
  readonly code: string | undefined;
  constructor({ status, headers, body }: { status: number; headers: Headers; body?: unknown }) {
    super(`The server responded with ${status}.`);
    this.name = 'StatusError';
    this.status = status;
    this.headers = headers;
    this.code = errorBody.safeParse(body).data?.error.code;
  }
}

/** A code consists of words; anything else could repeat what was sent. */
const errorBody = z.object({ error: z.object({ code: z.string().regex(/^[a-z_]{1,60}$/) }) });

/** Why a request failed, and what to do about it. */
export interface Failure {
  /** For the team; contains nothing that came from the server, the model or a document. */
  sentence: string;
  /** Whether the same request may succeed later. */
  mayPass: boolean;
  /** How long the server asks to wait before the next request. */
  retryAfterMs: number | undefined;
}

/** Statuses of servers that do not know or accept a part of a request: no model, no schema, no temperature. */
const formRejections = new Set([400, 404, 415, 422, 501]);
/** Statuses of temporary failures, in addition to those of 500 and above. */
const passingStatuses = new Set([408, 409, 425, 429]);

/** Whether a server rejected the form of a request, rather than its content or its sender. */
export const asksForPlainerForm = (error: unknown): boolean =>
  error instanceof StatusError && formRejections.has(error.status) && !isContentRejection(error);

/**
 * Distinguishes the failures of requests. Servers' messages repeat addresses, passages and answers, and are therefore never
 * passed on; of a server's own words, only its error code is. `undefined` if the error is not the failure of a request, but a
 * defect.
 */
export function readFailure(error: unknown): Failure | undefined {
  if (error instanceof RequestTimeoutError) {
    return passing("The model's server did not respond in time.");
  }
  if (isContentRejection(error)) {
    return final('The model declined to answer about these documents.');
  }
  if (error instanceof WrongShapeError) {
    return passing("The model's response cannot be read.");
  }
  if (error instanceof AnswerTooLongError) {
    return passing("The model's response is too long.");
  }
  if (error instanceof ConnectionError) {
    return passing(
      error.wasAnswered
        ? "The connection to the model's server was lost."
        : "The model's server could not be reached.",
    );
  }
  return error instanceof StatusError ? readStatus(error) : undefined;
}

function readStatus(error: StatusError): Failure {
  const { status, code } = error;
  const answered = code === undefined ? `status ${status}` : `status ${status}, ${code}`;
  if (status === 401 || status === 403) {
    return final(`The model's server did not accept the gateway's key (${answered}).`);
  }
  if (status === 429) {
    return passing(`The model's server had too many requests (${answered}).`, error);
  }
  return passingStatuses.has(status) || (status >= 500 && status !== 501)
    ? passing(`The model's server failed (${answered}).`, error)
    : final(`The model's server rejected the request (${answered}).`);
}

/** Servers report it by an error, or by the reason why the response ended, whatever excuse it contains. */
const isContentRejection = (error: unknown): boolean =>
  error instanceof ContentRejectedError || (error instanceof StatusError && error.code === 'content_filter');

const final = (sentence: string): Failure => ({ sentence, mayPass: false, retryAfterMs: undefined });

const passing = (sentence: string, error?: StatusError): Failure => ({
  sentence,
  mayPass: true,
  retryAfterMs: error && readRetryAfter(error.headers),
});

/** Seconds or a date, as in RFC 9110; or the milliseconds that OpenAI's servers send as well. */
function readRetryAfter(headers: Headers): number | undefined {
  const milliseconds = headers.get('retry-after-ms');
  const secondsOrDate = headers.get('retry-after');
  if (milliseconds !== null && /^\d+(?:\.\d+)?$/.test(milliseconds)) {
    return Number(milliseconds);
  }
  if (secondsOrDate === null) {
    return undefined;
  }
  const waitMs = /^\d+$/.test(secondsOrDate)
    ? Number(secondsOrDate) * 1000
    : Date.parse(secondsOrDate) - Date.now();
  return Number.isNaN(waitMs) ? undefined : Math.max(0, waitMs);
}
