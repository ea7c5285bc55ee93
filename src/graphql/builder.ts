import SchemaBuilder from '@pothos/core';
import ComplexityPlugin from '@pothos/plugin-complexity';
import ErrorsPlugin from '@pothos/plugin-errors';
import PrismaPlugin from '@pothos/plugin-prisma';
import RelayPlugin from '@pothos/plugin-relay';
import { getDatamodel, type default as PrismaTypes } from '../database/client/pothos.ts';
import { type Context, requireOperator } from './context.ts';
import { countPrice } from './prices.ts';

interface ScalarOf<Value> {
  Input: Value;
  Output: Value;
}

/** The builder of the schema. It holds no types: each noun defines its own in `types/`. */
export const builder = new SchemaBuilder<{
  Context: Context;
  DefaultFieldNullability: false;
  DefaultEdgesNullability: { list: false; items: false };
  DefaultNodeNullability: false;
  PrismaTypes: PrismaTypes;
  Connection: { totalCount: () => Promise<number> };
  Scalars: {
    ID: ScalarOf<string>;
    DateTime: ScalarOf<Date>;
    EmailAddress: ScalarOf<string>;
    CountryCode: ScalarOf<string>;
    URL: ScalarOf<string>;
    HexColorCode: ScalarOf<string>;
    LanguageTag: ScalarOf<string>;
    AnswerValue: ScalarOf<unknown>;
    LocalTexts: ScalarOf<unknown>;
    JSON: ScalarOf<unknown>;
    Upload: ScalarOf<unknown>;
  };
}>({
  // Errors come first: what a resolver throws becomes data before any other plugin sees it.
  plugins: [ErrorsPlugin, ComplexityPlugin, RelayPlugin, PrismaPlugin],
  defaultFieldNullability: false,
  errors: {
    // The members of a union are the types themselves. With wrappers, a query that selects only `__typename` would make
    // Prisma select nothing at all.
    directResult: true,
    defaultUnionOptions: {
      description: 'The payload, or one of the errors that can occur.',
      name: ({ fieldName }) => `${fieldName[0]?.toUpperCase()}${fieldName.slice(1)}Result`,
    },
  },
  complexity: {
    // Fields say here what they cost. `operation-limits.ts` adds it up once for a document, after merging its fragments.
    disabled: true,
    defaultComplexity: 1,
    defaultListMultiplier: 1,
  },
  relay: {
    cursorType: 'String',
    clientMutationId: 'omit',
    nodeQueryOptions: false,
    nodesQueryOptions: false,
    nodesOnConnection: { description: 'The items of this page, without their cursors.' },
    edgesFieldOptions: {
      description: 'The items of this page with their cursors.',
      nullable: { list: false, items: false },
    },
    nodeFieldOptions: { description: 'The item.', nullable: false },
    cursorFieldOptions: { description: 'A cursor for use in pagination. Pass it as `after` or `before`.' },
    pageInfoFieldOptions: { description: 'Information to aid in pagination.' },
    pageInfoTypeOptions: { description: 'Information about pagination in a connection.' },
    firstArgOptions: { description: 'The number of items from the start, at most 100. Defaults to 50.' },
    lastArgOptions: { description: 'The number of items from the end, at most 100.' },
    afterArgOptions: { description: 'Returns the items after the one with this cursor.' },
    beforeArgOptions: { description: 'Returns the items before the one with this cursor.' },
    hasNextPageFieldOptions: { description: 'Whether there are items after this page.' },
    hasPreviousPageFieldOptions: { description: 'Whether there are items before this page.' },
    startCursorFieldOptions: { description: 'The cursor of the first item of this page.' },
    endCursorFieldOptions: { description: 'The cursor of the last item of this page.' },
  },
  prisma: {
    client: (context) => context.tenant?.db ?? requireOperator(context).allTenants,
    dmmf: getDatamodel(),
    exposeDescriptions: true,
  },
});

builder.queryType({
  description:
    'All queries. A resource that does not exist or that you cannot access is null. Lists are connections, newest first.',
});
builder.mutationType({
  description:
    'All mutations. Each has one `input` and returns a union of a payload and the errors that can occur.',
});

builder.subscriptionType({
  description:
    'All subscriptions: live updates as server-sent events (`Accept: text/event-stream`). A stream contains what the same key can query.',
});

builder.globalConnectionField('totalCount', (t) =>
  t.int({
    description: 'The number of items in the whole list. Counted only on request.',
    complexity: countPrice,
    resolve: ({ totalCount }) => totalCount(),
  }),
);
