import {
  type ExecutionArgs,
  GraphQLError,
  type GraphQLInputObjectType,
  type GraphQLInputType,
  type GraphQLLeafType,
  type GraphQLList,
  type GraphQLSchema,
  getOperationAST,
  isEnumType,
  isInputObjectType,
  isInputType,
  isListType,
  isNonNullType,
  isRequiredInputField,
  typeFromAST,
} from 'graphql';
import { requiredMessage, shortKey } from '../domain/problems.ts';
import { maxProblems } from '../errors.ts';
import type { ExecutionCheck } from './execution-check.ts';

/** Where a value is; its text is written only for a problem. */
interface Place {
  parent: Place | undefined;
  key: string | number;
}

/** The problems of one variable. Once there are as many as are reported, nothing else is looked at. */
interface Problems {
  isFull: () => boolean;
  add: (place: Place, message: string) => void;
}

/** What is said of one value at most; the value itself may be as large as the body. */
const maxMessageLength = 300;

/**
 * Rejects variables that do not fit their types, with at most 100 problems. The library's own check repeats the value in
 * each message, and of an object with a thousand unknown fields the whole object a thousand times.
 */
export const checkVariables: ExecutionCheck = (args) => {
  const errors = findVariableErrors(args);
  return errors.length > 0 ? { errors } : undefined;
};

/** The problems of an operation's variables; none if the executor accepts them. */
export function findVariableErrors({
  schema,
  document,
  operationName,
  variableValues,
}: ExecutionArgs): GraphQLError[] {
  const errors: GraphQLError[] = [];
  for (const definition of getOperationAST(document, operationName)?.variableDefinitions ?? []) {
    const name = definition.variable.name.value;
    const type = inputTypeOf(schema, definition.type);
    const value = variableValues && Object.hasOwn(variableValues, name) ? variableValues[name] : undefined;
    if (!type || (value === undefined && (definition.defaultValue || !isNonNullType(type)))) {
      continue;
    }
    const problems: Problems = {
      isFull: () => errors.length >= maxProblems,
      add: (place, message) => {
        const text = `Variable "$${name}" has an invalid value at "${pathText(place)}": ${message}`;
        errors.push(new GraphQLError(text, { nodes: definition, extensions: { code: 'BAD_REQUEST' } }));
      },
    };
    check(type, value, { parent: undefined, key: name }, problems);
  }
  return errors;
}

function inputTypeOf(
  schema: GraphQLSchema,
  node: Parameters<typeof typeFromAST>[1],
): GraphQLInputType | undefined {
  const type = typeFromAST(schema, node);
  return isInputType(type) ? type : undefined;
}

function check(type: GraphQLInputType, value: unknown, place: Place, problems: Problems): void {
  if (problems.isFull()) {
    return;
  }
  if (isNonNullType(type)) {
    if (value === undefined || value === null) {
      problems.add(place, requiredMessage);
    } else {
      check(type.ofType, value, place, problems);
    }
  } else if (value === undefined || value === null) {
    return;
  } else if (isListType(type)) {
    checkList(type, value, place, problems);
  } else if (isInputObjectType(type)) {
    checkObject(type, value, place, problems);
  } else {
    checkLeaf(type, value, place, problems);
  }
}

function checkList(
  { ofType }: GraphQLList<GraphQLInputType>,
  value: unknown,
  place: Place,
  problems: Problems,
): void {
  if (!Array.isArray(value)) {
    check(ofType, value, place, problems);
    return;
  }
  for (const [index, item] of value.entries()) {
    if (problems.isFull()) {
      return;
    }
    check(ofType, item, { parent: place, key: index }, problems);
  }
}

function checkObject(type: GraphQLInputObjectType, value: unknown, place: Place, problems: Problems): void {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    problems.add(place, 'An object is required.');
    return;
  }
  const given = value as Record<string, unknown>;
  const fields = type.getFields();
  for (const [name, field] of Object.entries(fields)) {
    if (given[name] !== undefined || isRequiredInputField(field)) {
      check(field.type, given[name], { parent: place, key: name }, problems);
    }
  }
  for (const name of Object.keys(given)) {
    if (problems.isFull()) {
      return;
    }
    if (!Object.hasOwn(fields, name) && given[name] !== undefined) {
      problems.add({ parent: place, key: name }, 'Unknown field.');
    }
  }
}

function checkLeaf(type: GraphQLLeafType, value: unknown, place: Place, problems: Problems): void {
  if (isEnumType(type)) {
    if (typeof value !== 'string' || !type.getValue(value)) {
      const names = type.getValues().map(({ name }) => name);
      problems.add(place, `Not a valid choice. Use one of: ${names.join(', ')}.`);
    }
    return;
  }
  try {
    if (type.coerceInputValue(value) === undefined) {
      problems.add(place, 'Not a valid value.');
    }
  } catch (error) {
    problems.add(place, error instanceof GraphQLError ? cut(error.message) : 'Not a valid value.');
  }
}

const cut = (text: string): string =>
  text.length > maxMessageLength ? `${text.slice(0, maxMessageLength).toWellFormed()}…` : text;

function pathText({ parent, key }: Place): string {
  if (!parent) {
    return String(key);
  }
  return typeof key === 'number' ? `${pathText(parent)}[${key}]` : `${pathText(parent)}.${shortKey(key)}`;
}
