import {
  DomainError,
  type ErrorCode,
  errorCodes,
  type FieldProblem,
  maxProblems,
  ValidationError,
} from '../errors.ts';
import { maxBodyBytes as defaultMaxBodyBytes } from '../http/server.ts';
import { BodyRejectedError } from '../intake/body-rejected-error.ts';

/** A rejection on its way to a client of REST. */
export class RestError extends Error {
  readonly code: ErrorCode;
  /** Problems by the paths of the REST request, up to 100. */
  readonly problems: readonly FieldProblem[];
  readonly details: Readonly<Record<string, unknown>> | undefined;

  constructor(
    code: ErrorCode,
    message: string,
    extras: {
      problems?: readonly FieldProblem[];
      details?: Readonly<Record<string, unknown>> | undefined;
    } = {},
  ) {
    super(message);
    this.code = code;
    this.problems = (extras.problems ?? []).slice(0, maxProblems);
    this.details = extras.details;
  }

  static invalid(problems: readonly FieldProblem[]): RestError {
    return new RestError('VALIDATION_ERROR', 'Validation failed.', { problems });
  }

  static unauthenticated(): RestError {
    return new RestError(
      'AUTHENTICATION_FAILED',
      'This requires a valid API key, sent as `Authorization: Bearer …`.',
    );
  }

  static notFound(): RestError {
    return new RestError('NOT_FOUND', 'Not found.');
  }

  get status(): number {
    return errorCodes[this.code].status;
  }

  toBody(requestId: string): object {
    return {
      error: this.message,
      code: this.code.toLowerCase(),
      request_id: requestId,
      ...(this.problems.length > 0 && {
        errors: Object.fromEntries(this.problems.map(({ path, messages }) => [path, messages])),
      }),
      ...(this.details && { details: this.details }),
    };
  }
}

const codesOfRejectedBodies = { 413: 'PAYLOAD_TOO_LARGE', 415: 'UNSUPPORTED_MEDIA_TYPE' } as const;

/**
 * What a client of REST sees of any error. All that is not meant for it is an internal error.
 *
 * @param maxBodyBytes the largest body that the path accepts; that of most paths by default
 */
export function toRestError(
  error: Error & { statusCode?: number },
  maxBodyBytes = defaultMaxBodyBytes,
): RestError {
  if (error instanceof RestError) {
    return error;
  }
  if (error instanceof ValidationError) {
    return RestError.invalid(error.fields);
  }
  if (error instanceof DomainError) {
    return new RestError(error.code, error.message);
  }
  if (error instanceof BodyRejectedError) {
    return error.statusCode === 400
      ? RestError.invalid([{ path: 'body', messages: [error.message] }])
      : new RestError(codesOfRejectedBodies[error.statusCode], error.message);
  }
  switch (error.statusCode) {
    case 400:
      return RestError.invalid([{ path: 'body', messages: ['The body is not valid JSON.'] }]);
    case 413:
      return new RestError(
        'PAYLOAD_TOO_LARGE',
        `The request body is larger than ${maxBodyBytes / 1_048_576} MiB.`,
      );
    case 415:
      return new RestError('UNSUPPORTED_MEDIA_TYPE', 'The request body must be application/json.');
    default:
      return new RestError('INTERNAL_ERROR', 'An internal error occurred.');
  }
}
