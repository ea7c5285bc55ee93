import { z } from 'zod';
import { entityInput } from '../entities/entity-input.ts';
import {
  emailAddress,
  expiryHours,
  flag,
  idempotencyKey,
  language,
  optional,
  questionnaireId,
  singleLine,
  uuid,
} from '../fields.ts';
import { objectWithRules } from '../parse-input.ts';
import { verificationInput } from '../verification/checks.ts';

const ddqInput = z.strictObject({
  questionnaireId,
  responseName: optional(singleLine({ max: 300 })),
  prefill: optional(flag),
});

const isGiven = (value: unknown) => value !== undefined && value !== null;

/** What `sendWorkflow` takes. Rules that span fields are reported beside those of the single fields. */
export const sendWorkflowInput = objectWithRules(
  {
    entityId: optional(uuid),
    entity: optional(entityInput),
    ddq: optional(ddqInput),
    verification: optional(verificationInput),
    email: optional(emailAddress),
    expiryHours: optional(expiryHours),
    language: optional(language),
    idempotencyKey: optional(idempotencyKey),
  },
  (input, report) => {
    if (!isGiven(input.entityId) && !isGiven(input.entity)) {
      report(['entity'], 'Give either an existing entity by its id or a new entity.');
    }
    if (isGiven(input.entityId) && isGiven(input.entity)) {
      report(['entity'], 'Give an existing entity by its id or a new entity, not both.');
    }
    if (!isGiven(input.ddq) && !isGiven(input.verification)) {
      report(['ddq'], 'Ask for a questionnaire (ddq), a verification or both.');
    }
    const isPrefill = (input.ddq as { prefill?: unknown } | null | undefined)?.prefill === true;
    if (!isPrefill && !isGiven(input.email)) {
      report(['email'], 'This field is required.');
    }
    const entity = input.entity as { entityType?: unknown } | null | undefined;
    if (isGiven(input.verification) && isGiven(entity) && (entity?.entityType ?? 'COMPANY') === 'COMPANY') {
      report(['verification'], verificationOfCompany);
    }
  },
);

export const verificationOfCompany = 'Only individuals can be verified; this entity is a company.';

export type SendWorkflowInput = z.output<typeof sendWorkflowInput>;
