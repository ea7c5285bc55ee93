import { execute } from '@graphql-tools/executor';
import { createSourceEventStream, type ExecutionResult, validateSubscriptionArgs } from 'graphql';
import { workFor } from '../database/share-connections.ts';
import type { Context } from './context.ts';
import { executeWithinBudget } from './enforce-response-budget.ts';
import type { Execution } from './execution-check.ts';

/** What a subscription field yields for each event, and what its resolver gets. */
export interface StreamItem {
  /** The id with which a client continues after this event; left out if there is none. */
  id?: string;
}

/** A result of a stream. */
export interface StreamResult extends StreamItem {
  result: ExecutionResult;
}

interface SubscriptionOptions {
  /** A context for one event, so that nothing is remembered from the events before it. */
  createContext: () => Context;
  /** Ends the stream. */
  signal: AbortSignal;
  /** What clients see of the result of an event. */
  present: (result: ExecutionResult) => ExecutionResult;
}

/**
 * Starts a subscription that was found to be valid.
 *
 * @returns what the client gets instead of a stream, or the results, which end when the signal is aborted
 */
export async function executeSubscription(
  execution: Execution,
  { createContext, signal, present }: SubscriptionOptions,
): Promise<ExecutionResult | AsyncGenerator<StreamResult>> {
  const validated = validateSubscriptionArgs(execution);
  if (!('schema' in validated)) {
    return { errors: validated };
  }
  const source = await createSourceEventStream(validated);
  if (!(Symbol.asyncIterator in source)) {
    return source;
  }
  return (async function* results() {
    for await (const item of source as AsyncIterable<StreamItem>) {
      if (signal.aborted) {
        return;
      }
      const contextValue = createContext();
      const result = await workFor(contextValue.work, async () =>
        executeWithinBudget(contextValue, async () => {
          const executed = await execute({ ...execution, rootValue: item, contextValue });
          // No operation is incremental.
          return executed as ExecutionResult;
        }),
      );
      if (signal.aborted) {
        return;
      }
      yield { ...item, result: present(result) };
    }
  })();
}
