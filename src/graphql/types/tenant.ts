import { isWebhookEvent } from '../../domain/events/event-types.ts';
import type { Language } from '../../languages.ts';
import { builder } from '../builder.ts';
import { offsetArgument, resolvePage, rootPageComplexity, uuidCursor } from '../connection.ts';
import { requireOperator } from '../context.ts';
import { LanguageEnum, TeamEmailScheduleEnum, WebhookEventTypeEnum } from './enums.ts';
import { NodeInterface } from './node.ts';

export const CreditsType = builder.prismaObject('CreditAccount', {
  name: 'Credits',
  description: 'A tenant’s send credits. Each email that a mail server accepts for a live key costs one.',
  fields: (t) => ({
    available: t.int({
      description: 'The credits available to sends.',
      resolve: ({ balance, held }) => balance - held,
    }),
    held: t.exposeInt('held'),
    used: t.exposeInt('used'),
  }),
});

export const TenantType = builder.prismaObject('Tenant', {
  interfaces: [NodeInterface],
  fields: (t) => ({
    id: t.exposeID('id', { description: 'The tenant’s id.' }),
    name: t.exposeString('name'),
    defaultExpiryHours: t.exposeInt('defaultExpiryHours'),
    language: t.field({
      type: LanguageEnum,
      description: 'The language of emails to recipients, unless a send specifies another.',
      resolve: ({ language }) => language as Language,
    }),
    accentColour: t.expose('accentColour', { type: 'HexColorCode', nullable: true }),
    contactEmail: t.expose('contactEmail', { type: 'EmailAddress', nullable: true }),
    contactPhone: t.exposeString('contactPhone', { nullable: true }),
    privacyUrl: t.expose('privacyUrl', { type: 'URL', nullable: true }),
    replyTo: t.expose('replyTo', { type: 'EmailAddress', nullable: true }),
    retentionDays: t.exposeInt('retentionDays', { nullable: true }),
    fourEyes: t.exposeBoolean('fourEyes'),
    teamEmails: t.expose('teamEmails', { type: ['EmailAddress'] }),
    teamEmailEvents: t.field({
      type: [WebhookEventTypeEnum],
      description: 'The types of events that those addresses are notified of.',
      resolve: ({ teamEmailEvents }) => teamEmailEvents.filter(isWebhookEvent),
    }),
    teamEmailSchedule: t.expose('teamEmailSchedule', { type: TeamEmailScheduleEnum }),
    createdAt: t.expose('createdAt', { type: 'DateTime' }),
    erasedAt: t.expose('erasedAt', { type: 'DateTime', nullable: true }),
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
      description: 'Every tenant of this gateway. Requires the operator key.',
      complexity: rootPageComplexity,
      args: offsetArgument(t.arg),
      resolve: (_root, args, context, info) => {
        const { allTenants } = requireOperator(context);
        return resolvePage({
          args,
          context,
          info,
          parseId: uuidCursor,
          rows: (query) => allTenants.tenant.findMany({ ...query, include: { credits: true } }),
          idOf: (tenant) => tenant.id,
          count: () => allTenants.tenant.count(),
        });
      },
    },
    { name: 'TenantConnection', description: 'A page of tenants.' },
    { name: 'TenantEdge', description: 'A tenant with its cursor.' },
  ),
);
