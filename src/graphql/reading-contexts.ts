import { type Scope, scopeTransaction } from '../database/scope.ts';
import type { Transaction } from '../database/transaction.ts';
import type { TenantRows } from '../domain/context.ts';
import type { Services } from '../domain/services.ts';
import { createLoaders, type Loaders } from './loaders.ts';
import { ResponseBudget } from './response-budget.ts';

type ReadingServices = Pick<Services, 'cipher' | 'clock' | 'readVersion'>;

/**
 * The part of a context that suffices to read a tenant's resources. It has no principal, because no request asks for what is
 * read: fields that depend on who is calling fail.
 */
export interface ReadingContext {
  services: ReadingServices;
  tenant: TenantRows & { services: ReadingServices; loaders: Loaders };
  budget: ResponseBudget;
}

/**
 * Makes contexts that read resources as a transaction sees them. Those of one tenant and mode share their loaders, so that
 * what they read at the same time is read together.
 *
 * @returns the context for a tenant and mode, in which it is the given time
 */
export function createReadingContexts(
  transaction: Transaction,
  { cipher, readVersion }: Pick<Services, 'cipher' | 'readVersion'>,
): (scope: Scope, at: Date) => ReadingContext {
  const budget = new ResponseBudget();
  const tenants = new Map<string, TenantRows & { loaders: Loaders }>();
  const tenantOf = (scope: Scope) => {
    const db = scopeTransaction(transaction, scope);
    return { scope, db, loaders: createLoaders({ scope, db, services: { cipher }, budget }) };
  };
  return (scope, at) => {
    const key = `${scope.tenantId} ${scope.mode}`;
    const tenant = tenants.get(key) ?? tenantOf(scope);
    tenants.set(key, tenant);
    const services: ReadingServices = {
      cipher,
      clock: () => at,
      readVersion: (id) => readVersion(id, transaction),
    };
    return { services, tenant: { ...tenant, services }, budget };
  };
}
