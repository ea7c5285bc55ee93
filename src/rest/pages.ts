import type { FieldProblem } from '../errors.ts';
import { maxOffset } from '../graphql/connection.ts';

/** The page of a list that a request asks for. */
export interface Page {
  /** From 1. */
  number: number;
  size: number;
}

export const defaultPageSize = 50;
export const maxPageSize = 100;

/** The parameters of every list, beside its filters. */
export const pageParameters: ReadonlySet<string> = new Set(['page', 'page_size']);

/** @param problems gets what is wrong with the parameters */
export function readPage(query: Readonly<Record<string, unknown>>, problems: FieldProblem[] = []): Page {
  const read = (name: string, fallback: number, max: number): number => {
    const text = query[name];
    if (text === undefined) {
      return fallback;
    }
    const value = typeof text === 'string' && /^\d{1,100}$/.test(text) ? Number(text) : 0;
    if (value < 1) {
      problems.push({ path: name, messages: ['Use an integer from 1.'] });
    }
    return Math.min(value, max);
  };
  const number = read('page', 1, Number.MAX_SAFE_INTEGER);
  const size = read('page_size', defaultPageSize, maxPageSize);
  if ((number - 1) * size >= maxOffset) {
    problems.push({
      path: 'page',
      messages: [
        `Use a page that starts within the first ${maxOffset} rows, or read the list through GraphQL with cursors (\`first\` and \`after\`).`,
      ],
    });
  }
  return { number, size };
}

/**
 * A connection as REST sends it, with links to the pages next to it.
 *
 * @param url the list's absolute URL, with the parameters of the request
 */
export function toPage({ number, size }: Page, connection: unknown, url: string): object {
  const { total_count: count, nodes } = connection as { total_count: number; nodes: unknown[] };
  const linkTo = (page: number) => {
    const link = new URL(url);
    link.searchParams.set('page', String(page));
    return link.href;
  };
  return {
    count,
    next: number * size < count ? linkTo(number + 1) : null,
    previous: number > 1 ? linkTo(number - 1) : null,
    results: nodes,
  };
}
