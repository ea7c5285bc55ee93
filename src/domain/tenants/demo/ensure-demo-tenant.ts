import type { QuestionnaireVersion } from '../../../database/client/client.ts';
import { acrossTenants } from '../../../database/raw-sql.ts';
import type { Transaction } from '../../../database/transaction.ts';
import { hashSecret } from '../../../secrets/secrets.ts';
import { newEntity } from '../../entities/create-entity.ts';
import { entityInput } from '../../entities/entity-input.ts';
import { parseInput } from '../../parse-input.ts';
import {
  type QuestionnaireDefinitionInput,
  questionnaireDefinition,
} from '../../questionnaires/definition.ts';
import { companyQuestionnaire } from '../../questionnaires/demo/company-questionnaire.ts';
import { individualQuestionnaire } from '../../questionnaires/demo/individual-questionnaire.ts';
import { writeVersion } from '../../questionnaires/write-version.ts';
import type { Services } from '../../services.ts';
import { insertApiKey } from '../create-api-key.ts';
import { insertTenant } from '../create-tenant.ts';
import { createDemoResponses } from './create-demo-responses.ts';
import { keepDemoDocument } from './demo-document.ts';
import { demoIds } from './demo-ids.ts';

export type DemoServices = Pick<Services, 'allTenants' | 'cipher' | 'clock' | 'eventData' | 'files' | 'jobs'>;

/** The demo tenant is known by its id, so that no other start and no other tenant can be taken for it. */
const demoTenantId = demoIds.tenant;

const individualEmail = 'amara.lindqvist@mail.example';

const demoEntities = [
  {
    id: demoIds.company,
    type: 'COMPANY',
    legalName: 'Harbour Light Trading Ltd',
    tradingName: 'Harbour Light',
    email: 'compliance@harbourlight.example',
    jurisdiction: 'GB',
  },
  {
    id: demoIds.individual,
    type: 'INDIVIDUAL',
    firstName: 'Amara',
    lastName: 'Lindqvist',
    email: individualEmail,
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
export async function ensureDemoTenant({
  services,
  keptKey,
}: {
  services: DemoServices;
  keptKey: string | undefined;
}): Promise<string | undefined> {
  const { allTenants } = services;
  if ((await allTenants.tenant.count()) === 0) {
    // Before the transaction, which must not wait for a file store. Every replica keeps the same.
    await keepDemoDocument(services);
  }
  return allTenants.$transaction(async (transaction) => {
    // Of several replicas on one new database, one makes the tenant and the others wait to see it.
    await acrossTenants(transaction).execute`SELECT pg_advisory_xact_lock(727073690)`;
    if ((await transaction.tenant.count()) === 0) {
      return createDemoTenant(transaction, services);
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
}

async function createDemoTenant(transaction: Transaction, services: DemoServices): Promise<string> {
  const scope = { tenantId: demoTenantId, mode: 'LIVE' } as const;
  const now = services.clock();
  await insertTenant(transaction, {
    id: demoTenantId,
    name: 'Northgate Compliance (demo)',
    credits: 100,
    defaultExpiryHours: 48,
    language: 'en',
    accentColour: null,
  });
  const company = await createQuestionnaire(companyQuestionnaire);
  const individual = await createQuestionnaire(individualQuestionnaire);
  for (const { id, ...entity } of demoEntities) {
    await transaction.entity.create({
      data: { ...newEntity({ scope, entity: parseInput(entityInput, entity), now }), id },
    });
  }
  await createDemoResponses(transaction, {
    services,
    scope,
    versions: { company, individual },
    email: individualEmail,
    now,
  });
  return createDemoKey(transaction);

  async function createQuestionnaire(
    definition: QuestionnaireDefinitionInput,
  ): Promise<QuestionnaireVersion> {
    const { id } = await transaction.questionnaire.create({ data: { tenantId: demoTenantId } });
    return writeVersion({
      transaction,
      tenantId: demoTenantId,
      questionnaireId: id,
      definition: parseInput(questionnaireDefinition(), definition),
      now,
    });
  }
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
