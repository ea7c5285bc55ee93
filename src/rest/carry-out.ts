import type { Principal } from '../domain/context.ts';
import type { Services } from '../domain/services.ts';
import { createContext } from '../graphql/context.ts';
import type { Engine } from '../graphql/engine.ts';
import type { Log } from '../runtime/log.ts';
import type { CompiledRoute } from './compile-route.ts';
import type { RestRequest } from './compiled-request.ts';
import { RestError } from './errors.ts';
import { type GraphqlError, requireNoProblem, restErrorOf } from './problems.ts';

/** Who sends a request, and what it is carried out with. */
export interface Caller {
  services: Services;
  engine: Engine;
  log: Log;
  principal: Principal;
  /** The person for whom the key acts, as `personText` writes them; null if the request named none. */
  actingUser: string | null;
  /** Aborted when no one waits for the response any more. */
  signal: AbortSignal;
  /** Whether a request without an idempotency key and its repetitions within a minute count as one. Defaults to false. */
  mergesRepetitions?: boolean;
}

/** What a request has resulted in. */
interface Outcome {
  /** What the route returns, before it becomes a page or a file. */
  object: unknown;
  status: number;
  /** Whether it is the result of an earlier request. */
  isReplayed: boolean;
}

/**
 * Carries out a request as the operation that its route stands for.
 *
 * @throws RestError, RateLimitedError
 */
export async function carryOut(
  route: CompiledRoute,
  request: RestRequest,
  { engine, ...caller }: Caller,
): Promise<Outcome> {
  const variables = route.toVariables(request);
  let { status } = route;
  let isReplayed = false;
  const context = createContext({
    ...caller,
    isStored: true,
    markReplayed: () => {
      isReplayed = true;
    },
    markExisting: () => {
      status = status === 201 ? 200 : status;
    },
  });
  const { name, text } = route.stored;
  const result = await engine.execute({ query: text, operationName: name, variables }, context);
  const { data, errors } = result as { data?: Record<string, unknown>; errors?: readonly GraphqlError[] };
  const { toRestProblems } = route;
  if (errors?.[0]) {
    throw restErrorOf(errors[0], { problems: data ? [] : route.problemsOf(variables), toRestProblems });
  }
  requireNoProblem(data?.[route.rootKey], toRestProblems);
  const object = route.toRest(data);
  if (object === null) {
    throw RestError.notFound();
  }
  return { object, status, isReplayed };
}
