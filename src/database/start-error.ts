/**
 * The gateway cannot start on this database. The message is one line for the operator: it says what is wrong and what to
 * do, and holds no password.
 */
export class DatabaseStartError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'DatabaseStartError';
  }
}
