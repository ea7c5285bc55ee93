import { type Command, InvalidArgumentError } from 'commander';
import { type Bearer, operatorBearer, tenantBearer } from './bearer.ts';
import { type Client, createClient } from './client.ts';
import type { Surroundings } from './surroundings.ts';

/** The options of every command. The program declares it once and knows it before and after the command's name. */
export interface CommonOptions {
  url: string;
  json?: true;
}

/** The exit status of a command that was typed wrongly. */
export const usageStatus = 2;

/** The `--key` of commands that a tenant's own key can do as well. */
export const ownKeyOption = [
  '--key <key>',
  "a tenant's own key with the scope ADMIN, instead of the operator key",
] as const;

/** Rejects the command line in commander's own manner. */
export function rejectUsage(command: Command, message: string): never {
  return command.error(`error: ${message}`, { exitCode: usageStatus });
}

/** Reads a whole number; its range is the gateway's to judge, as long as it fits an integer of GraphQL. */
export function wholeNumber(text: string): number {
  const value = Number(text);
  if (!/^[+-]?\d+$/.test(text) || !Number.isSafeInteger(value)) {
    throw new InvalidArgumentError('Use a whole number.');
  }
  return value;
}

/**
 * The gateway that a command addresses, with the key that it acts with: the one passed, or the operator's.
 *
 * @throws CommandFailure when there is no usable key
 */
export async function connect(options: {
  command: Command;
  surroundings: Surroundings;
  key?: string | undefined;
}): Promise<Client> {
  const { command, surroundings, key } = options;
  const url = readUrl(command);
  const bearer: Bearer = key === undefined ? await operatorBearer(surroundings) : tenantBearer(key);
  return createClient({ url, bearer, fetch: surroundings.fetch });
}

/** The value is left out of the message, because an address can carry a password. */
export function readUrl(command: Command): string {
  const { url } = command.optsWithGlobals<CommonOptions>();
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  const isUsable =
    parsed !== undefined &&
    /^https?:$/.test(parsed.protocol) &&
    !parsed.username &&
    !parsed.password &&
    !/[?#]/.test(url);
  return isUsable
    ? parsed.href.replace(/\/+$/, '')
    : rejectUsage(
        command,
        "option '--url <url>' must be an address that starts with http:// or https://, without user name, query or fragment",
      );
}
