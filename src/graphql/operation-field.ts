import type { z } from 'zod';
import { inspectSchema } from '../domain/inspect-schema.ts';
import { type ActorName, errorsOf, type Operation, perform } from '../domain/operation.ts';
import { DomainError } from '../errors.ts';
import { builder } from './builder.ts';
import { type Context, requireOperator, requireTenant } from './context.ts';
import { inputType } from './input-type.ts';

/** An operation that is in the APIs. */
export type ApiOperation = Operation<Exclude<ActorName, 'recipient'>, z.ZodType, unknown>;

/** Makes an operation a mutation: its input type, its arguments, the union of its result and its errors, its resolver. */
export function addMutation(operation: ApiOperation): void {
  const { name, description, returns, input } = operation;
  const structure = inspectSchema(input);
  const inputDescription = input.description;
  if (structure.kind !== 'object' || inputDescription === undefined || returns === undefined) {
    throw new Error(`The operation ${name} is not described for the APIs.`);
  }
  const type = inputType({
    name: `${name[0]?.toUpperCase()}${name.slice(1)}Input`,
    description: inputDescription,
    fields: structure.fields,
  });
  builder.mutationField(name, (t) =>
    t.field({
      type: returns as never,
      description,
      errors: { types: errorsOf(operation).filter(isDomainError) },
      args: { input: t.arg({ type, required: true, description: inputDescription }) },
      resolve: (async (_root: unknown, args: { input: unknown }, context: Context) => {
        const result = await perform(operation, contextOf(operation, context), args.input);
        if (isExisting(result)) {
          context.markExisting();
        }
        return result;
      }) as never,
    }),
  );
}

/** Whether the operation has found what it would have created. */
const isExisting = (result: unknown): boolean =>
  typeof result === 'object' && result !== null && 'isNew' in result && result.isNew === false;

const isDomainError = (type: unknown): type is typeof DomainError =>
  typeof type === 'function' && type.prototype instanceof DomainError;

/** @throws PermissionDeniedError when the caller is not one of those who carry out the operation */
function contextOf({ actor }: ApiOperation, context: Context) {
  if (actor === 'tenant') {
    return requireTenant(context);
  }
  if (actor === 'operator') {
    requireOperator(context);
  }
  return context;
}
