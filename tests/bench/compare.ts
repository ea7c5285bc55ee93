import { isDeepStrictEqual } from 'node:util';
import type { Api, BenchCase } from './cases.ts';

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const restTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;
const graphqlTime = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)\.\d{3}Z$/;
/** GraphQL returns every id as text; that of a questionnaire is a number in REST. */
const questionnaireId = /^\d+$/;
/** Fields whose enum values REST spells in lower case; a response's status is not among them. */
const lowerCaseFields = new Set(['type', 'entity_type', 'engine', 'steps']);

/**
 * Holds an answer against the peer's answer to the same call.
 *
 * @throws Error that shows both when they do not say the same
 */
export function expectSameAnswer(options: {
  benchCase: BenchCase;
  api: Api;
  body: string;
  rawBody: string;
}): void {
  const { benchCase, api, body, rawBody } = options;
  const [raw] = benchCase.apis;
  const expected = normalise(raw.pick(JSON.parse(rawBody)), benchCase);
  const picked = api.pick(JSON.parse(body));
  const actual = normalise(api.name === 'GraphQL' ? toRestSpelling(picked) : picked, benchCase);
  // GraphQL has no links to other pages.
  const comparable =
    api.name === 'GraphQL' && benchCase.name === 'list-counted' ? withoutLinks(expected) : expected;
  if (!isDeepStrictEqual(actual, comparable)) {
    throw new Error(
      `${benchCase.name} over ${api.name} differs from the peer:\n${JSON.stringify(actual)}\n${JSON.stringify(comparable)}`,
    );
  }
}

function withoutLinks(page: any): unknown {
  const { next: _next, previous: _previous, ...rest } = page;
  return rest;
}

/** A GraphQL answer with REST's names, ids, times and enum values. */
function toRestSpelling(value: unknown, field = ''): unknown {
  if (Array.isArray(value)) {
    return value.map((item) => toRestSpelling(item, field));
  }
  if (value !== null && typeof value === 'object') {
    const isReceipt = 'emailSent' in value;
    const { inline, ...others } = value as Record<string, unknown>;
    return Object.fromEntries(
      Object.entries({ ...others, ...(inline as object | undefined) })
        .filter(([name]) => name !== '__typename')
        .map(([name, item]) => {
          const restName = name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
          return [restName, toRestSpelling(item, isReceipt && name === 'status' ? 'steps' : restName)];
        }),
    );
  }
  if (typeof value !== 'string') {
    return value;
  }
  if (field === 'id' && questionnaireId.test(value)) {
    return Number(value);
  }
  return lowerCaseFields.has(field) ? value.toLowerCase() : value.replace(graphqlTime, '$1Z');
}

/** Puts the form in the place of what differs from call to call. */
function normalise(value: unknown, { volatileFields }: BenchCase): unknown {
  return JSON.parse(JSON.stringify(value), (field, item) => {
    if (!volatileFields.includes(field) || typeof item !== 'string') {
      return item;
    }
    return uuid.test(item) ? 'an id' : restTime.test(item) ? 'a time' : item;
  });
}
