import { z } from 'zod';
import { named } from '../api-types.ts';
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

const ddqInput = named(
  'DdqInput',
  z.strictObject({
    questionnaireId: questionnaireId.describe('The questionnaire’s id.'),
    responseName: optional(singleLine({ max: 300 })).describe(
      'What to call the response. `{entity name} – {questionnaire name}` unless said.',
    ),
    prefill: optional(flag).describe(
      'True creates the response for the team to fill in first and sends nothing. False unless said.',
    ),
  }),
  'A questionnaire to ask for.',
);

const isGiven = (value: unknown) => value !== undefined && value !== null;

/** What `sendWorkflow` takes. Rules that span fields are reported beside those of the single fields. */
export const sendWorkflowInput = objectWithRules(
  {
    entityId: optional(uuid).describe('An entity that exists. Give this or `entity`.'),
    entity: optional(entityInput).describe('An entity to create. Give this or `entityId`.'),
    ddq: optional(ddqInput).describe('The questionnaire to ask for.'),
    verification: optional(verificationInput).describe('The verification to ask for.'),
    email: optional(emailAddress).describe(
      'Where to send the link. Required unless `ddq.prefill`, which keeps it for later.',
    ),
    expiryHours: optional(expiryHours).describe(
      'Hours that the link lives, 1 to 168. The tenant’s default unless said.',
    ),
    language: optional(language).describe('Language of the mail, `en` or `de`. The tenant’s unless said.'),
    idempotencyKey,
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
    const entity = input.entity as { type?: unknown } | null | undefined;
    if (isGiven(input.verification) && isGiven(entity) && (entity?.type ?? 'COMPANY') === 'COMPANY') {
      report(['verification'], verificationOfCompany);
    }
  },
).describe('Whom to ask, and for what: a questionnaire, a verification or both.');

export const verificationOfCompany = 'Only individuals can be verified; this entity is a company.';

export type SendWorkflowInput = z.output<typeof sendWorkflowInput>;
