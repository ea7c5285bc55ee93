import type { InputTypeParam } from '@pothos/core';
import type { z } from 'zod';
import { apiTypes } from '../domain/api-types.ts';
import { descriptionOf, inspectSchema, type SchemaField, schemaLayers } from '../domain/inspect-schema.ts';
import { builder } from './builder.ts';
import * as enums from './types/enums.ts';

type InputParam = InputTypeParam<typeof builder.$inferSchemaTypes>;

const enumRefs = new Map<string, InputParam>(
  Object.values(enums).map((ref) => [ref.name, ref as InputParam]),
);

/** The input types that exist already, by their names: a schema can be a field of several inputs. */
const inputRefs = new Map<string, InputParam>();

/** The types of values that have no name of their own. */
const scalarNames: Partial<Record<string, string>> = {
  string: 'String',
  integer: 'Int',
  number: 'Float',
  boolean: 'Boolean',
};

interface InputTypeOptions {
  name: string;
  description: string;
  fields: ReadonlyMap<string, SchemaField>;
}

/** An input type with a field for each field of a schema; made with its first use. */
export function inputType({ name, description, fields }: InputTypeOptions): InputParam {
  const known = inputRefs.get(name);
  if (known) {
    return known;
  }
  const ref = builder.inputType(name, {
    description,
    fields: (t) =>
      Object.fromEntries(
        [...fields].map(([field, { schema, isRequired }]) => [
          field,
          t.field({
            type: typeOf(schema, `${name}.${field}`),
            required: isRequired,
            description: requireText(descriptionOf(schema), `${name}.${field}`),
          }),
        ]),
      ),
  }) as InputParam;
  inputRefs.set(name, ref);
  return ref;
}

/** The GraphQL type of the values that a schema accepts. */
function typeOf(schema: z.ZodType, place: string): InputParam {
  const structure = inspectSchema(schema);
  const named = schemaLayers(schema)
    .map((layer) => apiTypes.get(layer))
    .find((type) => type !== undefined);
  switch (structure.kind) {
    case 'list':
      return [typeOf(structure.item, place)] as InputParam;
    case 'object':
      return inputType({
        name: requireText(named?.name, place),
        description: requireText(named?.description, place),
        fields: structure.fields,
      });
    case 'enum':
      return (named && enumRefs.get(named.name)) ?? 'String';
    case 'scalar':
      return requireText(named?.name ?? scalarNames[structure.type], place) as InputParam;
  }
}

function requireText(text: string | undefined, place: string): string {
  if (text === undefined) {
    throw new Error(`The schema at ${place} has no name or no description.`);
  }
  return text;
}
