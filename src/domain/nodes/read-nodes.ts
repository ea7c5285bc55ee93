import { Prisma } from '../../database/client/client.ts';
import { acrossTenants, ofTenant, type RawSql } from '../../database/raw-sql.ts';
import { integerId, isId } from '../../ids.ts';
import type { TenantContext } from '../context.ts';
import type { ResponsePart } from '../responses/read-responses.ts';
import { answerId, readAnswerId } from '../responses/response-answer.ts';
import type { Services } from '../services.ts';
import {
  type NodeKinds,
  type NodeReader,
  operatorKinds,
  tenantKinds,
  type WantedIds,
  wantedRow,
} from './node-kinds.ts';

/** A resource that was found by its id. */
export interface FoundNode {
  /** The name of its type in the APIs. */
  type: string;
  /** Its row, as it is stored. */
  row: object;
}

interface ReadOptions {
  /** In any form; what cannot be an id finds nothing. */
  ids: readonly string[];
  /** What is read with responses. */
  parts: readonly ResponsePart[];
}

/**
 * Finds resources of any type by their ids, in one statement: those of the key's tenant and mode, as far as its scopes
 * allow.
 *
 * @returns in the order of the ids; null if the key can read nothing with this id
 */
export const readNodes = (
  context: NodeReader & Pick<TenantContext, 'db' | 'scope'>,
  { ids, parts }: ReadOptions,
): Promise<(FoundNode | null)[]> =>
  find(ofTenant(context.db, context.scope), tenantKinds(context, parts), ids);

/** The same for the operator, who can read tenants, their keys and jobs. */
export const readNodesOfOperator = (
  { allTenants }: Pick<Services, 'allTenants'>,
  { ids }: Pick<ReadOptions, 'ids'>,
): Promise<(FoundNode | null)[]> => find(acrossTenants(allTenants), operatorKinds, ids);

async function find(sql: RawSql, kinds: NodeKinds, ids: readonly string[]): Promise<(FoundNode | null)[]> {
  const keys = ids.map((id) => (isId(id) ? id.toLowerCase() : (integerId(id) ?? readAnswerId(id))));
  const wanted: WantedIds = {
    uuids: keys.filter((key) => typeof key === 'string'),
    integers: keys.filter((key) => typeof key === 'number'),
    answers: keys.filter((key) => typeof key === 'object'),
  };
  const branches = Object.entries(kinds)
    .filter(([, kind]) => wanted[kind.ids].length > 0)
    .map(([type, { select }]) => Prisma.sql`SELECT ${type} AS type, found.* FROM (${select}) found`);
  if (branches.length === 0) {
    return ids.map(() => null);
  }
  const rows = await sql.query<{ type: string; id: string; row: never }[]>`
    WITH wanted AS (${wantedRow(wanted)})
    ${Prisma.join(branches, ' UNION ALL ')}`;
  const found = new Map(
    rows.flatMap(({ type, id, row }) => {
      const source = kinds[type]?.read(row);
      return source ? [[id, { type, row: source }]] : [];
    }),
  );
  return keys.map((key) => found.get(typeof key === 'object' ? answerId(key) : String(key)) ?? null);
}
