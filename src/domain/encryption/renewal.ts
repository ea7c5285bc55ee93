import { UnreadableError } from '../../encryption/cipher.ts';
import type { Services } from '../context.ts';

export type SealingServices = Pick<Services, 'allTenants' | 'cipher' | 'log'> & {
  /** Ends the work between two pieces of it; the next start goes on. */
  signal: AbortSignal;
};

/** How many things were encrypted anew, and how many could not be read. */
export interface Renewal {
  renewed: number;
  unreadable: number;
}

/**
 * Encrypts one thing anew and counts it. What cannot be read is logged by its place and counted too.
 *
 * @returns undefined for what cannot be read
 */
export function renewOne<Fresh>(
  { log }: Pick<Services, 'log'>,
  place: object,
  renewal: Renewal,
  work: () => Fresh,
): Fresh | undefined {
  try {
    const fresh = work();
    renewal.renewed += 1;
    return fresh;
  } catch (error) {
    if (!(error instanceof UnreadableError)) {
      throw error;
    }
    renewal.unreadable += 1;
    log.error({ ...place, error }, 'Something that was encrypted cannot be read, and stays as it is.');
    return undefined;
  }
}
