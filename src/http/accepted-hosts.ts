import { isIP, isIPv6 } from 'node:net';

/** Decides whether a request may be served under the host that it was addressed to. */
export type IsAcceptedHost = (authority: string) => boolean;

/**
 * Outside production the gateway serves a demo key and captured mail to everyone who reaches it, so that a web page
 * whose name is made to resolve to this machine (DNS rebinding) must not. Such a page always calls under a name of its
 * own: only `localhost`, IP addresses and the host of `PUBLIC_URL` are accepted, with any port.
 */
export function createHostCheck({ publicUrl }: { publicUrl: string | undefined }): IsAcceptedHost {
  const names = new Set(['localhost']);
  if (publicUrl !== undefined) {
    names.add(normalName(new URL(publicUrl).hostname));
  }
  return (authority) => {
    const hostname = hostnameOf(authority);
    if (hostname === undefined) {
      return false;
    }
    const isLiteral = hostname.startsWith('[') ? isIPv6(hostname.slice(1, -1)) : isIP(hostname) === 4;
    return isLiteral || names.has(hostname);
  };
}

/** Names are equal whatever the case of their letters, and with or without the dot of the root. */
const normalName = (name: string): string => name.toLowerCase().replace(/\.$/, '');

/** The host of `host[:port]`; undefined when the text is not of that form. */
function hostnameOf(authority: string): string | undefined {
  const [, host] = /^(\[[\da-f:.]+\]|[\w.-]+)(?::\d{0,5})?$/i.exec(authority) ?? [];
  return host && normalName(host);
}
