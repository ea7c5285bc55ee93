import { type GraphQLResolveInfo, Kind, type SelectionSetNode } from 'graphql';

/**
 * Whether the client selects the field at the path below the one that is being resolved, by whatever fragments. A field
 * that a directive leaves out may count as selected: the answer decides what is read ahead, never what is given.
 */
export const selects = ({ fieldNodes, fragments }: GraphQLResolveInfo, path: readonly string[]): boolean =>
  fieldNodes.some(({ selectionSet }) => selectsIn(selectionSet, path, fragments));

function selectsIn(
  selectionSet: SelectionSetNode | undefined,
  path: readonly string[],
  fragments: GraphQLResolveInfo['fragments'],
): boolean {
  const [name, ...rest] = path;
  if (name === undefined) {
    return true;
  }
  return (selectionSet?.selections ?? []).some((selection) => {
    if (selection.kind === Kind.FIELD) {
      return selection.name.value === name && selectsIn(selection.selectionSet, rest, fragments);
    }
    const isInline = selection.kind === Kind.INLINE_FRAGMENT;
    const fragment = isInline ? selection : fragments[selection.name.value];
    return selectsIn(fragment?.selectionSet, path, fragments);
  });
}

/** Whether the operation has no root field but the one that is being resolved. */
export const isOnlyField = ({ operation }: GraphQLResolveInfo): boolean => {
  const [selection, ...others] = operation.selectionSet.selections;
  return selection?.kind === Kind.FIELD && others.length === 0;
};
