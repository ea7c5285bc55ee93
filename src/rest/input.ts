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
import { restEnumValue, restName } from './naming.ts';

/**
 * A REST value in the spelling of GraphQL. What GraphQL would take and REST does not is reported: names that no field has,
 * a single item where a list belongs, and choices that there are not, in REST's spelling.
 */
type ToGraphql = (value: unknown, path: string, problems: FieldProblem[]) => unknown;

/** A body in the spelling of GraphQL, and what is wrong with it already. */
export interface ConvertedBody {
  input: Record<string, unknown>;
  problems: FieldProblem[];
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
    const problems: FieldProblem[] = [];
    return { input: convert(body, '', problems) as Record<string, unknown>, problems };
  };
}

function compileType(type: GraphQLInputType): ToGraphql {
  if (isNonNullType(type)) {
    return compileType(type.ofType);
  }
  if (isListType(type)) {
    const convert = compileType(type.ofType);
    return (value, path, problems) => {
      if (Array.isArray(value)) {
        return value.map((item, index) => convert(item, `${path}[${index}]`, problems));
      }
      if (value !== null) {
        problems.push({ path, messages: ['A list is required.'] });
      }
      return value;
    };
  }
  const named = getNamedType(type);
  if (isInputObjectType(named)) {
    return compileObject(named, new Set());
  }
  if (isEnumType(named)) {
    return (value, path, problems) => {
      if (typeof value !== 'string') {
        return value;
      }
      const name = enumValue(named, value);
      if (!named.getValue(name)) {
        problems.push({ path, messages: [notAChoice(named)] });
      }
      return name;
    };
  }
  return (value) => value;
}

/** Says which values an enum takes, as REST spells them. */
export const notAChoice = (type: GraphQLEnumType): string =>
  `Not a valid choice. Use one of: ${type
    .getValues()
    .map(({ name }) => restEnumValue(type.name, name))
    .join(', ')}.`;

/** The enum's value of that name in any case; anything else stays as it is. */
export const enumValue = (type: GraphQLEnumType, text: string): string =>
  type.getValue(text.toUpperCase()) ? text.toUpperCase() : text;

function compileObject(type: GraphQLInputObjectType, taken: ReadonlySet<string>): ToGraphql {
  const fields = new Map(
    Object.values(type.getFields())
      .filter(({ name }) => !taken.has(name))
      .map((field) => [restName(field.name), { name: field.name, convert: compileType(field.type) }]),
  );
  return (value, path, problems) => {
    if (!isObject(value)) {
      return value;
    }
    const input: Record<string, unknown> = {};
    for (const [name, fieldValue] of Object.entries(value)) {
      const fieldPath = path === '' ? name : `${path}.${name}`;
      const field = fields.get(name);
      if (field) {
        input[field.name] = field.convert(fieldValue, fieldPath, problems);
      } else {
        problems.push({ path: fieldPath, messages: ['Unknown field.'] });
      }
    }
    return input;
  };
}
