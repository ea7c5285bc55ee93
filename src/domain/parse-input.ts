import { z } from 'zod';
import { type FieldProblem, ValidationError } from '../errors.ts';
import { isTooLong, listBounds } from './bounded.ts';
import { type Draft, malformed, type Path } from './draft.ts';
import { inspectSchema, type SchemaStructure } from './inspect-schema.ts';
import { Problems } from './problems.ts';

/** Reports a problem at a path; ignored if the value at that path, or around it, was rejected already. */
export type Report = (path: Path, message: string) => void;

type Rules<Value> = (draft: Draft<Value>, report: Report) => void;

/** A copy of a schema, such as `describe` makes, has the rules of the original. */
const rulesOf = z.registry<{ rules: (draft: never, report: Report) => void }>();

/**
 * Gives an object or a list rules across its fields or items, which `parseInput` applies. Zod applies a refinement only
 * when all fields are right, so that a client would hear of it only after fixing them. These rules always run, on a draft
 * in which whatever was rejected is `malformed`: all problems are reported together, and none because of another.
 */
export const withRules = <Schema extends z.ZodObject | z.ZodArray>(
  schema: Schema,
  rules: Rules<z.output<Schema>>,
): Schema => {
  rulesOf.add(schema, { rules });
  return schema;
};

/** An object that rejects unknown fields and has rules across its fields. */
export const objectWithRules = <Shape extends z.ZodRawShape>(
  shape: Shape,
  rules: Rules<z.output<z.ZodObject<Shape, z.core.$strict>>>,
): z.ZodObject<Shape, z.core.$strict> => withRules(z.strictObject(shape), rules);

/**
 * Parses an operation's input.
 *
 * @throws ValidationError with every problem of the input, up to 100
 */
export function parseInput<Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> {
  const { output, problems } = readInput(schema, input);
  if (problems.length > 0) {
    throw new ValidationError(problems);
  }
  return output as z.output<Schema>;
}

/** Every problem of an input, up to 100, each path once, in the order of the schema. */
export const findProblems = (schema: z.ZodType, input: unknown): FieldProblem[] =>
  readInput(schema, input).problems;

/**
 * Walks objects and lists, and lets zod check the values in them: zod looks at every item of a list, however many problems
 * there are, and returns nothing of an input that has any. An input without problems is then parsed by zod as a whole.
 */
function readInput(schema: z.ZodType, input: unknown): { output: unknown; problems: FieldProblem[] } {
  const problems = new Problems();
  readValue(schema, { value: input, path: [], problems });
  const output = problems.isEmpty ? problems.parse(schema, { value: input, path: [] }).data : undefined;
  return { output, problems: problems.toFields() };
}

interface Given<Value> {
  value: Value;
  path: Path;
  problems: Problems;
}

type StructureOf<Kind> = Extract<SchemaStructure, { kind: Kind }>;

const emptyDrafts = { object: {}, list: [], enum: malformed, scalar: malformed };

/** Adds the problems of a value to the others, and returns its draft. */
function readValue(schema: z.ZodType, given: Given<unknown>): unknown {
  const { value, problems } = given;
  const structure = inspectSchema(schema);
  if (problems.isFull) {
    return emptyDrafts[structure.kind];
  }
  if (structure.kind === 'object' && typeof value === 'object' && value !== null && !Array.isArray(value)) {
    return readObject(structure, { ...given, value: value as Record<string, unknown> });
  }
  if (structure.kind === 'list' && Array.isArray(value) && value.length > 0) {
    return readList(structure, { ...given, value });
  }
  const { success, data } = problems.parse(schema, given);
  if (success) {
    return data;
  }
  // Where a required value is missing or null, nothing was provided that could be malformed.
  return value === undefined || value === null ? undefined : emptyDrafts[structure.kind];
}

function readObject(
  { fields, schema }: StructureOf<'object'>,
  { value, path, problems }: Given<Record<string, unknown>>,
): unknown {
  const draft: Record<string, unknown> = {};
  for (const [name, field] of fields) {
    draft[name] = readValue(field.schema, { value: value[name], path: [...path, name], problems });
  }
  for (const name of Object.keys(value)) {
    if (problems.isFull) {
      break;
    }
    if (!fields.has(name)) {
      problems.add([...path, name], 'Unknown field.');
    }
  }
  return applyRules(schema, { value: draft, path, problems });
}

function readList(
  { item, schema }: StructureOf<'list'>,
  { value, path, problems }: Given<readonly unknown[]>,
): unknown {
  const bounds = listBounds.get(schema);
  if (bounds && isTooLong(value, bounds)) {
    problems.add(path, bounds.message ?? `Use at most ${bounds.max} items.`);
    return emptyDrafts.list;
  }
  const emptyItem = emptyDrafts[inspectSchema(item).kind];
  const draft = value.map((one, index) => {
    const known = readValue(item, { value: one, path: [...path, index], problems });
    return known === undefined ? emptyItem : known;
  });
  return applyRules(schema, { value: draft, path, problems });
}

/** Several times the number of problems that a response shows: a list can break a rule in each of its items. */
const maxReports = 1_000;

/** Adds what the rules of an object or a list report, and returns the draft that they were applied to. */
function applyRules(schema: z.ZodType, { value: draft, path, problems }: Given<unknown>): unknown {
  const rules = rulesOf.get(schema)?.rules;
  if (!rules || problems.isFull) {
    return draft;
  }
  const reports: { path: Path; message: string }[] = [];
  rules(draft as never, (at, message) => {
    if (reports.length < maxReports) {
      const report = { path: [...path, ...at], message };
      if (!problems.hasAround(report.path, path.length)) {
        reports.push(report);
      }
    }
  });
  for (const report of reports) {
    problems.add(report.path, report.message);
  }
  return draft;
}
