import type { OpenAPIObject, ReferenceObject, SchemaObject } from 'openapi3-ts/oas31';

/** A part of the document, where it is and not where it is referred to. */
export function resolve<Part extends object>(document: OpenAPIObject, part: Part | ReferenceObject): Part {
  if (!('$ref' in part) || part.$ref === undefined) {
    return part as Part;
  }
  const [, ...keys] = part.$ref.split('/');
  const found = keys.reduce<unknown>(
    (parent, key) => (parent as Record<string, unknown> | undefined)?.[key],
    document,
  );
  return found as Part;
}

/** The name of the component that a schema refers to, also where it can be null; undefined if it refers to none. */
export function componentOf(schema: SchemaObject | ReferenceObject): string | undefined {
  if ('$ref' in schema && schema.$ref !== undefined) {
    return schema.$ref.split('/').at(-1);
  }
  const { anyOf = [], items } = schema as SchemaObject;
  return items ? componentOf(items) : anyOf.map(componentOf).find((name) => name !== undefined);
}
