import type { ReferenceObject, SchemaObject } from 'openapi3-ts/oas31';
import { schema } from '../../graphql/schema.ts';
import type { Components } from './components.ts';

/** The JSON of scalars, by their names in the GraphQL schema. */
const schemas: Readonly<Record<string, SchemaObject>> = {
  Boolean: { type: 'boolean' },
  CountryCode: { type: 'string', pattern: '^[A-Z]{2}$' },
  DateTime: { type: 'string', format: 'date-time' },
  // The domain can be in any script.
  EmailAddress: { type: 'string', format: 'idn-email' },
  Float: { type: 'number' },
  ID: { type: 'string', format: 'uuid' },
  Int: { type: 'integer' },
  JSON: { type: 'object', additionalProperties: true },
  LanguageTag: { type: 'string' },
  LocalTexts: {
    type: 'object',
    additionalProperties: { type: 'object', additionalProperties: true },
  },
  String: { type: 'string' },
  Upload: { type: 'string', format: 'binary' },
  URL: { type: 'string', format: 'uri' },
};

/** Every form that the value of an answer has. Its description says which question has which. */
const answerValue: SchemaObject = {
  anyOf: [
    { type: 'string' },
    { type: 'number' },
    { type: 'boolean' },
    { type: 'array', items: { anyOf: [{ type: 'string' }, { type: 'object', additionalProperties: true }] } },
    { type: 'object', additionalProperties: true },
    { type: 'null' },
  ],
};

/** @throws Error for a scalar whose JSON is not known here */
export function scalarSchema(components: Components, name: string): SchemaObject | ReferenceObject {
  if (name === 'AnswerValue') {
    const description = schema.getType(name)?.description ?? '';
    return components.schema([name], name, () => ({ description, ...answerValue }));
  }
  const known = schemas[name];
  if (!known) {
    throw new Error(`The reference does not know the scalar ${name}.`);
  }
  return { ...known };
}

/** The same schema, also for null. */
export function orNull(value: SchemaObject | ReferenceObject): SchemaObject {
  if ('$ref' in value || typeof value.type !== 'string') {
    return { anyOf: [value, { type: 'null' }] };
  }
  return { ...value, type: [value.type, 'null'], ...(value.enum && { enum: [...value.enum, null] }) };
}

/** The same schema with a description of where it is used. */
export const described = (
  value: SchemaObject | ReferenceObject,
  description: string | undefined,
): SchemaObject | ReferenceObject => (description ? { ...value, description } : value);
