import type { z } from 'zod';
import type { ApiKeyScope } from '../database/client/client.ts';
import type { Scope } from '../database/scope.ts';
import {
  ConflictError,
  DomainError,
  IdempotencyKeyReusedError,
  PermissionDeniedError,
  UnavailableError,
  ValidationError,
} from '../errors.ts';
import {
  type OperatorPrincipal,
  type Principal,
  requireLive,
  requireScope,
  type TenantContext,
} from './context.ts';
import {
  type KeyOwner,
  keyOfClient,
  keyOfRepetition,
  neverTwice,
  type Once,
  once,
  type RequestKey,
} from './idempotency.ts';
import { inspectSchema } from './inspect-schema.ts';
import { parseInput } from './parse-input.ts';
import type { Recipient } from './recipients/recipient.ts';
import type { Services } from './services.ts';

/** What an operation of the operator, or of those who manage a tenant, works with. */
export interface ManagementContext<Who extends Principal, Need extends keyof Services> {
  principal: Who;
  /** Whose idempotency keys the caller's are. */
  scope: Scope;
  services: Pick<Services, Need>;
  /** Called when the response is that of an earlier request. */
  markReplayed: () => void;
}

/** Who carries out operations, and what these work with. */
export interface ActorContexts<Need extends keyof Services = keyof Services> {
  /** A tenant's program, known by its API key. */
  tenant: TenantContext<Need>;
  /** The operator of the gateway. */
  operator: ManagementContext<OperatorPrincipal, Need>;
  /** The operator for any tenant, or a key with the scope ADMIN for its own. */
  administrator: ManagementContext<Principal, Need>;
  /** Whoever followed a magic link. Such operations belong to the recipient's pages and are in no API. */
  recipient: Recipient<Need>;
}

export type ActorName = keyof ActorContexts;

type ErrorClass = abstract new (...args: never[]) => Error;

/** The scope of a tenant's key that an operation requires. */
type RequiredScope<Input extends z.ZodType> =
  | ApiKeyScope
  /** Where it depends on the input, with the words that say how, such as "the `SEND` scope, or …". */
  | { of: (input: z.output<Input>) => ApiKeyScope | readonly ApiKeyScope[]; description: string };

/** The type of a payload's field by its name in the APIs; a description where the type's own is not enough. */
export type PayloadField = string | { type: string; description: string };

/** What a client gets of a result. Operations of recipients, which are in no API, have none of these. */
export interface Returned {
  /** The result itself, as the only field of the payload. */
  subject?: Readonly<Record<string, PayloadField>>;
  /** The fields of the payload, each of which the result has; or the name of a type that the result is. */
  payload?: Readonly<Record<string, PayloadField>> | string;
  /** Whether the result has `isNew`, which is false where what would have been created existed already. */
  returnsExisting?: true;
}

type Access<Actor extends ActorName, Input extends z.ZodType> = Actor extends 'tenant'
  ? { scope: RequiredScope<Input>; isLiveOnly?: boolean }
  : Actor extends 'administrator'
    ? { isLiveOnly?: boolean }
    : object;

/**
 * One operation, defined once. From the definition follow the GraphQL field with its input type and union, REST's
 * rules and the reference. Every call ends here, in this order: the input's shape, the caller's scope, an earlier
 * response for the same idempotency key, then the work itself.
 */
export interface OperationBase<
  Actor extends ActorName,
  Input extends z.ZodType,
  Result,
  Need extends keyof Services,
> extends Returned {
  /** The name of its field in GraphQL. */
  name: string;
  /** Whether it changes nothing. Then it is a query and not a mutation, and an idempotency key in its input is ignored. */
  isQuery?: true;
  /** Whether it creates or sends something each time, so that an accidental repetition does it twice. */
  createsOrSends?: true;
  actor: Actor;
  /** What it does, for clients. The first sentence is its summary. */
  description: string;
  /** What it accepts. Each field has a description. */
  input: Input;
  /**
   * The errors that `run` can throw and that a client can act on. A ValidationError is always among them, and the errors of
   * idempotency keys if the input has one.
   */
  errors: readonly ErrorClass[];
  /** The services that `run` works with. It gets no others. */
  needs: readonly Need[];
  run: (options: {
    context: ActorContexts<Need>[Actor];
    input: z.output<Input>;
    once: Once;
  }) => Promise<Result>;
}

export type Operation<
  Actor extends ActorName = ActorName,
  Input extends z.ZodType = z.ZodType,
  Result = unknown,
  Need extends keyof Services = keyof Services,
> = OperationBase<Actor, Input, Result, Need> & Access<Actor, Input>;

export const defineOperation = <
  Actor extends ActorName,
  Input extends z.ZodType,
  Result,
  Need extends keyof Services,
>(
  operation: Operation<Actor, Input, Result, Need>,
): Operation<Actor, Input, Result, Need> => operation;

/** An operation has thrown an error that its definition does not list: a fault of the gateway, not of the caller. */
export class UndeclaredError extends Error {
  constructor(operation: string, cause: Error) {
    super(`The operation ${operation} does not declare the error ${cause.name}.`, { cause });
    this.name = 'UndeclaredError';
  }
}

/**
 * Carries out an operation.
 *
 * @param claim keeps it from being carried out twice; defaults to the idempotency key of the input
 * @throws ValidationError and PermissionDeniedError before anything else, then the errors that the operation declares
 * @throws UndeclaredError in place of any other DomainError
 */
export async function perform<
  Actor extends ActorName,
  Input extends z.ZodType,
  Result,
  Need extends keyof Services,
>(
  operation: Operation<Actor, Input, Result, Need>,
  caller: ActorContexts<Need | 'finishBeforeClose'>[Actor],
  rawInput: unknown,
  claim?: Once,
): Promise<Result> {
  // The contexts of the APIs have every service, and those of recipients what their operations need.
  const context = caller as unknown as ActorContexts[Actor];
  const input = parseInput(operation.input, rawInput);
  authorise(operation, context, input);
  const run = (only: Once) => operation.run({ context: narrow(context, operation.needs), input, once: only });
  const key = requestKeyOf(operation, context, input);
  const work =
    claim || key === undefined
      ? run(claim ?? neverTwice)
      : once({ owner: context as KeyOwner, operation: operation.name, key, input }, run);
  return context.services.finishBeforeClose(work).catch((error: unknown) => {
    throw isDeclared(operation, error) ? error : new UndeclaredError(operation.name, error as Error);
  });
}

/** The same context with no other services than those that are needed. */
function narrow<Actor extends ActorName, Need extends keyof Services>(
  { services, ...context }: ActorContexts[Actor],
  needs: readonly Need[],
): ActorContexts<Need>[Actor] {
  const needed = Object.fromEntries(needs.map((name) => [name, services[name]]));
  return { ...context, services: needed } as unknown as ActorContexts<Need>[Actor];
}

/** Every error that a caller of an operation can get and act on. */
export const errorsOf = ({ input, errors }: Pick<Operation, 'input' | 'errors'>): readonly ErrorClass[] => [
  ValidationError,
  ...(acceptsKey(input) ? [ConflictError, IdempotencyKeyReusedError] : []),
  ...errors,
];

/** @throws PermissionDeniedError when a tenant's key may not carry out the operation */
function authorise<Input extends z.ZodType>(
  operation: { actor: ActorName; scope?: RequiredScope<Input>; isLiveOnly?: boolean },
  context: ActorContexts[ActorName],
  input: z.output<Input>,
): void {
  if (!('principal' in context) || context.principal.kind === 'operator') {
    return;
  }
  const { scope = 'ADMIN', isLiveOnly = false } = operation;
  for (const required of [typeof scope === 'string' ? scope : scope.of(input)].flat()) {
    requireScope(context.principal, required);
  }
  if (isLiveOnly) {
    requireLive(context.principal);
  }
}

/** Who can carry out an operation, in one sentence for its clients. */
export function accessTo(operation: {
  actor: ActorName;
  scope?: RequiredScope<z.ZodType>;
  isLiveOnly?: boolean;
}): string {
  const { actor, scope = 'ADMIN', isLiveOnly = false } = operation;
  if (actor === 'operator') {
    return 'Requires the operator key.';
  }
  const required = typeof scope === 'string' ? `the \`${scope}\` scope` : scope.description;
  const key = `${required}${isLiveOnly ? ' of a live key' : ''}`;
  return actor === 'administrator'
    ? `Requires the operator key, or ${key} for the tenant's own.`
    : `Requires ${key}.`;
}

/** Not errors of one operation: of the caller's rights, and of the gateway. */
const undeclaredErrors = [PermissionDeniedError, UnavailableError];

const isDeclared = (operation: Pick<Operation, 'input' | 'errors'>, error: unknown): boolean =>
  !(error instanceof DomainError) ||
  [...errorsOf(operation), ...undeclaredErrors].some((declared) => error instanceof declared);

const acceptsKey = (input: z.ZodType): boolean => {
  const structure = inspectSchema(input);
  return structure.kind === 'object' && structure.fields.has('idempotencyKey');
};

/** What makes the request the same as an earlier one; undefined if nothing does. */
function requestKeyOf(
  { name, isQuery, createsOrSends }: Pick<Operation, 'name' | 'isQuery' | 'createsOrSends'>,
  context: ActorContexts[ActorName],
  input: unknown,
): RequestKey | undefined {
  if (isQuery) {
    return undefined;
  }
  const key = (input as { idempotencyKey?: unknown }).idempotencyKey;
  if (typeof key === 'string') {
    return keyOfClient(key);
  }
  return createsOrSends && 'mergesRepetitions' in context && context.mergesRepetitions
    ? keyOfRepetition({ keyId: context.principal.keyId, person: context.actor.actingUser }, name, input)
    : undefined;
}
