import { z } from 'zod';
import { jobStates } from '../../jobs/job-console.ts';
import { type QueueName, queues } from '../../jobs/queues.ts';
import { named } from '../api-types.ts';
import { oneOf, optional } from '../fields.ts';

export const jobFilter = named(
  'JobFilter',
  z.strictObject({
    queue: optional(named('JobQueue', oneOf(Object.keys(queues) as QueueName[]))).describe(
      'Only jobs of this queue.',
    ),
    state: optional(named('JobState', oneOf(jobStates))).describe('Only jobs in this state.'),
  }),
  'Which jobs to return. All filters must match.',
);
