import type { DocumentNode } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import { LRUCache } from 'lru-cache';
import type { Context } from './context.ts';

/** More tokens than the largest screen needs; parsing and validating what has more costs more than it is worth. */
const maxTokens = 3_000;
/** Text of all documents that are kept. A parsed document takes up to 150 times its text, so they take 40 MB at most. */
const maxKeptBytes = 262_144;
/** Text of one document that is kept. What is longer is rare, and would push out a hundred others. */
const maxKeptDocumentBytes = 16_384;

export interface DocumentCache {
  plugin: Plugin<Context>;
  /** The document of a text that was found to be valid; undefined if it is not kept. */
  find: (text: string, context: Pick<Context, 'isStored'>) => DocumentNode | undefined;
}

/**
 * Parses and validates each document once, as long as it is used often enough to be kept. Only valid documents are kept, so
 * that no one can fill the memory with what is rejected anyway. Stored documents, whose number is fixed, are always kept:
 * whatever clients send does not push them out.
 */
export function createDocumentCache(): DocumentCache {
  const stored = new Map<string, DocumentNode>();
  const sent = new LRUCache<string, DocumentNode>({
    maxSize: maxKeptBytes,
    maxEntrySize: maxKeptDocumentBytes,
    sizeCalculation: (_document, text) => Buffer.byteLength(text),
  });
  const valid = new WeakSet<DocumentNode>();
  const cacheOf = ({ isStored }: Pick<Context, 'isStored'>) => (isStored ? stored : sent);
  const plugin: Plugin<Context> = {
    onParse: ({ params, context, parseFn, setParseFn, setParsedDocument }) => {
      const text = String(params.source);
      const known = cacheOf(context).get(text);
      if (known) {
        setParsedDocument(known);
      } else {
        setParseFn(
          (source: string, options?: object): DocumentNode => parseFn(source, { ...options, maxTokens }),
        );
      }
    },
    onValidate: ({ params: { documentAST }, context, setResult }) => {
      if (valid.has(documentAST)) {
        setResult([]);
        return undefined;
      }
      return ({ valid: isValid }) => {
        if (isValid) {
          valid.add(documentAST);
          cacheOf(context).set(String(context.params.query), documentAST);
        }
      };
    },
  };
  return { plugin, find: (text, context) => cacheOf(context).get(text) };
}
