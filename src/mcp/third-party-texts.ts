import type { FieldShape, OutputShape } from '../rest/output-shape.ts';

/** Scalars that can contain any text. */
const textScalars: ReadonlySet<string> = new Set(['AnswerValue', 'EmailAddress', 'JSON', 'String', 'URL']);

/**
 * The texts that the tenant itself or the gateway has written, by the GraphQL type or its field in REST. Every other text can
 * come from a recipient, a document or another third party.
 */
const ownTexts: ReadonlySet<string> = new Set([
  'Autofill.error',
  'CreateWebhookPayload.secret',
  'Document.content_type',
  'FailedDocument.reason',
  'Flag',
  'FlagRule',
  'Question',
  'Questionnaire',
  'QuestionnaireSection',
  'QuestionnaireVersion',
  'RotateWebhookSecretPayload.secret',
  'VerificationEvidence.content_type',
  'VisibleWhen',
  'Webhook',
]);

const isOwn = ({ parent, restName, shape }: FieldShape): boolean =>
  isValue(shape) && (ownTexts.has(parent) || ownTexts.has(`${parent}.${restName}`));

/** Whether there are no fields in it. */
const isValue = (shape: OutputShape): boolean =>
  shape.kind === 'list' ? isValue(shape.item) : shape.kind !== 'object';

/** The places in a result that can have texts of third parties, such as `answers[].value`. */
export const thirdPartyTexts = (shape: OutputShape): string[] => [...new Set(textsWithin(shape, ''))].sort();

function textsWithin(shape: OutputShape, place: string): string[] {
  switch (shape.kind) {
    case 'object':
      return shape.fields
        .filter((field) => !isOwn(field))
        .flatMap((field) =>
          textsWithin(field.shape, place === '' ? field.restName : `${place}.${field.restName}`),
        );
    case 'list':
      return textsWithin(shape.item, `${place}[]`);
    case 'scalar':
      return textScalars.has(shape.type.name) ? [place] : [];
    default:
      return [];
  }
}
