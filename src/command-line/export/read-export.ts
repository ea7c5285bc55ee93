import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import type { Client } from '../client.ts';
import { CommandFailure } from '../command-failure.ts';
import type { Document } from '../graphql.ts';
import { type ExportList, nestedQuery, ownerQuery, pageQuery } from './export-lists.ts';

type Item = Record<string, unknown> & { id: string };

interface Page {
  nodes: Item[];
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
}

/** Documents of an export are made from its table of lists, and have no types of their own. */
const documentOf = <Result, Variables>(query: string) => query as unknown as Document<Result, Variables>;

/** Whose data is exported, with which key. */
export interface ExportOwner {
  tenant: { id: string; name: string };
  apiKey: { id: string; mode: string; scopes: string[] };
}

/** @throws CommandFailure for a key without the scope `ADMIN`, which cannot read everything, and for the operator's */
export async function readOwner(client: Client): Promise<ExportOwner> {
  const { viewer } = await client.execute(
    documentOf<{ viewer: ExportOwner | null }, Record<never, never>>(ownerQuery),
    {},
  );
  if (!viewer?.apiKey.scopes.includes('ADMIN')) {
    throw new CommandFailure("An export requires a tenant's own key with the scope ADMIN.");
  }
  return viewer;
}

/** Reads the items of a list, newest first, page by page, each with all of its nested list. */
export async function* readItems(client: Client, list: ExportList): AsyncGenerator<Item> {
  const query = documentOf<{ page: Page }, { after: string | null }>(pageQuery(list));
  for (let after: string | null | undefined = null; after !== undefined; ) {
    const { page }: { page: Page } = await client.execute(query, { after });
    for (const item of page.nodes) {
      yield await complete(client, list, item);
    }
    after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : undefined;
  }
}

/** The item with its nested list as a plain list of all items. */
async function complete(client: Client, { nested }: ExportList, item: Item): Promise<Item> {
  if (!nested) {
    return item;
  }
  const query = documentOf<{ parent: { page: Page } | null }, { id: string; after: string | null }>(
    nestedQuery(nested),
  );
  let { nodes, pageInfo } = item[nested.field] as Page;
  const all = [...nodes];
  while (pageInfo.hasNextPage) {
    const { parent } = await client.execute(query, { id: item.id, after: pageInfo.endCursor });
    if (!parent) {
      break;
    }
    ({ nodes, pageInfo } = parent.page);
    all.push(...nodes);
  }
  return { ...item, [nested.field]: all };
}

interface ContentOptions {
  fetch: typeof globalThis.fetch;
  /** Base of the gateway, without a trailing slash. */
  url: string;
  key: string;
  contentPath: string;
}

/**
 * Opens the content of a file.
 *
 * @returns undefined for one that was deleted in the meantime
 * @throws CommandFailure when the gateway does not send it
 */
export async function openContent({
  fetch,
  url,
  key,
  contentPath,
}: ContentOptions): Promise<Readable | undefined> {
  const response = await fetch(`${url}/api/v1${contentPath}`, {
    headers: { authorization: `Bearer ${key}` },
    redirect: 'manual',
  });
  if (response.status === 404) {
    await response.body?.cancel();
    return undefined;
  }
  if (!response.ok || !response.body) {
    throw new CommandFailure(
      `The gateway did not send the file ${contentPath} (HTTP status ${response.status}).`,
    );
  }
  return Readable.fromWeb(response.body as ReadableStream);
}

/** How often a request is repeated that the gateway rejects because there were too many. */
const maxRepetitions = 10;
const maxWaitSeconds = 120;

/** Sends requests as fast as the gateway's rate limits allow: one that is rejected is repeated when it says. */
export const patientFetch =
  (fetch: typeof globalThis.fetch): typeof globalThis.fetch =>
  async (input, init) => {
    for (let repetition = 0; ; repetition += 1) {
      const response = await fetch(input, init);
      const seconds = Number(response.headers.get('retry-after'));
      if (response.status !== 429 || repetition === maxRepetitions || !(seconds <= maxWaitSeconds)) {
        return response;
      }
      await response.body?.cancel();
      await new Promise((resolve) => setTimeout(resolve, Math.max(1, seconds) * 1_000));
    }
  };
