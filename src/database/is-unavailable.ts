/** Prisma's codes for a server that cannot be reached, has gone, or has no connection to give. */
const prismaCodes = new Set(['P1001', 'P1002', 'P1008', 'P1017', 'P2024']);
/** The driver adapters' names for the same. */
const adapterKinds = new Set([
  'DatabaseNotReachable',
  'ConnectionClosed',
  'SocketTimeout',
  'TooManyConnections',
]);
/** SQLSTATE: connection exceptions, a server that shuts down, crashes or starts, and a statement that took too long. */
const sqlStates = /^(?:08\w{3}|57P0[123]|57014)$/;

interface Failure {
  code?: unknown;
  message?: unknown;
  meta?: { driverAdapterError?: { cause?: { kind?: unknown; originalCode?: unknown } } };
}

/** Whether an operation failed because the database is not there, and not because of what was asked of it. */
export function isDatabaseUnavailable(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) {
    return false;
  }
  const { code, message, meta } = error as Failure;
  const { kind, originalCode } = meta?.driverAdapterError?.cause ?? {};
  return (
    prismaCodes.has(String(code)) ||
    adapterKinds.has(String(kind)) ||
    sqlStates.test(String(originalCode ?? code)) ||
    // What the driver says of a connection that breaks in the middle of a statement has no code.
    /^Connection terminated/.test(String(message))
  );
}
