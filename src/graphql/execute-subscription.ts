import { execute } from '@graphql-tools/executor';
import { createSourceEventStream, type ExecutionResult, validateSubscriptionArgs } from 'graphql';
import { workFor } from '../database/share-connections.ts';
import { type RequestCode, UnavailableError } from '../errors.ts';
import type { Context } from './context.ts';
import { executeWithinBudget } from './enforce-response-budget.ts';
import type { Execution } from './execution-check.ts';

/** The code of errors that can be over when a client tries again. */
const unavailable: RequestCode = 'UNAVAILABLE';

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
  /** A context for one event, so that nothing is remembered from the events before it. It ends with the stream. */
  createContext: (signal: AbortSignal) => Context;
  /** Ends the stream. */
  signal: AbortSignal;
  /** What clients see of the result of an event. */
  present: (result: ExecutionResult) => ExecutionResult;
}

/**
 * Starts a subscription that was found to be valid.
 *
 * @returns what the client gets instead of a stream, or the results, which end when the signal is aborted, and with an error
 * where an event cannot be read at the moment
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
  return untilAborted(signal, async function* results() {
    for await (const item of source as AsyncIterable<StreamItem>) {
      signal.throwIfAborted();
      const contextValue = createContext(signal);
      const result = await workFor(contextValue.work, async () =>
        executeWithinBudget(contextValue, async () => {
          const executed = await execute({ ...execution, rootValue: item, contextValue });
          // No operation is incremental.
          return executed as ExecutionResult;
        }),
      );
      signal.throwIfAborted();
      const presented = present(result);
      if (presented.errors?.some(({ extensions }) => extensions['code'] === unavailable)) {
        // The client is not sent the event's id, and continues before it.
        throw new UnavailableError();
      }
      yield { ...item, result: presented };
    }
  });
}

/** Results up to the end of a stream: a read that fails because the stream ends is no error. */
async function* untilAborted<Result>(
  signal: AbortSignal,
  results: () => AsyncGenerator<Result>,
): AsyncGenerator<Result> {
  try {
    yield* results();
  } catch (error) {
    if (!signal.aborted) {
      throw error;
    }
  }
}
