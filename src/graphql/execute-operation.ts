import { type ExecutionResult, getOperationAST } from 'graphql';
import { executeWithinBudget } from './enforce-response-budget.ts';
import type { Execution, ExecutionCheck } from './execution-check.ts';

type Execute = (execution: Execution) => ExecutionResult | Promise<ExecutionResult>;

/** Makes the one way in which operations are executed, whatever has parsed and validated them. */
export function createOperationExecution(checks: readonly ExecutionCheck[]) {
  return async (execution: Execution, execute: Execute): Promise<ExecutionResult> => {
    for (const check of checks) {
      const rejection = await check(execution);
      if (rejection) {
        return rejection;
      }
    }
    const { document, operationName, contextValue } = execution;
    if (getOperationAST(document, operationName)?.operation === 'mutation') {
      // What a mutation has started it finishes, whether the client waits for it or not.
      contextValue.work.signal = undefined;
    }
    return executeWithinBudget(contextValue, () => execute(execution));
  };
}

export type ExecuteOperation = ReturnType<typeof createOperationExecution>;
