import { z } from 'zod';
import { type FieldProblem, maxProblems } from '../errors.ts';
import type { Path } from './draft.ts';

export const requiredMessage = 'This field is required.';

/** The problems of one input by their paths, in the order in which they are found. Keeps the first 100 paths. */
export class Problems {
  readonly #messagesByPath = new Map<string, Set<string>>();

  get isEmpty(): boolean {
    return this.#messagesByPath.size === 0;
  }

  get isFull(): boolean {
    return this.#messagesByPath.size >= maxProblems;
  }

  has(path: Path): boolean {
    return this.#messagesByPath.has(pathText(path));
  }

  /** Whether there is a problem at the path, or at a shorter one that it starts with and that has more than `depth` keys. */
  hasAround(path: Path, depth: number): boolean {
    return path.some((_, index) => index >= depth && this.has(path.slice(0, index + 1)));
  }

  add(path: Path, message: string): void {
    const text = pathText(path);
    const messages = this.#messagesByPath.get(text);
    if (messages) {
      messages.add(message);
    } else if (!this.isFull) {
      this.#messagesByPath.set(text, new Set([message]));
    }
  }

  /** Parses a value with zod and adds the problems that it finds. */
  parse(schema: z.ZodType, { value, path }: { value: unknown; path: Path }) {
    const result = schema.safeParse(value, { error: (issue) => wording(issue, path) });
    for (const issue of result.error?.issues ?? []) {
      this.add([...path, ...issue.path] as Path, issue.message);
    }
    return result;
  }

  toFields(): FieldProblem[] {
    return [...this.#messagesByPath].map(([path, messages]) => ({ path, messages: [...messages] }));
  }
}

/** Longer than any name that a field has; the rest of an unknown one is not repeated to the client. */
const maxKeyLength = 100;

/** A key as it appears in a problem's path. */
export const shortKey = (key: string): string =>
  key.length > maxKeyLength ? `${key.slice(0, maxKeyLength).toWellFormed()}…` : key;

function pathText(path: Path): string {
  return path.reduce<string>((text, key) => {
    if (typeof key === 'number') {
      return `${text}[${key}]`;
    }
    const name = shortKey(String(key));
    return text === '' ? name : `${text}.${name}`;
  }, '');
}

const expectedNames: Record<string, string> = {
  string: 'A valid string',
  number: 'A valid number',
  int: 'A valid integer',
  boolean: 'A valid boolean',
  date: 'A valid date',
  array: 'A list',
  object: 'An object',
};

/** The one place where zod's findings become English. A message that a schema provides takes precedence. */
function wording(issue: z.core.$ZodRawIssue, path: Path): string {
  const isMissing = path.length > 0 && (issue.input === undefined || issue.input === null);
  switch (issue.code) {
    case 'invalid_type':
      return isMissing ? requiredMessage : `${expectedName(issue)} is required.`;
    case 'invalid_value':
      return isMissing ? requiredMessage : `Not a valid choice. Use one of: ${issue.values.join(', ')}.`;
    case 'too_small':
      return sizeMessage({ origin: issue.origin, limit: `at least ${issue.minimum}` });
    case 'too_big':
      return sizeMessage({ origin: issue.origin, limit: `at most ${issue.maximum}` });
    default:
      return isMissing ? requiredMessage : 'Not a valid value.';
  }
}

function expectedName(issue: z.core.$ZodRawIssue<z.core.$ZodIssueInvalidType>): string {
  // `z.int()` expects a number before it expects a whole one.
  const isInteger = issue.inst instanceof z.ZodNumber && issue.inst.isInt;
  return expectedNames[isInteger ? 'int' : issue.expected] ?? 'A valid value';
}

function sizeMessage({ origin, limit }: { origin: string; limit: string }): string {
  if (origin === 'string') {
    return `Use ${limit} characters.`;
  }
  return origin === 'array' ? `Use ${limit} items.` : `Use ${limit}.`;
}
