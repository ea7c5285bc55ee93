import type { Tenant } from '../../database/client/client.ts';
import { languages } from '../../languages.ts';
import type { ContactDetails } from '../../text/contact-details.ts';
import type { TenantSummary } from '../context.ts';

/** How recipients can reach a tenant. */
export const contactOf = ({
  contactEmail: email,
  contactPhone: phone,
  privacyUrl,
}: Pick<Tenant, 'contactEmail' | 'contactPhone' | 'privacyUrl'>): ContactDetails => ({
  email,
  phone,
  privacyUrl,
});

/** What operations need to know of a tenant. */
export const summaryOfTenant = ({
  id,
  name,
  defaultExpiryHours,
  language,
  accentColour,
  replyTo,
  ...contact
}: Tenant): TenantSummary => ({
  id,
  name,
  defaultExpiryHours,
  language: languages.find((known) => known === language) ?? languages[0],
  accentColour,
  contact: contactOf(contact),
  replyTo,
});
