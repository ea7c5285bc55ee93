import {
  type GraphQLOutputType,
  getNamedType,
  getNullableType,
  isEnumType,
  isListType,
  isNonNullType,
  type SelectionSetNode,
} from 'graphql';
import { isObject } from './is-object.ts';
import { inlineAlias, isIntegerId, restEnumValue, restTime, wildcard, wildcardLists } from './naming.ts';
import { type DocumentOfSchema, type SelectedField, selectedFields } from './selected-fields.ts';

/** Turns a value of a GraphQL response into REST's. */
export type ToRest = (value: unknown) => unknown;

/** The response of a document in REST. */
export interface Output {
  /** The fields that lead from the root to the object that REST returns. */
  path: readonly [SelectedField, ...SelectedField[]];
  /** From the data of the document to the object; null if there is none. */
  toRest: ToRest;
}

interface OutputField {
  restName: string;
  /** Reads its value from the object that REST's is made of; undefined if this object does not have the field. */
  read: (source: Readonly<Record<string, unknown>>) => unknown;
  toRest: ToRest;
}

/**
 * Compiles, once at start, how the response of a document becomes REST's. The object is where the selection first branches,
 * or a list; what leads to it is left out. Names, enum values and times are spelt in REST's way and nothing else changes,
 * so that REST returns exactly what the document selects.
 *
 * A mutation's payload is no object of its own in REST: the fields of the objects that it holds are next to each other. So
 * are those of an object that a document selects as `inline`.
 *
 * @throws Error if the document has more than one root field
 */
export function compileOutput(context: DocumentOfSchema): Output {
  const { schema, document } = context;
  const { operation } = document;
  const rootType = schema.getRootType(operation.operation);
  const [root, ...others] = rootType ? selectedFields(context, rootType, operation.selectionSet) : [];
  if (!root?.selectionSet || others.length > 0) {
    throw new Error(
      `The stored GraphQL document ${document.name} has no single root field with fields of its own.`,
    );
  }
  const path: Output['path'] = [root, ...pathWithin(root)];
  const payload = operation.operation === 'mutation' && payloadName(root.definition.name);
  const convert = compileField(path.at(-1) ?? root);
  return {
    path,
    toRest: (data) =>
      convert(path.reduce<unknown>((value, { key }) => (isObject(value) ? value[key] : null), data)),
  };

  /** The fields below another that are the only one of their parent, up to the first list. */
  function pathWithin({ definition: { type }, selectionSet }: SelectedField): SelectedField[] {
    if (!selectionSet || isListType(getNullableType(type))) {
      return [];
    }
    const [field, ...more] = selectedFields(context, getNamedType(type), selectionSet);
    return field?.selectionSet && more.length === 0 ? [field, ...pathWithin(field)] : [];
  }

  function compileField({ definition, parent, selectionSet }: SelectedField): ToRest {
    return isIntegerId(parent.name, definition.name) ? toInteger : compileType(definition.type, selectionSet);
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
      return toObject(selectedFields(context, getNamedType(type), selectionSet).flatMap(outputFields));
    }
    return type.name === 'DateTime' ? toTime : (value) => value ?? null;
  }

  function outputFields(field: SelectedField): OutputField[] {
    const { definition, key, selectionSet, parent, restName } = field;
    const wildcards = wildcardLists[parent.name];
    if (definition.name === wildcards?.flag) {
      return [];
    }
    if (definition.name === wildcards?.list) {
      const toList = compileField(field);
      return [
        {
          restName,
          read: (source) => (source[wildcards.flag] === true ? [wildcard] : toList(source[key])),
          toRest: (value) => value,
        },
      ];
    }
    if (!selectionSet || (parent.name !== payload && key !== inlineAlias)) {
      return [{ restName, read: (source) => source[key], toRest: compileField(field) }];
    }
    return selectedFields(context, getNamedType(definition.type), selectionSet)
      .flatMap(outputFields)
      .map((inner) => ({
        ...inner,
        read: ({ [key]: object }) => (isObject(object) ? inner.read(object) : undefined),
      }));
  }
}

const payloadName = (mutation: string): string => `${mutation[0]?.toUpperCase()}${mutation.slice(1)}Payload`;

/** Fields of several fragments may have the same name; each object has those of its own type only. */
const toObject =
  (fields: readonly OutputField[]): ToRest =>
  (source) => {
    if (!isObject(source)) {
      return null;
    }
    const target: Record<string, unknown> = {};
    for (const { restName, read, toRest } of fields) {
      const value = read(source);
      if (value !== undefined) {
        target[restName] = toRest(value);
      }
    }
    return target;
  };

const toInteger: ToRest = (value) => (value === null ? null : Number(value));

const toTime: ToRest = (value) => (value === null || value === undefined ? null : restTime(value));
