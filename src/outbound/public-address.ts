import ipaddr from 'ipaddr.js';

/** Addresses that look public and lead to a cloud's own services on the machine’s network. */
const metadataAddresses: ReadonlySet<string> = new Set(['168.63.129.16']);

const globalUnicast = ipaddr.IPv6.parseCIDR('2000::/3');
/** How a network without IPv4 writes the IPv4 addresses of others; those appear in the last four bytes. */
const nat64 = ipaddr.IPv6.parseCIDR('64:ff9b::/96');

/**
 * Whether an address belongs to the internet at large: not to this machine, a private or local network, a cloud's
 * metadata service, or a range kept for something special. An IPv6 address that stands for an IPv4 address is judged by
 * that one where it is sure which it is, and rejected otherwise, as is what is no address.
 */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) {
    return false;
  }
  const parsed = ipaddr.process(address);
  if (parsed instanceof ipaddr.IPv4) {
    return parsed.range() === 'unicast' && !metadataAddresses.has(parsed.toString());
  }
  if (parsed.match(nat64)) {
    return isPublicAddress(ipaddr.fromByteArray(parsed.toByteArray().slice(12)).toString());
  }
  return parsed.match(globalUnicast) && parsed.range() === 'unicast';
}
