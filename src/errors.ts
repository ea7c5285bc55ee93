/**
 * The closed table of what can go wrong. Every refusal a client can see has one of these codes: REST sends it in
 * lower case with the status given here, GraphQL as the `ErrorCode` enum.
 */
export const errorCodes = {
  VALIDATION_ERROR: {
    status: 400,
    meaning: 'Fields of the request are missing, unknown or malformed; each is named.',
  },
  INVALID_REQUEST: { status: 400, meaning: 'The thing is in a state in which this cannot be done.' },
  AUTHENTICATION_FAILED: { status: 401, meaning: 'The request carries no valid API key.' },
  INSUFFICIENT_CREDITS: { status: 402, meaning: 'No send credit is left that is not held by another send.' },
  PERMISSION_DENIED: { status: 403, meaning: 'The API key lacks the scope that this takes.' },
  NOT_FOUND: { status: 404, meaning: 'There is no such thing, or it belongs to somebody else.' },
  METHOD_NOT_ALLOWED: { status: 405, meaning: 'The path exists but does not take this method.' },
  CONFLICT: { status: 409, meaning: 'Another request is changing the same thing right now.' },
  PAYLOAD_TOO_LARGE: { status: 413, meaning: 'The request body is larger than is accepted.' },
  UNSUPPORTED_MEDIA_TYPE: {
    status: 415,
    meaning: 'The request body is in a format that is not accepted here.',
  },
  IDEMPOTENCY_KEY_REUSED: {
    status: 422,
    meaning: 'The idempotency key was used within 24 hours for a different request.',
  },
  RATE_LIMITED: {
    status: 429,
    meaning: 'Too many requests; try again after the time that the error states.',
  },
  EMAIL_DISPATCH_FAILED: {
    status: 500,
    meaning: 'The mail server did not accept the mail; nothing was sent or charged.',
  },
  INTERNAL_ERROR: {
    status: 500,
    meaning: 'Something failed inside the gateway; the request id finds it in the log.',
  },
  UNAVAILABLE: { status: 503, meaning: 'The gateway cannot serve requests at the moment.' },
} as const satisfies Record<string, { status: number; meaning: string }>;

export type ErrorCode = keyof typeof errorCodes;

/** A refusal that the caller can understand and act on. Anything else that is thrown is an internal error. */
export class DomainError extends Error {
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string) {
    super(message);
    this.name = new.target.name;
    this.code = code;
  }
}

/** One input path, spelt as in GraphQL (`answers[3].value`), and what is wrong with the value there. */
export interface FieldProblem {
  path: string;
  messages: string[];
}

/** How many problems one response reports; whoever has fixed so many can ask for the next. */
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

/** What is named does not exist for this caller; somebody else's thing gives the very same answer. */
export class NotFoundError extends DomainError {
  /** @param hint what the caller can do about it */
  constructor(what: string, hint?: string) {
    super('NOT_FOUND', `${what} not found.${hint === undefined ? '' : ` ${hint}`}`);
  }
}

/** The thing exists but its state forbids the operation; the same call will fail until the state changes. */
export class InvalidStateError extends DomainError {
  readonly currentStatus: string;

  constructor(message: string, currentStatus: string) {
    super('INVALID_REQUEST', message);
    this.currentStatus = currentStatus;
  }
}

/** Sending takes one credit, and every credit is used or held by a send under way. */
export class InsufficientCreditsError extends DomainError {
  constructor() {
    super('INSUFFICIENT_CREDITS', 'No send credit is left. Ask the operator of this gateway to grant more.');
  }
}

/** The caller has done this too often; `retryAfterSeconds` says when it can be done again. Nothing was done. */
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

/** Another request is working on the same thing, or the idempotency key belongs to a different request. */
export class ConflictError extends DomainError {
  constructor(message: string, code: 'CONFLICT' | 'IDEMPOTENCY_KEY_REUSED' = 'CONFLICT') {
    super(code, message);
  }
}

/** What was sent is larger than is accepted. Nothing of it is kept. */
export class PayloadTooLargeError extends DomainError {
  constructor(message: string) {
    super('PAYLOAD_TOO_LARGE', message);
  }
}

/** What was sent is in a format that is not accepted here. Nothing of it is kept. */
export class UnsupportedMediaTypeError extends DomainError {
  constructor(message: string) {
    super('UNSUPPORTED_MEDIA_TYPE', message);
  }
}

/** The gateway itself is well but cannot do its work at the moment, because the database is not there. */
export class UnavailableError extends DomainError {
  constructor() {
    super('UNAVAILABLE', 'The gateway cannot serve requests at the moment. Try again shortly.');
  }
}

/** The key is valid but may not do this. */
export class PermissionDeniedError extends DomainError {
  constructor(message: string) {
    super('PERMISSION_DENIED', message);
  }
}
