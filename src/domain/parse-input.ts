import { z } from 'zod';
import { type FieldProblem, maxProblems, ValidationError } from '../errors.ts';
import { type Draft, draftOf, isRefused, issueTree, type Path } from './draft.ts';
import { whileParsing } from './while-parsing.ts';

export const requiredMessage = 'This field is required.';

/**
 * Parses an operation's input.
 *
 * @throws ValidationError with every problem of the input, up to 100
 */
export function parseInput<Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> {
  const result = schema.safeParse(input, { error: wording });
  if (!result.success) {
    throw new ValidationError(groupByPath(result.error.issues));
  }
  return result.data;
}

/** Every problem of an input, up to 100, each path once, in the order in which the schema comes across them. */
export function findProblems(schema: z.ZodType, input: unknown): FieldProblem[] {
  const result = schema.safeParse(input, { error: wording });
  return result.success ? [] : groupByPath(result.error.issues);
}

/** Says that something is wrong at a path; ignored where the value at that path was refused for its shape already. */
export type Report = (path: Path, message: string) => void;

/**
 * An object that refuses unknown fields and has rules across its fields.
 *
 * Zod skips the refinements of an object one of whose fields was refused, and a client would hear of the rules only
 * after it had mended its fields. Even `when: () => true` does not help where a refusal aborts, as that of 1.5 for an
 * integer does. So the rules are part of the parsing itself: they run whenever there is an object at all, on a draft in
 * which what was refused is `malformed`, so that all problems are reported at once and none because of another one.
 */
export function objectWithRules<Shape extends z.ZodRawShape>(
  shape: Shape,
  rules: (draft: Draft<z.output<z.ZodObject<Shape, z.core.$strict>>>, report: Report) => void,
): z.ZodObject<Shape, z.core.$strict> {
  const applyRules = ({ value, issues }: z.core.ParsePayload) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      return;
    }
    const tree = issueTree(issues);
    rules(draftOf(value, tree) as Parameters<typeof rules>[0], (path, message) => {
      if (issues.length < maxProblems && !isRefused(tree, path)) {
        issues.push({ code: 'custom', path: [...path], message, input: value, continue: true });
      }
    });
  };
  const withRules = whileParsing((parse) => (payload, context) => {
    const parsed = parse(payload, context);
    if (!(parsed instanceof Promise)) {
      applyRules(parsed as z.core.ParsePayload);
    }
    return parsed;
  });
  return z.strictObject(shape).check(withRules);
}

function groupByPath(issues: readonly z.core.$ZodIssue[]): FieldProblem[] {
  const messagesByPath = new Map<string, Set<string>>();
  for (const { path, message } of eachPath(issues)) {
    const text = pathText(path);
    const messages = messagesByPath.get(text) ?? new Set();
    messagesByPath.set(text, messages.add(message));
    if (messagesByPath.size === maxProblems) {
      break;
    }
  }
  return [...messagesByPath].map(([path, messages]) => ({ path, messages: [...messages] }));
}

/** Zod reports unknown keys at the object that has them; a client looks for them at their own paths. */
function* eachPath(issues: readonly z.core.$ZodIssue[]): Generator<{ path: PropertyKey[]; message: string }> {
  for (const issue of issues) {
    if (issue.code === 'unrecognized_keys') {
      for (const key of issue.keys) {
        yield { path: [...issue.path, key], message: issue.message };
      }
    } else {
      yield issue;
    }
  }
}

/** Longer than any name that a field has; the rest of an unknown one is not repeated to the client. */
const maxKeyLength = 100;

/** A key as it appears in a problem's path. */
export const shortKey = (key: string): string =>
  key.length > maxKeyLength ? `${key.slice(0, maxKeyLength).toWellFormed()}…` : key;

function pathText(path: readonly PropertyKey[]): string {
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

/** The one place where zod's findings become English. A message that a schema brings along goes before it. */
function wording(issue: z.core.$ZodRawIssue): string {
  const isMissing = issue.input === undefined || issue.input === null;
  switch (issue.code) {
    case 'invalid_type': {
      const isWholeInput = !issue.path?.length && issue.expected === 'object';
      return isMissing && !isWholeInput ? requiredMessage : `${expectedName(issue)} is required.`;
    }
    case 'invalid_value':
      return isMissing ? requiredMessage : `Not a valid choice. Use one of: ${issue.values.join(', ')}.`;
    case 'unrecognized_keys':
      return 'Unknown field.';
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
  const isInteger = issue.inst instanceof z.core.$ZodNumberFormat;
  return expectedNames[isInteger ? 'int' : issue.expected] ?? 'A valid value';
}

function sizeMessage({ origin, limit }: { origin: string; limit: string }): string {
  if (origin === 'string') {
    return `Use ${limit} characters.`;
  }
  return origin === 'array' ? `Give ${limit} items.` : `Use ${limit}.`;
}
