import { type GraphQLInputObjectType, getNamedType, isRequiredInputField } from 'graphql';
import { NIL } from 'uuid';
import { findProblems } from '../domain/parse-input.ts';
import type { ApiOperation } from '../graphql/operation-field.ts';
import { isId } from '../ids.ts';
import type { CompiledRequest } from './compiled-request.ts';
import { RestError } from './errors.ts';
import { compileInput, operationInput } from './input.ts';
import { isObject } from './is-object.ts';
import { restPath } from './naming.ts';
import type { ToRestProblems } from './problems.ts';

const keyField = 'idempotencyKey';

interface OperationOptions {
  inputType: GraphQLInputObjectType;
  /** Its rules for the input report every problem of a body together. */
  operation: Pick<ApiOperation, 'input' | 'isQuery'>;
  /** The names in the path. */
  parameters: readonly string[];
}

/**
 * Compiles, once at start, how a request becomes the input of an operation. The parameters of the path are the input's
 * required ids, in order; its other fields are those of the body.
 *
 * @throws Error if the path does not have as many parameters as the input has required ids
 */
export function compileOperation({ inputType, operation, parameters }: OperationOptions): CompiledRequest {
  const fields = Object.values(inputType.getFields());
  const ids = fields.filter((field) => isRequiredInputField(field) && /^id$|Id$/.test(field.name));
  if (ids.length !== parameters.length) {
    throw new Error(`${inputType.name} requires ${ids.length} ids, and the path has ${parameters.length}.`);
  }
  const filled = new Map(parameters.map((name, index) => [name, ids[index]?.name ?? name]));
  const takesKey = !operation.isQuery && fields.some(({ name }) => name === keyField);
  const convert = compileInput(inputType, [...filled.values(), keyField]);
  const toRestProblems: ToRestProblems = (problems) =>
    problems.map(({ path, messages }) => ({ path: restPath(path, inputType), messages }));
  const problemsOf = (input: unknown) =>
    toRestProblems(findProblems(operation.input, operationInput(inputType, input)));

  return {
    filled,
    fileField: fields.find(({ type }) => getNamedType(type).name === 'Upload')?.name,
    page: undefined,
    toRestProblems,
    problemsOf: ({ input }) => problemsOf(input),
    toVariables: ({ body: sentBody, parameters: pathValues, idempotencyKey }) => {
      const body = sentBody ?? {};
      if (!isObject(body)) {
        throw RestError.invalid([{ path: 'body', messages: ['The body must be a JSON object.'] }]);
      }
      const { input, problems } = convert(body);
      for (const [name, field] of filled) {
        const id = pathValues[name] ?? '';
        // A path whose id is malformed is the path of nothing, as an unknown one is; in an input it is invalid.
        input[field] = isId(id) ? id : NIL;
      }
      if (takesKey && idempotencyKey !== undefined) {
        input[keyField] = idempotencyKey;
      }
      if (problems.length > 0) {
        const reported = new Set(problems.map(({ path }) => path));
        const others = problemsOf(input).filter(({ path }) => !reported.has(path));
        throw RestError.invalid([...problems, ...others]);
      }
      return { input };
    },
  };
}
