import {
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  isEnumType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import { restEnumValue, restName } from './naming.ts';

/** Turns a value of a GraphQL answer into what REST sends. */
export type ToRest = (value: unknown) => unknown;

interface OutputField {
  /** The name in the GraphQL answer. */
  name: string;
  restName: string;
  toRest: ToRest;
}

interface CompileOptions {
  schema: GraphQLSchema;
  document: DocumentNode;
}

/** The operation of a stored document, and its fragments by name. */
export function readDocument(document: DocumentNode) {
  const fragments = new Map<string, FragmentDefinitionNode>();
  let operation: OperationDefinitionNode | undefined;
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) {
      fragments.set(definition.name.value, definition);
    } else if (definition.kind === Kind.OPERATION_DEFINITION) {
      operation = definition;
    }
  }
  if (!operation) {
    throw new Error('A stored document has no operation.');
  }
  return { operation, fragments };
}

/**
 * Compiles, once at start, how an operation's answer becomes REST's: names in snake_case, enums in REST's case, times
 * without fractions, everything else as it is. What a route answers is thereby exactly what its document selects.
 */
export function compileOutput({ schema, document }: CompileOptions): ToRest {
  const { operation, fragments } = readDocument(document);
  const rootType = schema.getRootType(operation.operation);
  if (!rootType) {
    throw new Error(`The schema has no ${operation.operation} type.`);
  }

  function compileSelections(typeName: string, selectionSet: SelectionSetNode): OutputField[] {
    const type = schema.getType(typeName);
    return selectionSet.selections.flatMap((selection): OutputField[] => {
      if (selection.kind === Kind.FRAGMENT_SPREAD) {
        const fragment = fragments.get(selection.name.value);
        return fragment ? compileSelections(fragment.typeCondition.name.value, fragment.selectionSet) : [];
      }
      if (selection.kind === Kind.INLINE_FRAGMENT) {
        return compileSelections(selection.typeCondition?.name.value ?? typeName, selection.selectionSet);
      }
      const name = selection.alias?.value ?? selection.name.value;
      const fieldType =
        isObjectType(type) || isInterfaceType(type)
          ? type.getFields()[selection.name.value]?.type
          : undefined;
      // `__typename` tells the adapter which member of a union it got; clients of REST have the status for that.
      return fieldType
        ? [{ name, restName: restName(name), toRest: compileType(fieldType, selection.selectionSet) }]
        : [];
    });
  }

  function compileType(type: GraphQLOutputType, selectionSet: SelectionSetNode | undefined): ToRest {
    if (isNonNullType(type)) {
      return compileType(type.ofType, selectionSet);
    }
    if (isListType(type)) {
      const item = compileType(type.ofType, selectionSet);
      return (list) => (Array.isArray(list) ? list.map(item) : null);
    }
    if (isEnumType(type)) {
      return (value) => (typeof value === 'string' ? restEnumValue(type.name, value) : null);
    }
    if (selectionSet) {
      return toObject(compileSelections(getNamedType(type).name, selectionSet));
    }
    return type.name === 'DateTime' ? toRestTime : (value) => value ?? null;
  }

  return toObject(compileSelections(rootType.name, operation.selectionSet));
}

/** Fields of several fragments may have the same name; each object has those of its own type only. */
const toObject =
  (fields: readonly OutputField[]): ToRest =>
  (value) => {
    if (value === null || value === undefined) {
      return null;
    }
    const source = value as Record<string, unknown>;
    const target: Record<string, unknown> = {};
    for (const field of fields) {
      const fieldValue = source[field.name];
      if (fieldValue !== undefined) {
        target[field.restName] = field.toRest(fieldValue);
      }
    }
    return target;
  };

/** `2026-02-26T12:00:00Z`: UTC, to the second. */
function toRestTime(value: unknown): string | null {
  if (value === null || value === undefined) {
    return null;
  }
  const text = value instanceof Date ? value.toISOString() : new Date(String(value)).toISOString();
  return `${text.slice(0, 19)}Z`;
}
