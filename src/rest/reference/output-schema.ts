import type { ReferenceObject, SchemaObject } from 'openapi3-ts/oas31';
import { wildcard } from '../naming.ts';
import type { FieldShape, ObjectShape, OutputShape } from '../output-shape.ts';
import type { Components } from './components.ts';
import { enumSchema } from './enum-schema.ts';
import { errorComponent } from './error-responses.ts';
import { restWords } from './rest-words.ts';
import { described, orNull, scalarSchema } from './scalar-schemas.ts';

type Schema = SchemaObject | ReferenceObject;

/** The schema of what a document returns in REST. Objects become components that are named after their types. */
export function outputSchema(
  components: Components,
  shape: OutputShape,
  name = shape.kind === 'object' ? objectName(shape) : '',
): Schema {
  const value = valueSchema(components, shape, name);
  return shape.isNullable ? orNull(value) : value;
}

/** Keeps the names of objects that have a path of their own, so that no part of another object gets them. */
export function reserveName(components: Components, shape: OutputShape, name?: string): void {
  if (shape.kind === 'object') {
    components.reserve(name ?? objectName(shape), identityOf(shape));
  }
}

/** Lists have fewer fields than what they list, and a fragment whose name says so. */
export const objectName = ({ type, fragment }: ObjectShape): string =>
  fragment?.endsWith('Summary') ? fragment : type.name;

function valueSchema(components: Components, shape: OutputShape, name: string): Schema {
  switch (shape.kind) {
    case 'object':
      return components.schema([objectName(shape), name], identityOf(shape), () =>
        objectSchema(components, shape),
      );
    case 'list':
      return { type: 'array', items: outputSchema(components, shape.item, name) };
    case 'enum':
      return enumSchema(components, shape.type);
    case 'integerId':
      return { type: 'integer' };
    case 'error':
      return errorComponent(components);
    case 'scalar':
      return scalarSchema(components, shape.type.name);
  }
}

const objectSchema = (components: Components, { type, fields }: ObjectShape): SchemaObject => ({
  type: 'object',
  description: restWords(type.description ?? ''),
  required: fields.filter(({ isOptional }) => !isOptional).map(({ restName }) => restName),
  properties: Object.fromEntries(fields.map((field) => [field.restName, fieldSchema(components, field)])),
});

function fieldSchema(components: Components, { restName, description, shape, flag }: FieldShape): Schema {
  const value = outputSchema(components, shape, pascalCase(restName));
  return flag === undefined ? described(value, restWords(description)) : orWildcard(value, description);
}

/** A list that can be `["*"]` for everything, which is described in place of the flag that GraphQL has. */
export const orWildcard = (list: Schema, description: string): SchemaObject => {
  const items = 'items' in list && list.items ? list.items : {};
  return {
    ...list,
    items: { anyOf: [items, { const: wildcard }] },
    description: `${firstSentence(restWords(description))} \`["${wildcard}"]\` is every event, including types that are added later.`,
  };
};

const firstSentence = (text: string): string => text.replace(/(?<=\.) [\s\S]*$/, '');

/** The content of an object, to find out whether two are the same. */
const identityOf = (shape: OutputShape): string =>
  JSON.stringify(shape, (key, value) => {
    if (key === 'type') {
      return String(value);
    }
    return ['description', 'fragment', 'keys', 'isNullable', 'parent'].includes(key) ? undefined : value;
  });

const pascalCase = (name: string): string =>
  name.replace(/(?:^|_)([a-z])/g, (_match, letter: string) => letter.toUpperCase());
