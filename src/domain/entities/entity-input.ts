import type { z } from 'zod';
import type { Entity, EntityType } from '../../database/client/client.ts';
import { countryCode, emailAddress, oneOf, optional, singleLine } from '../fields.ts';
import { objectWithRules, type Report, requiredMessage } from '../parse-input.ts';

const name = () => singleLine({ max: 300 });

/** The fields that only one type of entity has. */
const fieldsOfType = {
  COMPANY: ['legalName', 'tradingName'],
  INDIVIDUAL: ['firstName', 'lastName'],
} as const satisfies Record<EntityType, readonly (keyof Entity)[]>;

const requiredFields = { COMPANY: ['legalName'], INDIVIDUAL: ['firstName', 'lastName'] } as const;

export const entityFields = {
  legalName: optional(name()),
  tradingName: optional(name()),
  firstName: optional(name()),
  lastName: optional(name()),
  email: optional(emailAddress),
  phone: optional(singleLine({ max: 50 })),
  jurisdiction: optional(countryCode),
  externalId: optional(singleLine({ max: 200 })),
};

/** An entity as it is described when it is created, on its own or with a send. */
export const entityInput = objectWithRules(
  { entityType: optional(oneOf(['COMPANY', 'INDIVIDUAL'])), ...entityFields },
  checkFieldsFitType,
);

export type EntityInput = z.output<typeof entityInput>;

/** A company needs its legal name, a person first and last name, and neither has the fields of the other. */
export function checkFieldsFitType(
  entity: { entityType?: unknown } & Record<string, unknown>,
  report: Report,
): void {
  const entityType = entity.entityType ?? 'COMPANY';
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
        entityType === 'COMPANY' ? 'A company has no such field.' : 'An individual has no such field.',
      );
    }
  }
}

/** The one name to show: the trading name, else the legal name, else first and last name. */
export const displayName = (
  entity: {
    [Field in 'tradingName' | 'legalName' | 'firstName' | 'lastName']?: string | null | undefined;
  },
): string => entity.tradingName ?? entity.legalName ?? `${entity.firstName} ${entity.lastName}`;
