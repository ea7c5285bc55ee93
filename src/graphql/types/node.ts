import { brandWithType } from '@pothos/core';
import { readNodes, readNodesOfOperator } from '../../domain/nodes/read-nodes.ts';
import type { ResponsePart } from '../../domain/responses/read-responses.ts';
import { ValidationError } from '../../errors.ts';
import { builder } from '../builder.ts';
import type { Context } from '../context.ts';
import { rowPrice } from '../prices.ts';
import { selectedParts } from '../response-parts.ts';
import { isOnlyField } from '../selection.ts';

/** Ids that one field can look up: as many as a page has items. */
const maxIds = 100;

/** The types with ids. The types of rows are told apart by their brands. */
export const NodeInterface = builder.interfaceRef<object>('Node').implement({
  description: 'A resource whose id is unique across all types.',
  fields: (t) => ({ id: t.id({ description: 'The resource’s id.' }) }),
});

interface FindOptions {
  ids: readonly string[];
  parts: readonly ResponsePart[];
}

async function findNodes({ tenant, services }: Context, { ids, parts }: FindOptions) {
  const found = await (tenant ? readNodes(tenant, { ids, parts }) : readNodesOfOperator(services, { ids }));
  return found.map((node) => {
    if (!node) {
      return null;
    }
    brandWithType(node.row, node.type as never);
    return node.row;
  });
}

builder.queryField('node', (t) =>
  t.field({
    type: NodeInterface,
    nullable: true,
    description: 'The resource with an id, whatever its type.',
    complexity: rowPrice,
    args: { id: t.arg.id({ required: true, description: 'The id of a resource of any type.' }) },
    resolve: async (_root, { id }, context, info) => {
      const parts = isOnlyField(info) ? selectedParts(info) : [];
      const [node] = await findNodes(context, { ids: [id], parts });
      return node;
    },
  }),
);

builder.queryField('nodes', (t) =>
  t.field({
    type: [NodeInterface],
    nullable: { list: false, items: true },
    description: 'The resources with the ids, in their order; `null` for each id that no resource has.',
    complexity: ({ ids }) => {
      const count = [ids].flat().length;
      return { field: count * rowPrice, multiplier: count };
    },
    args: {
      ids: t.arg.idList({
        required: true,
        description: `The ids of resources of any types, at most ${maxIds}.`,
      }),
    },
    resolve: (_root, { ids }, context) => {
      if (ids.length > maxIds) {
        throw ValidationError.at('ids', `Use at most ${maxIds} ids.`);
      }
      return findNodes(context, { ids, parts: [] });
    },
  }),
);
