import DataLoader from 'dataloader';
import { LRUCache } from 'lru-cache';
import type { Entity } from '../database/client/client.ts';
import { scopeToTenant, type TenantDatabase } from '../database/scope.ts';
import type { Principal, Services, TenantContext, TenantPrincipal } from '../domain/context.ts';
import { readAnswers } from '../domain/responses/read-answers.ts';
import type { StoredAnswer } from '../domain/responses/stored-answer.ts';
import { PermissionDeniedError } from '../errors.ts';

/** Reads by id that are asked for one by one and answered together, in one statement each. Made anew each request. */
export interface Loaders {
  entity: DataLoader<string, Entity>;
  answers: DataLoader<string, StoredAnswer[]>;
}

/** A tenant's request: what its operations work with, and the loaders of its resolvers. */
export type TenantRequest = TenantContext & { loaders: Loaders };

/** What every resolver gets. */
export interface Context {
  services: Services;
  /** Writes log lines that carry the request's id. */
  log: Services['log'];
  principal: Principal;
  /** What a tenant's operations work with; null when the operator calls. */
  tenant: TenantRequest | null;
}

/** How a door learns that an answer was given before. */
export interface ContextOptions {
  services: Services;
  log: Services['log'];
  principal: Principal;
  markReplayed: () => void;
}

/** The tenant databases made so far: binding one costs more than a statement, so each is made once. */
const tenantDatabases = new WeakMap<Services, LRUCache<string, TenantDatabase>>();

function tenantDatabase(services: Services, { tenant, mode }: TenantPrincipal): TenantDatabase {
  const databases = tenantDatabases.get(services) ?? new LRUCache<string, TenantDatabase>({ max: 5_000 });
  tenantDatabases.set(services, databases);
  const key = `${tenant.id} ${mode}`;
  const known = databases.get(key);
  if (known) {
    return known;
  }
  const database = scopeToTenant(services.allTenants, { tenantId: tenant.id, mode });
  databases.set(key, database);
  return database;
}

export function createContext({ services, log, principal, markReplayed }: ContextOptions): Context {
  if (principal.kind === 'operator') {
    return { services, log, principal, tenant: null };
  }
  const scope = { tenantId: principal.tenant.id, mode: principal.mode };
  const db = tenantDatabase(services, principal);
  const loaders: Loaders = {
    entity: new DataLoader(async (ids) => {
      const entities = await db.entity.findMany({ where: { id: { in: [...ids] } } });
      const byId = new Map(entities.map((entity) => [entity.id, entity]));
      return ids.map((id) => byId.get(id) ?? new Error('A row names an entity that is not its tenant’s.'));
    }),
    answers: new DataLoader((responseIds) => readAnswers({ db, scope }, responseIds)),
  };
  return {
    services,
    log,
    principal,
    tenant: {
      principal,
      scope,
      db,
      services,
      actor: { actorKind: 'API_KEY', actorId: principal.keyId, actorName: principal.keyName },
      markReplayed,
      loaders,
    },
  };
}

/** @throws PermissionDeniedError for the operator, who belongs to no tenant and sees no tenant's data */
export function requireTenant(context: Context): TenantRequest {
  if (!context.tenant) {
    throw new PermissionDeniedError('This takes a tenant’s API key; the operator key belongs to no tenant.');
  }
  return context.tenant;
}

/** @throws PermissionDeniedError for tenants */
export function requireOperator(context: Context): Services {
  if (context.principal.kind !== 'operator') {
    throw new PermissionDeniedError('This takes the operator key.');
  }
  return context.services;
}
