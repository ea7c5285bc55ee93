import { isInputObjectType } from 'graphql';
import { type ErrorCode, errorCodes, type FieldProblem, RateLimitedError } from '../errors.ts';
import { LimitExceededError } from '../graphql/limit-exceeded-error.ts';
import { AbandonedError } from '../graphql/response-budget.ts';
import { schema } from '../graphql/schema.ts';
import { RestError } from './errors.ts';
import { isObject } from './is-object.ts';
import { restEnumValue, restPath, restStatus } from './naming.ts';
import { isProblemType } from './selected-fields.ts';

/** Problems of an operation's input by the paths of the REST request. */
export type ToRestProblems = (problems: readonly FieldProblem[]) => FieldProblem[];

/** An error that a mutation has returned as data. */
interface Problem {
  code: ErrorCode;
  message: string;
  fields?: FieldProblem[];
  currentStatus?: string | null;
  retryAfterSeconds?: number;
  reason?: string | null;
  entity?: { id: string } | null;
}

/** @throws RestError, RateLimitedError if what a root field has returned is an error */
export function requireNoProblem(result: unknown, toRestProblems: ToRestProblems): void {
  if (isObject(result) && isProblem(result)) {
    throw problemOf(result, toRestProblems);
  }
}

/** An error that is part of a response, about a send. */
export function toErrorObject(value: unknown): object | null {
  if (!isObject(value)) {
    return null;
  }
  const { requestId, ...problem } = value as unknown as Problem & { requestId: string };
  const { code, message, fields = [] } = problem;
  return new RestError(code, message, {
    problems: toSendProblems(fields),
    details: detailsOf(problem),
  }).toBody(requestId);
}

function toSendProblems(problems: readonly FieldProblem[]): FieldProblem[] {
  const type = schema.getType('BatchSendInput');
  return isInputObjectType(type)
    ? problems.map(({ path, messages }) => ({ path: restPath(path, type), messages }))
    : [];
}

const isProblem = (result: object): result is Problem & Record<string, unknown> =>
  '__typename' in result && isProblemType(schema, schema.getType(String(result.__typename)));

function problemOf(problem: Problem, toRestProblems: ToRestProblems): Error {
  const { code, message, fields = [], retryAfterSeconds } = problem;
  return retryAfterSeconds === undefined
    ? new RestError(code, message, { problems: toRestProblems(fields), details: detailsOf(problem) })
    : new RateLimitedError(retryAfterSeconds, message);
}

function detailsOf({ currentStatus, reason, entity }: Problem): Record<string, unknown> | undefined {
  if (currentStatus != null) {
    return { current_status: restStatus(schema, currentStatus) };
  }
  return reason == null
    ? undefined
    : { reason: restEnumValue('EmailFailureReason', reason), ...(entity && { entity_id: entity.id }) };
}

/** REST's codes of GraphQL errors that are not data. A stored document that is a bad request is a fault of the gateway. */
const codesByRequestCode = new Map<string | undefined, ErrorCode>(
  Object.entries(errorCodes).flatMap(([code, definition]) =>
    'status' in definition && 'requestCode' in definition && definition.requestCode !== 'BAD_REQUEST'
      ? [[definition.requestCode, code as ErrorCode]]
      : [],
  ),
);

export interface GraphqlError {
  message: string;
  extensions?: { code?: string; fields?: FieldProblem[] };
}

/**
 * The REST error of one that is not data: of the operation's context, or of variables that do not fit its types.
 *
 * @param problems what is wrong with the variables
 */
export function restErrorOf(
  error: GraphqlError,
  { problems, toRestProblems }: { problems: readonly FieldProblem[]; toRestProblems: ToRestProblems },
): RestError {
  const { message, extensions } = error;
  if (error instanceof LimitExceededError || error instanceof AbandonedError) {
    return new RestError('INVALID_REQUEST', message);
  }
  const code = codesByRequestCode.get(extensions?.code);
  if (code === 'VALIDATION_ERROR') {
    return RestError.invalid(toRestProblems(extensions?.fields ?? []));
  }
  if (problems.length > 0) {
    return RestError.invalid(problems);
  }
  if (code !== undefined) {
    return new RestError(code, message);
  }
  throw new Error(`A stored operation was rejected: ${message}`);
}
