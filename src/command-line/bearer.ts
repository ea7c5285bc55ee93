import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CommandFailure } from './command-failure.ts';
import type { Surroundings } from './surroundings.ts';

/** The key that a command acts with. */
export interface Bearer {
  secret: string;
  /** What the key is and where it came from, in words that follow "does not accept". */
  description: string;
}

/** A tenant's own key, as passed with `--key`. */
export function tenantBearer(key: string): Bearer {
  return checked({ secret: key.trim(), description: 'the key passed with --key' });
}

/**
 * The operator key: OPERATOR_KEY, or the file that a gateway on this machine keeps in its DATA_DIR.
 *
 * @throws CommandFailure that says where it looked and what to set
 */
export async function operatorBearer({ environment }: Pick<Surroundings, 'environment'>): Promise<Bearer> {
  const fromEnvironment = environment['OPERATOR_KEY']?.trim();
  if (fromEnvironment) {
    return checked({ secret: fromEnvironment, description: 'the operator key in OPERATOR_KEY' });
  }
  const file = join(environment['DATA_DIR'] || './.data', 'operator-key');
  const fromFile = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    const finding = error.code === 'ENOENT' ? 'does not exist' : 'cannot be read';
    throw new CommandFailure(
      `No operator key: OPERATOR_KEY is not set and ${file} ${finding}. Set OPERATOR_KEY to the gateway's operator key, or DATA_DIR to its data folder.`,
    );
  });
  return checked({ secret: fromFile.trim(), description: `the operator key in ${file}` });
}

/** Rejects what no HTTP header can carry, because `fetch` would quote it in its error. */
function checked(bearer: Bearer): Bearer {
  if (!/^[\x21-\x7e]+$/.test(bearer.secret)) {
    throw new CommandFailure(
      `Cannot use ${bearer.description}: a key consists of visible ASCII characters without spaces.`,
    );
  }
  return bearer;
}
