import {
  type GraphQLEnumType,
  type GraphQLNamedType,
  type GraphQLOutputType,
  type GraphQLScalarType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isEnumType,
  isListType,
  isNonNullType,
  isUnionType,
  Kind,
  type SelectionSetNode,
} from 'graphql';
import { errorObject, inlineAlias, isIntegerId, wildcardLists } from './naming.ts';
import {
  type DocumentOfSchema,
  isProblemType,
  type SelectedField,
  selectedFields,
} from './selected-fields.ts';

/** What a value of a REST response consists of, and from which GraphQL types. */
export type OutputShape = { isNullable: boolean } & (
  | ObjectShape
  | { kind: 'list'; item: OutputShape }
  | { kind: 'enum'; type: GraphQLEnumType }
  | { kind: 'scalar'; type: GraphQLScalarType }
  /** The id of a questionnaire, which GraphQL has as a text. */
  | { kind: 'integerId' }
  /** An error that is part of a response, in the shape of all errors. */
  | { kind: 'error' }
);

export interface ObjectShape {
  kind: 'object';
  type: GraphQLNamedType;
  /** The fragment that selects all of it; undefined if the selection is the document's own. */
  fragment: string | undefined;
  fields: readonly FieldShape[];
}

export interface FieldShape {
  restName: string;
  description: string;
  /** The name of the GraphQL type whose field it is. */
  parent: string;
  shape: OutputShape;
  /** The keys that lead to its value, from the object of the GraphQL response that REST's is made of. */
  keys: readonly string[];
  /** A key next to its own that is true where the list is `*`. */
  flag: string | undefined;
  /** Whether one of the objects that hold it can be missing. */
  isOptional: boolean;
}

/** The response of a document in REST. */
export interface DocumentShape {
  /** The fields that lead from the root to the object that REST returns. */
  path: readonly [SelectedField, ...SelectedField[]];
  shape: OutputShape;
}

/**
 * Works out the response of a document in REST. The object is where the selection first branches, or a list; what leads to
 * it is left out.
 *
 * A mutation's payload is no object of its own in REST: the fields of the objects that it holds are next to each other. So
 * are those of an object that a document selects as `inline`.
 *
 * @throws Error if the document has more than one root field
 */
export function shapeOf(context: DocumentOfSchema): DocumentShape {
  const { schema, document } = context;
  const { operation } = document;
  const rootType = schema.getRootType(operation.operation);
  const [root, ...others] = rootType ? selectedFields(context, rootType, operation.selectionSet) : [];
  if (!root?.selectionSet || others.length > 0) {
    throw new Error(
      `The stored GraphQL document ${document.name} has no single root field with fields of its own.`,
    );
  }
  const path: DocumentShape['path'] = [root, ...pathWithin(root)];
  const payload = operation.operation === 'mutation' && payloadName(root.definition.name);
  return { path, shape: shapeOfField(path.at(-1) ?? root) };

  /** The fields below another that are the only one of their parent, up to the first list. */
  function pathWithin({ definition: { type }, selectionSet }: SelectedField): SelectedField[] {
    if (!selectionSet || isListType(getNullableType(type))) {
      return [];
    }
    const [field, ...more] = selectedFields(context, getNamedType(type), selectionSet);
    return field?.selectionSet && more.length === 0 ? [field, ...pathWithin(field)] : [];
  }

  function shapeOfField({ definition, parent, selectionSet }: SelectedField): OutputShape {
    return isIntegerId(parent.name, definition.name)
      ? { kind: 'integerId', isNullable: !isNonNullType(definition.type) }
      : shapeOfType(definition.type, selectionSet);
  }

  function shapeOfType(type: GraphQLOutputType, selectionSet: SelectionSetNode | undefined): OutputShape {
    const isNullable = !isNonNullType(type);
    const named = getNullableType(type);
    if (isListType(named)) {
      return { kind: 'list', item: shapeOfType(named.ofType, selectionSet), isNullable };
    }
    if (isEnumType(named)) {
      return { kind: 'enum', type: named, isNullable };
    }
    if (named.name === errorObject) {
      return { kind: 'error', isNullable };
    }
    return selectionSet
      ? {
          kind: 'object',
          type: payloadOf(schema, named),
          fragment: fragmentOf(selectionSet),
          fields: selectedFields(context, named, selectionSet).flatMap(fieldShapes),
          isNullable,
        }
      : { kind: 'scalar', type: named as GraphQLScalarType, isNullable };
  }

  function fieldShapes(field: SelectedField): FieldShape[] {
    const { definition, key, selectionSet, parent, restName } = field;
    const wildcards = wildcardLists[parent.name];
    if (definition.name === wildcards?.flag) {
      return [];
    }
    if (!selectionSet || (parent.name !== payload && key !== inlineAlias)) {
      return [
        {
          restName,
          description: definition.description ?? '',
          parent: parent.name,
          shape: shapeOfField(field),
          keys: [key],
          flag: definition.name === wildcards?.list ? wildcards.flag : undefined,
          isOptional: false,
        },
      ];
    }
    return selectedFields(context, getNamedType(definition.type), selectionSet)
      .flatMap(fieldShapes)
      .map((inner) => ({
        ...inner,
        keys: [key, ...inner.keys],
        isOptional: inner.isOptional || !isNonNullType(definition.type),
      }));
  }
}

/** The member of a mutation's union that is no error; any other type is itself. */
const payloadOf = (schema: GraphQLSchema, type: GraphQLNamedType): GraphQLNamedType =>
  (isUnionType(type) && type.getTypes().find((member) => !isProblemType(schema, member))) || type;

const payloadName = (mutation: string): string => `${mutation[0]?.toUpperCase()}${mutation.slice(1)}Payload`;

function fragmentOf({ selections: [selection, ...others] }: SelectionSetNode): string | undefined {
  return selection?.kind === Kind.FRAGMENT_SPREAD && others.length === 0 ? selection.name.value : undefined;
}
