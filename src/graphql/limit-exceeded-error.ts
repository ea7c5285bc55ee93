import { GraphQLError } from 'graphql';

/** A request is within the schema, and asks for more than one request can have. */
export class LimitExceededError extends GraphQLError {
  constructor(message: string) {
    super(message, { extensions: { code: 'BAD_REQUEST', http: { status: 400, spec: true } } });
  }
}
