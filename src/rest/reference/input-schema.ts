import { type GraphQLSchema, isEnumType } from 'graphql';
import type { ReferenceObject, SchemaObject } from 'openapi3-ts/oas31';
import { z } from 'zod';
import { apiTypes } from '../../domain/api-types.ts';
import { descriptionOf, inspectSchema, type SchemaField, schemaLayers } from '../../domain/inspect-schema.ts';
import { schema as graphqlSchema } from '../../graphql/schema.ts';
import { restEnumValue, restName, wildcardLists } from '../naming.ts';
import type { Components } from './components.ts';
import { enumSchema } from './enum-schema.ts';
import { orWildcard } from './output-schema.ts';
import { restWords } from './rest-words.ts';
import { orNull, scalarSchema } from './scalar-schemas.ts';

type Schema = SchemaObject | ReferenceObject;

/**
 * The JSON Schema of what an operation's input accepts over REST: the structure that GraphQL's input types come from as
 * well, with the limits that zod knows. Rules across fields are in the descriptions of the fields.
 */
export function inputSchema(components: Components, schema: z.ZodType): Schema {
  const structure = inspectSchema(schema);
  const named = apiTypeOf(schema);
  switch (structure.kind) {
    case 'object': {
      const { name = '', description = '' } = named ?? {};
      return components.schema([name], name, () => ({
        ...objectSchema(components, { name, fields: structure.fields }),
        description: restWords(description),
      }));
    }
    case 'list': {
      const { maxItems, minItems } = jsonSchemaOf(structure.schema);
      return {
        type: 'array',
        items: inputSchema(components, structure.item),
        ...(minItems !== undefined && { minItems }),
        ...(maxItems !== undefined && { maxItems }),
      };
    }
    case 'enum': {
      const type = named && enumOf(graphqlSchema, named.name);
      if (!type) {
        return { type: 'string', enum: [...structure.values] };
      }
      const accepted = type.getValues().filter(({ value }) => structure.values.includes(String(value)));
      return accepted.length === type.getValues().length
        ? enumSchema(components, type)
        : { type: 'string', enum: accepted.map((value) => restEnumValue(type.name, value.name)) };
    }
    case 'scalar':
      return leafSchema(components, schema, named?.name);
  }
}

interface ObjectOptions {
  /** The name of the GraphQL input type. */
  name: string;
  fields: ReadonlyMap<string, SchemaField>;
  /** Fields that are elsewhere in the request: in its path or its headers. */
  without?: ReadonlySet<string>;
}

/** An object of fields in REST's spelling. Rejects unknown fields, as the API does. */
export function objectSchema(
  components: Components,
  { name, fields, without = new Set() }: ObjectOptions,
): SchemaObject {
  const wildcards = wildcardLists[name];
  const own = [...fields].filter(([field]) => !without.has(field) && field !== wildcards?.flag);
  const required = own.filter(([, { isRequired }]) => isRequired).map(([field]) => restName(name, field));
  return {
    type: 'object',
    additionalProperties: false,
    ...(required.length > 0 && { required }),
    properties: Object.fromEntries(
      own.map(([field, { schema }]) => {
        const value = inputSchema(components, schema);
        const description = descriptionOf(schema) ?? '';
        const described =
          field === wildcards?.list
            ? orWildcard(value, description)
            : { ...value, description: restWords(description) };
        return [restName(name, field), acceptsNull(schema) ? nullable(described) : described];
      }),
    ),
  };
}

/** A description belongs to the whole, and not to one of its forms. */
function nullable({ description, ...value }: SchemaObject | (ReferenceObject & { description: string })) {
  return { ...orNull(value as Schema), ...(description !== undefined && { description }) };
}

const acceptsNull = (schema: z.ZodType): boolean =>
  // Every form of an answer's value includes null already.
  apiTypeOf(schema)?.name !== 'AnswerValue' && schema.safeParse(null).success;

const apiTypeOf = (schema: z.ZodType) =>
  schemaLayers(schema)
    .map((layer) => apiTypes.get(layer))
    .find((type) => type !== undefined);

function enumOf(schema: GraphQLSchema, name: string) {
  const type = schema.getType(name);
  return isEnumType(type) ? type : undefined;
}

/** A value without fields of its own: its limits from zod, and its format from the scalar that it is in the APIs. */
function leafSchema(components: Components, schema: z.ZodType, name: string | undefined): Schema {
  const { pattern, ...limits } = jsonSchemaOf(schemaLayers(schema).at(-1) ?? schema);
  if (name === undefined) {
    return { ...limits, ...(pattern !== undefined && { pattern }) };
  }
  // An id is a UUID in any letter case, an integer for questionnaires, or a text to look up among known ids.
  if (name === 'ID' && pattern === undefined) {
    return limits;
  }
  const scalar = scalarSchema(components, name);
  return '$ref' in scalar || name === 'ID' ? scalar : { ...limits, ...scalar };
}

/** What zod says of a schema itself, without what it says about its fields or items. */
function jsonSchemaOf(schema: z.ZodType): SchemaObject {
  const {
    $schema: _dialect,
    description: _description,
    items: _items,
    ...rest
  } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  return rest as SchemaObject;
}
