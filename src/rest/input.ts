import {
  type GraphQLEnumType,
  type GraphQLInputObjectType,
  type GraphQLInputType,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
} from 'graphql';
import type { FieldProblem } from '../errors.ts';
import { restName } from './naming.ts';

/** A REST value in the spelling of GraphQL. Names that no field has are left out and reported. */
type ToGraphql = (value: unknown, path: string, unknownFields: FieldProblem[]) => unknown;

/** A body in the spelling of GraphQL, and the names in it that are nobody's. */
export interface ConvertedBody {
  input: Record<string, unknown>;
  unknownFields: FieldProblem[];
}

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * Compiles, once at start, how a REST body becomes the input of a mutation: names and enum values change their case and
 * nothing else happens. Values of the wrong kind stay as they are, for the operation to refuse.
 *
 * @param taken fields of the input that the path or a header gives, which a body therefore does not have
 */
export function compileInput(
  type: GraphQLInputObjectType,
  taken: readonly string[],
): (body: Record<string, unknown>) => ConvertedBody {
  const convert = compileObject(type, new Set(taken));
  return (body) => {
    const unknownFields: FieldProblem[] = [];
    return { input: convert(body, '', unknownFields) as Record<string, unknown>, unknownFields };
  };
}

function compileType(type: GraphQLInputType): ToGraphql {
  if (isNonNullType(type)) {
    return compileType(type.ofType);
  }
  if (isListType(type)) {
    const convert = compileType(type.ofType);
    return (value, path, unknownFields) =>
      Array.isArray(value)
        ? value.map((item, index) => convert(item, `${path}[${index}]`, unknownFields))
        : value;
  }
  const named = getNamedType(type);
  if (isInputObjectType(named)) {
    return compileObject(named, new Set());
  }
  if (isEnumType(named)) {
    return (value) => (typeof value === 'string' ? enumValue(named, value) : value);
  }
  return (value) => value;
}

/** The enum's value of that name in any case; anything else stays as it is. */
export const enumValue = (type: GraphQLEnumType, text: string): string =>
  type.getValue(text.toUpperCase()) ? text.toUpperCase() : text;

function compileObject(type: GraphQLInputObjectType, taken: ReadonlySet<string>): ToGraphql {
  const fields = new Map(
    Object.values(type.getFields())
      .filter(({ name }) => !taken.has(name))
      .map((field) => [restName(field.name), { name: field.name, convert: compileType(field.type) }]),
  );
  return (value, path, unknownFields) => {
    if (!isObject(value)) {
      return value;
    }
    const input: Record<string, unknown> = {};
    for (const [name, fieldValue] of Object.entries(value)) {
      const fieldPath = path === '' ? name : `${path}.${name}`;
      const field = fields.get(name);
      if (field) {
        input[field.name] = field.convert(fieldValue, fieldPath, unknownFields);
      } else {
        unknownFields.push({ path: fieldPath, messages: ['Unknown field.'] });
      }
    }
    return input;
  };
}
