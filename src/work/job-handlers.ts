import { runAutofill } from '../domain/autofill/run-autofill.ts';
import { runItem } from '../domain/batches/run-item.ts';
import { extractDocumentText } from '../domain/documents/extract-document-text.ts';
import type { Services } from '../domain/services.ts';
import { sendTeamEmail } from '../domain/team-emails/send-team-email.ts';
import { attemptDelivery } from '../domain/webhooks/attempt-delivery.ts';
import type { JobHandlers } from '../jobs/jobs.ts';

/** What is done with the jobs of each queue. */
export const jobHandlers = (services: Services): JobHandlers => ({
  autofill: (data, run) => services.finishBeforeClose(runAutofill(services, data, run)),
  'batch-email': (data, run) => services.finishBeforeClose(runItem(services, data, run)),
  'batch-item': (data, run) => services.finishBeforeClose(runItem(services, data, run)),
  'document-text': (data, { signal }) =>
    services.finishBeforeClose(extractDocumentText(services, data, { signal })),
  'team-email': (data) => services.finishBeforeClose(sendTeamEmail(services, data)),
  'webhook-delivery': (data, run) => attemptDelivery(services, data, run),
});
