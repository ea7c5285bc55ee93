import type { FieldProblem } from '../errors.ts';
import { RestError } from '../rest/errors.ts';

/** Reads the rest of a request as well if a part of it is invalid, so that all problems are reported together. @throws RestError */
export function withProblems<Result>(problems: readonly FieldProblem[], readRest: () => Result): Result {
  if (problems.length === 0) {
    return readRest();
  }
  const further: FieldProblem[] = [];
  try {
    readRest();
  } catch (error) {
    if (!(error instanceof RestError) || error.code !== 'VALIDATION_ERROR') {
      throw error;
    }
    further.push(...error.problems);
  }
  const reported = new Set(problems.map(({ path }) => path));
  throw RestError.invalid([...problems, ...further.filter(({ path }) => !reported.has(path))]);
}
