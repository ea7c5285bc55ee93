import type { z } from 'zod';

/** Stands in a draft where a value was given that its field does not take. */
export const malformed: unique symbol = Symbol('malformed');

/**
 * What is known of an input, part of which may be wrong. A field that was not given is undefined; one that was given
 * and refused is `malformed`, or empty where an object or a list belongs; all others have their parsed value.
 */
export type Draft<Value> = Value extends string | number | boolean | Date
  ? Value | typeof malformed
  : Value extends readonly (infer Item)[]
    ? Draft<Item>[]
    : Value extends object
      ? { [Key in keyof Value]?: Draft<Value[Key]> | undefined }
      : Value;

/** A path inside an input, from the object that the rules belong to. */
export type Path = readonly (string | number)[];

/** The issues of one object by their paths, as a tree. */
export interface IssueTree {
  /** What the schema expected at this path, where the value there was refused. */
  expected?: string;
  children: Map<PropertyKey, IssueTree>;
}

export function issueTree(issues: readonly z.core.$ZodRawIssue[]): IssueTree {
  const root: IssueTree = { children: new Map() };
  for (const issue of issues) {
    if (issue.code === 'unrecognized_keys') {
      continue;
    }
    let node = root;
    for (const key of issue.path ?? []) {
      const next = node.children.get(key) ?? { children: new Map() };
      node.children.set(key, next);
      node = next;
    }
    node.expected ??= expectedAt(issue);
  }
  return root;
}

function expectedAt(issue: z.core.$ZodRawIssue): string {
  // The items of a list that is too long are not parsed at all.
  const isTooLong = issue.code === 'too_big' && issue.origin === 'array';
  return isTooLong ? 'array' : issue.code === 'invalid_type' ? issue.expected : 'other';
}

/** Whether the path, or something that it lies in, was refused already. */
export function isRefused(tree: IssueTree, path: Path): boolean {
  let node: IssueTree | undefined = tree;
  for (const key of path) {
    node = node.children.get(key);
    if (!node) {
      return false;
    }
    if (node.expected !== undefined) {
      return true;
    }
  }
  return false;
}

/** The parsed value with everything that was refused taken out. */
export function draftOf(value: unknown, tree: IssueTree | undefined): unknown {
  if (!tree || (tree.expected === undefined && tree.children.size === 0)) {
    return value;
  }
  if (tree.expected === 'object') {
    return {};
  }
  if (tree.expected === 'array') {
    return [];
  }
  if (Array.isArray(value)) {
    return value.map((item, index) => draftOf(item, tree.children.get(index)));
  }
  if (typeof value === 'object' && value !== null && !(value instanceof Date)) {
    return Object.fromEntries(
      Object.entries(value).map(([key, field]) => [key, draftOfField(field, tree.children.get(key))]),
    );
  }
  return tree.expected === undefined ? value : malformed;
}

/** A required field that was missing or null is refused too, but nothing was given there. */
const draftOfField = (value: unknown, tree: IssueTree | undefined): unknown =>
  tree && (value === undefined || value === null) ? undefined : draftOf(value, tree);
