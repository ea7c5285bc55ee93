import './types/scalars.ts';
import './types/node.ts';
import './types/errors.ts';
import './types/entity.ts';
import './types/document.ts';
import './types/questionnaire.ts';
import './types/response.ts';
import './types/comment.ts';
import './types/submission.ts';
import './types/autofill.ts';
import './types/verification-session.ts';
import './types/workflow-session.ts';
import './types/workflow.ts';
import './types/batch.ts';
import './types/captured-mail.ts';
import './types/webhook-delivery.ts';
import './types/webhook.ts';
import './types/tenant.ts';
import './types/api-key.ts';
import './types/viewer.ts';
import './types/job.ts';
import './types/operations.ts';
import { GraphQLSchema } from 'graphql';
import { builder } from './builder.ts';
import { withResponseBudget } from './enforce-response-budget.ts';
import { takeKeyOfHeader } from './idempotency-header.ts';

const description =
  'Postern sends due-diligence questionnaires and identity checks by magic link. Start with `sendWorkflow`; read what it creates with `responses` and `workflowSessions`. Send an API key as `Authorization: Bearer …` with each request.';

/** The builder has no option for the description of the schema itself. */
const described = new GraphQLSchema({ ...builder.toSchema().toConfig(), description });

export const schema = withResponseBudget(takeKeyOfHeader(described));
