import type { ResultOf } from 'gql.tada';
import { graphql } from './graphql.ts';
import { type Tables, timeText } from './output.ts';

export const tenantAccount = graphql(`
  fragment TenantAccount on Tenant {
    id
    name
    defaultExpiryHours
    language
    accentColour
    contactEmail
    contactPhone
    privacyUrl
    replyTo
    retentionDays
    createdAt
    credits {
      available
      held
      used
    }
  }
`);

export type TenantAccount = ResultOf<typeof tenantAccount>;

/** A tenant's properties under the names that people read. */
export function tenantProperties(tenant: TenantAccount) {
  return {
    Tenant: tenant.name,
    ID: tenant.id,
    Credits: `${tenant.credits.available} available, ${tenant.credits.held} held, ${tenant.credits.used} used`,
    'Link lifetime': `${tenant.defaultExpiryHours} hours`,
    Language: tenant.language.toLowerCase(),
    Colour: tenant.accentColour ?? 'default',
    ...(tenant.contactEmail && { 'Contact address': tenant.contactEmail }),
    ...(tenant.contactPhone && { 'Contact phone': tenant.contactPhone }),
    ...(tenant.privacyUrl && { 'Privacy notice': tenant.privacyUrl }),
    ...(tenant.replyTo && { 'Replies go to': tenant.replyTo }),
    Retention:
      tenant.retentionDays === null
        ? 'responses are kept'
        : `${tenant.retentionDays} days after the decision`,
    Created: timeText(tenant.createdAt, ''),
  };
}

/** Tenants in columns. */
export const tenantList = ({ listTable }: Tables, tenants: readonly TenantAccount[]): string =>
  listTable(
    ['ID', 'Name', 'Available', 'Held', 'Used', 'Link hours', 'Language', 'Colour', 'Created'],
    tenants.map(({ id, name, credits, defaultExpiryHours, language, accentColour, createdAt }) => [
      id,
      name,
      credits.available,
      credits.held,
      credits.used,
      defaultExpiryHours,
      language.toLowerCase(),
      accentColour ?? 'default',
      timeText(createdAt, ''),
    ]),
  );
