import { z } from 'zod';
import { type FieldProblem, ValidationError } from '../errors.ts';
import { type Draft, draftOf, isRefused, issueTree, type Path } from './draft.ts';

export const requiredMessage = 'This field is required.';

/**
 * Parses an operation's input.
 *
 * @throws ValidationError with every problem of the input
 */
export function parseInput<Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> {
  const result = schema.safeParse(input, { error: wording });
  if (!result.success) {
    throw new ValidationError(groupByPath(result.error.issues));
  }
  return result.data;
}

/** Every problem of an input, each path once, in the order in which the schema comes across them. */
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
      if (!isRefused(tree, path)) {
        issues.push({ code: 'custom', path: [...path], message, input: value, continue: true });
      }
    });
  };
  return z.strictObject(shape).check(whileParsing(applyRules));
}

/** A check that does nothing itself and, unlike any other check, has its work done even after an abort. */
function whileParsing<Value>(work: (payload: z.core.ParsePayload) => void): z.core.$ZodCheck<Value> {
  const check = z.check<Value>(() => {});
  // Attaching happens for every copy of the schema, such as `describe` makes, before the copy's parser is in place.
  check._zod.onattach.push(({ _zod: schema }) => {
    schema.deferred ??= [];
    schema.deferred.push(() => {
      const { parse } = schema;
      schema.parse = (payload, context) => {
        const parsed = parse(payload, context);
        if (!(parsed instanceof Promise)) {
          work(parsed);
        }
        return parsed;
      };
    });
  });
  return check;
}

function groupByPath(issues: readonly z.core.$ZodIssue[]): FieldProblem[] {
  const messagesByPath = new Map<string, Set<string>>();
  for (const issue of issues) {
    // Zod reports unknown keys at the object that has them; a client looks for them at their own paths.
    const paths =
      issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [...issue.path, key]) : [issue.path];
    for (const path of paths.map(pathText)) {
      messagesByPath.set(path, (messagesByPath.get(path) ?? new Set()).add(issue.message));
    }
  }
  return [...messagesByPath].map(([path, messages]) => ({ path, messages: [...messages] }));
}

function pathText(path: readonly PropertyKey[]): string {
  return path.reduce<string>((text, key) => {
    if (typeof key === 'number') {
      return `${text}[${key}]`;
    }
    return text === '' ? String(key) : `${text}.${String(key)}`;
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
