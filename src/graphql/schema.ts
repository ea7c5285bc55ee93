import './types/scalars.ts';
import './types/errors.ts';
import './types/entity.ts';
import './types/document.ts';
import './types/questionnaire.ts';
import './types/response.ts';
import './types/review.ts';
import './types/verification-session.ts';
import './types/workflow-session.ts';
import './types/workflow.ts';
import './types/captured-mail.ts';
import './types/tenant.ts';
import './types/api-key.ts';
import './types/viewer.ts';
import './types/job.ts';
import { builder } from './builder.ts';

export const schema = builder.toSchema();
