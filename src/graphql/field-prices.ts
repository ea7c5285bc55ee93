import {
  type ArgumentNode,
  type GraphQLField,
  type GraphQLSchema,
  isIntrospectionType,
  Kind,
  type OperationDefinitionNode,
  type ValueNode,
  valueFromASTUntyped,
} from 'graphql';

export type Variables = Readonly<Record<string, unknown>>;

/** What a field costs, and how often what it selects may occur in it. */
export interface Price {
  field: number;
  multiplier: number;
}

/** A field of an operation. Its price is a function where it depends on variables. */
export interface PricedField {
  price: Price | ((variables: Variables) => Price);
  /** Whether a list has it once, such as its `totalCount`, and not with each of its items. */
  isOnce: boolean;
  fields: PricedField[];
}

/** What the schema says of a field's cost, by the complexity plugin's option `complexity`. */
type Complexity = number | Partial<Price> | ((args: object) => number | Partial<Price>) | undefined;

/** What a field costs in an operation, with its arguments computed as far as they are known. */
export function priceOf(
  field: GraphQLField<unknown, unknown> | undefined,
  nodes: readonly ArgumentNode[],
): PricedField['price'] {
  const complexity = field?.extensions['complexity'] as Complexity;
  if (typeof complexity !== 'function') {
    return toPrice(complexity);
  }
  const price = (variables: Variables) =>
    toPrice(
      complexity(
        Object.fromEntries(
          nodes.map(({ name, value }) => [name.value, valueFromASTUntyped(value, { ...variables })]),
        ),
      ),
    );
  return nodes.some(({ value }) => usesVariables(value)) ? price : price({});
}

/** The cost of fields and of all that they select. */
export function costOf(
  fields: readonly PricedField[],
  variables: Variables,
  { items = 1 }: { items?: number } = {},
): number {
  let cost = 0;
  for (const { price, isOnce, fields: selected } of fields) {
    const { field, multiplier } = typeof price === 'function' ? price(variables) : price;
    const total = field + costOf(selected, variables, { items: multiplier });
    cost += isOnce ? total : items * total;
  }
  return cost;
}

/** The values that an operation's variables have unless a request says otherwise. */
export const defaultsOf = ({ variableDefinitions = [] }: OperationDefinitionNode): Variables =>
  Object.fromEntries(
    variableDefinitions.flatMap(({ variable, defaultValue }) =>
      defaultValue ? [[variable.name.value, valueFromASTUntyped(defaultValue)]] : [],
    ),
  );

/** The approximate number of items of each list field of the schema; every other field has one value. */
const introspectedPerField: Readonly<Record<string, number>> = {
  directives: 6,
  fields: 8,
  args: 2,
  inputFields: 3,
  enumValues: 2,
  possibleTypes: 2,
};

/** What a field about the schema costs. Answers come from memory, and what counts is how many there are. */
export const introspectionPrice = (schema: GraphQLSchema, name: string): Price => ({
  field: 1,
  multiplier: name === 'types' ? countTypes(schema) : (introspectedPerField[name] ?? 1),
});

const countTypes = (schema: GraphQLSchema) =>
  Object.values(schema.getTypeMap()).filter((type) => !isIntrospectionType(type)).length;

const toPrice = (complexity: number | Partial<Price> | undefined): Price =>
  typeof complexity === 'number'
    ? { field: complexity, multiplier: 1 }
    : { field: complexity?.field ?? 1, multiplier: Math.max(complexity?.multiplier ?? 1, 1) };

function usesVariables(value: ValueNode): boolean {
  switch (value.kind) {
    case Kind.VARIABLE:
      return true;
    case Kind.LIST:
      return value.values.some(usesVariables);
    case Kind.OBJECT:
      return value.fields.some((field) => usesVariables(field.value));
    default:
      return false;
  }
}
