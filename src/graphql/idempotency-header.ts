import {
  type DocumentNode,
  type FieldNode,
  GraphQLError,
  type GraphQLInputObjectType,
  type GraphQLSchema,
  getArgumentValues,
  getNamedType,
  getOperationAST,
  getVariableValues,
  isInputObjectType,
  Kind,
  type SelectionSetNode,
} from 'graphql';
import type { Context } from './context.ts';
import type { ExecutionCheck } from './execution-check.ts';

/** The field of an input that a mutation which can be repeated safely has. */
const keyField = 'idempotencyKey';

/**
 * Applies the header `Idempotency-Key` to an operation that is a mutation with exactly one root field, whose input must
 * accept a key and not contain another one. Any other mutation with the header is rejected with status 400 before it
 * runs, because its sender relies on a guarantee that it would not have. Queries ignore the header.
 */
export const checkIdempotencyHeader: ExecutionCheck = (execution) => {
  const { schema, document, operationName, variableValues, contextValue } = execution;
  const { idempotencyKey } = contextValue;
  const operation = idempotencyKey === undefined ? undefined : getOperationAST(document, operationName);
  if (operation?.operation !== 'mutation') {
    return undefined;
  }
  const [field, ...others] = rootFieldsOf(document, operation.selectionSet);
  const definition = field && schema.getMutationType()?.getFields()[field.name.value];
  if (!definition || others.length > 0) {
    return rejection('The header `Idempotency-Key` applies to a mutation with exactly one root field.');
  }
  if (!acceptsKey(definition)) {
    return rejection(
      `\`${definition.name}\` does not accept an idempotency key. Send it without \`Idempotency-Key\`.`,
    );
  }
  const variables = getVariableValues(schema, operation.variableDefinitions ?? [], variableValues ?? {});
  if (variables.errors) {
    // The executor reports them.
    return undefined;
  }
  const { input } = getArgumentValues(definition, field, variables.variableValues) as {
    input?: { [keyField]?: unknown };
  };
  const keyOfInput = input?.[keyField] ?? idempotencyKey;
  return keyOfInput === idempotencyKey
    ? undefined
    : rejection('The header `Idempotency-Key` and the input’s `idempotencyKey` differ.');
};

/** Makes the mutations of a schema take the key of the request's header where their input has none. */
export function takeKeyOfHeader(schema: GraphQLSchema): GraphQLSchema {
  for (const field of Object.values(schema.getMutationType()?.getFields() ?? {})) {
    const { resolve } = field;
    if (!resolve || !acceptsKey(field)) {
      continue;
    }
    field.resolve = (parent, args: { input?: Record<string, unknown> }, context: Context, info) => {
      const key = args.input?.[keyField] ?? context.idempotencyKey;
      const input = key === undefined ? args.input : { ...args.input, [keyField]: key };
      return resolve(parent, { ...args, input }, context, info);
    };
  }
  return schema;
}

function acceptsKey({ args }: { args: readonly { name: string; type: unknown }[] }): boolean {
  const type = args.find(({ name }) => name === 'input')?.type as GraphQLInputObjectType | undefined;
  const named = type && getNamedType(type);
  return isInputObjectType(named) && keyField in named.getFields();
}

/** The root fields by their response keys, fragments included, whether or not directives skip them. */
function rootFieldsOf(document: DocumentNode, selectionSet: SelectionSetNode): FieldNode[] {
  const fields = new Map<string, FieldNode>();
  const visited = new Set<string>();
  const collect = ({ selections }: SelectionSetNode): void => {
    for (const selection of selections) {
      if (selection.kind === Kind.FIELD) {
        if (selection.name.value !== '__typename') {
          fields.set((selection.alias ?? selection.name).value, selection);
        }
      } else if (selection.kind === Kind.INLINE_FRAGMENT) {
        collect(selection.selectionSet);
      } else if (!visited.has(selection.name.value)) {
        visited.add(selection.name.value);
        for (const definition of document.definitions) {
          if (
            definition.kind === Kind.FRAGMENT_DEFINITION &&
            definition.name.value === selection.name.value
          ) {
            collect(definition.selectionSet);
          }
        }
      }
    }
  };
  collect(selectionSet);
  return [...fields.values()];
}

const rejection = (message: string) => ({
  errors: [new GraphQLError(message, { extensions: { code: 'BAD_REQUEST', http: { status: 400 } } })],
});
