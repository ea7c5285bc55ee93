import type { initGraphQLTada, TadaDocumentNode } from 'gql.tada';
import type { introspection } from './schema.generated.d.ts';

interface Schema {
  introspection: introspection;
  scalars: {
    CountryCode: string;
    DateTime: string;
    EmailAddress: string;
    HexColorCode: string;
    JSON: unknown;
    LanguageTag: string;
    URL: string;
  };
  disableMasking: true;
}

/** A GraphQL document with the types of its result and its variables. */
export type Document<Result, Variables> = TadaDocumentNode<Result, Variables>;

/**
 * Makes a document of its text and of the fragments that it uses. Its types follow from the text and the schema, without a
 * step in between. At run time a document is its text, which is all that a gateway needs.
 */
export const graphql = ((text: string, fragments: readonly string[] = []) =>
  [text, ...fragments].join('\n')) as unknown as ReturnType<typeof initGraphQLTada<Schema>>;

/** The text of a document with that of its fragments. */
export const textOf = <Result, Variables>(document: Document<Result, Variables>): string =>
  document as unknown as string;

type Types = introspection['types'];

/** The values of an enum. */
export type Enum<
  Name extends { [Key in keyof Types]: Types[Key] extends { enumValues: string } ? Key : never }[keyof Types],
> = Types[Name] extends { enumValues: infer Values } ? Values : never;
