/** The path that a reverse proxy serves the gateway under, by its public address: `/gateway`, or empty at the root. */
export const basePathOf = (publicUrl: string | undefined): string =>
  publicUrl === undefined ? '' : new URL(publicUrl).pathname.replace(/\/+$/, '');

/**
 * Makes the function that removes the base path from the target of a request, for proxies that keep it. Other proxies
 * have removed it already, so that it can only be the base path if what follows it begins like a path of the gateway.
 *
 * @param firstSegments the first segments of the gateway's paths
 */
export function createBasePathRemoval(
  basePath: string,
  firstSegments: ReadonlySet<string>,
): (target: string) => string {
  return (target) => {
    if (basePath === '' || !target.startsWith(basePath)) {
      return target;
    }
    const rest = target.slice(basePath.length);
    const [, segment] = /^\/([^/?]*)/.exec(rest) ?? [];
    const isRoot = rest === '' || rest.startsWith('?') || segment === '';
    if (isRoot) {
      // `/w` and `/w/` are the gateway's own where that is the base path, too.
      return firstSegments.has(basePath.slice(1)) ? target : `/${rest.replace(/^\//, '')}`;
    }
    return segment !== undefined && firstSegments.has(segment) ? rest : target;
  };
}
