import { CommandFailure, type FieldNames, type RejectedField } from './command-failure.ts';
import { graphql } from './graphql.ts';

/** What a mutation selects of the errors in its union. */
export const problem = graphql(`
  fragment Problem on Error {
    code
    message
    ... on ValidationError {
      fields {
        path
        messages
      }
    }
  }
`);

interface MutationError {
  code: string;
  message: string;
  fields?: readonly RejectedField[];
}

/**
 * Picks the payload out of a mutation's union. Every error of a union has a code.
 *
 * @param fieldNames what the fields of the mutation's input are called on the command line
 * @throws CommandFailure with the words of the error if the union holds one
 */
export function expectPayload<Result extends object>(
  result: Result,
  fieldNames: FieldNames,
): Exclude<Result, { code: unknown }> {
  if (!isError(result)) {
    return result as Exclude<Result, { code: unknown }>;
  }
  if (result.fields !== undefined && result.fields.length > 0) {
    throw CommandFailure.ofFields(result.fields, fieldNames);
  }
  throw new CommandFailure(result.message);
}

const isError = (result: object): result is MutationError => 'code' in result;
