import { type GraphQLInputType, isEnumType, isInputObjectType, isNonNullType } from 'graphql';
import { shortKey } from '../domain/problems.ts';
import { type FieldProblem, maxProblems } from '../errors.ts';
import type { CompiledRequest } from './compiled-request.ts';
import { RestError } from './errors.ts';
import { enumValue, notAChoice } from './input.ts';
import { restName, restPath } from './naming.ts';
import { pageParameters, readPage } from './pages.ts';

interface QueryOptions {
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
export function compileQuery({ variables, parameters }: QueryOptions): CompiledRequest {
  const required = [...variables].filter(([, type]) => isNonNullType(type));
  if (required.length !== parameters.length) {
    throw new Error(
      `The query requires ${required.length} variables, and the path has ${parameters.length}.`,
    );
  }
  const filled = new Map(parameters.map((name, index) => [name, required[index]?.[0] ?? name]));
  const isList = variables.has('offset');
  const filterType = variables.get('filter');
  const filters = new Map(
    isInputObjectType(filterType)
      ? Object.values(filterType.getFields()).map((field) => [restName(filterType.name, field.name), field])
      : [],
  );

  return {
    filled,
    isMultipart: false,
    page: isList ? readPage : undefined,
    // GraphQL reports what is wrong with a query's variables by their paths.
    problemsOf: () => [],
    toRestProblems: (problems) =>
      problems.map(({ path, messages }) => {
        const [, filterPath] = /^filter\.(.*)/.exec(path) ?? [];
        const isFilter = filterPath !== undefined && isInputObjectType(filterType);
        return { path: isFilter ? restPath(filterPath, filterType) : path, messages };
      }),
    toVariables: ({ parameters: given, query }) => {
      const problems: FieldProblem[] = [];
      const filter: Record<string, unknown> = {};
      for (const [name, text] of Object.entries(query)) {
        if (problems.length >= maxProblems) {
          break;
        }
        const field = filters.get(name);
        if (field && typeof text === 'string') {
          filter[field.name] = readText(field.type, text, (message) =>
            problems.push({ path: name, messages: [message] }),
          );
        } else if (field || !(isList && pageParameters.has(name))) {
          problems.push({
            path: shortKey(name),
            messages: [field ? 'Give this parameter once.' : 'Unknown parameter.'],
          });
        }
      }
      const page = isList ? readPage(query, problems) : undefined;
      if (problems.length > 0) {
        throw RestError.invalid(problems);
      }
      const ids = required.map(([variable, type], index) => [
        variable,
        // An id of the wrong form is the id of nothing.
        readText(type, given[parameters[index] ?? ''] ?? '', notFound),
      ]);
      return {
        ...Object.fromEntries(ids),
        ...(page && { first: page.size, offset: (page.number - 1) * page.size }),
        ...(filters.size > 0 && { filter }),
      };
    },
  };
}

const notFound = (): never => {
  throw RestError.notFound();
};

/** The value that a text in a URL stands for. */
function readText(type: GraphQLInputType, text: string, onMalformed: (message: string) => void): unknown {
  const named = isNonNullType(type) ? type.ofType : type;
  if (isEnumType(named)) {
    const value = enumValue(named, text);
    if (value === undefined) {
      onMalformed(notAChoice(named));
    }
    return value;
  }
  if ('name' in named && named.name === 'Int') {
    const value = /^\d{1,10}$/.test(text) ? Number(text) : Number.NaN;
    if (!(value <= 2_147_483_647)) {
      onMalformed('A valid integer is required.');
    }
    return value;
  }
  return text;
}
