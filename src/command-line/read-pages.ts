interface Page<Node> {
  nodes: Node[];
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
}

/** Reads a connection page by page, to its end or to the limit. */
export async function readPages<Node>(
  readPage: (after: string | null) => Promise<Page<Node>>,
  { limit = Number.POSITIVE_INFINITY }: { limit?: number } = {},
): Promise<Node[]> {
  const all: Node[] = [];
  let after: string | null = null;
  do {
    const { nodes, pageInfo }: Page<Node> = await readPage(after);
    all.push(...nodes);
    after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
  } while (after !== null && all.length < limit);
  return all.slice(0, limit);
}
