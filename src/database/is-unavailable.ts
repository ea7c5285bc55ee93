/** Prisma's codes for a server that cannot be reached, has gone, or has no connection to give. */
const prismaCodes = new Set(['P1001', 'P1002', 'P1008', 'P1017', 'P2024']);
/** The driver adapters' names for the same. */
const adapterKinds = new Set([
  'DatabaseNotReachable',
  'ConnectionClosed',
  'SocketTimeout',
  'TooManyConnections',
]);
/** SQLSTATE: connection exceptions, and a server that shuts down, crashes or starts. */
const sqlStates = /^(?:08\w{3}|57P0[123])$/;
/** SQLSTATE of a statement that was ended because it took too long. */
const tooLong = '57014';

/** The connection of a statement could not be opened or broke. Its cause says how. */
export class ConnectionFailedError extends Error {
  override name = 'ConnectionFailedError';

  constructor(cause: unknown) {
    super('The connection to the database failed.', { cause });
  }
}

interface Failure {
  name?: unknown;
  code?: unknown;
  message?: unknown;
  cause?: AdapterFailure;
  meta?: { driverAdapterError?: { cause?: AdapterFailure } };
}

/** A failure in the words of a driver adapter. */
interface AdapterFailure {
  kind?: unknown;
  originalCode?: unknown;
}

/** Whether an operation cannot be served at the moment: the database is not there, or a statement took too long. */
export const isDatabaseUnavailable = (error: unknown): boolean =>
  isDatabaseLost(error) || stateOf(error) === tooLong;

/** Whether an operation failed because the database cannot be reached. */
export function isDatabaseLost(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) {
    return false;
  }
  if (error instanceof ConnectionFailedError) {
    return true;
  }
  const { code, message } = error as Failure;
  const { kind } = adapterFailureOf(error) ?? {};
  return (
    prismaCodes.has(String(code)) ||
    adapterKinds.has(String(kind)) ||
    sqlStates.test(stateOf(error) ?? '') ||
    // What the driver says of a connection that breaks in the middle of a statement, or has broken before it, has no code.
    /^(?:Connection terminated|Client has encountered a connection error)/.test(String(message))
  );
}

/** Prisma hands on what the adapter reports as a part of its own error, except at the end of a transaction. */
function adapterFailureOf(error: unknown): AdapterFailure | undefined {
  const { name, cause, meta } = (error ?? {}) as Failure;
  return meta?.driverAdapterError?.cause ?? (name === 'DriverAdapterError' ? cause : undefined);
}

function stateOf(error: unknown): string | undefined {
  const { code } = (error ?? {}) as Failure;
  const state = adapterFailureOf(error)?.originalCode ?? code;
  return state === undefined ? undefined : String(state);
}
