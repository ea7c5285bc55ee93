import { UnreadableError } from '../../sealing/unreadable-error.ts';
import type { Services } from '../services.ts';

export type SealingServices = Pick<Services, 'allTenants' | 'cipher' | 'log'> & {
  /** Ends the work between two pieces of it; the next start continues. */
  signal: AbortSignal;
};

/** How many values and files were sealed again, and how many could not be read. */
export interface Renewal {
  renewed: number;
  unreadable: number;
}

/**
 * Seals one value again and counts it. What cannot be read is logged by its place, counted, and stays as it is.
 *
 * @returns undefined for what cannot be read
 */
export function renewOne<Fresh>(
  { log }: Pick<Services, 'log'>,
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
    log.error({ place: error.place, error }, 'A sealed value cannot be read, and stays as it is.');
    return undefined;
  }
}
