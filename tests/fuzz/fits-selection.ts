import {
  type GraphQLObjectType,
  type GraphQLOutputType,
  isAbstractType,
  isEnumType,
  isListType,
  isNonNullType,
  isObjectType,
  type SelectionSetNode,
} from 'graphql';
import { schema } from '../../src/graphql/schema.ts';

const scalars: Record<string, (value: unknown) => boolean> = {
  Int: Number.isInteger,
  Float: Number.isFinite,
  Boolean: (value) => typeof value === 'boolean',
  DateTime: (value) => new Date(String(value)).toISOString() === value,
  JSON: () => true,
  AnswerValue: () => true,
  LocalTexts: (value) => typeof value === 'object' && !Array.isArray(value),
};

/** Where a value is not what the schema says of the type and the selection; empty if it is. */
export function misfits(
  type: GraphQLOutputType,
  selection: SelectionSetNode | undefined,
  value: unknown,
  path = 'data',
): string[] {
  if (isNonNullType(type)) {
    return value === null ? [`${path} is null`] : misfits(type.ofType, selection, value, path);
  }
  if (value === null) {
    return [];
  }
  if (isListType(type)) {
    return Array.isArray(value)
      ? value.flatMap((item, index) => misfits(type.ofType, selection, item, `${path}.${index}`))
      : [`${path} is no list`];
  }
  if (isObjectType(type) || isAbstractType(type)) {
    const object = value as Record<string, unknown>;
    const own = schema.getType(String(object['__typename']));
    const isMember =
      isObjectType(own) && (own === type || (isAbstractType(type) && schema.isSubType(type, own)));
    return isMember && selection
      ? misfitsOfObject(own, selection, object, path)
      : [`${path} has another type`];
  }
  const fits = isEnumType(type)
    ? type.getValues().some(({ name }) => name === value)
    : (scalars[type.name] ?? ((text: unknown) => typeof text === 'string'))(value);
  return fits ? [] : [`${path} is no ${type.name}: ${JSON.stringify(value)}`];
}

function misfitsOfObject(
  type: GraphQLObjectType,
  selection: SelectionSetNode,
  object: Record<string, unknown>,
  path: string,
): string[] {
  return selection.selections.flatMap((node) => {
    if (node.kind === 'InlineFragment') {
      return node.typeCondition?.name.value === type.name
        ? misfitsOfObject(type, node.selectionSet, object, path)
        : [];
    }
    const name = node.name.value;
    const field = type.getFields()[name];
    if (node.kind !== 'Field' || !field) {
      return [];
    }
    return Object.hasOwn(object, name)
      ? misfits(field.type, node.selectionSet, object[name], `${path}.${name}`)
      : [`${path}.${name} is missing`];
  });
}
