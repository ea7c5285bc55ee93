import type { JobHandlers } from '../jobs/jobs.ts';
import type { Services } from './context.ts';

/** What is done with the jobs of each queue. */
export const jobHandlers = (_services: Services): JobHandlers => ({
  autofill: async () => {},
  'document-text': async () => {},
  'webhook-delivery': async () => {},
});
