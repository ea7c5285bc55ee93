/*
 * The contract's rules of spelling between the two APIs, written a second time and without the product's own tables,
 * so that a mistake in those is seen.
 */

/** Checks keep their names in REST. */
const keptNames = new Set(['enhancedIdentity', 'proofOfAddress']);

/** Fields whose values are enums, and in REST therefore in lower case. */
const enumFields = new Set([
  'status',
  'steps',
  'completedSteps',
  'entityType',
  'type',
  'questionnaireType',
  'outcome',
  'engine',
  'kind',
]);

/** The statuses of responses stay in upper case. */
const upperCaseValues = new Set([
  'PREFILL',
  'DRAFT',
  'SUBMITTED',
  'UNDER_REVIEW',
  'CHANGES_REQUESTED',
  'REVIEWED',
  'APPROVED',
  'REJECTED',
  'RESUBMITTED',
]);

const snakeCase = (name: string): string =>
  keptNames.has(name) ? name : name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** `answers[3].question_id` as GraphQL spells it. */
export const graphqlPath = (restPath: string): string =>
  restPath.replace(/_([a-z])/g, (_match, letter: string) => letter.toUpperCase());

/** `answers[3].questionId` as REST spells it. */
export const restPath = (path: string): string =>
  path
    .split('.')
    .map((part) => snakeCase(part))
    .join('.');

/** A GraphQL input or object in the spelling of REST. */
export function restSpelling(value: unknown, field = ''): unknown {
  if (Array.isArray(value)) {
    return value.map((item) => restSpelling(item, field));
  }
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(
      Object.entries(value).map(([name, item]) => [snakeCase(name), restSpelling(item, name)]),
    );
  }
  if (typeof value === 'string' && enumFields.has(field)) {
    return upperCaseValues.has(value) ? value : value.toLowerCase();
  }
  if (typeof value === 'string' && /^at$|[a-z]At$/.test(field)) {
    return `${new Date(value).toISOString().slice(0, 19)}Z`;
  }
  return value;
}
