import { z } from 'zod';

/** What the APIs call the values of a schema. */
export interface ApiType {
  /** The type's name in the GraphQL schema; a scalar, an enum or an input type. */
  name: string;
  /** What values of the type are; scalars and enums are described where they are defined. */
  description?: string;
}

/**
 * The names of those schemas that have a type of their own in the APIs. Copies of a schema, such as `describe` makes, keep
 * its name. Schemas without a name are what zod says that they are: strings, integers, booleans.
 */
export const apiTypes = z.registry<ApiType>();

/** Gives a schema its name in the APIs. */
export const named = <Schema extends z.ZodType>(
  name: string,
  schema: Schema,
  description?: string,
): Schema => {
  apiTypes.add(schema, description === undefined ? { name } : { name, description });
  return schema;
};
