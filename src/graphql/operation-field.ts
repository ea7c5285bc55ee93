import type { z } from 'zod';
import { inspectSchema } from '../domain/inspect-schema.ts';
import { type ActorName, accessTo, errorsOf, type Operation, perform } from '../domain/operation.ts';
import { DomainError } from '../errors.ts';
import { builder } from './builder.ts';
import { type Context, requireOperator, requireTenant } from './context.ts';
import { inputType } from './input-type.ts';
import { preparationPrice } from './prices.ts';

/** An operation that is in the APIs. */
export type ApiOperation = Operation<Exclude<ActorName, 'recipient'>, z.ZodType, unknown>;

/** The input types by their schemas: a query has the input of the mutation that it is about. */
const inputTypes = new Map<z.ZodType, ReturnType<typeof inputType>>();

/** Makes an operation a mutation or a query: its input type, its payload, the union of it and the errors, and its resolver. */
export function addOperation(operation: ApiOperation): void {
  const { name, description, input, subject, isQuery } = operation;
  const inputDescription = input.description;
  if (inputDescription === undefined) {
    throw new Error(`The operation ${name} is not described for the APIs.`);
  }
  const typeName = `${name[0]?.toUpperCase()}${name.slice(1)}`;
  const type = inputTypeOf(operation, `${typeName}Input`);
  const [subjectName] = Object.keys(subject ?? {});
  const field = {
    type: payloadType(operation, `${typeName}Payload`) as never,
    description: `${description} ${accessTo(operation)}`,
    errors: { types: errorsOf(operation).filter(isDomainError) },
    args: builder.args((t) => ({
      input: t.field({ type, required: true, description: inputDescription }),
    })),
    resolve: (async (_root: unknown, args: { input: unknown }, context: Context) => {
      const result = await perform(operation, contextOf(operation, context), args.input);
      if (operation.returnsExisting && isExisting(result)) {
        context.markExisting();
      }
      return subjectName === undefined ? result : { [subjectName]: result };
    }) as never,
  };
  if (isQuery) {
    builder.queryField(name, (t) => t.field({ ...field, complexity: preparationPrice }));
  } else {
    builder.mutationField(name, (t) => t.field(field));
  }
}

/** The type of an operation's input. Operations with the same schema share it, under the name of the first. */
function inputTypeOf(
  { name: operationName, input }: ApiOperation,
  name: string,
): ReturnType<typeof inputType> {
  const known = inputTypes.get(input);
  if (known) {
    return known;
  }
  const structure = inspectSchema(input);
  if (structure.kind !== 'object') {
    throw new Error(`The input of the operation ${operationName} is no object.`);
  }
  const type = inputType({ name, description: input.description ?? '', fields: structure.fields });
  inputTypes.set(input, type);
  return type;
}

/** The type of what an operation returns. */
function payloadType({ name, subject, payload = subject }: ApiOperation, typeName: string) {
  if (typeof payload === 'string') {
    return payload;
  }
  return builder.objectRef<Record<string, unknown>>(typeName).implement({
    description: `The result of \`${name}\`.`,
    fields: (t) =>
      Object.fromEntries(
        Object.entries(payload ?? {}).map(([field, declared]) => [
          field,
          t.field({
            type: (typeof declared === 'string' ? declared : declared.type) as never,
            description: typeof declared === 'string' ? describeField(field) : declared.description,
            resolve: ((result: Record<string, unknown>) => result[field]) as never,
          }),
        ]),
      ),
  });
}

/** `workflowSession` is the workflow session. */
const describeField = (name: string): string =>
  `The ${name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`).replace('api key', 'API key')}.`;

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
