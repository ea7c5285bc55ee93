import { type ErrorCode, errorCodes, type FieldProblem, maxProblems } from '../errors.ts';
import { restPath } from './naming.ts';

/** A refusal on its way to a client of REST. */
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

/** Problems of a GraphQL input by the paths of the REST request that it was made from. */
export const restProblems = (fields: readonly FieldProblem[]): FieldProblem[] =>
  fields.map(({ path, messages }) => ({ path: restPath(path), messages }));
