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
import { objectWithRules, type Report } from '../parse-input.ts';
import { verificationInput } from '../verification/checks.ts';

const ddqInput = named(
  'DdqInput',
  z.strictObject({
    questionnaireId: questionnaireId.describe('The questionnaire’s id.'),
    responseName: optional(singleLine({ max: 300 })).describe(
      'The response’s name. Defaults to `{entity name} – {questionnaire name}`.',
    ),
    prefill: optional(flag).describe(
      'True creates the response for the team to fill in first and sends nothing. Defaults to false.',
    ),
  }),
  'A questionnaire to request.',
);

const isPresent = (value: unknown) => value !== undefined && value !== null;

/** What a send is about, in whichever input it is. */
const sendFields = {
  entityId: optional(uuid).describe('The id of an existing entity. Use either this or `entity`.'),
  entity: optional(entityInput).describe('An entity to create. Use either this or `entityId`.'),
  ddq: optional(ddqInput).describe('The questionnaire to request.'),
  verification: optional(verificationInput).describe('The verification to request.'),
  email: optional(emailAddress).describe(
    'The address to send the link to. Required unless `ddq.prefill` is true, which stores it for the send.',
  ),
  expiryHours: optional(expiryHours).describe(
    'The number of hours for which the link is valid, 1 to 168. Defaults to the tenant’s setting.',
  ),
  language: optional(language).describe('The language of the email. Defaults to the tenant’s.'),
};

/** Rules that span fields are reported beside those of the single fields. */
function checkSend(input: { [Field in keyof typeof sendFields]?: unknown }, report: Report): void {
  if (!isPresent(input.entityId) && !isPresent(input.entity)) {
    report(['entity'], 'Specify either an existing entity by its id or a new entity.');
  }
  if (isPresent(input.entityId) && isPresent(input.entity)) {
    report(['entity'], 'Specify either an existing entity by its id or a new entity, not both.');
  }
  if (!isPresent(input.ddq) && !isPresent(input.verification)) {
    report(['ddq'], 'Request a questionnaire (`ddq`), a verification or both.');
  }
  const isPrefill = (input.ddq as { prefill?: unknown } | null | undefined)?.prefill === true;
  if (!isPrefill && !isPresent(input.email)) {
    report(['email'], 'This field is required.');
  }
  const entity = input.entity as { type?: unknown } | null | undefined;
  if (isPresent(input.verification) && isPresent(entity) && (entity?.type ?? 'COMPANY') === 'COMPANY') {
    report(['verification'], verificationOfCompany);
  }
}

/** What `sendWorkflow` takes. */
export const sendWorkflowInput = objectWithRules({ ...sendFields, idempotencyKey }, checkSend).describe(
  'The recipient, and what is requested: a questionnaire, a verification or both.',
);

/** Sends in one batch. */
export const maxSends = 500;

/** One of many sends. It has no idempotency key of its own. */
export const batchSendInput = named(
  'BatchSendInput',
  objectWithRules(sendFields, checkSend),
  'One send of a batch: the recipient, and what is requested.',
);

export const verificationOfCompany = 'Only individuals can be verified; this entity is a company.';

export type SendWorkflowInput = z.output<typeof sendWorkflowInput>;
