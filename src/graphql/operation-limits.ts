import {
  type DocumentNode,
  type GraphQLError,
  type GraphQLSchema,
  getIntrospectionQuery,
  getOperationAST,
  type OperationDefinitionNode,
  parse,
} from 'graphql';
import type { Plugin } from 'graphql-yoga';
import type { Context } from './context.ts';
import type { ExecutionCheck } from './execution-check.ts';
import { LimitExceededError } from './limit-exceeded-error.ts';
import { EndlessDocumentError, type OperationPlan, planOperations } from './operation-plan.ts';

/** Each root field is a read or a change of its own, with statements of its own. */
const maxRootFields = 20;
/** An object can have a field under several names, with other arguments. More of the same only makes responses larger. */
const maxKeysPerField = 10;
/** Deeper than any screen nests. */
const maxDepth = 12;
/** More fields than any screen shows. */
const maxBreadth = 300;
/** Far above what a screen needs and far below what could hurt. Lists multiply by the length that is requested. */
const maxCost = 50_000;
/** As many times what tools ask for that read the whole schema. */
const maxIntrospections = 2;

export interface OperationLimits {
  /** Rejects documents before they are validated, by what does not depend on variables. */
  plugin: Plugin<Context>;
  /** Rejects operations by their cost, and counts mutations. */
  check: ExecutionCheck;
}

/**
 * Rejects operations that ask for too much: before they are validated where that does not depend on variables, otherwise
 * before anything is read. Stored operations are as large as they have to be.
 */
export function createOperationLimits(schema: GraphQLSchema): OperationLimits {
  const maxIntrospectionCost = maxIntrospections * costOfIntrospection(schema);
  const plans = new WeakMap<DocumentNode, Map<OperationDefinitionNode, OperationPlan>>();
  const plugin: Plugin<Context> = {
    onValidate: ({ params: { documentAST }, context, setResult }) => {
      if (context.isStored || plans.has(documentAST)) {
        return;
      }
      try {
        const operations = planOperations(schema, documentAST);
        for (const plan of operations.values()) {
          requireWithinLimits(plan);
          if (plan.introspectionCost > maxIntrospectionCost) {
            throw over(
              maxIntrospectionCost,
              `The operation’s introspection of the schema costs ${plan.introspectionCost}`,
            );
          }
        }
        plans.set(documentAST, operations);
      } catch (error) {
        setResult([asLimitError(error)]);
      }
    },
  };
  const check: ExecutionCheck = ({ document, operationName, variableValues, contextValue }) => {
    const operation = getOperationAST(document, operationName);
    const plan = operation && plans.get(document)?.get(operation);
    if (!plan) {
      return undefined;
    }
    const cost = plan.costOf(variableValues ?? {});
    if (cost > maxCost) {
      return { errors: [over(maxCost, `The operation costs ${cost}`)] };
    }
    return operation.operation === 'mutation'
      ? contextValue.countMutations?.(plan.rootFields).then(() => undefined)
      : undefined;
  };
  return { plugin, check };
}

function requireWithinLimits(plan: OperationPlan): void {
  const { rootFields, depth, breadth, repeated } = plan;
  if (rootFields > maxRootFields) {
    throw over(maxRootFields, `The operation has ${rootFields} root fields`);
  }
  if (repeated.keys > maxKeysPerField) {
    throw over(
      maxKeysPerField,
      `A selection set has \`${repeated.field}\` under ${repeated.keys} response keys`,
    );
  }
  if (depth > maxDepth) {
    throw over(maxDepth, `The operation nests ${depth} fields`);
  }
  if (breadth > maxBreadth) {
    throw over(maxBreadth, `The operation selects ${breadth} fields`);
  }
}

function costOfIntrospection(schema: GraphQLSchema): number {
  const everything = getIntrospectionQuery({
    descriptions: true,
    specifiedByUrl: true,
    directiveIsRepeatable: true,
    schemaDescription: true,
    inputValueDeprecation: true,
    oneOf: true,
  });
  const plans = [...planOperations(schema, parse(everything)).values()];
  return plans.reduce((cost, { introspectionCost }) => cost + introspectionCost, 0);
}

const over = (limit: number, found: string) => new LimitExceededError(`${found}; the limit is ${limit}.`);

function asLimitError(error: unknown): GraphQLError {
  if (error instanceof EndlessDocumentError) {
    return over(maxBreadth, 'The operation selects thousands of fields');
  }
  if (error instanceof LimitExceededError) {
    return error;
  }
  throw error;
}
