import type { z } from 'zod';
import type { Entity, EntityType } from '../../database/client/client.ts';
import { named } from '../api-types.ts';
import { countryCode, emailAddress, oneOf, optional, singleLine } from '../fields.ts';
import { objectWithRules, type Report } from '../parse-input.ts';
import { requiredMessage } from '../problems.ts';

const name = () => singleLine({ max: 300 });

/** The fields that only one type of entity has. */
const fieldsOfType = {
  COMPANY: ['legalName', 'tradingName'],
  INDIVIDUAL: ['firstName', 'lastName'],
} as const satisfies Record<EntityType, readonly (keyof Entity)[]>;

const requiredFields = { COMPANY: ['legalName'], INDIVIDUAL: ['firstName', 'lastName'] } as const;

export const entityFields = {
  legalName: optional(name()).describe(
    'The registered name; required for a company, and only for companies.',
  ),
  tradingName: optional(name()).describe('The name a company does business under.'),
  firstName: optional(name()).describe(
    'The given name. Required for an individual, and only for individuals.',
  ),
  lastName: optional(name()).describe(
    'The family name. Required for an individual, and only for individuals.',
  ),
  email: optional(emailAddress).describe('The address that sends use by default.'),
  phone: optional(singleLine({ max: 50 })).describe('A telephone number, stored as entered.'),
  jurisdiction: optional(countryCode).describe('Country of incorporation or residence.'),
  externalId: optional(singleLine({ max: 200 })).describe('Your own identifier for this entity.'),
};

/** The type of a new entity. */
export const entityType = optional(named('EntityType', oneOf(['COMPANY', 'INDIVIDUAL']))).describe(
  'Defaults to `COMPANY`.',
);

/** An entity as it is described when it is created with a send. */
export const entityInput = named(
  'EntityInput',
  objectWithRules({ type: entityType, ...entityFields }, checkFieldsFitType),
  'A company or a person to create with a send.',
);

export type EntityInput = z.output<typeof entityInput>;

/** A company needs its legal name, a person first and last name, and neither has the fields of the other. */
export function checkFieldsFitType(
  entity: { type?: unknown } & Record<string, unknown>,
  report: Report,
): void {
  const entityType = entity.type ?? 'COMPANY';
  if (entityType !== 'COMPANY' && entityType !== 'INDIVIDUAL') {
    return;
  }
  const other = entityType === 'COMPANY' ? 'INDIVIDUAL' : 'COMPANY';
  for (const field of requiredFields[entityType]) {
    if (entity[field] === undefined || entity[field] === null) {
      report([field], requiredMessage);
    }
  }
  for (const field of fieldsOfType[other]) {
    if (entity[field] !== undefined && entity[field] !== null) {
      report(
        [field],
        entityType === 'COMPANY'
          ? 'This field is for individuals only.'
          : 'This field is for companies only.',
      );
    }
  }
}

/** The one name to show: the trading name, falling back to the legal name, then to first and last name. */
export const displayName = (
  entity: {
    [Field in 'tradingName' | 'legalName' | 'firstName' | 'lastName']?: string | null | undefined;
  },
): string => entity.tradingName ?? entity.legalName ?? `${entity.firstName} ${entity.lastName}`;
