import { z } from 'zod';
import { InvalidStateError, NotFoundError } from '../../errors.ts';
import { isId } from '../../ids.ts';
import type { JobRecord } from '../../jobs/job-console.ts';
import { existingId } from '../fields.ts';
import { parseInput } from '../parse-input.ts';
import type { Services } from '../services.ts';

export const retryJobInput = z.strictObject({ id: existingId });

/**
 * Lets a job that waits for its next attempt, or was given up, begin now. What it does is safe to do twice, as every job's
 * work is. For the operator.
 *
 * @throws ValidationError, NotFoundError
 * @throws InvalidStateError for a job that is being worked on or is done
 */
export async function retryJob({
  services: { jobConsole },
  input,
}: {
  services: Pick<Services, 'jobConsole'>;
  input: unknown;
}): Promise<JobRecord> {
  const { id } = parseInput(retryJobInput, input);
  const result = isId(id) ? await jobConsole.retry(id) : { refused: 'unknown' as const };
  if ('job' in result) {
    return result.job;
  }
  if (result.refused === 'unknown') {
    throw new NotFoundError('Job');
  }
  throw new InvalidStateError(
    'A job can be tried again while it waits, or once it was given up.',
    result.state,
  );
}
