import {
  defaultFieldResolver,
  type ExecutionResult,
  type GraphQLFieldResolver,
  type GraphQLSchema,
  getNamedType,
  isIntrospectionType,
  isLeafType,
  isObjectType,
} from 'graphql';
import type { Context } from './context.ts';
import { critical } from './response-budget.ts';

/** Makes every field of the schema count what it adds to the response, and resolve nothing once the execution has ended. */
export function withResponseBudget(schema: GraphQLSchema): GraphQLSchema {
  for (const type of Object.values(schema.getTypeMap())) {
    if (isObjectType(type) && !isIntrospectionType(type)) {
      for (const field of Object.values(type.getFields())) {
        const resolve: Resolver = field.resolve ?? defaultFieldResolver;
        field.resolve = isLeafType(getNamedType(field.type)) ? countingValue(resolve) : countingKey(resolve);
      }
    }
  }
  return schema;
}

type Resolver = GraphQLFieldResolver<unknown, Context>;

/** A key's quotes, colon and comma. */
const keyUnits = 4;

const countingKey =
  (resolve: Resolver): Resolver =>
  (parent, args, context, info) => {
    begin(context, info.path.key);
    return resolve(parent, args, context, info);
  };

const countingValue =
  (resolve: Resolver): Resolver =>
  (parent, args, context, info) => {
    begin(context, info.path.key);
    const value = resolve(parent, args, context, info);
    if (value instanceof Promise) {
      return value.then((resolved: unknown) => {
        context.budget.spend(unitsOf(resolved));
        return resolved;
      });
    }
    context.budget.spend(unitsOf(value));
    return value;
  };

function begin({ budget }: Context, key: string | number): void {
  if (budget.stop) {
    throw critical(budget.stop);
  }
  budget.spend(String(key).length + keyUnits);
}

/** About as many UTF-16 units as a value has in JSON, without looking at the texts. */
function unitsOf(value: unknown): number {
  if (typeof value === 'string') {
    return value.length + 2;
  }
  if (typeof value !== 'object' || value === null) {
    return 4;
  }
  if (value instanceof Date) {
    return 26;
  }
  let units = 2;
  if (Array.isArray(value)) {
    for (const item of value) {
      units += unitsOf(item) + 1;
    }
  } else {
    for (const [key, item] of Object.entries(value)) {
      units += key.length + keyUnits + unitsOf(item);
    }
  }
  return units;
}

/** Executes an operation, and answers with the reason alone where the execution ends early. */
export async function executeWithinBudget(
  { budget, signal }: Pick<Context, 'budget' | 'signal'>,
  execute: () => ExecutionResult | Promise<ExecutionResult>,
): Promise<ExecutionResult> {
  const abandon = () => budget.abandon();
  if (signal?.aborted) {
    abandon();
  } else {
    signal?.addEventListener('abort', abandon, { once: true });
  }
  try {
    const result = await execute();
    const error = budget.check(result);
    return error ? { errors: [error] } : result;
  } finally {
    // The signal of a stream lasts for many executions.
    signal?.removeEventListener('abort', abandon);
  }
}
