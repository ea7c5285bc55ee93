import { getDatamodel, type default as PrismaTypes } from './client/pothos.ts';

type Models = PrismaTypes;

/** A row of a model’s table, as Prisma’s client reads it. */
export type Row<Model extends keyof Models> = Models[Model]['Shape'];

const { models } = getDatamodel().datamodel;

/**
 * Makes of a row that the database has written with `to_json` the row that Prisma's client would read. JSON has no dates,
 * its names are those of the columns, and a list can be NULL, which is empty.
 */
export function fromJsonRow<Model extends keyof Models & string>(
  model: Model,
  row: Readonly<Record<string, unknown>>,
): Row<Model> {
  const fields = (models[model]?.fields ?? []).filter(({ kind }) => kind !== 'object');
  return Object.fromEntries(
    fields.map(({ name, type, isList }) => {
      const value = row[columnOf(name)];
      return [
        name,
        type === 'DateTime' && typeof value === 'string' ? new Date(value) : isList ? (value ?? []) : value,
      ];
    }),
  ) as Row<Model>;
}

/** Every column has the name of its field in snake_case. */
const columnOf = (field: string): string => field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
