import type { OpenAPIObject, ReferenceObject, SchemaObject } from 'openapi3-ts/oas31';
import { componentOf, resolve } from './resolve.ts';

type Schema = SchemaObject | ReferenceObject;

/** What a value can be, in a few words, such as `string, at most 300 characters, or null`. */
export function typeText(document: OpenAPIObject, schema: Schema): string {
  const name = componentOf(schema);
  const { anyOf, items, enum: own, const: only, ...rest } = schema as SchemaObject;
  if (items) {
    const limit = rest.maxItems === undefined ? '' : `, at most ${rest.maxItems}`;
    const isNullable = Array.isArray(rest.type) && rest.type.includes('null');
    return `list of ${typeText(document, items)}${limit}${isNullable ? ', or null' : ''}`;
  }
  if (name !== undefined && '$ref' in schema) {
    const component = resolve<SchemaObject>(document, schema);
    return hasSection(component) ? linkTo(name) : component.enum ? valuesText(component.enum) : name;
  }
  if (anyOf) {
    return anyOf.map((form) => typeText(document, form)).join(', or ');
  }
  if (own) {
    return valuesText(own);
  }
  if (only !== undefined) {
    return `\`"${only}"\``;
  }
  const [type, ...others] = [rest.type ?? 'any value'].flat();
  const text = `${rest.format?.replace('idn-', '') ?? type}${limitText(rest)}`;
  return [text, ...others].join(', or ');
}

/** Longer lists of values would make a table unreadable. */
const maxValuesInTable = 8;

/** Whether a page has a section of its own for a component. */
export const hasSection = ({ properties, enum: values = [] }: SchemaObject): boolean =>
  properties !== undefined || values.length > maxValuesInTable;

/** The section of the page that describes an object. */
const linkTo = (name: string): string => `[${name}](#${name.toLowerCase()})`;

const valuesText = (values: readonly unknown[]): string =>
  values.map((value) => (value === null ? 'null' : `\`${value}\``)).join(', ');

function limitText({ maxLength, minimum, maximum }: SchemaObject): string {
  if (maxLength !== undefined) {
    return `, at most ${maxLength} characters`;
  }
  if (minimum === undefined) {
    return '';
  }
  return maximum === undefined ? `, at least ${minimum}` : `, ${minimum} to ${maximum}`;
}
