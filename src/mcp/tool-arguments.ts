import { requiredMessage, shortKey } from '../domain/problems.ts';
import { type FieldProblem, maxProblems } from '../errors.ts';
import type { RestRequest } from '../rest/compiled-request.ts';
import type { DescribedRoute } from '../rest/reference/described-route.ts';
import { acceptsKey } from '../rest/reference/request-parts.ts';

/** The argument with which a client identifies a call, so that it can repeat it. */
export const keyArgument = 'idempotency_key';

/** More filters than any list has, and more unknown ones than are reported. */
const maxFilters = 2 * maxProblems;

/** The arguments of a call as a request of its route. */
interface ReadArguments {
  request: RestRequest;
  problems: FieldProblem[];
}

/** Distributes the arguments of a call over the path, the URL and the body of a request. */
export function readArguments(route: DescribedRoute, passed: Record<string, unknown>): ReadArguments {
  const problems: FieldProblem[] = [];
  const rest = new Map(Object.entries(passed));
  const take = (name: string): unknown => {
    const value = rest.get(name) ?? undefined;
    rest.delete(name);
    return value;
  };
  /** A text, or a number that a client has not written as one. */
  const takeText = (name: string): string | undefined => {
    const value = take(name);
    if (value === undefined || typeof value === 'string' || typeof value === 'number') {
      return value === undefined ? undefined : String(value);
    }
    problems.push({ path: name, messages: ['A valid string is required.'] });
    return undefined;
  };
  const parameters: Record<string, string> = {};
  for (const name of route.filled.keys()) {
    const isMissing = (passed[name] ?? undefined) === undefined;
    const value = takeText(name);
    if (value !== undefined) {
      parameters[name] = value;
    } else if (isMissing) {
      problems.push({ path: name, messages: [requiredMessage] });
    }
  }
  const { operation } = route;
  if (operation) {
    const idempotencyKey = acceptsKey(operation) ? takeText(keyArgument) : undefined;
    return {
      request: { parameters, query: {}, body: Object.fromEntries(rest), idempotencyKey },
      problems,
    };
  }
  const query: Record<string, string> = {};
  // The rest of what is too much costs nothing more: these are more than all problems that are reported.
  for (const [name, value] of [...rest].slice(0, maxFilters)) {
    const text = queryText(value);
    if (text === undefined) {
      problems.push({ path: shortKey(name), messages: ['A valid string is required.'] });
    } else if (text !== null) {
      query[name] = text;
    }
  }
  return { request: { parameters, query, body: undefined, idempotencyKey: undefined }, problems };
}

/** The form that a value has in a URL, in which a list has commas; null if it is left out, undefined if it has none. */
function queryText(value: unknown): string | null | undefined {
  if (value === null || value === undefined) {
    return null;
  }
  if (!Array.isArray(value)) {
    return isSingle(value) ? String(value) : undefined;
  }
  if (value.length === 0) {
    return null;
  }
  return value.every(isSingle) ? value.join(',') : undefined;
}

const isSingle = (value: unknown): boolean => ['string', 'number', 'boolean'].includes(typeof value);
