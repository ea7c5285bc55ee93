import type { z } from 'zod';
import type { ApiKeyScope } from '../database/client/client.ts';
import { requireLive, requireScope, type TenantContext } from './context.ts';
import { neverTwice, type Once, once } from './idempotency.ts';
import { parseInput } from './parse-input.ts';
import type { Services } from './services.ts';

/**
 * One thing a tenant can do, with the rules of its input. Both APIs, GraphQL and through it REST, end here, in this
 * order: the input's shape, the key's scope, an earlier answer for the same idempotency key, then the work itself.
 */
export interface Operation<Schema extends z.ZodType, Result, Need extends keyof Services = keyof Services> {
  /** The GraphQL mutation's name. */
  name: string;
  input: Schema;
  /** The scope it takes, which may depend on what is asked. */
  scope: ApiKeyScope | ((input: z.output<Schema>) => ApiKeyScope);
  /** The services that `run` works with. It gets no others. */
  needs: readonly Need[];
  /** Whether it changes what both modes share, which only live keys can do. Defaults to false. */
  isLiveOnly?: boolean;
  run: (options: { context: TenantContext<Need>; input: z.output<Schema>; once: Once }) => Promise<Result>;
}

export const defineOperation = <Schema extends z.ZodType, Result, Need extends keyof Services>(
  operation: Operation<Schema, Result, Need>,
): Operation<Schema, Result, Need> => operation;

/**
 * Carries out an operation for a tenant.
 *
 * @throws DomainError what the operation refuses, ValidationError and PermissionDeniedError before anything else
 */
export async function perform<Schema extends z.ZodType, Result, Need extends keyof Services>(
  operation: Operation<Schema, Result, Need>,
  context: TenantContext,
  rawInput: unknown,
): Promise<Result> {
  const input = parseInput(operation.input, rawInput);
  requireScope(
    context.principal,
    typeof operation.scope === 'function' ? operation.scope(input) : operation.scope,
  );
  if (operation.isLiveOnly) {
    requireLive(context.principal);
  }
  const key = idempotencyKeyOf(input);
  const run = (claim: Once) =>
    operation.run({ context: narrow(context, operation.needs), input, once: claim });
  const work =
    key === undefined ? run(neverTwice) : once({ context, operation: operation.name, key, input }, run);
  return context.services.finishBeforeClose(work);
}

function narrow<Need extends keyof Services>(
  { services, ...context }: TenantContext,
  needs: readonly Need[],
): TenantContext<Need> {
  const needed = Object.fromEntries(needs.map((name) => [name, services[name]]));
  return { ...context, services: needed as Pick<Services, Need> };
}

function idempotencyKeyOf(input: unknown): string | undefined {
  const key = (input as { idempotencyKey?: unknown }).idempotencyKey;
  return typeof key === 'string' ? key : undefined;
}
