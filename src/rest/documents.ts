import { readdirSync, readFileSync } from 'node:fs';
import {
  concatAST,
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
  parse,
  print,
  Source,
  separateOperations,
  validate,
} from 'graphql';
import { schema } from '../graphql/schema.ts';

/** A GraphQL operation that the gateway carries out for its clients, with the fragments that it uses. */
export interface StoredDocument {
  /** The operation's name. */
  name: string;
  text: string;
  ast: DocumentNode;
  operation: OperationDefinitionNode;
  fragments: ReadonlyMap<string, FragmentDefinitionNode>;
}

/**
 * Reads the `.graphql` files of a folder. Their fragments are shared by all of them.
 *
 * @returns the operations by their names
 * @throws Error with the name of the file and the place in it if one is malformed or does not fit the schema
 */
export function readDocuments(schema: GraphQLSchema, folder: URL): ReadonlyMap<string, StoredDocument> {
  const files = readdirSync(folder).filter((name) => name.endsWith('.graphql'));
  const all = concatAST(files.map((name) => parseFile(new URL(name, folder), name)));
  const [error] = validate(schema, all);
  if (error) {
    throw new Error(`A stored GraphQL document is invalid. ${error}`);
  }
  return new Map(
    Object.entries(separateOperations(all)).map(([name, ast]) => [name, toStoredDocument(name, ast)]),
  );
}

function parseFile(url: URL, name: string): DocumentNode {
  try {
    return parse(new Source(readFileSync(url, 'utf8'), name));
  } catch (error) {
    throw new Error(`A stored GraphQL document is malformed. ${error}`);
  }
}

/** @throws Error if the document has no operation */
export function toStoredDocument(name: string, ast: DocumentNode): StoredDocument {
  const fragments = new Map<string, FragmentDefinitionNode>();
  let operation: OperationDefinitionNode | undefined;
  for (const definition of ast.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) {
      fragments.set(definition.name.value, definition);
    } else if (definition.kind === Kind.OPERATION_DEFINITION) {
      operation = definition;
    }
  }
  if (!operation) {
    throw new Error(`The stored GraphQL document ${name} has no operation.`);
  }
  return { name, text: print(ast), ast, operation, fragments };
}

const documents = readDocuments(schema, new URL('operations/', import.meta.url));

/** @throws Error if no file has an operation of this name */
export function storedDocument(name: string): StoredDocument {
  const document = documents.get(name);
  if (!document) {
    throw new Error(`There is no stored GraphQL document ${name}.`);
  }
  return document;
}
