import { Prisma } from './client/client.ts';
import { getDatamodel, type default as PrismaTypes } from './client/pothos.ts';
import { ownMode, ownTenant } from './raw-sql.ts';

type Models = PrismaTypes;

/** A row of a model’s table, as Prisma’s client reads it. */
export type Row<Model extends keyof Models> = Models[Model]['Shape'];

const { models } = getDatamodel().datamodel;

interface Column {
  /** The name of the field. */
  name: string;
  column: string;
  kind: 'date' | 'list' | 'other';
}

const columnsOf = new Map(
  Object.entries(models).map(([model, { fields }]) => [
    model,
    fields
      .filter(({ kind }) => kind !== 'object')
      .map(
        ({ name, type, isList }): Column => ({
          name,
          column: columnOf(name),
          kind: type === 'DateTime' ? 'date' : isList ? 'list' : 'other',
        }),
      ),
  ]),
);

/**
 * Makes of a row that the database has written with `to_json` the row that Prisma's client would read. JSON has no dates,
 * its names are those of the columns, and a list can be NULL, which is empty.
 */
export function fromJsonRow<Model extends keyof Models & string>(
  model: Model,
  row: Readonly<Record<string, unknown>>,
): Row<Model> {
  const read: Record<string, unknown> = {};
  for (const { name, column, kind } of columnsOf.get(model) ?? []) {
    const value = row[column];
    read[name] =
      kind === 'date' && typeof value === 'string'
        ? new Date(value)
        : kind === 'list'
          ? (value ?? [])
          : value;
  }
  return read as Row<Model>;
}

/** The tables that `insertRow` writes to. */
interface Tables {
  dispatches: Row<'Dispatch'>;
  entities: Row<'Entity'>;
  responses: Row<'Response'>;
}

/**
 * The part of a statement that writes a row as Prisma's client would read it, with the table's own column types, for the
 * tenant and the mode that the statement is run for. A condition (`WHERE …`) or `RETURNING …` can follow.
 */
export function insertRow<Table extends keyof Tables>(table: Table, row: Tables[Table]): Prisma.Sql {
  const columns = Object.fromEntries(Object.entries(row).map(([name, value]) => [columnOf(name), value]));
  const names = Prisma.raw(Object.keys(columns).join(', '));
  const into = Prisma.raw(table);
  return Prisma.sql`
    INSERT INTO ${into} (${names})
    SELECT ${names} FROM jsonb_populate_record(NULL::${into},
      ${JSON.stringify(columns)}::jsonb || jsonb_build_object('tenant_id', ${ownTenant}, 'mode', ${ownMode}))`;
}

/** Every column has the name of its field in snake_case. */
function columnOf(field: string): string {
  return field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
