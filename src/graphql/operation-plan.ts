import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isInterfaceType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  SchemaMetaFieldDef,
  type SelectionSetNode,
  TypeMetaFieldDef,
} from 'graphql';
import {
  costOf,
  defaultsOf,
  introspectionPrice,
  type PricedField,
  priceOf,
  type Variables,
} from './field-prices.ts';

/** What an operation asks for, after its fragments are merged. Directives are not looked at: what is skipped counts, too. */
export interface OperationPlan {
  rootFields: number;
  /** How many fields are nested in each other, at most. What it asks about the schema is not counted. */
  depth: number;
  /** How many fields all selection sets have. What it asks about the schema is not counted. */
  breadth: number;
  /** The field that one selection set has under the most response keys, and the number of those. */
  repeated: { field: string; keys: number };
  /** What reading it costs. */
  costOf: (variables: Variables) => number;
  /** What answering its questions about the schema costs. */
  introspectionCost: number;
}

/** A document has more fields than are looked at, or they are nested deeper. It is over every limit. */
export class EndlessDocumentError extends Error {}

/** Several times as many fields as a document can have tokens: fragments can be used more than once. */
const maxVisits = 10_000;
/**
 * Fields of an operation before its fragments are merged. Components that repeat their fragments have thousands; only
 * fragments that double each other have more.
 */
const maxWrittenFields = 100_000;
/** Deeper than any question about the schema. Fragments can contain themselves before validation rejects that. */
const maxLevels = 50;

/** A field that a selection set has under one response key, wherever it is repeated. */
interface Selected {
  key: string;
  name: string;
  /** What fragments narrow the parent to; the parent itself outside of fragments. */
  type: GraphQLNamedType | undefined;
  nodes: FieldNode[];
}

interface Level {
  sets: readonly SelectionSetNode[];
  parent: GraphQLNamedType | undefined;
  level: number;
  isAboutSchema: boolean;
}

/**
 * Looks at the operations of a document before it is validated, because validating costs more than this. A field that does
 * not exist has the cost of one that does.
 *
 * @throws EndlessDocumentError
 */
export function planOperations(
  schema: GraphQLSchema,
  { definitions }: DocumentNode,
): Map<OperationDefinitionNode, OperationPlan> {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) {
      fragments.set(definition.name.value, definition);
    }
  }
  const budget = { visits: maxVisits };
  return new Map(
    definitions.flatMap((definition) =>
      definition.kind === Kind.OPERATION_DEFINITION
        ? [[definition, planOperation(definition, { schema, fragments, budget })]]
        : [],
    ),
  );
}

interface PlanContext {
  schema: GraphQLSchema;
  fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  /** What is left to look at, of the whole document. */
  budget: { visits: number };
}

function planOperation(
  operation: OperationDefinitionNode,
  { schema, fragments, budget }: PlanContext,
): OperationPlan {
  if (countWrittenFields(operation.selectionSet, fragments) > maxWrittenFields) {
    throw new EndlessDocumentError();
  }
  let depth = 0;
  let breadth = 0;
  let repeated = { field: '', keys: 0 };
  const introspection: PricedField[] = [];

  function plan({ sets, parent, level, isAboutSchema }: Level): {
    selected: Selected[];
    fields: PricedField[];
  } {
    if (level > maxLevels) {
      throw new EndlessDocumentError();
    }
    const selected = collect(sets, parent);
    noteRepeated(selected, parent);
    const fields: PricedField[] = [];
    for (const { name, type, nodes } of selected) {
      const startsIntrospection = name === '__schema' || name === '__type';
      const field = fieldOf(type, name);
      const inner = plan({
        sets: nodes.flatMap(({ selectionSet }) => selectionSet ?? []),
        parent: field && getNamedType(field.type),
        level: level + 1,
        isAboutSchema: isAboutSchema || startsIntrospection,
      });
      if (startsIntrospection) {
        introspection.push({ price: { field: 1, multiplier: 1 }, isOnce: true, fields: inner.fields });
      } else {
        const price = isAboutSchema
          ? introspectionPrice(schema, name)
          : priceOf(field, nodes[0]?.arguments ?? []);
        fields.push({ price, isOnce: isOncePerPage(type, name), fields: inner.fields });
        depth = isAboutSchema ? depth : Math.max(depth, level);
        breadth += isAboutSchema ? 0 : 1;
      }
    }
    return { selected, fields };
  }

  /** Merges the fields that an object has under the same response key, as the executor does. */
  function collect(sets: readonly SelectionSetNode[], parent: GraphQLNamedType | undefined): Selected[] {
    const selected = new Map<string, Selected>();
    const spread = new Set<string>();
    const add = (set: SelectionSetNode, type: GraphQLNamedType | undefined) => {
      for (const selection of set.selections) {
        budget.visits -= 1;
        if (budget.visits < 0) {
          throw new EndlessDocumentError();
        }
        if (selection.kind === Kind.FIELD) {
          const name = selection.name.value;
          const key = selection.alias?.value ?? name;
          const place = `${key} ${type?.name}`;
          const known = selected.get(place) ?? { key, name, type, nodes: [] };
          known.nodes.push(selection);
          selected.set(place, known);
        } else if (selection.kind === Kind.INLINE_FRAGMENT) {
          add(selection.selectionSet, narrow(type, selection.typeCondition?.name.value));
        } else {
          const fragment = fragments.get(selection.name.value);
          const narrowed = narrow(type, fragment?.typeCondition.name.value);
          const place = `${selection.name.value} ${narrowed?.name}`;
          if (fragment && !spread.has(place)) {
            spread.add(place);
            add(fragment.selectionSet, narrowed);
          }
        }
      }
    };
    for (const set of sets) {
      add(set, parent);
    }
    return [...selected.values()];
  }

  /** What a fragment is about. An object stays what it is when the fragment names an interface of it. */
  const narrow = (type: GraphQLNamedType | undefined, condition: string | undefined) =>
    condition === undefined || isObjectType(type) ? type : (schema.getType(condition) ?? type);

  function noteRepeated(selected: readonly Selected[], parent: GraphQLNamedType | undefined): void {
    const isNarrowed = isAbstractType(parent) && selected.some(({ type }) => type !== parent);
    for (const object of isNarrowed ? schema.getPossibleTypes(parent) : [undefined]) {
      const keys = new Map<string, number>();
      for (const { name, type } of selected) {
        if (object === undefined || isOrHas(type, object)) {
          const count = (keys.get(name) ?? 0) + 1;
          keys.set(name, count);
          if (count > repeated.keys) {
            repeated = { field: name, keys: count };
          }
        }
      }
    }
  }

  /** Whether what is selected on a type is selected on the object. */
  const isOrHas = (type: GraphQLNamedType | undefined, object: GraphQLObjectType) =>
    type === object || (isAbstractType(type) && schema.isSubType(type, object));

  const { selected, fields } = plan({
    sets: [operation.selectionSet],
    parent: schema.getRootType(operation.operation) ?? undefined,
    level: 1,
    isAboutSchema: false,
  });
  const defaults = defaultsOf(operation);
  return {
    rootFields: selected.length,
    depth,
    breadth,
    repeated,
    costOf: (variables) => costOf(fields, { ...defaults, ...variables }),
    introspectionCost: costOf(introspection, {}),
  };
}

const isOncePerPage = (type: GraphQLNamedType | undefined, name: string) =>
  type?.name.endsWith('Connection') === true && name !== 'nodes' && name !== 'edges';

function fieldOf(
  type: GraphQLNamedType | undefined,
  name: string,
): GraphQLField<unknown, unknown> | undefined {
  switch (name) {
    case '__schema':
      return SchemaMetaFieldDef;
    case '__type':
      return TypeMetaFieldDef;
    default:
      return isObjectType(type) || isInterfaceType(type) ? type.getFields()[name] : undefined;
  }
}

/** How many fields there were if each fragment was written where it is spread; endless for one that contains itself. */
function countWrittenFields(
  selectionSet: SelectionSetNode,
  fragments: PlanContext['fragments'],
  counted = new Map<SelectionSetNode, number>(),
): number {
  const known = counted.get(selectionSet);
  if (known !== undefined) {
    return known;
  }
  counted.set(selectionSet, Number.POSITIVE_INFINITY);
  let count = 0;
  for (const selection of selectionSet.selections) {
    const inner =
      selection.kind === Kind.FRAGMENT_SPREAD
        ? fragments.get(selection.name.value)?.selectionSet
        : selection.selectionSet;
    count += selection.kind === Kind.FIELD ? 1 : 0;
    count += inner ? countWrittenFields(inner, fragments, counted) : 0;
  }
  counted.set(selectionSet, count);
  return count;
}
