/** Stands in a draft for a value that was provided but rejected. */
export const malformed: unique symbol = Symbol('malformed');

/**
 * What is known of an input, part of which may be wrong. A field that was not provided is undefined; one that was
 * provided and rejected is `malformed`, or empty if an object or a list belongs; all others have their parsed value.
 */
export type Draft<Value> = Value extends string | number | boolean | Date
  ? Value | typeof malformed
  : Value extends readonly (infer Item)[]
    ? Draft<Item>[]
    : Value extends object
      ? { [Key in keyof Value]?: Draft<Value[Key]> | undefined }
      : Value;

/** A path inside an input. */
export type Path = readonly (string | number)[];
