import type { TenantPrincipal } from '../../domain/context.ts';
import { builder } from '../builder.ts';
import { requireTenant } from '../context.ts';
import { rowPrice } from '../prices.ts';
import { ApiKeyType } from './api-key.ts';
import { TenantType } from './tenant.ts';

const ViewerType = builder.objectRef<TenantPrincipal>('Viewer').implement({
  description: 'The caller.',
  fields: (t) => ({
    tenant: t.prismaField({
      type: TenantType,
      description: 'The tenant that the key belongs to.',
      complexity: rowPrice,
      resolve: (query, { tenant }, _args, context) =>
        requireTenant(context).db.tenant.findUniqueOrThrow({ ...query, where: { id: tenant.id } }),
    }),
    apiKey: t.prismaField({
      type: ApiKeyType,
      description: 'The key that the request carries.',
      complexity: rowPrice,
      resolve: (query, { keyId }, _args, context) =>
        requireTenant(context).db.apiKey.findUniqueOrThrow({ ...query, where: { id: keyId } }),
    }),
  }),
});

builder.queryField('viewer', (t) =>
  t.field({
    type: ViewerType,
    nullable: true,
    description: 'The caller. `null` for the operator, who belongs to no tenant.',
    resolve: (_root, _args, { tenant }) => tenant?.principal ?? null,
  }),
);
