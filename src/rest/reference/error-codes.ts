import type { ApiKeyScope } from '../../database/client/client.ts';
import { requireScope } from '../../domain/context.ts';
import { errorsOf } from '../../domain/operation.ts';
import { emailInProgress } from '../../domain/responses/lock-response.ts';
import {
  type DomainError,
  EmailDispatchError,
  type ErrorCode,
  errorCodes,
  IdempotencyKeyReusedError,
  InsufficientCreditsError,
  InvalidStateError,
  NotFoundError,
  PayloadTooLargeError,
  RateLimitedError,
  UnavailableError,
  UnsupportedMediaTypeError,
  ValidationError,
} from '../../errors.ts';
import type { ApiOperation } from '../../graphql/operation-field.ts';
import { RestError, toRestError } from '../errors.ts';
import { requireNoProblem } from '../problems.ts';
import { exampleIds } from './example-ids.ts';

/** One error of each class that operations declare. */
const samplesOfClasses: readonly DomainError[] = [
  ValidationError.at('body', 'This field is required.'),
  new NotFoundError('Response'),
  new InvalidStateError('The response’s current status does not allow this.', 'SUBMITTED'),
  new InsufficientCreditsError(),
  new EmailDispatchError({ reason: 'REFUSED', entityId: exampleIds.company }),
  emailInProgress(),
  new IdempotencyKeyReusedError(),
  new RateLimitedError(600),
  new PayloadTooLargeError('A file can have at most 20 MiB.'),
  new UnsupportedMediaTypeError('This type of file is not accepted.'),
];

/** Errors that belong to no operation. */
const samplesOfRequests: readonly Error[] = [
  RestError.unauthenticated(),
  new RateLimitedError(17),
  new UnavailableError(),
  new Error('An error that is not meant for clients.'),
];

/** Whatever the method of an operation is, and who calls. */
const codesOfEveryRequest: readonly ErrorCode[] = [
  'AUTHENTICATION_FAILED',
  'RATE_LIMITED',
  'INTERNAL_ERROR',
  'UNAVAILABLE',
];

/** What can be wrong with any body, before an operation sees it. */
const codesOfBodies: readonly ErrorCode[] = [
  'VALIDATION_ERROR',
  'PAYLOAD_TOO_LARGE',
  'UNSUPPORTED_MEDIA_TYPE',
];

/** A query rejects parameters that it does not know, and a response that would be too large. */
const codesOfQueries: readonly ErrorCode[] = ['VALIDATION_ERROR', 'INVALID_REQUEST'];

interface CodesOptions {
  /** Undefined for queries. */
  operation: ApiOperation | undefined;
  /** The scopes of which a key has one. */
  scopes: readonly ApiKeyScope[];
  hasParameters: boolean;
}

/**
 * Every error that a request can get, in the order of the table of errors.
 *
 * @throws Error for an error of an operation without an example
 */
export function codesOf({ operation, scopes, hasParameters }: CodesOptions): ErrorCode[] {
  const own = operation ? errorsOf(operation).map(codeOf) : codesOfQueries;
  const found = new Set<ErrorCode>([
    ...codesOfEveryRequest,
    ...(operation ? codesOfBodies : []),
    ...(scopes.includes('READ') ? [] : (['PERMISSION_DENIED'] as const)),
    ...(hasParameters ? (['NOT_FOUND'] as const) : []),
    ...own,
  ]);
  return (Object.keys(errorCodes) as ErrorCode[]).filter((code) => found.has(code));
}

function codeOf(errorClass: abstract new (...args: never[]) => Error): ErrorCode {
  const sample = samplesOfClasses.find((error) => error instanceof errorClass);
  if (!sample) {
    throw new Error(`The reference has no example of ${errorClass.name}.`);
  }
  return sample.code;
}

/** An example of an error, as the API returns it. */
export function sampleError(code: ErrorCode, scope: ApiKeyScope): RestError {
  if (code === 'PERMISSION_DENIED') {
    return toRestError(thrownBy(() => requireScope({ scopes: [] }, scope)));
  }
  const ofRequest = samplesOfRequests.map(toRestError).find((error) => error.code === code);
  const ofOperation = samplesOfClasses.find((error) => error.code === code);
  if (ofRequest) {
    return ofRequest;
  }
  if (!ofOperation) {
    throw new Error(`The reference has no example of the error ${code}.`);
  }
  return toRestError(thrownBy(() => requireNoProblem(asData(ofOperation), (problems) => [...problems])));
}

/** An error as GraphQL returns it, which REST's responses are made of. */
const asData = (error: DomainError): object => ({
  __typename: error.name,
  ...error,
  message: error.message,
  ...(error instanceof EmailDispatchError && { entity: { id: error.entityId } }),
});

export function thrownBy(work: () => unknown): Error {
  try {
    work();
  } catch (error) {
    return error as Error;
  }
  throw new Error('Nothing was thrown.');
}
