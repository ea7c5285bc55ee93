import { LRUCache } from 'lru-cache';
import { type Mode, Prisma, type PrismaClient } from './client/client.ts';
import { getDatamodel } from './client/pothos.ts';
import type { Database } from './open.ts';
import { isWorkOf, workFor } from './share-connections.ts';
import type { Transaction } from './transaction.ts';

/** Whose rows a request may touch: one tenant's, in one mode. */
export interface Scope {
  tenantId: string;
  mode: Mode;
}

/**
 * A database handle that can only see and change the rows of one tenant and mode. Reads, changes and deletions of
 * anything else find nothing. An operation that is not known here is rejected, and so is a write to several models. Raw SQL
 * is run by `ofTenant` (`raw-sql.ts`).
 */
export type TenantDatabase = PrismaClient;

/** How the rows of a model belong to someone. Questionnaires and keys are shared by both modes of a tenant. */
const ownership: Readonly<Record<string, 'tenant and mode' | 'tenant' | 'is the tenant'>> = {
  Tenant: 'is the tenant',
  ApiKey: 'tenant',
  CreditAccount: 'tenant',
  CreditEntry: 'tenant',
  Questionnaire: 'tenant',
  QuestionnaireVersion: 'tenant',
  QuestionnaireSection: 'tenant',
  Question: 'tenant',
  Answer: 'tenant',
  AnswerAnnotation: 'tenant',
  Entity: 'tenant and mode',
  Erasure: 'tenant and mode',
  Response: 'tenant and mode',
  ResponseComment: 'tenant and mode',
  Submission: 'tenant and mode',
  Document: 'tenant and mode',
  VerificationSession: 'tenant and mode',
  VerificationEvidence: 'tenant and mode',
  ProviderCheck: 'tenant and mode',
  WorkflowSession: 'tenant and mode',
  Dispatch: 'tenant and mode',
  IdempotencyRecord: 'tenant and mode',
  AuditEvent: 'tenant and mode',
  Batch: 'tenant and mode',
  BatchItem: 'tenant and mode',
  TenantUsage: 'tenant and mode',
  CapturedMail: 'tenant and mode',
  AutofillRun: 'tenant and mode',
  WebhookEndpoint: 'tenant and mode',
  WebhookSequence: 'tenant and mode',
  WebhookEvent: 'tenant and mode',
  WebhookDelivery: 'tenant and mode',
  WebhookAttempt: 'tenant and mode',
};

type Filter = { id: string } | { tenantId: string; mode?: Mode };

function filterFor(model: string, scope: Scope): Filter {
  switch (ownership[model]) {
    case 'tenant and mode':
      return { tenantId: scope.tenantId, mode: scope.mode };
    case 'tenant':
      return { tenantId: scope.tenantId };
    case 'is the tenant':
      return { id: scope.tenantId };
    default:
      throw new Error(`The model ${model} does not define which tenant its rows belong to.`);
  }
}

type Data = Readonly<Record<string, unknown>>;

interface Arguments {
  where?: object;
  data?: Data | Data[];
  create?: Data;
  update?: Data;
}

/** How each operation of a model is bound to the owner of the rows. One that is not listed is rejected. */
const operations: Readonly<Record<string, 'creates' | 'finds' | 'changes' | 'creates or changes'>> = {
  create: 'creates',
  createMany: 'creates',
  createManyAndReturn: 'creates',
  findUnique: 'finds',
  findUniqueOrThrow: 'finds',
  findFirst: 'finds',
  findFirstOrThrow: 'finds',
  findMany: 'finds',
  count: 'finds',
  aggregate: 'finds',
  groupBy: 'finds',
  delete: 'finds',
  deleteMany: 'finds',
  update: 'changes',
  updateMany: 'changes',
  updateManyAndReturn: 'changes',
  upsert: 'creates or changes',
};

const { models } = getDatamodel().datamodel;

/** The fields through which a write would reach the rows of other models. */
const relationsOf = new Map(
  Object.entries(models).map(([model, { fields }]) => [
    model,
    fields.filter(({ kind }) => kind === 'object').map(({ name }) => name),
  ]),
);

/** The data with the owner. What a write nests would not be bound to it, and is rejected. */
function owned(model: string, data: Data | undefined, owner: Filter): Data {
  rejectNested(model, data);
  return { ...data, ...owner };
}

function rejectNested(model: string, data: Data | undefined): void {
  const nested = relationsOf.get(model)?.find((field) => data?.[field] !== undefined);
  if (nested !== undefined) {
    throw new Error(`A write to ${model} for one tenant cannot write to ${nested} as well.`);
  }
}

/** A row stays with its owner. */
function rejectOtherOwner(model: string, data: Data | undefined, owner: Filter): void {
  rejectNested(model, data);
  for (const [field, value] of Object.entries(owner)) {
    if (data?.[field] !== undefined && data[field] !== value) {
      throw new Error(`A write to ${model} for one tenant cannot change its ${field}.`);
    }
  }
}

/** Adds the owner to a statement: to what it selects by, and over whatever owner the new rows name. */
function withOwner(model: string, operation: string, args: Arguments, owner: Filter): Arguments {
  const { where, data, create, update } = args;
  const scoped = { ...args, where: { ...where, ...owner } };
  switch (operations[operation]) {
    case 'creates':
      return {
        ...args,
        data: Array.isArray(data) ? data.map((row) => owned(model, row, owner)) : owned(model, data, owner),
      };
    case 'finds':
      return scoped;
    case 'changes':
      rejectOtherOwner(model, data as Data | undefined, owner);
      return scoped;
    case 'creates or changes':
      rejectOtherOwner(model, update, owner);
      return { ...scoped, create: owned(model, create, owner) };
    default:
      throw new Error(`The operation ${operation} is not known to be bound to one tenant.`);
  }
}

/** The rows of one tenant and mode. */
export type OpenTenantDatabase = (scope: Scope) => TenantDatabase;

/** How many bound clients are kept; those of the tenants that were quiet longest are bound again. */
const maxBoundClients = 5_000;

/**
 * Binds the client to one tenant and mode at a time, transactions included. Shares the connections of the client. Binding
 * costs more than a statement, so that what was bound is kept.
 */
export function createTenantDatabases({
  client,
  query,
}: Pick<Database, 'client' | 'query'>): OpenTenantDatabase {
  const bound = new LRUCache<string, TenantDatabase>({ max: maxBoundClients });
  return (scope) => {
    const key = `${scope.tenantId} ${scope.mode}`;
    const database = bound.get(key) ?? bind({ client, query }, scope);
    bound.set(key, database);
    return database;
  };
}

/** The models by the names that a client has for them. */
const modelsOfClient = new Map<string | symbol, string>(
  Object.keys(ownership).map((model) => [`${model[0]?.toLowerCase()}${model.slice(1)}`, model]),
);

/** Binds a transaction that is in progress to one tenant and mode. */
export const scopeTransaction = (transaction: Transaction, scope: Scope): Transaction =>
  new Proxy(transaction, {
    get: (target, name) => {
      const delegate: unknown = Reflect.get(target, name);
      const model = modelsOfClient.get(name);
      return model === undefined ? delegate : bindDelegate(delegate as object, model, scope);
    },
  });

const bindDelegate = (delegate: object, model: string, scope: Scope): object =>
  new Proxy(delegate, {
    get: (target, operation) => {
      const run: unknown = Reflect.get(target, operation);
      return typeof run === 'function' && typeof operation === 'string'
        ? (args: Arguments = {}) =>
            run.call(target, withOwner(model, operation, args, filterFor(model, scope)))
        : run;
    },
  });

/** Takes what the work needs of the database from the tenant's share. */
const runFor = <Result>({ tenantId }: Scope, run: () => Result): Result =>
  isWorkOf(tenantId) ? run() : workFor({ tenantId }, run);

function bind({ client, query }: Pick<Database, 'client' | 'query'>, scope: Scope): TenantDatabase {
  const scoped = client.$extends({
    query: {
      // Of raw SQL, too, which has no model.
      $allOperations: ({ model, operation, args, query: run }) => {
        const bound = model ? withOwner(model, operation, args as Arguments, filterFor(model, scope)) : args;
        return runFor(scope, async () => run(bound as typeof args));
      },
    },
  });
  // A query extension changes no type; Prisma's inferred type for it only fails to say so.
  const database = scoped as unknown as TenantDatabase;
  const replaced: Partial<Record<string | symbol, unknown>> = {
    // A transaction waits for its connection before any of its operations.
    $transaction: (...args: Parameters<TenantDatabase['$transaction']>) =>
      runFor(scope, () => database.$transaction(...args)),
    $queryRaw: (sql: TemplateStringsArray | Prisma.Sql, ...values: unknown[]) =>
      runFor(scope, () => query('text' in sql ? sql : Prisma.sql(sql, ...values))),
  };
  return new Proxy(database, { get: (target, name) => replaced[name] ?? Reflect.get(target, name) });
}
