/** How the APIs report one kind of error. */
interface ErrorDefinition {
  /** The HTTP status over REST, which has the code in lower case; absent for errors of GraphQL alone. */
  status?: number;
  /** Whether a mutation returns it as data, as a member of its union, with this code in `ErrorCode`. */
  isMember?: true;
  /** The `extensions.code` of a GraphQL error that is not data; absent for those that are always data. */
  requestCode?: string;
  /** What has happened. A sentence. */
  meaning: string;
}

/** Every error of both APIs. Nothing else is an error that a client can see. */
export const errorCodes = {
  VALIDATION_ERROR: {
    status: 400,
    isMember: true,
    requestCode: 'VALIDATION_ERROR',
    meaning: 'Fields of the request are missing, unknown or malformed. Each of them is listed.',
  },
  INVALID_REQUEST: {
    status: 400,
    isMember: true,
    requestCode: 'BAD_REQUEST',
    meaning: 'The resource’s current status does not allow this operation, or the request is malformed.',
  },
  AUTHENTICATION_FAILED: {
    status: 401,
    requestCode: 'UNAUTHENTICATED',
    meaning: 'The request has no valid API key.',
  },
  INSUFFICIENT_CREDITS: {
    status: 402,
    isMember: true,
    meaning: 'No send credit is available. Credits that are held by other sends do not count.',
  },
  PERMISSION_DENIED: {
    status: 403,
    requestCode: 'FORBIDDEN',
    meaning: 'The API key does not have the required scope.',
  },
  NOT_FOUND: {
    status: 404,
    isMember: true,
    meaning: 'The resource does not exist or you cannot access it.',
  },
  METHOD_NOT_ALLOWED: { status: 405, meaning: 'The path does not support this method.' },
  CONFLICT: {
    status: 409,
    isMember: true,
    meaning: 'Another request is changing the same resource, or a limit of the tenant is reached.',
  },
  PAYLOAD_TOO_LARGE: {
    status: 413,
    isMember: true,
    requestCode: 'PAYLOAD_TOO_LARGE',
    meaning: 'The request body or a file in it is too large.',
  },
  UNSUPPORTED_MEDIA_TYPE: {
    status: 415,
    isMember: true,
    meaning: 'The request body or a file in it has a format that is not accepted.',
  },
  IDEMPOTENCY_KEY_REUSED: {
    status: 422,
    isMember: true,
    meaning: 'The idempotency key was used for a different request within 24 hours.',
  },
  RATE_LIMITED: {
    status: 429,
    isMember: true,
    requestCode: 'RATE_LIMITED',
    meaning: 'Too many requests. Try again after the time that the error states.',
  },
  EMAIL_DISPATCH_FAILED: {
    status: 500,
    isMember: true,
    meaning: 'The mail server did not accept the email. Nothing was sent or charged.',
  },
  INTERNAL_ERROR: {
    status: 500,
    requestCode: 'INTERNAL_ERROR',
    meaning: 'The gateway failed. Its log has the cause under the request id.',
  },
  UNAVAILABLE: {
    status: 503,
    requestCode: 'UNAVAILABLE',
    meaning: 'The gateway cannot serve requests at the moment.',
  },
  GRAPHQL_PARSE_FAILED: {
    requestCode: 'GRAPHQL_PARSE_FAILED',
    meaning: 'The GraphQL document has a syntax error.',
  },
  GRAPHQL_VALIDATION_FAILED: {
    requestCode: 'GRAPHQL_VALIDATION_FAILED',
    meaning: 'The GraphQL document does not fit the schema.',
  },
  PERSISTED_QUERY_NOT_SUPPORTED: {
    requestCode: 'PERSISTED_QUERY_NOT_SUPPORTED',
    meaning: 'Queries cannot be requested by their hash. Send the text of the query.',
  },
} as const satisfies Record<string, ErrorDefinition>;

type Definitions = typeof errorCodes;

/** The codes that REST has, in lower case there. */
export type ErrorCode = {
  [Code in keyof Definitions]: Definitions[Code] extends { status: number } ? Code : never;
}[keyof Definitions];

/** The codes of errors that mutations return as data. */
export type MemberCode = {
  [Code in keyof Definitions]: Definitions[Code] extends { isMember: true } ? Code : never;
}[keyof Definitions];

/** The codes of GraphQL errors that are not data. */
export type RequestCode = Extract<Definitions[keyof Definitions], { requestCode: string }>['requestCode'];

/** The code of an error that is not data. One that should have been data is a fault of the gateway. */
export function requestCodeOf(code: ErrorCode): RequestCode {
  const definition = errorCodes[code];
  return 'requestCode' in definition ? definition.requestCode : 'INTERNAL_ERROR';
}

/** An error that the caller can understand and act on. Anything else that is thrown is an internal error. */
export class DomainError extends Error {
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string) {
    super(message);
    this.name = new.target.name;
    this.code = code;
  }
}

/** One input path, written as in GraphQL (`answers[3].value`), and what is wrong with the value there. */
export interface FieldProblem {
  path: string;
  messages: string[];
}

/** The maximum number of problems in one response. Further ones are reported once these have been fixed. */
export const maxProblems = 100;

/** The input is malformed. Carries every problem found, up to 100, never only the first. */
export class ValidationError extends DomainError {
  readonly fields: FieldProblem[];

  constructor(fields: readonly FieldProblem[]) {
    super('VALIDATION_ERROR', 'Validation failed.');
    this.fields = fields.slice(0, maxProblems);
  }

  /** A single problem at a single path. */
  static at(path: string, message: string): ValidationError {
    return new ValidationError([{ path, messages: [message] }]);
  }
}

/** The resource does not exist for this caller. A resource of another tenant has the very same result. */
export class NotFoundError extends DomainError {
  /** @param hint what the caller can do about it */
  constructor(what: string, hint?: string) {
    super('NOT_FOUND', `${what} not found.${hint === undefined ? '' : ` ${hint}`}`);
  }
}

/** The resource exists but its status does not allow the operation. The same call fails until the status changes. */
export class InvalidStateError extends DomainError {
  readonly currentStatus: string;

  constructor(message: string, currentStatus: string) {
    super('INVALID_REQUEST', message);
    this.currentStatus = currentStatus;
  }
}

/** A send requires one credit, and every credit is used or held by a send in progress. */
export class InsufficientCreditsError extends DomainError {
  constructor() {
    super('INSUFFICIENT_CREDITS', 'No send credit is left. Ask the operator of this gateway to grant more.');
  }
}

/** The caller has made too many requests. `retryAfterSeconds` is the time until the next one can succeed. Nothing was done. */
export class RateLimitedError extends DomainError {
  readonly retryAfterSeconds: number;

  constructor(
    retryAfterSeconds: number,
    message = `Too many requests. Try again in ${retryAfterSeconds} seconds.`,
  ) {
    super('RATE_LIMITED', message);
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** Why an email was not accepted, as far as a sender can act on it. */
export type EmailFailureReason =
  /** The mail server rejected the address or the message permanently (SMTP 5xx). */
  | 'REFUSED'
  /** The mail server rejected it for now (SMTP 4xx). */
  | 'DEFERRED'
  /** It was not accepted within `SMTP_TIMEOUT_MS`. */
  | 'TIMEOUT'
  /** There is no mail server that accepts this gateway's connection and login. */
  | 'UNREACHABLE';

/** The mail server did not accept the email in time. The send was rolled back; an entity that came with it stays. */
export class EmailDispatchError extends DomainError {
  readonly reason: EmailFailureReason;
  readonly entityId: string;

  constructor({ reason, entityId }: Pick<EmailDispatchError, 'reason' | 'entityId'>) {
    super('EMAIL_DISPATCH_FAILED', `${causes[reason]} Nothing was sent or charged.`);
    this.reason = reason;
    this.entityId = entityId;
  }
}

const causes = {
  REFUSED: 'The mail server rejected the address or the message. Check the address before you try again.',
  DEFERRED: 'The mail server did not accept the email for now. Try again later.',
  TIMEOUT: 'The mail server did not accept the email in time. Try again later.',
  UNREACHABLE: 'The mail server cannot be reached or does not accept this gateway. Try again later.',
} satisfies Record<EmailFailureReason, string>;

/** The resource is being changed by another request, or a limit of the tenant is reached. */
export class ConflictError extends DomainError {
  constructor(message: string) {
    super('CONFLICT', message);
  }
}

/** The idempotency key was used for a different request within 24 hours. */
export class IdempotencyKeyReusedError extends DomainError {
  constructor() {
    super('IDEMPOTENCY_KEY_REUSED', 'This idempotency key was used for a different request.');
  }
}

/** The request is too large. Nothing of it is stored. */
export class PayloadTooLargeError extends DomainError {
  constructor(message: string) {
    super('PAYLOAD_TOO_LARGE', message);
  }
}

/** The request has a format that is not accepted here. Nothing of it is stored. */
export class UnsupportedMediaTypeError extends DomainError {
  constructor(message: string) {
    super('UNSUPPORTED_MEDIA_TYPE', message);
  }
}

/** The gateway is running but cannot serve requests at the moment, because the database cannot be reached. */
export class UnavailableError extends DomainError {
  constructor() {
    super('UNAVAILABLE', 'The gateway cannot serve requests at the moment. Try again shortly.');
  }
}

/** The key is valid but must not do this. */
export class PermissionDeniedError extends DomainError {
  constructor(message: string) {
    super('PERMISSION_DENIED', message);
  }
}
