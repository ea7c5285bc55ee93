import {
  GraphQLBoolean,
  type GraphQLInputType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
} from 'graphql';
import { z } from 'zod';
import { maxListItems } from '../domain/bounded.ts';
import { findProblems } from '../domain/parse-input.ts';
import { shortKey } from '../domain/problems.ts';
import { type FieldProblem, maxProblems } from '../errors.ts';
import { integerId } from '../ids.ts';
import type { CompiledRequest } from './compiled-request.ts';
import { RestError } from './errors.ts';
import { enumValue, notAChoice } from './input.ts';
import { isIntegerId, restName } from './naming.ts';
import { pageParameters, readPage } from './pages.ts';
import type { ToRestProblems } from './problems.ts';

interface QueryOptions {
  /** What the filter accepts, where the query has one. */
  rules: z.ZodType | undefined;
  /** The variables of the document, in order. */
  variables: ReadonlyMap<string, GraphQLInputType>;
  /** The names in the path. */
  parameters: readonly string[];
}

/**
 * Compiles, once at start, how a request becomes the variables of a query. The parameters of the path are its required
 * variables, in order; the fields of its filter, and those of a page, are parameters of the URL.
 *
 * @throws Error if the path does not have as many parameters as the query has required variables
 */
export function compileQuery({ variables, parameters, rules }: QueryOptions): CompiledRequest {
  const required = [...variables].filter(([, type]) => isNonNullType(type));
  if (required.length !== parameters.length) {
    throw new Error(
      `The query requires ${required.length} variables, and the path has ${parameters.length}.`,
    );
  }
  const ids = required.flatMap(([variable, type], index) =>
    parameters.slice(index, index + 1).map((parameter) => ({ parameter, variable, type })),
  );
  const isList = variables.has('offset');
  const filterType = variables.get('filter');
  const filters = new Map(
    isInputObjectType(filterType)
      ? Object.values(filterType.getFields()).map(({ name, type }) => [
          restName(filterType.name, name),
          { name, read: compileFilter(type, isIntegerId(filterType.name, name)) },
        ])
      : [],
  );

  const toRestProblems: ToRestProblems = (problems) =>
    problems.map(({ path, messages }) => {
      // A parameter is one text, whichever of its values is wrong.
      const [, field] = /^filter\.(\w+)/.exec(path) ?? [];
      const isFilter = field !== undefined && isInputObjectType(filterType);
      return { path: isFilter ? restName(filterType.name, field) : path, messages };
    });
  /** What is wrong with the values of parameters that have the right form. */
  function problemsOfValues(filter: object, malformed: readonly FieldProblem[]): FieldProblem[] {
    const found = rules ? findProblems(z.strictObject({ filter: rules }), { filter }) : [];
    return toRestProblems(found).filter(({ path }) => !malformed.some((problem) => problem.path === path));
  }

  return {
    filled: new Map(ids.map(({ parameter, variable }) => [parameter, variable])),
    fileField: undefined,
    page: isList ? readPage : undefined,
    // GraphQL reports what is wrong with a query's variables by their paths.
    problemsOf: () => [],
    toRestProblems,
    toVariables: ({ parameters: pathValues, query }) => {
      const problems: FieldProblem[] = [];
      const filter: Record<string, unknown> = {};
      for (const [name, text] of Object.entries(query)) {
        if (problems.length >= maxProblems) {
          break;
        }
        const field = filters.get(name);
        if (field && typeof text === 'string') {
          filter[field.name] = field.read(text, (message) =>
            problems.push({ path: name, messages: [message] }),
          );
        } else if (field || !(isList && pageParameters.has(name))) {
          problems.push({
            path: shortKey(name),
            messages: [field ? 'Use this parameter only once.' : 'Unknown parameter.'],
          });
        }
      }
      const page = isList ? readPage(query, problems) : undefined;
      if (problems.length > 0) {
        throw RestError.invalid([...problems, ...problemsOfValues(filter, problems)].slice(0, maxProblems));
      }
      // An id of the wrong form is the id of nothing.
      const idValues = ids.map(({ parameter, variable }) => [variable, pathValues[parameter]]);
      return {
        ...Object.fromEntries(idValues),
        ...(page && { first: page.size, offset: (page.number - 1) * page.size }),
        ...(filters.size > 0 && { filter }),
      };
    },
  };
}

/** Reads the value that a text in a URL stands for. */
type ReadText = (text: string, onMalformed: (message: string) => void) => unknown;

const booleans = new Map([
  ['true', true],
  ['false', false],
]);

/** A list has commas between its items. */
function compileFilter(type: GraphQLInputType, isInteger: boolean): ReadText {
  const named = getNullableType(type);
  if (isListType(named)) {
    return listOf(compileFilter(named.ofType, isInteger));
  }
  if (isEnumType(named)) {
    return orMalformed((text) => enumValue(named, text), notAChoice(named));
  }
  if (named === GraphQLBoolean) {
    return orMalformed((text) => booleans.get(text), 'Use true or false.');
  }
  return isInteger ? orMalformed(integerId, 'A valid integer is required.') : (text) => text;
}

const orMalformed =
  (read: (text: string) => unknown, message: string): ReadText =>
  (text, onMalformed) => {
    const value = read(text);
    if (value === undefined) {
      onMalformed(message);
    }
    return value;
  };

const listOf =
  (readItem: ReadText): ReadText =>
  (text, onMalformed) => {
    const messages = new Set<string>();
    // The rest of a list that is too long costs nothing more.
    const items = text
      .split(',', maxListItems + 1)
      .map((item) => readItem(item, (message) => messages.add(message)));
    messages.forEach(onMalformed);
    return items;
  };
