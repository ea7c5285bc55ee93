import type { OpenAPIObject, ReferenceObject, SchemaObject } from 'openapi3-ts/oas31';
import { resolve } from './resolve.ts';
import { typeText } from './type-text.ts';

/** A table of Markdown; empty without rows. */
export function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) {
    return '';
  }
  const line = (cells: readonly string[]) => `| ${cells.map(cell).join(' | ')} |`;
  return [line(heads), line(heads.map(() => '---')), ...rows.map(line)].join('\n');
}

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll(/\s*\n\s*/g, ' ');

/** The fields of an object. */
export function fieldTable(document: OpenAPIObject, schema: SchemaObject | ReferenceObject): string {
  const { properties = {}, required = [] } = resolve<SchemaObject>(document, schema);
  const rows = Object.entries(properties).map(([name, field]) => [
    `\`${name}\`${required.includes(name) ? ' (required)' : ''}`,
    typeText(document, field),
    field.description ?? resolve<SchemaObject>(document, field).description ?? '',
  ]);
  return table(['Field', 'Type', 'Description'], rows);
}

/** The same for an object of a response, all of whose fields are there. */
export const outputFieldTable = (document: OpenAPIObject, schema: SchemaObject): string =>
  fieldTable(document, { ...schema, required: [] });
