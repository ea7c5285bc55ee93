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
import { maxListItems } from '../domain/bounded.ts';
import { shortKey } from '../domain/problems.ts';
import { type FieldProblem, maxProblems } from '../errors.ts';
import { isObject } from './is-object.ts';
import { isIntegerId, restEnumValue, restName, wildcard, wildcardLists } from './naming.ts';

/** Where a value is in the body. Its text is written only for a problem, because a body has up to a million places. */
type Place = { parent: Place; key: string | number } | undefined;

/** The problems of one body. Once there are as many as are reported, nothing else is looked at. */
interface Problems {
  isFull: () => boolean;
  add: (place: Place, message: string) => void;
}

/**
 * A REST value in the spelling of GraphQL. What GraphQL accepts and REST does not is reported: unknown fields, a single
 * item where a list belongs, and values that an enum does not have, in REST's spelling.
 */
type ToGraphql = (value: unknown, place: Place, problems: Problems) => unknown;

/** A body in the spelling of GraphQL, and what is wrong with it already. */
export interface ConvertedBody {
  input: Record<string, unknown>;
  problems: FieldProblem[];
}

/**
 * Compiles, once at start, how a REST body becomes the input of a mutation: names and enum values change their case and
 * nothing else happens. Values of the wrong kind stay as they are, for the operation to reject.
 *
 * @param taken fields of the input that the path or a header gives, which a body therefore does not have
 */
export function compileInput(
  type: GraphQLInputObjectType,
  taken: Iterable<string>,
): (body: Record<string, unknown>) => ConvertedBody {
  const convert = compileObject(type, new Set(taken));
  return (body) => {
    const problems: FieldProblem[] = [];
    const input = convert(body, undefined, {
      isFull: () => problems.length >= maxProblems,
      add: (place, message) => problems.push({ path: pathText(place), messages: [message] }),
    });
    return { input: input as Record<string, unknown>, problems };
  };
}

function pathText(place: Place): string {
  if (!place) {
    return '';
  }
  const start = pathText(place.parent);
  if (typeof place.key === 'number') {
    return `${start}[${place.key}]`;
  }
  return start === '' ? shortKey(place.key) : `${start}.${shortKey(place.key)}`;
}

function compileType(type: GraphQLInputType): ToGraphql {
  if (isNonNullType(type)) {
    return compileType(type.ofType);
  }
  if (isListType(type)) {
    const convert = compileType(type.ofType);
    return (value, place, problems) => {
      if (Array.isArray(value)) {
        // The rest of a list that is too long costs nothing more.
        const items = value.length > maxListItems ? value.slice(0, maxListItems + 1) : value;
        return convert === keep ? items : convertItems(items, { convert, place, problems });
      }
      if (value !== null) {
        problems.add(place, 'A list is required.');
      }
      return value;
    };
  }
  const named = getNamedType(type);
  if (isInputObjectType(named)) {
    return compileObject(named, new Set());
  }
  if (isEnumType(named)) {
    const unknownValue = notAChoice(named);
    return (value, place, problems) => {
      if (typeof value !== 'string') {
        return value;
      }
      const name = enumValue(named, value);
      if (name === undefined) {
        problems.add(place, unknownValue);
      }
      return name ?? value;
    };
  }
  return named.name === 'ID' ? keepText : keep;
}

/** A value of variables as an operation gets it: with what the values of enums stand for. */
export function operationInput(type: GraphQLInputType, value: unknown): unknown {
  if (isNonNullType(type)) {
    return operationInput(type.ofType, value);
  }
  if (isListType(type)) {
    return Array.isArray(value) ? value.map((item) => operationInput(type.ofType, item)) : value;
  }
  if (isEnumType(type)) {
    const known = typeof value === 'string' ? type.getValue(value) : undefined;
    return known ? known.value : value;
  }
  if (!isInputObjectType(type) || !isObject(value)) {
    return value;
  }
  const fields = type.getFields();
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => {
      const field = fields[name];
      return [name, field ? operationInput(field.type, item) : item];
    }),
  );
}

/** How values convert that both APIs spell in the same way. */
const keep: ToGraphql = (value) => value;

/*
 * GraphQL's `ID` accepts a text and an integer alike, and REST has each id in one form. The other form becomes what is
 * neither, for the operation to reject.
 */
const keepText: ToGraphql = (value) => (typeof value === 'number' ? Number.NaN : value);
const keepInteger: ToGraphql = (value) => (typeof value === 'string' ? Number.NaN : value);

function convertItems(
  items: readonly unknown[],
  { convert, place, problems }: { convert: ToGraphql; place: Place; problems: Problems },
): unknown[] {
  const converted: unknown[] = [];
  for (const [index, item] of items.entries()) {
    if (problems.isFull()) {
      break;
    }
    converted.push(convert(item, { parent: place, key: index }, problems));
  }
  return converted;
}

/** Says which values an enum takes, as REST spells them. */
export const notAChoice = (type: GraphQLEnumType): string =>
  `Not a valid choice. Use one of: ${type
    .getValues()
    .map(({ name }) => restEnumValue(type.name, name))
    .join(', ')}.`;

/** Longer than the value of any enum. */
const maxEnumValueLength = 100;

/** The enum's value that REST spells in exactly this way; undefined if there is none. */
export function enumValue(type: GraphQLEnumType, text: string): string | undefined {
  const name = text.length <= maxEnumValueLength ? text.toUpperCase().replace('.', '_') : '';
  return type.getValue(name) && restEnumValue(type.name, name) === text ? name : undefined;
}

const isWildcard = (value: unknown): boolean =>
  Array.isArray(value) && value.length === 1 && value[0] === wildcard;

function compileObject(type: GraphQLInputObjectType, taken: ReadonlySet<string>): ToGraphql {
  const wildcards = wildcardLists[type.name];
  const fields = new Map(
    Object.values(type.getFields())
      .filter(({ name }) => !taken.has(name) && name !== wildcards?.flag)
      .map((field) => [
        restName(type.name, field.name),
        {
          name: field.name,
          convert: isIntegerId(type.name, field.name) ? keepInteger : compileType(field.type),
        },
      ]),
  );
  return (value, place, problems) => {
    if (!isObject(value)) {
      return value;
    }
    const input: Record<string, unknown> = {};
    for (const name of Object.keys(value)) {
      if (problems.isFull()) {
        break;
      }
      const fieldPlace = { parent: place, key: name };
      const field = fields.get(name);
      if (field && field.name === wildcards?.list && isWildcard(value[name])) {
        input[wildcards.flag] = true;
      } else if (field) {
        input[field.name] = field.convert(value[name], fieldPlace, problems);
      } else {
        problems.add(fieldPlace, 'Unknown field.');
      }
    }
    return input;
  };
}
