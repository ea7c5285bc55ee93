import { CommandFailure, type FieldNames, type RefusedField } from './command-failure.ts';
import { graphql } from './graphql.ts';

/** What a mutation selects of the errors in its union. */
export const problem = graphql(`
  fragment Problem on Error {
    message
    ... on ValidationError {
      fields {
        path
        messages
      }
    }
  }
`);

interface MutationResult {
  __typename: string;
  message?: string;
  fields?: readonly RefusedField[];
}

/**
 * Picks the success out of a mutation's union.
 *
 * @param fieldNames what the fields of the mutation's input are called on the command line
 * @throws CommandFailure with the words of whatever error the union holds instead
 */
export function expectType<Result extends MutationResult, Name extends Result['__typename']>(
  result: Result,
  name: Name,
  fieldNames: FieldNames,
): Omit<Extract<Result, { __typename: Name }>, '__typename'> {
  if (isOfType(result, name)) {
    const { __typename, ...value } = result;
    return value;
  }
  if (result.fields !== undefined && result.fields.length > 0) {
    throw CommandFailure.ofFields(result.fields, fieldNames);
  }
  throw new CommandFailure(result.message ?? `The gateway answered with an unexpected ${result.__typename}.`);
}

function isOfType<Result extends MutationResult, Name extends Result['__typename']>(
  result: Result,
  name: Name,
): result is Extract<Result, { __typename: Name }> {
  return result.__typename === name;
}
