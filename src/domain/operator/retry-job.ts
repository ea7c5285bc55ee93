import { z } from 'zod';
import { InvalidStateError, NotFoundError } from '../../errors.ts';
import type { JobRecord } from '../../jobs/job-console.ts';
import { uuid } from '../fields.ts';
import { defineOperation } from '../operation.ts';

/**
 * Immediately runs a job that has failed or is waiting for its next attempt. What it does is safe to do twice, as every job's
 * work is. For the operator.
 *
 * @throws ValidationError, NotFoundError
 * @throws InvalidStateError for a job that is being worked on or is done
 */
export const retryJob = defineOperation({
  name: 'retryJob',
  actor: 'operator',
  description: 'Immediately runs a job that has failed or is waiting for its next attempt.',
  errors: [NotFoundError, InvalidStateError],
  subject: { job: 'Job' },
  needs: ['jobConsole'],
  input: z
    .strictObject({
      id: uuid.describe('The job’s id.'),
    })
    .describe('A job to retry.'),
  run: async ({
    context: {
      services: { jobConsole },
    },
    input: { id },
  }): Promise<JobRecord> => {
    const result = await jobConsole.retry(id);
    if ('job' in result) {
      return result.job;
    }
    if (result.refused === 'unknown') {
      throw new NotFoundError('Job');
    }
    throw new InvalidStateError('Only a job that is waiting or has failed can be retried.', result.state);
  },
});
