import {
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  isInterfaceType,
  isObjectType,
  Kind,
  type SelectionSetNode,
} from 'graphql';
import type { StoredDocument } from './documents.ts';
import { restName } from './naming.ts';

/** A document, and the schema that it was validated against. */
export interface DocumentOfSchema {
  schema: GraphQLSchema;
  document: StoredDocument;
}

/** A field that a document selects. */
export interface SelectedField {
  definition: GraphQLField<unknown, unknown>;
  /** The type whose field it is. */
  parent: GraphQLNamedType;
  /** Its name in the GraphQL response. */
  key: string;
  restName: string;
  selectionSet: SelectionSetNode | undefined;
}

/**
 * The fields that are selected of a type, directly or by fragments. `__typename` and the errors of a mutation are left out,
 * because REST has the HTTP status for what they say.
 */
export function selectedFields(
  context: DocumentOfSchema,
  type: GraphQLNamedType,
  { selections }: SelectionSetNode,
): SelectedField[] {
  const { schema, document } = context;
  return selections.flatMap((selection): SelectedField[] => {
    if (selection.kind === Kind.FIELD) {
      const definition =
        isObjectType(type) || isInterfaceType(type) ? type.getFields()[selection.name.value] : undefined;
      return definition
        ? [
            {
              definition,
              parent: type,
              key: selection.alias?.value ?? selection.name.value,
              restName: selection.alias?.value ?? restName(type.name, selection.name.value),
              selectionSet: selection.selectionSet,
            },
          ]
        : [];
    }
    const fragment =
      selection.kind === Kind.INLINE_FRAGMENT ? selection : document.fragments.get(selection.name.value);
    const condition = fragment?.typeCondition && schema.getType(fragment.typeCondition.name.value);
    const narrowed = condition ?? type;
    return !fragment || isProblemType(schema, narrowed)
      ? []
      : selectedFields(context, narrowed, fragment.selectionSet);
  });
}

/** Whether a type is one of the errors that mutations return. */
export function isProblemType(schema: GraphQLSchema, type: GraphQLNamedType | undefined): boolean {
  const error = schema.getType('Error');
  return isInterfaceType(error) && (type === error || (isObjectType(type) && schema.isSubType(error, type)));
}
