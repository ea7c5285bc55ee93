import { type ConstValueNode, GraphQLScalarType, Kind } from 'graphql';
import {
  GraphQLCountryCode,
  GraphQLDateTime,
  GraphQLEmailAddress,
  GraphQLHexColorCode,
  GraphQLJSON,
  GraphQLURL,
} from 'graphql-scalars';
import { exactNumber } from '../../reading/exact-numbers.ts';
import { isoTime } from '../../text/iso-time.ts';
import { builder } from '../builder.ts';

/**
 * A scalar that documents the format for clients and leaves the validation of a value to the operation. A scalar that
 * rejected values itself would turn a typing slip into a request error without a type; an operation answers with a
 * ValidationError that names the field, beside all its other problems.
 */
function checkedByOperation(scalar: GraphQLScalarType, description: string): GraphQLScalarType {
  const { parseValue, parseLiteral, ...config } = scalar.toConfig();
  return new GraphQLScalarType({
    ...config,
    description: `${description} A malformed value is reported like any other problem of the input.`,
    coerceInputValue: (value) => value,
  });
}

builder.addScalarType(
  'DateTime',
  new GraphQLScalarType({
    ...checkedByOperation(
      GraphQLDateTime,
      'A moment in ISO 8601 with a time zone, such as 2026-02-26T12:00:00Z.',
    ).toConfig(),
    // The library returns a date, of which `JSON.stringify` makes a text several times as slowly.
    serialize: undefined,
    coerceOutputValue: (value) => isoTime(GraphQLDateTime.coerceOutputValue(value)),
  }),
);
builder.addScalarType(
  'EmailAddress',
  new GraphQLScalarType({
    ...checkedByOperation(GraphQLEmailAddress, 'One email address, such as name@example.com.').toConfig(),
    // The library's check knows no domains in other scripts; what is stored has been checked.
    serialize: String,
    coerceOutputValue: String,
  }),
);
builder.addScalarType(
  'CountryCode',
  checkedByOperation(
    GraphQLCountryCode,
    'A country as an ISO 3166-1 alpha-2 code in upper case, such as GB.',
  ),
);
builder.addScalarType(
  'URL',
  new GraphQLScalarType({
    ...checkedByOperation(
      GraphQLURL,
      'An absolute web address, such as https://example.com/hook.',
    ).toConfig(),
    // The library's scalar returns addresses in the browser's spelling; these are returned as they were entered.
    serialize: String,
    coerceOutputValue: String,
  }),
);
builder.addScalarType(
  'HexColorCode',
  checkedByOperation(GraphQLHexColorCode, 'A colour written as #rrggbb, such as #205c4e.'),
);
builder.addScalarType(
  'LanguageTag',
  new GraphQLScalarType({
    name: 'LanguageTag',
    description: 'A language as a BCP 47 tag, such as en or de-CH. A malformed one is an error of the input.',
    coerceInputValue: (value) => value,
  }),
);
/** The value of a literal in a document. */
function readLiteral(node: ConstValueNode): unknown {
  switch (node.kind) {
    case Kind.INT:
    case Kind.FLOAT:
      return exactNumber(node.value);
    case Kind.LIST:
      return node.values.map(readLiteral);
    case Kind.OBJECT:
      return Object.fromEntries(node.fields.map(({ name, value }) => [name.value, readLiteral(value)]));
    case Kind.NULL:
      return null;
    default:
      return node.value;
  }
}

const { parseLiteral: _parseLiteral, ...jsonConfig } = GraphQLJSON.toConfig();

/** A scalar whose values are JSON. */
const jsonScalar = (name: string, description: string): GraphQLScalarType =>
  new GraphQLScalarType({ ...jsonConfig, name, coerceInputLiteral: readLiteral, description });

builder.addScalarType(
  'JSON',
  jsonScalar('JSON', 'Any JSON value: a string, a number, a boolean, a list, an object or null.'),
);
builder.addScalarType(
  'AnswerValue',
  jsonScalar(
    'AnswerValue',
    'The value of an answer, depending on the type of its question: a string, a number, a boolean, a list of strings, an object, a list of objects, or null for no answer. Accept other forms too: question types can be added.',
  ),
);
builder.addScalarType(
  'LocalTexts',
  jsonScalar(
    'LocalTexts',
    'Texts in other languages: an object with a BCP 47 tag such as de for each language. Its value is an object with those of the texts that there are in it, by the names of their fields.',
  ),
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
