import { type GraphQLSchema, isEnumType } from 'graphql';

/**
 * REST v1 spells names in snake_case, except the verification checks, which keep the spelling of the provider they
 * come from.
 */
const keptNames = new Set(['enhancedIdentity', 'proofOfAddress']);

/** A GraphQL name as REST spells it. */
export const restName = (name: string): string =>
  keptNames.has(name) ? name : name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** A path into a GraphQL input, such as `entity.legalName`, as a path into the REST body. */
export const restPath = (path: string): string =>
  path
    .split('.')
    .map((part) => {
      const [, name = part, index = ''] = /^(\w+)((?:\[\d+\])*)$/.exec(part) ?? [];
      return restName(name) + index;
    })
    .join('.');

/** Enums whose values REST v1 spells in upper case; it writes all others in lower case. */
const upperCaseEnums = new Set(['ResponseStatus']);

/** An enum value as REST spells it. */
export const restEnumValue = (enumName: string, value: string): string =>
  upperCaseEnums.has(enumName) ? value : value.toLowerCase();

/** A status as REST spells it, where nothing says of which enum it is. No value is in two that are spelt differently. */
export const restStatus = (schema: GraphQLSchema, value: string): string => {
  const isUpperCase = [...upperCaseEnums].some((name) => {
    const type = schema.getType(name);
    return isEnumType(type) && type.getValue(value);
  });
  return isUpperCase ? value : value.toLowerCase();
};
