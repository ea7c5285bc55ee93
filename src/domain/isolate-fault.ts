import { isDatabaseLost } from '../database/is-unavailable.ts';
import type { Services } from './services.ts';

interface IsolateOptions {
  /** What the log says of a failure. A sentence. */
  message: string;
  /** The ids of the row. */
  ids: Readonly<Record<string, string | null>>;
}

/**
 * Does the part of some regular work that concerns one row. A failure is logged, so that a faulty row does not keep the others
 * from being worked on.
 *
 * @returns undefined if it has failed
 * @throws the error of a database that cannot be reached, which concerns all rows
 */
export async function isolateFault<Result>(
  { log }: Pick<Services, 'log'>,
  { message, ids }: IsolateOptions,
  work: () => Promise<Result>,
): Promise<Result | undefined> {
  try {
    return await work();
  } catch (error) {
    if (isDatabaseLost(error)) {
      throw error;
    }
    log.error({ ...ids, error }, message);
    return undefined;
  }
}
