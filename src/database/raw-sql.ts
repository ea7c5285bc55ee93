import { Prisma } from './client/client.ts';
import type { Scope } from './scope.ts';

/*
 * All raw SQL is run by the two functions of this module. What belongs to a tenant takes the tenant from the function and
 * not from a parameter of its own, so that a statement that forgets it is rejected instead of reaching the rows of others.
 */

/** A client, or a transaction in progress. */
export type SqlHandle = Pick<Prisma.TransactionClient, '$queryRaw' | '$executeRaw'>;

/** Runs statements that are written as tagged templates, with their values as parameters. */
export interface RawSql {
  /** Returns the rows, as Prisma's client reads them. */
  query<Rows extends readonly unknown[]>(text: TemplateStringsArray, ...values: unknown[]): Promise<Rows>;
  /** Returns the number of rows that were written. */
  execute(text: TemplateStringsArray, ...values: unknown[]): Promise<number>;
}

const rejectUse = (): never => {
  throw new TypeError('A statement that refers to its tenant is run by `ofTenant` only.');
};
/** Stands in a statement for a value of whoever runs it. No driver can send it, so that nothing else runs the statement. */
const marker = () => ({ toJSON: rejectUse, toPostgres: rejectUse, toString: rejectUse });
const tenantMarker = marker();
const modeMarker = marker();

/** The tenant that a statement is run for. */
export const ownTenant: Prisma.Sql = Prisma.sql`${tenantMarker}::uuid`;
/** The mode that a statement is run for. */
export const ownMode: Prisma.Sql = Prisma.sql`${modeMarker}::"Mode"`;
/** The condition for rows of that tenant, in both modes. */
export const isOfTenant: Prisma.Sql = Prisma.sql`tenant_id = ${ownTenant}`;
/** The condition for rows of that tenant and mode. */
export const isOwned: Prisma.Sql = Prisma.sql`${isOfTenant} AND mode = ${ownMode}`;
/** The same, where a statement has several tables. */
export const isOwnedIn = (table: 'documents' | 'responses' | 'entities'): Prisma.Sql => {
  const name = Prisma.raw(table);
  return Prisma.sql`${name}.tenant_id = ${ownTenant} AND ${name}.mode = ${ownMode}`;
};

/**
 * Runs raw SQL on the rows of one tenant. The statement names its tenant as `ownTenant`, or by one of the conditions above;
 * one that does not, or that needs a mode where there is none, is not run and throws.
 */
export const ofTenant = (
  handle: SqlHandle,
  scope: Pick<Scope, 'tenantId'> & Partial<Pick<Scope, 'mode'>>,
): RawSql => ({
  query: async <Rows extends readonly unknown[]>(text: TemplateStringsArray, ...values: unknown[]) =>
    handle.$queryRaw<Rows>(bind(Prisma.sql(text, ...values), scope)),
  execute: async (text, ...values) => handle.$executeRaw(bind(Prisma.sql(text, ...values), scope)),
});

/**
 * Runs raw SQL on the rows of all tenants: for the gateway's own work, for the operator, and for what finds out whose
 * request it is.
 */
export const acrossTenants = (handle: SqlHandle): RawSql => ({
  query: async <Rows extends readonly unknown[]>(text: TemplateStringsArray, ...values: unknown[]) =>
    handle.$queryRaw<Rows>(text, ...values),
  execute: async (text, ...values) => handle.$executeRaw(text, ...values),
});

/** Puts the tenant and the mode where the statement, which is not used anywhere else, refers to them. */
function bind(
  statement: Prisma.Sql,
  { tenantId, mode }: Pick<Scope, 'tenantId'> & Partial<Pick<Scope, 'mode'>>,
): Prisma.Sql {
  const { values } = statement;
  let namesTenant = false;
  for (const [index, value] of values.entries()) {
    if (value === tenantMarker) {
      namesTenant = true;
      values[index] = tenantId;
    } else if (value === modeMarker) {
      if (mode === undefined) {
        throw new Error('A statement that is run for a tenant in both modes refers to one mode.');
      }
      values[index] = mode;
    }
  }
  if (!namesTenant) {
    throw new Error('A statement that is run for a tenant does not refer to its tenant.');
  }
  return statement;
}
