import { z } from 'zod';
import { requireScope } from '../../domain/context.ts';
import { optional, uuid } from '../../domain/fields.ts';
import { parseInput } from '../../domain/parse-input.ts';
import { manageableKeys } from '../../domain/tenants/revoke-api-key.ts';
import { builder } from '../builder.ts';
import { offsetArgument, resolvePage, rootPageComplexity, uuidCursor } from '../connection.ts';
import { ApiKeyScopeEnum, ModeEnum } from './enums.ts';
import { NodeInterface } from './node.ts';

export const ApiKeyType = builder.prismaObject('ApiKey', {
  interfaces: [NodeInterface],
  fields: (t) => ({
    id: t.exposeID('id', { description: 'The key’s id, which is no secret.' }),
    tenantId: t.exposeID('tenantId', { description: 'The tenant that the key acts for.' }),
    name: t.exposeString('name'),
    mode: t.expose('mode', { type: ModeEnum }),
    scopes: t.expose('scopes', { type: [ApiKeyScopeEnum] }),
    prefix: t.exposeString('prefix'),
    expiresAt: t.expose('expiresAt', { type: 'DateTime', nullable: true }),
    revokedAt: t.expose('revokedAt', { type: 'DateTime', nullable: true }),
    lastUsedAt: t.expose('lastUsedAt', { type: 'DateTime', nullable: true }),
    createdAt: t.expose('createdAt', { type: 'DateTime' }),
  }),
});

const listArguments = z.strictObject({ tenantId: optional(uuid) });

builder.queryField('apiKeys', (t) =>
  t.connection(
    {
      type: ApiKeyType,
      description:
        'The API keys of a tenant, without their secrets. Requires the operator key or the `ADMIN` scope.',
      complexity: rootPageComplexity,
      args: {
        tenantId: t.arg.id({
          description:
            'The tenant’s id, for the operator. Defaults to every tenant. A tenant’s key sees the tenant’s own.',
        }),
        ...offsetArgument(t.arg),
      },
      resolve: (_root, args, context, info) => {
        const { principal, services } = context;
        if (principal.kind === 'api_key') {
          requireScope(principal, 'ADMIN');
        }
        const { tenantId } = parseInput(listArguments, { tenantId: args.tenantId });
        const filter = { AND: [manageableKeys(principal), tenantId === undefined ? {} : { tenantId }] };
        return resolvePage({
          args,
          context,
          info,
          parseId: uuidCursor,
          rows: ({ where, ...page }) =>
            services.allTenants.apiKey.findMany({ where: { AND: [filter, where] }, ...page }),
          idOf: (key) => key.id,
          count: () => services.allTenants.apiKey.count({ where: filter }),
        });
      },
    },
    { name: 'ApiKeyConnection', description: 'A page of API keys.' },
    { name: 'ApiKeyEdge', description: 'An API key with its cursor.' },
  ),
);
