import { isObject } from './is-object.ts';
import { restEnumValue, restName, restTime, wildcard } from './naming.ts';
import { type DocumentShape, type FieldShape, type OutputShape, shapeOf } from './output-shape.ts';
import { toErrorObject } from './problems.ts';
import type { DocumentOfSchema } from './selected-fields.ts';

/** Turns a value of a GraphQL response into REST's. */
export type ToRest = (value: unknown) => unknown;

/** The response of a document in REST. */
export interface Output extends Pick<DocumentShape, 'path'> {
  /** From the data of the document to the object; null if there is none. */
  toRest: ToRest;
}

/**
 * Compiles, once at start, how the response of a document becomes REST's. Names, enum values and times are written in REST's
 * way and nothing else changes, so that REST returns exactly what the document selects.
 *
 * @throws Error if the document has more than one root field
 */
export function compileOutput(context: DocumentOfSchema): Output {
  const { path, shape } = shapeOf(context);
  const convert = compileShape(shape);
  return {
    path,
    toRest: (data) =>
      convert(path.reduce<unknown>((value, { key }) => (isObject(value) ? value[key] : null), data)),
  };
}

function compileShape(shape: OutputShape): ToRest {
  switch (shape.kind) {
    case 'object':
      return toObject(shape.fields.map(compileField));
    case 'list': {
      const item = compileShape(shape.item);
      return (list) => (Array.isArray(list) ? list.map(item) : null);
    }
    case 'enum': {
      const { name } = shape.type;
      return (value) => (typeof value === 'string' ? restEnumValue(name, value) : null);
    }
    case 'integerId':
      return toInteger;
    case 'error':
      return toErrorObject;
    case 'scalar':
      return convertersOfScalars[shape.type.name] ?? ((value) => value ?? null);
  }
}

interface OutputField {
  restName: string;
  /** Reads REST's value from the object that REST's is made of; undefined if this object does not have the field. */
  read: (source: Readonly<Record<string, unknown>>) => unknown;
}

function compileField({ restName, shape, keys, flag }: FieldShape): OutputField {
  const [key = '', ...outer] = keys.toReversed();
  const toRest = compileShape(shape);
  const readOwn = (source: Readonly<Record<string, unknown>>): unknown => {
    const value = source[key];
    if (flag !== undefined && source[flag] === true) {
      return [wildcard];
    }
    return value === undefined ? undefined : toRest(value);
  };
  const read = outer.reduce(
    (readInner, outerKey) => (source: Readonly<Record<string, unknown>>) => {
      const object = source[outerKey];
      return isObject(object) ? readInner(object) : undefined;
    },
    readOwn,
  );
  return { restName, read };
}

/** Fields of several fragments may have the same name; each object has those of its own type only. */
const toObject =
  (fields: readonly OutputField[]): ToRest =>
  (source) => {
    if (!isObject(source)) {
      return null;
    }
    const target: Record<string, unknown> = {};
    for (const { restName, read } of fields) {
      const value = read(source);
      if (value !== undefined) {
        target[restName] = value;
      }
    }
    return target;
  };

const toInteger: ToRest = (value) => (value === null ? null : Number(value));

/** The texts of each language, by the names of REST's fields. */
const toTexts: ToRest = (value) =>
  isObject(value)
    ? Object.fromEntries(
        Object.entries(value).map(([tag, texts]) => [
          tag,
          Object.fromEntries(
            Object.entries(isObject(texts) ? texts : {}).map(([name, text]) => [
              restName('LocalTexts', name),
              text,
            ]),
          ),
        ]),
      )
    : null;

const toTime: ToRest = (value) => (typeof value === 'string' ? restTime(value) : null);

/** Scalars whose values REST writes in another way. */
const convertersOfScalars: Readonly<Record<string, ToRest>> = { DateTime: toTime, LocalTexts: toTexts };
