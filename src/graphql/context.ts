import type { GraphQLParams } from 'graphql-yoga';
import type { Scope } from '../database/scope.ts';
import type { Work } from '../database/share-connections.ts';
import type { Principal, TenantContext } from '../domain/context.ts';
import { operatorScope } from '../domain/idempotency.ts';
import type { Services } from '../domain/services.ts';
import { PermissionDeniedError } from '../errors.ts';
import type { ReportFault } from '../http/fault-status.ts';
import type { Log } from '../runtime/log.ts';
import { createLoaders, type Loaders } from './loaders.ts';
import { ResponseBudget } from './response-budget.ts';

/** A tenant's request: what its operations work with, and the loaders of its resolvers. */
export type TenantRequest = TenantContext & { loaders: Loaders };

/** The stream of a subscription. */
export interface Stream {
  /** Aborted when the stream has to end. */
  signal: AbortSignal;
  /** The id of the event that the client has received last: the header `Last-Event-ID`. */
  lastEventId: string | undefined;
}

/** What every resolver gets. */
export interface Context {
  services: Services;
  /** Writes log lines that carry the request's id. */
  log: Log;
  principal: Principal;
  /** Whose rows and idempotency keys the caller's are. */
  scope: Scope;
  /** Called when a response is that of an earlier request. */
  markReplayed: () => void;
  /** Called for each error of the result that is the gateway's fault. */
  reportFault: ReportFault;
  /** What a tenant's operations work with; null when the operator calls. */
  tenant: TenantRequest | null;
  /** Told when what was to be made was there before. */
  markExisting: () => void;
  /** The operation that the adapter has read. */
  operation?: GraphQLParams;
  /** The request's header `Idempotency-Key`, which stored operations have in their input instead. */
  idempotencyKey?: string;
  /** Counts the root mutations of an operation before it runs. @throws RateLimitedError */
  countMutations?: (mutations: number) => Promise<void>;
  /** Whether the operation is one of the gateway's own, which are as large as they have to be. */
  isStored: boolean;
  /** Only while a subscription is being started. */
  stream?: Stream;
  /** Aborted when no one waits for the response any more. */
  signal: AbortSignal | undefined;
  /** For whom the database works, and until when. */
  work: Work;
  budget: ResponseBudget;
  /** How long the lists are that the operation counts, by field and filter. */
  counts: Map<string, Promise<number>>;
}

/** Called when a response is that of an earlier request. */
export interface ContextOptions {
  services: Services;
  log: Log;
  principal: Principal;
  /** The person for whom the key acts, as `personText` writes them. Defaults to null. */
  actingUser?: string | null;
  markReplayed: () => void;
  /** Called for each error of the result that is the gateway's fault; no one is by default. */
  reportFault?: ReportFault;
  /** Told when what was to be made was there before; no one is by default. */
  markExisting?: () => void;
  /** Whether the operation is one of the gateway's own. Defaults to false. */
  isStored?: boolean;
  /** Whether a request without an idempotency key and its repetitions within a minute count as one. Defaults to false. */
  mergesRepetitions?: boolean;
  signal?: AbortSignal;
}

export function createContext(options: ContextOptions): Context {
  const {
    services,
    log,
    principal,
    actingUser = null,
    markReplayed,
    reportFault = () => {},
    markExisting = () => {},
    isStored = false,
    mergesRepetitions = false,
    signal,
  } = options;
  const tenantId = principal.kind === 'operator' ? 'operator' : principal.tenant.id;
  const work: Work = { tenantId, signal };
  const budget = new ResponseBudget();
  const counts = new Map<string, Promise<number>>();
  if (principal.kind === 'operator') {
    return {
      services,
      log,
      principal,
      scope: operatorScope,
      markReplayed,
      reportFault,
      tenant: null,
      markExisting,
      isStored,
      signal,
      work,
      budget,
      counts,
    };
  }
  const scope = { tenantId: principal.tenant.id, mode: principal.mode };
  const db = services.tenantDatabase(scope);
  const loaders = createLoaders({ db, scope, services, budget });
  return {
    services,
    log,
    principal,
    scope,
    markReplayed,
    reportFault,
    markExisting,
    isStored,
    signal,
    work,
    budget,
    counts,
    tenant: {
      principal,
      scope,
      db,
      services,
      log,
      actor: { actorKind: 'API_KEY', actorId: principal.keyId, actorName: principal.keyName, actingUser },
      markReplayed,
      mergesRepetitions,
      loaders,
    },
  };
}

/** @throws PermissionDeniedError for the operator, who belongs to no tenant and sees no tenant's data */
export function requireTenant(context: Context): TenantRequest {
  if (!context.tenant) {
    throw new PermissionDeniedError(
      'This requires a tenant’s API key. The operator key belongs to no tenant.',
    );
  }
  return context.tenant;
}

/** @throws PermissionDeniedError for tenants */
export function requireOperator(context: Context): Services {
  if (context.principal.kind !== 'operator') {
    throw new PermissionDeniedError('This requires the operator key.');
  }
  return context.services;
}

/** The stream of the subscription that is being started. */
export function requireStream({ stream }: Context): Stream {
  if (!stream) {
    throw new Error('A subscription was started without a stream.');
  }
  return stream;
}
