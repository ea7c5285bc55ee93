import {
  type GraphQLField,
  type GraphQLNamedType,
  getNamedType,
  isAbstractType,
  isLeafType,
  isObjectType,
  isRequiredArgument,
} from 'graphql';
import { schema } from '../../src/graphql/schema.ts';

/**
 * Makes a selection of a type's fields. `take` decides about each field; one without its required arguments is left out.
 */
export function select(type: GraphQLNamedType, take: () => boolean, levels = 3): string {
  if (isLeafType(type)) {
    return '';
  }
  if (isAbstractType(type)) {
    const members = schema
      .getPossibleTypes(type)
      .filter(take)
      .map(({ name }) => `... on ${name} ${select(schema.getType(name)!, take, levels)}`);
    return `{ __typename ${members.join(' ')} }`;
  }
  const fields: GraphQLField<unknown, unknown>[] = isObjectType(type) ? Object.values(type.getFields()) : [];
  const parts = fields
    .filter(({ args }) => !args.some(isRequiredArgument))
    .flatMap((field) => {
      const named = getNamedType(field.type);
      const isTaken = isLeafType(named) || levels > 1;
      return isTaken && take() ? [`${field.name} ${select(named, take, levels - 1)}`] : [];
    });
  return `{ __typename ${parts.join(' ')} }`;
}
