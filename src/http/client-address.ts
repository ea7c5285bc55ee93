import { isIP } from 'node:net';
import { normalizeIP } from '@fastify/rate-limit';
import type { FastifyRequest } from 'fastify';

/** A single host gets a whole network of this many bits from its provider, so that its addresses count as one. */
const ipv6NetworkBits = 64;

/**
 * Where a request comes from: the address of the connection, or the one that the trusted proxies report. A proxy that
 * reports something else than an address, such as `unknown`, counts as the client itself.
 */
export function clientAddress({ ip, ips }: Pick<FastifyRequest, 'ip' | 'ips'>): string {
  // Fastify's types do not say that a connection that is closed already has no address.
  const addresses: (string | undefined)[] = ips ?? [ip];
  return (
    addresses
      .flatMap((address) => (address === undefined ? [] : withoutPort(address)))
      .findLast((address) => isIP(address) !== 0) ?? 'unknown'
  );
}

/** The key by which requests without a valid API key are counted: an IPv4 address, or the network of an IPv6 address. */
export function clientNetwork(request: Pick<FastifyRequest, 'ip' | 'ips'>): string {
  const address = clientAddress(request);
  return isIP(address) === 0 ? address : normalizeIP(address, ipv6NetworkBits);
}

/** Some proxies report `192.0.2.1:4711` and `[2001:db8::1]:4711`. */
const withoutPort = (address: string): string =>
  /^(\d+\.\d+\.\d+\.\d+):\d+$/.exec(address)?.[1] ?? /^\[([^\]]+)\](?::\d+)?$/.exec(address)?.[1] ?? address;
