import type { OpenAPIObject, OperationObject, SchemaObject } from 'openapi3-ts/oas31';
import { pageSlug, tags } from '../tags.ts';
import { blocks, operationSection } from './operation-section.ts';
import { outputFieldTable } from './tables.ts';
import { hasSection } from './type-text.ts';

const methods = ['get', 'post', 'put', 'patch', 'delete'] as const;

/** The reference as pages of Markdown, one for each group, by the names of their files. */
export function markdownPages(document: OpenAPIObject): ReadonlyMap<string, string> {
  const pages = tags.map(({ name, description }): [string, string] => {
    const operations = operationsOf(document, name);
    const sections = operations.map(({ method, path, operation }) =>
      operationSection({ document, method, path, operation }),
    );
    return [
      pageSlug(name),
      `${blocks([`# ${name}`, description, ...sections, ...eventSections(document, name), ...objectSections(document, operations)])}\n`,
    ];
  });
  return new Map(pages);
}

interface DocumentedOperation {
  method: string;
  path: string;
  operation: OperationObject;
}

/** The operations of a group. What deletes comes last, so that the examples work in the order in which they are printed. */
const operationsOf = ({ paths = {} }: OpenAPIObject, tag: string): DocumentedOperation[] =>
  Object.entries(paths)
    .flatMap(([path, item]) =>
      methods.flatMap((method) => {
        const operation = item[method];
        return operation?.tags?.includes(tag) ? [{ method: method.toUpperCase(), path, operation }] : [];
      }),
    )
    .sort((one, other) => Number(one.method === 'DELETE') - Number(other.method === 'DELETE'));

/** The events that webhooks get. */
function eventSections({ webhooks = {} }: OpenAPIObject, tag: string): string[] {
  const events = Object.entries(webhooks).flatMap(([type, item]) => {
    const operation = 'post' in item ? item.post : undefined;
    return operation?.tags?.includes(tag) ? [`- \`${type}\`: ${operation.description}`] : [];
  });
  return events.length === 0 ? [] : ['## Events', events.join('\n')];
}

/** The objects that the operations of a page return or accept, and those that are part of them. */
function objectSections(document: OpenAPIObject, operations: readonly DocumentedOperation[]): string[] {
  const { schemas = {} } = document.components ?? {};
  const found = new Set<string>();
  const visit = (part: unknown): void => {
    for (const [, name = ''] of JSON.stringify(part).matchAll(/"#\/components\/schemas\/(\w+)"/g)) {
      if (!found.has(name)) {
        found.add(name);
        visit(schemas[name]);
      }
    }
  };
  visit(operations);
  const objects = [...found].sort().flatMap((name) => {
    const schema = schemas[name] as SchemaObject;
    return hasSection(schema)
      ? [blocks([`### ${name}`, schema.description, schema.properties && outputFieldTable(document, schema)])]
      : [];
  });
  return ['## Objects', ...objects];
}
