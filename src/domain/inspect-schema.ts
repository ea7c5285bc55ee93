import { z } from 'zod';

/** A field of an object schema. */
export interface SchemaField {
  schema: z.ZodType;
  /** Whether a client must provide the field. */
  isRequired: boolean;
}

/** What a schema accepts, without what makes it optional, nullable or another value afterwards. */
export type SchemaStructure =
  | { kind: 'object'; schema: z.ZodObject; fields: ReadonlyMap<string, SchemaField> }
  | { kind: 'list'; schema: z.ZodArray; item: z.ZodType }
  | { kind: 'enum'; values: readonly string[] }
  | { kind: 'scalar'; type: 'string' | 'integer' | 'number' | 'boolean' | 'unknown' | 'custom' };

const structures = new WeakMap<z.ZodType, SchemaStructure>();

/**
 * Looks at what a schema accepts. The items and fields of the result are schemas to inspect in turn.
 *
 * @throws Error for a kind of schema that no operation's input can have, such as a record
 */
export function inspectSchema(schema: z.ZodType): SchemaStructure {
  const known = structures.get(schema);
  if (known) {
    return known;
  }
  const structure = structureOf(coreOf(schema));
  structures.set(schema, structure);
  return structure;
}

/** The description closest to the outside: that of the schema itself, or of a schema that it wraps. */
export const descriptionOf = (schema: z.ZodType): string | undefined =>
  schemaLayers(schema).find(({ description }) => description !== undefined)?.description;

/** The schema itself and every schema that it wraps, from the outside to the inside. */
export function schemaLayers(schema: z.ZodType): z.ZodType[] {
  const inner = wrappedBy(schema);
  return inner ? [schema, ...schemaLayers(inner)] : [schema];
}

function wrappedBy(schema: z.ZodType): z.ZodType | undefined {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable || schema instanceof z.ZodDefault) {
    return schema.unwrap() as z.ZodType;
  }
  if (schema instanceof z.ZodPipe) {
    // `z.preprocess()` puts its function before the schema, and `.transform()` after it.
    return (schema.in instanceof z.ZodTransform ? schema.out : schema.in) as z.ZodType;
  }
  return undefined;
}

const coreOf = (schema: z.ZodType): z.ZodType => schemaLayers(schema).at(-1) ?? schema;

function structureOf(core: z.ZodType): SchemaStructure {
  if (core instanceof z.ZodObject) {
    const fields = Object.entries(core.shape as Record<string, z.ZodType>);
    return {
      kind: 'object',
      schema: core,
      fields: new Map(fields.map(([name, field]) => [name, fieldOf(field)])),
    };
  }
  if (core instanceof z.ZodArray) {
    return { kind: 'list', schema: core, item: core.element as z.ZodType };
  }
  if (core instanceof z.ZodEnum) {
    return { kind: 'enum', values: core.options.map(String) };
  }
  if (core instanceof z.ZodNumber) {
    return { kind: 'scalar', type: core.isInt ? 'integer' : 'number' };
  }
  switch (core.type) {
    case 'string':
    case 'boolean':
    case 'unknown':
    case 'custom':
      return { kind: 'scalar', type: core.type };
    default:
      throw new Error(`No operation's input can have a schema of the kind ${core.type}.`);
  }
}

const fieldOf = (schema: z.ZodType): SchemaField => ({
  schema,
  isRequired: !schema.safeParse(undefined).success,
});
