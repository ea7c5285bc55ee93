import { domainToASCII } from 'node:url';

const unicodeDomain = /^[\p{L}\p{M}\p{N}.-]+$/u;

/**
 * An email address as mail servers know it: a domain in another script in its ASCII form (Punycode), everything else as it
 * is. A domain that has no such form makes the address empty.
 */
export function asciiAddress(address: string): string {
  const at = address.lastIndexOf('@');
  const domain = address.slice(at + 1);
  if (at < 0 || /^\p{ASCII}*$/u.test(domain) || !unicodeDomain.test(domain)) {
    return address;
  }
  const asciiDomain = domainToASCII(domain);
  return asciiDomain === '' ? '' : `${address.slice(0, at)}@${asciiDomain}`;
}
