import { DatabaseStartError } from './start-error.ts';

/** The oldest version that PostgreSQL's developers still maintained when this version was made. */
const minMajorVersion = 14;

/**
 * Checks what cannot be changed once rows have been written.
 *
 * @param facts `server_version_num` and `server_encoding`, as the server reports them
 * @throws DatabaseStartError
 */
export function requireUsableServer({ version, encoding }: { version: string; encoding: string }): void {
  const major = Math.floor(Number(version) / 10_000);
  if (!(major >= minMajorVersion)) {
    throw new DatabaseStartError(
      `The PostgreSQL server has version ${major}, and the gateway requires ${minMajorVersion} or newer. Upgrade the server or set DATABASE_URL to another one.`,
    );
  }
  if (encoding !== 'UTF8') {
    throw new DatabaseStartError(
      `The database has the encoding ${encoding}, and the gateway requires UTF8. Create a database with ENCODING 'UTF8' and set DATABASE_URL to it.`,
    );
  }
}
