import type { DescribedRoute } from '../rest/reference/described-route.ts';

const snakeCase = (name: string): string =>
  name.replace(/[A-Z]/g, (letter, index) => `${index === 0 ? '' : '_'}${letter.toLowerCase()}`);

/**
 * The name of the tool of a route: that of its operation, and of its document where it finds something, such as
 * `list_entities`, `get_entity` and, for a file, `get_document_file`.
 */
export const toolName = ({ document, operation }: Pick<DescribedRoute, 'document' | 'operation'>): string =>
  snakeCase(operation?.name ?? document.replace(/^Find/, 'Get'));
