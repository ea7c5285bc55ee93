import { grantCredits } from '../../domain/credits/grant-credits.ts';
import { type CreatedTenant, createTenant } from '../../domain/tenants/create-tenant.ts';
import { updateTenant } from '../../domain/tenants/update-tenant.ts';
import { NotFoundError, ValidationError } from '../../errors.ts';
import { builder } from '../builder.ts';
import { offsetArgument, resolvePage, rootPageComplexity, uuidCursor } from '../connection.ts';
import { requireOperator } from '../context.ts';

const CreditsType = builder.prismaObject('CreditAccount', {
  name: 'Credits',
  description: 'A tenant’s send credits. Each mail that a mail server accepts for a live key costs one.',
  fields: (t) => ({
    available: t.int({
      description: 'Credits that a send can take.',
      resolve: ({ balance, held }) => balance - held,
    }),
    held: t.exposeInt('held'),
    used: t.exposeInt('used'),
  }),
});

export const TenantType = builder.prismaObject('Tenant', {
  fields: (t) => ({
    id: t.expose('id', { type: 'UUID', description: 'The tenant’s id.' }),
    name: t.exposeString('name'),
    defaultExpiryHours: t.exposeInt('defaultExpiryHours'),
    language: t.exposeString('language'),
    accentColour: t.exposeString('accentColour', { nullable: true }),
    createdAt: t.expose('createdAt', { type: 'DateTime' }),
    credits: t.relation('credits', {
      type: CreditsType,
      description: 'The tenant’s send credits.',
      onNull: 'error',
    }),
  }),
});

builder.queryField('tenants', (t) =>
  t.connection(
    {
      type: TenantType,
      description: 'Every tenant of this gateway. Takes the operator key.',
      complexity: rootPageComplexity,
      args: offsetArgument(t.arg),
      resolve: (_root, args, context, info) => {
        const { allTenants } = requireOperator(context);
        return resolvePage({
          args,
          root: { context, info },
          parseId: uuidCursor,
          rows: (query) => allTenants.tenant.findMany({ ...query, include: { credits: true } }),
          idOf: (tenant) => tenant.id,
          count: () => allTenants.tenant.count(),
        });
      },
    },
    { name: 'TenantConnection', description: 'A page of tenants.' },
    { name: 'TenantEdge', description: 'A tenant with its place in the list.' },
  ),
);

const CreateTenantInput = builder.inputType('CreateTenantInput', {
  description: 'A tenant to create.',
  fields: (t) => ({
    name: t.string({ required: true, description: 'The team’s name, as recipients will see it.' }),
    credits: t.int({ description: 'Send credits to start with, 0 to 1000000. None unless said.' }),
    defaultExpiryHours: t.int({
      description: 'Hours that a link lives when a send does not say, 1 to 168. 48 unless said.',
    }),
    language: t.string({ description: 'Language of mails to recipients, `en` or `de`. `en` unless said.' }),
    accentColour: t.string({
      description:
        'The team’s colour in mails and on recipients’ pages, as `#rrggbb`. The gateway’s own unless said.',
    }),
  }),
});

const CreateTenantPayload = builder.objectRef<CreatedTenant>('CreateTenantPayload').implement({
  description: 'A tenant and its first key.',
  fields: (t) => ({
    tenant: t.expose('tenant', { type: TenantType, description: 'The tenant.' }),
    apiKey: t.exposeString('apiKey', {
      description: 'The tenant’s first API key, live and with every scope. It is shown only this once.',
    }),
  }),
});

builder.mutationField('createTenant', (t) =>
  t.field({
    type: CreateTenantPayload,
    description: 'Creates a tenant with its first API key. Takes the operator key.',
    errors: { types: [ValidationError] },
    args: { input: t.arg({ type: CreateTenantInput, required: true, description: 'The tenant.' }) },
    resolve: (_root, { input }, context) => createTenant({ services: requireOperator(context), input }),
  }),
);

const UpdateTenantInput = builder.inputType('UpdateTenantInput', {
  description: 'What to change of a tenant; what is left out stays.',
  fields: (t) => ({
    tenantId: t.field({
      type: 'UUID',
      description: 'The tenant’s id; left out by a tenant’s own key, which changes its own.',
    }),
    name: t.string({ description: 'The team’s name, as recipients will see it.' }),
    defaultExpiryHours: t.int({ description: 'Hours that a link lives when a send does not say, 1 to 168.' }),
    language: t.string({ description: 'Language of mails to recipients, `en` or `de`.' }),
    accentColour: t.string({
      description:
        'The team’s colour in mails and on recipients’ pages, as `#rrggbb`. Null gives back the gateway’s own.',
    }),
  }),
});

builder.mutationField('updateTenant', (t) =>
  t.field({
    type: TenantType,
    description:
      'Changes a tenant’s name, look and defaults. Takes the operator key, or the scope ADMIN of a live key for its own tenant.',
    errors: { types: [ValidationError, NotFoundError] },
    args: { input: t.arg({ type: UpdateTenantInput, required: true, description: 'What to change.' }) },
    resolve: (_root, { input }, { services, principal }) => updateTenant({ services, principal, input }),
  }),
);

const GrantCreditsInput = builder.inputType('GrantCreditsInput', {
  description: 'Credits to add to a tenant’s account.',
  fields: (t) => ({
    tenantId: t.field({ type: 'UUID', required: true, description: 'The tenant’s id.' }),
    amount: t.int({ required: true, description: 'How many credits, 1 to 1000000.' }),
    note: t.string({ description: 'Why, for the ledger.' }),
  }),
});

builder.mutationField('grantCredits', (t) =>
  t.field({
    type: TenantType,
    description: 'Adds send credits to a tenant’s account. Takes the operator key.',
    errors: { types: [ValidationError, NotFoundError] },
    args: {
      input: t.arg({ type: GrantCreditsInput, required: true, description: 'How many, and for whom.' }),
    },
    resolve: (_root, { input }, context) => grantCredits({ services: requireOperator(context), input }),
  }),
);
