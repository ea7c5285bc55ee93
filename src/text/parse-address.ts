import { domainToASCII } from 'node:url';

const localPart = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/;
const domain =
  /^(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)*[A-Za-z](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?$/;
const internationalDomain = /^[\p{L}\p{M}\p{N}.-]+$/u;

/**
 * Reads one bare mail address and rejects everything else that RFC 5322 would allow: quoted local parts, comments,
 * groups, lists, address literals, white space and control characters. Mail libraries parse those generously, and an
 * address with a line break in it has been seen to reach a second recipient. A domain in another script becomes its
 * ASCII form.
 *
 * @returns the address as it goes to the mail server, or null
 */
export function parseAddress(text: string): string | null {
  const at = text.lastIndexOf('@');
  if (at < 1 || text.length > 254) {
    return null;
  }
  const local = text.slice(0, at);
  const written = text.slice(at + 1);
  if (local.length > 64 || !localPart.test(local)) {
    return null;
  }
  const host = domain.test(written) || !internationalDomain.test(written) ? written : domainToASCII(written);
  return host.length <= 253 && domain.test(host) ? `${local}@${host}` : null;
}
