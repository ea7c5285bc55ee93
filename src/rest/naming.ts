import {
  type GraphQLInputObjectType,
  type GraphQLNamedInputType,
  type GraphQLSchema,
  getNamedType,
  isEnumType,
  isInputObjectType,
} from 'graphql';

/*
 * The spelling of both APIs. REST has GraphQL's names in snake_case, its enum values in lower case, its times to the second
 * and its ids as they are, apart from what these tables list. A field that a document selects under an alias has that
 * alias as its name.
 */

/** REST v1 keeps the names of the verification checks as their provider spells them. */
const checkNames = { enhancedIdentity: 'enhancedIdentity', proofOfAddress: 'proofOfAddress' };

/** REST names a filter after the field that it is about, also where several values are accepted. */
const filterNames = { statuses: 'status', outcomes: 'outcome' };

/** The fields of GraphQL types and input types that REST calls otherwise than by their name in snake_case. */
const ownNames: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  EntityInput: { type: 'entity_type' },
  CreateEntityInput: { type: 'entity_type' },
  EntityFilter: { type: 'entity_type' },
  ResponseFilter: filterNames,
  WorkflowSessionFilter: filterNames,
  VerificationSessionFilter: filterNames,
  WebhookDeliveryFilter: filterNames,
  VerificationChecks: checkNames,
  VerificationChecksInput: checkNames,
};

/** The alias of an object that REST does not have: its fields are next to those of the object that it belongs to. */
export const inlineAlias = 'inline';

/** Whether an id is one of a questionnaire, which REST v1 has as an integer. */
export const isIntegerId = (typeName: string, field: string): boolean =>
  field === 'questionnaireId' || (typeName === 'Questionnaire' && field === 'id');

/** Enums whose values REST v1 spells in upper case. */
const upperCaseEnums = new Set(['ResponseStatus']);

const snakeCase = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** The name of a field in REST. */
export const restName = (typeName: string, field: string): string =>
  ownNames[typeName]?.[field] ?? snakeCase(field);

/**
 * A path into a GraphQL input, such as `entity.legalName`, as a path into the REST request.
 *
 * @param type the type of the input that the path leads into
 */
export function restPath(path: string, type: GraphQLInputObjectType): string {
  let at: GraphQLNamedInputType | undefined = type;
  const restOf = (part: string): string => {
    const [, name = part, index = ''] = /^(\w+)((?:\[\d+\])*)$/.exec(part) ?? [];
    const parent: GraphQLNamedInputType | undefined = at;
    const field = isInputObjectType(parent) ? parent.getFields()[name] : undefined;
    at = field && getNamedType(field.type);
    return (parent ? restName(parent.name, name) : snakeCase(name)) + index;
  };
  return path.split('.').map(restOf).join('.');
}

/** The type of errors that are part of a response. REST has them in the shape of all errors. */
export const errorObject = 'BatchItemError';

/** Enums of events, whose types have a dot after the resource: `RESPONSE_SUBMITTED` is `response.submitted`. */
const eventEnums = new Set(['AuditEventType', 'WebhookEventType']);

/** An enum value as REST spells it. */
export function restEnumValue(enumName: string, value: string): string {
  if (upperCaseEnums.has(enumName)) {
    return value;
  }
  return eventEnums.has(enumName) ? value.toLowerCase().replace('_', '.') : value.toLowerCase();
}

/** A list of GraphQL that a flag replaces, where REST has one list with a wildcard. */
export interface WildcardList {
  list: string;
  flag: string;
}

const eventsOfWebhook: WildcardList = { list: 'events', flag: 'allEvents' };

/** The lists in which REST has `*` for everything, by the type that they belong to. */
export const wildcardLists: Readonly<Record<string, WildcardList>> = {
  Webhook: eventsOfWebhook,
  CreateWebhookInput: eventsOfWebhook,
  UpdateWebhookInput: eventsOfWebhook,
};

export const wildcard = '*';

/** A status of any resource as REST spells it. No value is in two enums that REST spells differently. */
export const restStatus = (schema: GraphQLSchema, value: string): string => {
  const isUpperCase = [...upperCaseEnums].some((name) => {
    const type = schema.getType(name);
    return isEnumType(type) && type.getValue(value);
  });
  return isUpperCase ? value : value.toLowerCase();
};

/** `2026-02-26T12:00:00Z`: UTC, to the second, of a time that GraphQL has written. */
export const restTime = (time: string): string => `${time.slice(0, 'YYYY-MM-DDThh:mm:ss'.length)}Z`;
