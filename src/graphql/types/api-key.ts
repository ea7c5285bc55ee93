import { requireScope } from '../../domain/context.ts';
import { type CreatedApiKey, createApiKey } from '../../domain/tenants/create-api-key.ts';
import { manageableKeys, revokeApiKey } from '../../domain/tenants/revoke-api-key.ts';
import { ConflictError, NotFoundError, ValidationError } from '../../errors.ts';
import { isId } from '../../ids.ts';
import { builder } from '../builder.ts';
import { offsetArgument, resolvePage, rootPageComplexity, uuidCursor } from '../connection.ts';
import { ApiKeyScopeEnum, ModeEnum } from './enums.ts';

export const ApiKeyType = builder.prismaObject('ApiKey', {
  fields: (t) => ({
    id: t.expose('id', { type: 'UUID', description: 'The key’s id, which is no secret.' }),
    tenantId: t.expose('tenantId', { type: 'UUID', description: 'The tenant that the key acts for.' }),
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

builder.queryField('apiKeys', (t) =>
  t.connection(
    {
      type: ApiKeyType,
      description:
        'The API keys of a tenant, without their secrets. Takes the operator key or the scope ADMIN.',
      complexity: rootPageComplexity,
      args: {
        tenantId: t.arg({
          type: 'UUID',
          description: 'Whose keys, for the operator; every tenant’s unless said. A tenant sees its own.',
        }),
        ...offsetArgument(t.arg),
      },
      resolve: (_root, args, context, info) => {
        const { principal, services } = context;
        if (principal.kind === 'api_key') {
          requireScope(principal, 'ADMIN');
        }
        const { tenantId } = args;
        const isNobody = typeof tenantId === 'string' && !isId(tenantId);
        const filter = {
          AND: [
            manageableKeys(principal),
            isNobody ? { id: { in: [] } } : typeof tenantId === 'string' ? { tenantId } : {},
          ],
        };
        return resolvePage({
          args,
          root: { context, info },
          parseId: uuidCursor,
          rows: ({ where, ...page }) =>
            services.allTenants.apiKey.findMany({ where: { AND: [filter, where] }, ...page }),
          idOf: (key) => key.id,
          count: () => services.allTenants.apiKey.count({ where: filter }),
        });
      },
    },
    { name: 'ApiKeyConnection', description: 'A page of API keys.' },
    { name: 'ApiKeyEdge', description: 'An API key with its place in the list.' },
  ),
);

const CreateApiKeyInput = builder.inputType('CreateApiKeyInput', {
  description: 'An API key to make.',
  fields: (t) => ({
    tenantId: t.field({ type: 'UUID', description: 'Whose key, for the operator; a tenant leaves it out.' }),
    name: t.string({ required: true, description: 'What the key will be used for.' }),
    scopes: t.field({
      type: [ApiKeyScopeEnum],
      required: true,
      description: 'What the key may do; at least one.',
    }),
    mode: t.field({
      type: ModeEnum,
      description: 'LIVE for the operator and the mode of the calling key for a tenant, unless said.',
    }),
    expiresAt: t.field({ type: 'DateTime', description: 'When the key stops working; never unless said.' }),
  }),
});

const CreateApiKeyPayload = builder.objectRef<CreatedApiKey>('CreateApiKeyPayload').implement({
  description: 'A key and its secret.',
  fields: (t) => ({
    key: t.expose('key', { type: ApiKeyType, description: 'The key.' }),
    apiKey: t.exposeString('apiKey', {
      description: 'The secret to send as `Authorization: Bearer …`. It is shown only this once.',
    }),
  }),
});

builder.mutationField('createApiKey', (t) =>
  t.field({
    type: CreateApiKeyPayload,
    description:
      'Makes an API key. Takes the operator key, or the scope ADMIN for a key of one’s own tenant; a test key makes test keys only.',
    errors: { types: [ValidationError, NotFoundError, ConflictError] },
    args: { input: t.arg({ type: CreateApiKeyInput, required: true, description: 'The key.' }) },
    resolve: (_root, { input }, { services, principal }) => createApiKey({ services, principal, input }),
  }),
);

const RevokeApiKeyInput = builder.inputType('RevokeApiKeyInput', {
  description: 'An API key to revoke.',
  fields: (t) => ({ id: t.field({ type: 'UUID', required: true, description: 'The key’s id.' }) }),
});

builder.mutationField('revokeApiKey', (t) =>
  t.field({
    type: ApiKeyType,
    description:
      'Makes an API key worthless, within five seconds on every replica. Takes the operator key, or the scope ADMIN for a key of one’s own tenant.',
    errors: { types: [ValidationError, NotFoundError] },
    args: { input: t.arg({ type: RevokeApiKeyInput, required: true, description: 'Which key.' }) },
    resolve: (_root, { input }, { services, principal }) => revokeApiKey({ services, principal, input }),
  }),
);
