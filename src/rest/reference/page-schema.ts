import type { ReferenceObject, SchemaObject } from 'openapi3-ts/oas31';
import type { OutputShape } from '../output-shape.ts';
import { toPage } from '../pages.ts';
import type { Components } from './components.ts';
import type { DescribedRoute } from './described-route.ts';
import { objectName, outputSchema, reserveName } from './output-schema.ts';
import { sampleOf } from './sample-values.ts';

/** What a list has, which the document selects as `nodes`. @throws Error for a document that is no list */
export function itemOf(shape: OutputShape): OutputShape & { kind: 'object' } {
  const nodes =
    shape.kind === 'object' ? shape.fields.find(({ restName }) => restName === 'nodes') : undefined;
  if (nodes?.shape.kind !== 'list' || nodes.shape.item.kind !== 'object') {
    throw new Error('A document with pages selects no `nodes`.');
  }
  return nodes.shape.item;
}

/** What has a path of its own has the name of its type, and what is part of something else gets another one. */
export function reserveNames(components: Components, described: readonly DescribedRoute[]): void {
  for (const { page, content, shape } of described) {
    if (content === undefined) {
      reserveName(components, page ? itemOf(shape) : shape);
    }
  }
}

/** A page of a list, as `toPage` makes it. */
export function pageSchema(components: Components, shape: OutputShape): ReferenceObject {
  const item = itemOf(shape);
  const name = `${objectName(item)}Page`;
  return components.schema([name], name, () => ({
    type: 'object',
    description: 'A page of a list.',
    required: ['count', 'next', 'previous', 'results'],
    properties: {
      count: { type: 'integer', description: 'The number of items in the whole list.' },
      next: link('next'),
      previous: link('previous'),
      results: {
        type: 'array',
        items: outputSchema(components, item),
        description: 'The items of this page.',
      },
    },
  }));
}

const link = (which: string): SchemaObject => ({
  type: ['string', 'null'],
  format: 'uri',
  description: `The URL of the ${which} page. \`null\` if there is none.`,
});

/** An example of a page with one item. */
export const samplePage = (shape: OutputShape): object =>
  toPage(
    { number: 1, size: 50 },
    { total_count: 1, nodes: [sampleOf(itemOf(shape))] },
    'https://kyc.example.com/',
  );
