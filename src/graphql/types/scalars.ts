import { GraphQLScalarType } from 'graphql';
import {
  GraphQLCountryCode,
  GraphQLDateTime,
  GraphQLEmailAddress,
  GraphQLJSON,
  GraphQLUUID,
} from 'graphql-scalars';
import { builder } from '../builder.ts';

/**
 * A scalar that tells clients the format and leaves it to the operation to hold a value against it. A scalar that
 * refused values itself would turn a typing slip into a request error without a type; an operation answers with a
 * ValidationError that names the field, beside all its other problems.
 */
function checkedByOperation(scalar: GraphQLScalarType, description: string): GraphQLScalarType {
  const { parseValue, parseLiteral, ...config } = scalar.toConfig();
  return new GraphQLScalarType({
    ...config,
    description: `${description} A malformed one is answered like any other problem of the input.`,
    coerceInputValue: (value) => value,
  });
}

builder.addScalarType(
  'UUID',
  checkedByOperation(
    GraphQLUUID,
    'A universally unique identifier, such as 0190a8c4-7d1e-7c3a-9b52-3f6e1d2c4b5a.',
  ),
);
builder.addScalarType(
  'DateTime',
  checkedByOperation(GraphQLDateTime, 'A moment in ISO 8601 with a time zone, such as 2026-02-26T12:00:00Z.'),
);
builder.addScalarType(
  'EmailAddress',
  checkedByOperation(GraphQLEmailAddress, 'One email address, such as name@example.com.'),
);
builder.addScalarType(
  'CountryCode',
  checkedByOperation(
    GraphQLCountryCode,
    'A country as an ISO 3166-1 alpha-2 code in upper case, such as GB.',
  ),
);
builder.addScalarType(
  'JSON',
  new GraphQLScalarType({
    ...GraphQLJSON.toConfig(),
    description: 'Any JSON value: a string, a number, a boolean, a list, an object or null.',
  }),
);
builder.addScalarType(
  'Upload',
  new GraphQLScalarType({
    name: 'Upload',
    description:
      'A file of at most 20 MiB, sent by the GraphQL multipart request specification: null in the variables, and a part of the request that `map` puts in its place.',
    coerceInputValue: (value) => value,
  }),
);
