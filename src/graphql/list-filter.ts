import type { ArgBuilder } from '@pothos/core';
import { z } from 'zod';
import { apiTypes } from '../domain/api-types.ts';
import { optional } from '../domain/fields.ts';
import { inspectSchema } from '../domain/inspect-schema.ts';
import { parseInput } from '../domain/parse-input.ts';
import type { builder } from './builder.ts';
import { inputType } from './input-type.ts';

type SchemaTypes = typeof builder.$inferSchemaTypes;

/** What each input type of a filter accepts, by its name. */
export const filterSchemas = new Map<string, z.ZodType>();

/** The argument `filter` of a list. */
export interface ListFilter<Schema extends z.ZodType> {
  argument: (arg: ArgBuilder<SchemaTypes>) => { filter: ReturnType<ArgBuilder<SchemaTypes>> };
  /** @throws ValidationError with every problem of the filter */
  read: (args: { filter?: unknown }) => Partial<z.output<Schema>>;
}

/** Makes the argument `filter` of a list: its input type and how it is read follow from a schema with a name. */
export function listFilter<Schema extends z.ZodType>(schema: Schema): ListFilter<Schema> {
  const structure = inspectSchema(schema);
  const { name, description } = apiTypes.get(schema) ?? {};
  if (structure.kind !== 'object' || name === undefined || description === undefined) {
    throw new Error('The schema of a filter is no object with a name and a description.');
  }
  filterSchemas.set(name, schema);
  const type = inputType({ name, description, fields: structure.fields });
  const schemaOfArguments = z.strictObject({ filter: optional(schema) });
  return {
    argument: (arg) => ({ filter: arg({ type, description }) }),
    read: ({ filter }) =>
      (parseInput(schemaOfArguments, { filter }).filter ?? {}) as Partial<z.output<Schema>>,
  };
}
