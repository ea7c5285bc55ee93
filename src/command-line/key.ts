import { type Command, InvalidArgumentError, Option } from 'commander';
import type { ResultOf } from 'gql.tada';
import { expectPayload, problem } from './expect-payload.ts';
import { type Enum, graphql } from './graphql.ts';
import { connect, ownKeyOption, rejectUsage } from './options.ts';
import { printResult, type Tables, timeText } from './output.ts';
import { readPages } from './read-pages.ts';
import type { Surroundings } from './surroundings.ts';

const keyRow = graphql(`
  fragment KeyRow on ApiKey {
    id
    tenantId
    name
    mode
    scopes
    prefix
    expiresAt
    revokedAt
    lastUsedAt
    createdAt
  }
`);

type KeyRow = ResultOf<typeof keyRow>;

const createApiKey = graphql(
  `
    mutation CreateApiKey($input: CreateApiKeyInput!) {
      createApiKey(input: $input) {
        __typename
        ... on CreateApiKeyPayload {
          apiKey {
            ...KeyRow
          }
          secret
        }
        ...Problem
      }
    }
  `,
  [keyRow, problem],
);

const listApiKeys = graphql(
  `
    query ListApiKeys($tenantId: ID, $after: String) {
      apiKeys(tenantId: $tenantId, first: 100, after: $after) {
        nodes {
          ...KeyRow
        }
        pageInfo {
          hasNextPage
          endCursor
        }
      }
    }
  `,
  [keyRow],
);

const revokeApiKey = graphql(
  `
    mutation RevokeApiKey($input: RevokeApiKeyInput!) {
      revokeApiKey(input: $input) {
        __typename
        ... on RevokeApiKeyPayload {
          apiKey {
            ...KeyRow
          }
        }
        ...Problem
      }
    }
  `,
  [keyRow, problem],
);

type Scope = Enum<'ApiKeyScope'>;

const scopes = ['READ', 'WRITE', 'SEND', 'ADMIN'] as const satisfies readonly Scope[];

interface OwnKeyOptions {
  key?: string;
}

interface CreateOptions extends OwnKeyOptions {
  tenant?: string;
  name: string;
  scopes: Scope[];
  mode?: 'live' | 'test';
  expiresAt?: string;
}

/** Adds `key create`, `key list` and `key revoke`. */
export function addKeyCommands(program: Command, surroundings: Surroundings): void {
  const key = program.command('key').description('the API keys of tenants');

  key
    .command('create')
    .description('creates an API key and prints it once')
    .option('--tenant <id>', "the tenant's id; omit it with --key")
    .requiredOption('--name <name>', 'the purpose of the key')
    .requiredOption('--scopes <scopes>', `the scopes of the key: ${scopes.join(',')}`, readScopes)
    .addOption(
      new Option('--mode <mode>', "real or test data (default: live, or the mode of --key's key)").choices([
        'live',
        'test',
      ]),
    )
    .option('--expires-at <time>', 'when the key expires, such as 2030-01-31T12:00:00Z (default: never)')
    .option(...ownKeyOption)
    .action(async (options: CreateOptions, command: Command) => {
      if (options.tenant === undefined && options.key === undefined) {
        rejectUsage(
          command,
          "required option '--tenant <id>' not specified (it can be omitted only with a tenant's own --key)",
        );
      }
      const client = await connect({ command, surroundings, key: options.key });
      const result = await client.execute(createApiKey, {
        input: {
          tenantId: options.tenant,
          name: options.name,
          scopes: options.scopes,
          mode: options.mode && (options.mode === 'test' ? 'TEST' : 'LIVE'),
          expiresAt: options.expiresAt,
        },
      });
      const created = expectPayload(result.createApiKey, {
        tenantId: '--tenant',
        name: '--name',
        scopes: '--scopes',
        mode: '--mode',
        expiresAt: '--expires-at',
      });
      printResult({
        command,
        surroundings,
        json: { key: created.apiKey, apiKey: created.secret },
        text: ({ detailTable }) =>
          `${detailTable({ ...keyProperties(created.apiKey), 'API key': created.secret })}\n\nStore the API key now: it is not shown again.`,
      });
    });

  key
    .command('list')
    .description('lists API keys without their secrets, newest first')
    .option('--tenant <id>', "only this tenant's keys")
    .option(...ownKeyOption)
    .action(async (options: OwnKeyOptions & { tenant?: string }, command: Command) => {
      const client = await connect({ command, surroundings, key: options.key });
      const keys = await readPages(
        async (after) => (await client.execute(listApiKeys, { tenantId: options.tenant, after })).apiKeys,
      );
      printResult({
        command,
        surroundings,
        json: keys,
        text: (tables) => (keys.length === 0 ? 'No API keys.' : keyList(tables, keys)),
      });
    });

  key
    .command('revoke')
    .description('revokes an API key, within five seconds on every replica')
    .argument('<id>', "the key's id, as shown by key list")
    .option(...ownKeyOption)
    .action(async (id: string, options: OwnKeyOptions, command: Command) => {
      const client = await connect({ command, surroundings, key: options.key });
      const result = await client.execute(revokeApiKey, { input: { id } });
      const { apiKey: revoked } = expectPayload(result.revokeApiKey, { id: 'ID' });
      printResult({
        command,
        surroundings,
        json: revoked,
        text: ({ detailTable }) => detailTable(keyProperties(revoked)),
      });
    });
}

/** Scopes in any case, separated by commas or white space. */
function readScopes(text: string): Scope[] {
  const names = text.split(/[\s,]+/).filter(Boolean);
  const known = names.map((name) => scopes.find((scope) => scope === name.toUpperCase()));
  if (known.length === 0 || known.includes(undefined)) {
    throw new InvalidArgumentError(`Use one or more of ${scopes.join(',')}, separated by commas.`);
  }
  return known.filter((scope) => scope !== undefined);
}

const keyProperties = (key: KeyRow) => ({
  Key: key.name,
  ID: key.id,
  Tenant: key.tenantId,
  'Starts with': key.prefix,
  Mode: key.mode.toLowerCase(),
  Scopes: key.scopes.join(','),
  Created: timeText(key.createdAt, ''),
  Expires: timeText(key.expiresAt, 'never'),
  Revoked: timeText(key.revokedAt, 'no'),
});

const keyList = ({ listTable }: Tables, keys: readonly KeyRow[]): string =>
  listTable(
    ['ID', 'Tenant', 'Name', 'Starts with', 'Mode', 'Scopes', 'Created', 'Last used', 'Expires', 'Revoked'],
    keys.map((key) => [
      key.id,
      key.tenantId,
      key.name,
      key.prefix,
      key.mode.toLowerCase(),
      key.scopes.join(','),
      timeText(key.createdAt, ''),
      timeText(key.lastUsedAt, 'never'),
      timeText(key.expiresAt, 'never'),
      timeText(key.revokedAt, 'no'),
    ]),
  );
