import { AISDKError, APICallError, NoObjectGeneratedError } from 'ai';
import { z } from 'zod';
import { AnswerTooLongError } from './limited-fetch.ts';

/** The model or its server declined to say anything about what it was shown. */
export class ContentRefusedError extends Error {
  constructor() {
    super('The content was refused.');
    this.name = 'ContentRefusedError';
  }
}

/** The answer is JSON of another shape than was asked for. */
export class WrongShapeError extends Error {
  constructor() {
    super('The answer has the wrong shape.');
    this.name = 'WrongShapeError';
  }
}

/** One request took longer than it may. */
export class RequestTimeoutError extends Error {
  constructor() {
    super('The request took too long.');
    this.name = 'RequestTimeoutError';
  }
}

/** Why a request failed, and what to do about it. */
export interface Failure {
  /** For the team; without anything that the server, the model or a document said. */
  sentence: string;
  /** Whether the same request may succeed later. */
  mayPass: boolean;
  /** How long the server asks to be left alone. */
  retryAfterMs: number | undefined;
}

/** How servers answer a request in which they do not know or want something: no model, no schema, no temperature. */
const formRefusals = new Set([400, 404, 415, 422, 501]);
/** Answers that tell of a passing state beside those of 500 and above. */
const passingStatuses = new Set([408, 409, 425, 429]);

/** Whether a server refused the form of a request, rather than what it is about or who asks. */
export const asksForPlainerForm = (error: unknown): boolean =>
  APICallError.isInstance(error) && formRefusals.has(error.statusCode ?? 0) && !isContentRefusal(error);

/**
 * Tells the failures of requests apart. Messages of the SDK and of servers repeat addresses, passages and answers, and
 * are therefore never passed on; of a server's own words only its error code is. Undefined for what is no failure of a
 * request, but a defect.
 */
export function readFailure(error: unknown): Failure | undefined {
  if (error instanceof RequestTimeoutError) {
    return passing("The model's server did not answer in time.");
  }
  if (isContentRefusal(error)) {
    return final('The model declined to answer about these documents.');
  }
  if (!APICallError.isInstance(error)) {
    const isBadAnswer = error instanceof WrongShapeError || AISDKError.isInstance(error);
    return isBadAnswer ? passing('The model gave an answer that cannot be read.') : undefined;
  }
  const { statusCode } = error;
  if (statusCode === undefined) {
    return passing("The model's server could not be reached.");
  }
  if (statusCode >= 200 && statusCode < 300) {
    return readBadAnswer(error);
  }
  const { code } = errorCode.safeParse(error.data).data?.error ?? {};
  const answered = code === undefined ? `status ${statusCode}` : `status ${statusCode}, ${code}`;
  if (statusCode === 401 || statusCode === 403) {
    return final(`The model's server did not accept the gateway's key (${answered}).`);
  }
  if (statusCode === 429) {
    return passing(`The model's server had too many requests (${answered}).`, error);
  }
  return passingStatuses.has(statusCode) || (statusCode >= 500 && statusCode !== 501)
    ? passing(`The model's server failed (${answered}).`, error)
    : final(`The model's server refused the request (${answered}).`);
}

/** A code is words; anything else could repeat what was sent. */
const errorCode = z.object({ error: z.object({ code: z.string().regex(/^[a-z_]{1,60}$/) }) });

/** Servers tell it by an error, or by how the answer ended, whatever excuse is in it. */
const isContentRefusal = (error: unknown): boolean =>
  APICallError.isInstance(error)
    ? errorCode.safeParse(error.data).data?.error.code === 'content_filter'
    : error instanceof ContentRefusedError ||
      (NoObjectGeneratedError.isInstance(error) && error.finishReason === 'content-filter');

function readBadAnswer(error: APICallError): Failure {
  if (error.cause instanceof AnswerTooLongError) {
    return passing('The model gave an answer that is too long.');
  }
  return error.isRetryable
    ? passing("The connection to the model's server broke off.")
    : passing('The model gave an answer that cannot be read.');
}

const final = (sentence: string): Failure => ({ sentence, mayPass: false, retryAfterMs: undefined });

const passing = (sentence: string, error?: APICallError): Failure => ({
  sentence,
  mayPass: true,
  retryAfterMs: readRetryAfter(error?.responseHeaders),
});

/** Seconds or a date, as RFC 9110 has it; or the milliseconds that OpenAI's servers tell beside them. */
function readRetryAfter(headers: Record<string, string> = {}): number | undefined {
  const { 'retry-after-ms': milliseconds, 'retry-after': secondsOrDate } = headers;
  if (milliseconds !== undefined && /^\d+(?:\.\d+)?$/.test(milliseconds)) {
    return Number(milliseconds);
  }
  if (secondsOrDate === undefined) {
    return undefined;
  }
  const waitMs = /^\d+$/.test(secondsOrDate)
    ? Number(secondsOrDate) * 1000
    : Date.parse(secondsOrDate) - Date.now();
  return Number.isNaN(waitMs) ? undefined : Math.max(0, waitMs);
}
