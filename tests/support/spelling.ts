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
  'eventType',
]);

/** Types of events have a dot after their resource. */
const eventName = /^(onboarding|response|entity|document|verification|webhook)_(?=[a-z])/;

/** The mutations that describe an entity, whose type is `entity_type` in REST. */
const entityMutations = new Set(['createEntity', 'updateEntity', 'sendWorkflow']);

/** An input that is written once for both APIs, as GraphQL spells it. */
export function graphqlInput(mutation: string, input: Record<string, any>): Record<string, any> {
  const { entityType, entity, events, language, event, ...rest } = input;
  return {
    ...rest,
    ...(entityType !== undefined && { type: entityType }),
    ...(entity !== undefined && {
      entity: typeof entity === 'object' && entity !== null ? graphqlInput(mutation, entity) : entity,
    }),
    ...(events !== undefined && eventsInput(events)),
    ...(event !== undefined && { event: eventEnum(event) }),
    ...(language !== undefined && {
      language: typeof language === 'string' ? language.toUpperCase() : language,
    }),
  };
}

const eventsInput = (events: unknown): object =>
  Array.isArray(events) && events.length === 1 && events[0] === '*'
    ? { allEvents: true }
    : { events: Array.isArray(events) ? events.map(eventEnum) : events };

const eventEnum = (type: unknown): unknown =>
  typeof type === 'string' ? type.replace('.', '_').toUpperCase() : type;

/** The path of a problem as the shared cases spell it. */
export const sharedPath = (mutation: string, path: string): string =>
  entityMutations.has(mutation) ? path.replace(/^(entity\.)?type$/, '$1entityType') : path;
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
    const { inline, allEvents, ...others } = value as Record<string, unknown>;
    if (typeof inline === 'object') {
      return restSpelling({ ...others, ...inline, ...(allEvents !== undefined && { allEvents }) }, field);
    }
    if (typeof allEvents === 'boolean') {
      const { events } = others as { events: string[] };
      const types = events.map((type) => type.toLowerCase().replace(eventName, '$1.'));
      return restSpelling({ ...others, events: allEvents ? ['*'] : types }, field);
    }
    return Object.fromEntries(
      Object.entries(value).map(([name, item]) => [snakeCase(name), restSpelling(item, name)]),
    );
  }
  // Only questionnaires have ids of digits. REST has them as integers.
  if (typeof value === 'string' && field === 'id' && /^\d+$/.test(value)) {
    return Number(value);
  }
  if (typeof value === 'string' && enumFields.has(field)) {
    return upperCaseValues.has(value) ? value : value.toLowerCase().replace(eventName, '$1.');
  }
  if (typeof value === 'string' && /^at$|[a-z]At$/.test(field)) {
    return `${new Date(value).toISOString().slice(0, 19)}Z`;
  }
  return value;
}
