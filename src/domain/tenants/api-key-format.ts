import type { Mode } from '../../database/client/client.ts';
import { newSecret } from '../../secrets/secrets.ts';

const prefixes = { LIVE: 'kycg_live_', TEST: 'kycg_test_' } as const satisfies Record<Mode, string>;

/** How many characters of a key are kept readable, enough to tell keys apart and too few to guess the rest. */
const visibleCharacters = 'kycg_live_'.length + 4;

/** A new key, shown to its owner once; what is stored is its hash. */
export const createApiKeySecret = (mode: Mode): string => prefixes[mode] + newSecret();

/** Whether a bearer token could be an API key at all, so that other tokens cost no look-up. */
export const looksLikeApiKey = (token: string): boolean => /^kycg_(?:live|test)_[\w-]{43}$/.test(token);

/** The part of a key that may be shown again. */
export const visiblePrefix = (key: string): string => key.slice(0, visibleCharacters);
