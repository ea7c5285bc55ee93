import type { FieldProblem } from '../errors.ts';
import type { Page } from './pages.ts';
import type { ToRestProblems } from './problems.ts';

/** What a request of a route says, as far as the route is concerned. */
export interface RestRequest {
  parameters: Readonly<Record<string, string>>;
  query: Readonly<Record<string, unknown>>;
  body: unknown;
  idempotencyKey: string | undefined;
}

/** How the requests of a route become those of its document. */
export interface CompiledRequest {
  /** The variable or the field of the input that each parameter of the path fills. */
  filled: ReadonlyMap<string, string>;
  /**
   * The field of the input that is a file; undefined if none is. With one, the body is `multipart/form-data`, each part of which is
   * a field, and not JSON.
   */
  fileField: string | undefined;
  /** The page that the request asks for; undefined for routes that are no lists. */
  page: ((query: RestRequest['query']) => Page) | undefined;
  /** @throws RestError with every problem of the request's shape */
  toVariables: (request: RestRequest) => Record<string, unknown>;
  /** Every problem of variables that GraphQL has rejected, by the paths of the REST request. */
  problemsOf: (variables: Readonly<Record<string, unknown>>) => FieldProblem[];
  toRestProblems: ToRestProblems;
}
