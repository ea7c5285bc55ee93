import {
  type GraphQLInputType,
  type GraphQLSchema,
  isEnumType,
  isInputObjectType,
  isNonNullType,
  parse,
  typeFromAST,
} from 'graphql';
import { findProblems, shortKey } from '../domain/parse-input.ts';
import { type FieldProblem, maxProblems } from '../errors.ts';
import { maxOffset } from '../graphql/connection.ts';
import { RestError, restProblems } from './errors.ts';
import { compileInput, enumValue, isObject, notAChoice } from './input.ts';
import { restName } from './naming.ts';
import { compileOutput, readDocument, type ToRest } from './output.ts';
import type { Route } from './routes.ts';

/** What a request of a route says, as far as the route is concerned. */
export interface RestRequest {
  parameters: Readonly<Record<string, string>>;
  query: Readonly<Record<string, unknown>>;
  body: unknown;
  idempotencyKey: string | undefined;
}

/** A route made ready to serve. */
export interface CompiledRoute extends Route {
  query: string;
  operationName: string;
  /** The page that the request asks for; undefined for routes that are no lists. */
  page: ((query: RestRequest['query']) => Page) | undefined;
  /** The operation's variables. @throws RestError with every problem of the request's shape */
  toVariables: (request: RestRequest) => Record<string, unknown>;
  /** Every problem of variables that GraphQL has refused. */
  problemsOf: (variables: Record<string, unknown>) => FieldProblem[];
  /** What the operation has answered, before it is spelt in REST's way. */
  pick: (data: Readonly<Record<string, unknown>>) => unknown;
  toRest: ToRest;
}

export interface Page {
  number: number;
  size: number;
}

const defaultPageSize = 50;
const largestPageSize = 100;

/** @throws Error when the route and its document do not fit together; a start finds that out */
export function compileRoute(schema: GraphQLSchema, route: Route): CompiledRoute {
  const query = route.document.toString();
  const document = parse(query);
  const { operation } = readDocument(document);
  const variables = new Map(
    (operation.variableDefinitions ?? []).map(({ variable, type }) => {
      const inputType = typeFromAST(schema, type as Parameters<typeof typeFromAST>[1]) as GraphQLInputType;
      return [variable.name.value, isNonNullType(inputType) ? inputType.ofType : inputType] as const;
    }),
  );
  const isList = variables.has('offset');
  const rootField = operation.selectionSet.selections[0];
  const fieldName = rootField?.kind === 'Field' ? rootField.name.value : '';
  const answer = route.answer ?? [fieldName];
  const toRest = compileOutput({ schema, document });

  return {
    ...route,
    query,
    operationName: operation.name?.value ?? '',
    page: isList ? readPage : undefined,
    toVariables: variables.has('input') ? mutationVariables() : queryVariables(),
    problemsOf: ({ input }) =>
      route.operation ? restProblems(findProblems(route.operation.input, input)) : [],
    pick: (data) => answer.reduce<unknown>((value, name) => (isObject(value) ? value[name] : null), data),
    toRest: (data) =>
      answer.reduce<unknown>((value, name) => (isObject(value) ? value[restName(name)] : null), toRest(data)),
  };

  function mutationVariables(): CompiledRoute['toVariables'] {
    const inputType = variables.get('input');
    const { operation: rules, parameters = {} } = route;
    if (!isInputObjectType(inputType) || !rules) {
      throw new Error(`${route.method} ${route.path} is a mutation without an input or its rules.`);
    }
    const convert = compileInput(inputType, [...Object.values(parameters), 'idempotencyKey']);
    const takesIdempotencyKey = 'idempotencyKey' in inputType.getFields();
    return ({ body: sentBody, parameters: given, idempotencyKey }) => {
      const body = sentBody ?? {};
      if (!isObject(body)) {
        throw RestError.invalid([{ path: 'body', messages: ['The body must be a JSON object.'] }]);
      }
      const { input, problems } = convert(body);
      for (const [name, value] of Object.entries(given)) {
        input[parameters[name] ?? name] = value;
      }
      if (takesIdempotencyKey && idempotencyKey !== undefined) {
        input['idempotencyKey'] = idempotencyKey;
      }
      if (problems.length > 0) {
        const told = new Set(problems.map(({ path }) => path));
        const others = restProblems(findProblems(rules.input, input)).filter(({ path }) => !told.has(path));
        throw RestError.invalid([...problems, ...others]);
      }
      return { input };
    };
  }

  function queryVariables(): CompiledRoute['toVariables'] {
    const filterType = variables.get('filter');
    const filterFields = isInputObjectType(filterType) ? Object.values(filterType.getFields()) : [];
    const filters = new Map(filterFields.map(({ name, type }) => [restName(name), { name, type }]));
    return ({ parameters, query }) => {
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
        } else if (field || !(isList && (name === 'page' || name === 'page_size'))) {
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
      const given = Object.fromEntries(
        Object.entries(parameters).map(([name, text]) => {
          const variable = route.parameters?.[name] ?? name;
          const type = variables.get(variable);
          // An id of the wrong form is the id of nothing.
          return [variable, type ? readText(type, text, notFound) : text];
        }),
      );
      return {
        ...given,
        ...(page && { first: page.size, offset: (page.number - 1) * page.size }),
        ...(filters.size > 0 && { filter }),
      };
    };
  }
}

const notFound = (): never => {
  throw RestError.notFound();
};

/** What a text in a URL stands for. */
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

function readPage(query: RestRequest['query'], problems: FieldProblem[] = []): Page {
  const read = (name: string, fallback: number, most: number): number => {
    const text = query[name];
    if (text === undefined) {
      return fallback;
    }
    const value = typeof text === 'string' && /^\d{1,100}$/.test(text) ? Number(text) : 0;
    if (value < 1) {
      problems.push({ path: name, messages: ['Use an integer from 1.'] });
    }
    return Math.min(value, most);
  };
  const number = read('page', 1, Number.MAX_SAFE_INTEGER);
  const size = read('page_size', defaultPageSize, largestPageSize);
  if ((number - 1) * size >= maxOffset) {
    problems.push({
      path: 'page',
      messages: [
        `Use a page that starts within the first ${maxOffset} rows, or read the list through GraphQL with cursors (\`first\` and \`after\`).`,
      ],
    });
  }
  return { number, size };
}
