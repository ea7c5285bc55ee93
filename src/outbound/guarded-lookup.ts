import { lookup as systemLookup } from 'node:dns';
import type { LookupFunction } from 'node:net';

/** Finds all addresses of a host name. */
export type ResolveName = (
  hostname: string,
  options: { all: true; family?: number | 'IPv4' | 'IPv6' | undefined },
  callback: (error: NodeJS.ErrnoException | null, addresses: { address: string; family: number }[]) => void,
) => void;

/** The host leads to an address that webhooks must not go to. */
export class AddressRejectedError extends Error {
  constructor() {
    super('The address is not allowed.');
    this.name = 'AddressRejectedError';
  }
}

interface GuardOptions {
  /** The system's way by default. */
  resolveName?: ResolveName | undefined;
  isAllowed: (address: string) => boolean;
}

/**
 * Looks a host name up for a connection that is being made, once, so that the addresses that are checked are those that
 * are connected to. One address that is not allowed rejects the name: whoever runs its name server chooses which of several
 * addresses is taken. The error then is an AddressRejectedError.
 */
export const createGuardedLookup =
  ({ resolveName = systemLookup, isAllowed }: GuardOptions): LookupFunction =>
  (hostname, { all, family }, callback) => {
    resolveName(hostname, { all: true, family }, (error, addresses) => {
      const [first] = addresses ?? [];
      if (error) {
        callback(error, '');
      } else if (!first || !addresses.every(({ address }) => isAllowed(address))) {
        callback(new AddressRejectedError(), '');
      } else if (all) {
        callback(null, addresses);
      } else {
        callback(null, first.address, first.family);
      }
    });
  };
