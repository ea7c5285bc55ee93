import type { IncomingMessage } from 'node:http';

/** `scheme://authority` at the beginning of a request target in absolute form (RFC 9112, 3.2.2). */
const absoluteForm = /^https?:\/\/([^/?#]*)/i;

/**
 * The target of a request as path and query, the only parts that routes are matched by. A client that takes the
 * gateway for a proxy sends a whole URL instead.
 */
export function toOriginForm({ url = '/' }: Pick<IncomingMessage, 'url'>): string {
  const path = url.replace(absoluteForm, '');
  return path.startsWith('/') || path === '*' ? path : `/${path}`;
}

const authorities = new WeakMap<IncomingMessage, string>();

/** Sets a request's path to that of its target below the base path, before a route is matched. Notes the target's host. */
export function takeTarget(
  request: IncomingMessage & { originalUrl?: string },
  removeBasePath: (target: string) => string,
): string {
  const { url = '/' } = request;
  const authority = absoluteForm.exec(url)?.[1];
  if (authority !== undefined) {
    authorities.set(request, authority);
  }
  const path = removeBasePath(toOriginForm(request));
  // Everything after the router reads the path from here.
  request.originalUrl = path;
  return path;
}

/** The host and port of a target in absolute form; undefined for any other target. */
export const authorityOf = (request: IncomingMessage): string | undefined => authorities.get(request);

/** Whether a request announces a body, whatever its method. */
export const hasBody = ({ headers }: Pick<IncomingMessage, 'headers'>): boolean =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length']) > 0;
