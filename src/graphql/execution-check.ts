import type { ExecutionArgs, ExecutionResult } from 'graphql';
import type { Context } from './context.ts';

/** An operation that is about to be executed. */
export type Execution = ExecutionArgs & { contextValue: Context };

/** Looks at a valid operation with its variables. Returns the response if it rejects the operation. */
export type ExecutionCheck = (
  execution: Execution,
) => ExecutionResult | undefined | Promise<ExecutionResult | undefined>;
