import { pageSlug, tags } from '../../src/rest/reference/tags.ts';
import { shellBlocksIn } from '../documentation/markdown.ts';
import type { TestGateway } from '../support/gateway.ts';
import { type DocumentedOperation, documentedOperations } from './document.ts';

/** An operation of the reference's pages with the command for each of its examples. */
export interface OperationCommands extends DocumentedOperation {
  commands: string[];
}

/** The commands of all pages, in the order in which they are printed. */
export async function readPageCommands({ app }: TestGateway): Promise<OperationCommands[]> {
  const pages = await Promise.all(
    tags.map(async ({ name }) => (await app.inject(`/api/v1/docs/${pageSlug(name)}`)).body),
  );
  return pages
    .flatMap((page) => page.split(/^## /m))
    .flatMap((section) =>
      documentedOperations
        .filter(({ method, path }) => section.includes(`\n\`${method} /api/v1${path}\`\n`))
        .map((documented) => ({ ...documented, commands: shellBlocksIn(section) })),
    );
}
