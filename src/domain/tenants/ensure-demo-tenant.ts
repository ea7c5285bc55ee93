import type { PrismaClient } from '../../database/client/client.ts';
import type { Transaction } from '../../database/transaction.ts';
import { hashSecret } from '../../secrets/secrets.ts';
import { insertEntity } from '../entities/create-entity.ts';
import { entityInput } from '../entities/entity-input.ts';
import { parseInput } from '../parse-input.ts';
import { questionnaireDefinition } from '../questionnaires/definition.ts';
import { demoQuestionnaires } from '../questionnaires/demo/demo-questionnaires.ts';
import { writeVersion } from '../questionnaires/write-version.ts';
import { insertApiKey } from './create-api-key.ts';
import { insertTenant } from './create-tenant.ts';

/** The demo tenant is known by its id, so that no other start and no other tenant can be taken for it. */
const demoTenantId = '01900000-0000-7000-8000-00000000d3e0';

const demoEntities = [
  {
    type: 'COMPANY',
    legalName: 'Harbour Light Trading Ltd',
    tradingName: 'Harbour Light',
    email: 'compliance@harbourlight.example',
    jurisdiction: 'GB',
  },
  {
    type: 'INDIVIDUAL',
    firstName: 'Amara',
    lastName: 'Lindqvist',
    email: 'amara.lindqvist@mail.example',
    jurisdiction: 'SE',
  },
];

/**
 * Makes the demo tenant when the database has no tenant yet.
 *
 * @param keptKey the key that an earlier start has kept
 * @returns a key of the demo tenant, the kept one where it works; undefined when the database has tenants but the demo
 * tenant is not among them
 */
export const ensureDemoTenant = ({
  allTenants,
  keptKey,
}: {
  allTenants: PrismaClient;
  keptKey: string | undefined;
}): Promise<string | undefined> =>
  allTenants.$transaction(async (transaction) => {
    // Of several replicas on one new database, one makes the tenant and the others wait to see it.
    await transaction.$executeRaw`SELECT pg_advisory_xact_lock(727073690)`;
    if ((await transaction.tenant.count()) === 0) {
      return createDemoTenant(transaction);
    }
    const tenant = await transaction.tenant.findUnique({ where: { id: demoTenantId }, select: { id: true } });
    if (!tenant) {
      return undefined;
    }
    const isKeyOfTenant =
      keptKey !== undefined &&
      (await transaction.apiKey.findFirst({
        where: { hash: hashSecret(keptKey), tenantId: demoTenantId, revokedAt: null },
        select: { id: true },
      }));
    return isKeyOfTenant ? keptKey : createDemoKey(transaction);
  });

async function createDemoTenant(transaction: Transaction): Promise<string> {
  await insertTenant(transaction, {
    id: demoTenantId,
    name: 'Northgate Compliance (demo)',
    credits: 100,
    defaultExpiryHours: 48,
    language: 'en',
    accentColour: null,
  });
  for (const questionnaire of demoQuestionnaires) {
    const { id } = await transaction.questionnaire.create({ data: { tenantId: demoTenantId } });
    await writeVersion({
      transaction,
      tenantId: demoTenantId,
      questionnaireId: id,
      definition: parseInput(questionnaireDefinition(), questionnaire),
      now: new Date(),
    });
  }
  for (const entity of demoEntities) {
    await insertEntity({
      transaction,
      scope: { tenantId: demoTenantId, mode: 'LIVE' },
      entity: parseInput(entityInput, entity),
      now: new Date(),
    });
  }
  return createDemoKey(transaction);
}

async function createDemoKey(transaction: Transaction): Promise<string> {
  const { secret } = await insertApiKey(transaction, {
    tenantId: demoTenantId,
    mode: 'LIVE',
    name: 'Demo key',
    scopes: ['READ', 'WRITE', 'SEND', 'ADMIN'],
    expiresAt: null,
  });
  return secret;
}
