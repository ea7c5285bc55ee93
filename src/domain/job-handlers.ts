import type { JobHandlers } from '../jobs/jobs.ts';
import { runAutofill } from './autofill/run-autofill.ts';
import type { Services } from './context.ts';
import { extractDocumentText } from './documents/extract-document-text.ts';
import { attemptDelivery } from './webhooks/attempt-delivery.ts';

/** What is done with the jobs of each queue. */
export const jobHandlers = (services: Services): JobHandlers => ({
  autofill: (data, run) => services.finishBeforeClose(runAutofill(services, data, run)),
  'document-text': (data, { signal }) =>
    services.finishBeforeClose(extractDocumentText(services, data, { signal })),
  'webhook-delivery': (data, run) => attemptDelivery(services, data, run),
});
