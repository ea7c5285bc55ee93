import type { z } from 'zod';
import type { ApiKeyScope } from '../database/client/client.ts';
import { requireLive, requireScope, type TenantContext } from './context.ts';
import { neverTwice, type Once, once } from './idempotency.ts';
import { parseInput } from './parse-input.ts';

/**
 * One thing a tenant can do, with the rules of its input. Both APIs, GraphQL and through it REST, end here, in this
 * order: the input's shape, the key's scope, an earlier answer for the same idempotency key, then the work itself.
 */
export interface Operation<Schema extends z.ZodType, Result> {
  /** The GraphQL mutation's name. */
  name: string;
  input: Schema;
  /** The scope it takes, which may depend on what is asked. */
  scope: ApiKeyScope | ((input: z.output<Schema>) => ApiKeyScope);
  /** Whether it changes what both modes share, which only live keys can do. Defaults to false. */
  isLiveOnly?: boolean;
  run: (options: { context: TenantContext; input: z.output<Schema>; once: Once }) => Promise<Result>;
}

export const defineOperation = <Schema extends z.ZodType, Result>(
  operation: Operation<Schema, Result>,
): Operation<Schema, Result> => operation;

/**
 * Carries out an operation for a tenant.
 *
 * @throws DomainError what the operation refuses, ValidationError and PermissionDeniedError before anything else
 */
export async function perform<Schema extends z.ZodType, Result>(
  operation: Operation<Schema, Result>,
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
  const work =
    key === undefined
      ? operation.run({ context, input, once: neverTwice })
      : once({ context, operation: operation.name, key, input }, (claim) =>
          operation.run({ context, input, once: claim }),
        );
  return context.services.finishBeforeClose(work);
}

function idempotencyKeyOf(input: unknown): string | undefined {
  const key = (input as { idempotencyKey?: unknown }).idempotencyKey;
  return typeof key === 'string' ? key : undefined;
}
