import type { Caller } from './both-apis.ts';
import { copyWorld, type RecordedWorld, recordWorld } from './copy-world.ts';
import type { TestGateway } from './gateway.ts';
import { newQuestionnaire } from './questionnaires.ts';

/** A tenant of a test's own with what most calls name. */
export interface World extends Caller {
  /** The company `Acme Trading Ltd`, without an address. */
  company: string;
  /** The individual `Ada Lovelace`, whose address is ada@example.com. */
  individual: string;
  /** The questionnaire `Company basics`, a DDQ with the questions `name`, `size` and `listed`. */
  questionnaire: number;
  /** The ids of its questions by their keys. */
  questions: Record<string, string>;
}

interface WorldOptions {
  credits?: number;
}

const recordings = new Map<number, Promise<RecordedWorld>>();

/** The first one of a worker is made through the APIs; later ones are copies of its rows. */
export async function createWorld(gateway: TestGateway, { credits = 5 }: WorldOptions = {}): Promise<World> {
  const recording = recordings.get(credits);
  if (recording) {
    return copyOfWorld(gateway, await recording);
  }
  const world = await createWorldThroughApis(gateway, { credits });
  const recorded = recordOfWorld(world);
  recordings.set(credits, recorded);
  await recorded;
  return world;
}

export const recordOfWorld = ({ gateway, tenant, ...ids }: World): Promise<RecordedWorld> =>
  recordWorld(gateway, { tenantId: tenant.id, ...ids });

export async function copyOfWorld(gateway: TestGateway, recorded: RecordedWorld): Promise<World> {
  const { tenantId, key, ...ids } = await copyWorld(gateway, recorded);
  return { gateway, tenant: gateway.tenantOf(tenantId, key), ...ids };
}

export async function createWorldThroughApis(
  gateway: TestGateway,
  { credits }: { credits: number },
): Promise<World> {
  const tenant = await gateway.createTenant({ credits });
  const { data } = await tenant.graphql(`mutation {
    company: createEntity(input: { legalName: "Acme Trading Ltd" }) { ... on CreateEntityPayload { entity { id } } }
    individual: createEntity(input: {
      type: INDIVIDUAL, firstName: "Ada", lastName: "Lovelace", email: "ada@example.com"
    }) { ... on CreateEntityPayload { entity { id } } }
  }`);
  const { id: questionnaire, questions } = await newQuestionnaire(tenant, {
    name: 'Company basics',
    type: 'DDQ',
    sections: [
      {
        title: 'About you',
        questions: [
          { key: 'name', text: 'What is your name?', type: 'TEXT' },
          { key: 'size', text: 'How many people work for you?', type: 'NUMBER' },
          { key: 'listed', text: 'Are you listed?', type: 'BOOLEAN' },
        ],
      },
    ],
  });
  return {
    gateway,
    tenant,
    company: data.company.entity.id,
    individual: data.individual.entity.id,
    questionnaire,
    questions,
  };
}

/** Everything of a tenant that a call could leave behind. */
export async function countEverything({ gateway, tenant }: Caller): Promise<Record<string, unknown>> {
  const rows = await gateway.services.allTenants.$queryRaw<Record<string, unknown>[]>`
    WITH mine AS (SELECT ${tenant.id}::uuid AS tenant_id)
    SELECT
      (SELECT count(*)::int FROM entities JOIN mine USING (tenant_id)) AS entities,
      (SELECT count(*)::int FROM responses JOIN mine USING (tenant_id)) AS responses,
      (SELECT string_agg(status::text, ' ' ORDER BY id) FROM responses JOIN mine USING (tenant_id)) AS "statuses",
      (SELECT string_agg(nullif(planned_checks::text, '{}'), ' ' ORDER BY id) FROM responses JOIN mine USING (tenant_id))
        AS "plannedChecks",
      (SELECT count(*)::int FROM answers JOIN mine USING (tenant_id)) AS answers,
      (SELECT count(*)::int FROM documents JOIN mine USING (tenant_id)) AS documents,
      (SELECT count(*)::int FROM answer_annotations JOIN mine USING (tenant_id)) AS annotations,
      (SELECT count(*)::int FROM autofill_runs JOIN mine USING (tenant_id)) AS "autofillRuns",
      (SELECT count(*)::int FROM workflow_sessions JOIN mine USING (tenant_id)) AS "workflowSessions",
      (SELECT count(*)::int FROM verification_sessions JOIN mine USING (tenant_id)) AS "verificationSessions",
      (SELECT count(*)::int FROM dispatches JOIN mine USING (tenant_id) WHERE status = 'UNDER_WAY') AS "dispatches",
      (SELECT count(*)::int FROM captured_mails JOIN mine USING (tenant_id)) AS mails,
      (SELECT count(*)::int FROM idempotency_records JOIN mine USING (tenant_id)) AS "idempotencyRecords",
      (SELECT count(*)::int FROM webhook_endpoints JOIN mine USING (tenant_id)) AS webhooks,
      (SELECT count(*)::int FROM webhook_events JOIN mine USING (tenant_id)) AS "webhookEvents",
      (SELECT string_agg(status::text, ' ' ORDER BY id) FROM webhook_deliveries JOIN mine USING (tenant_id))
        AS deliveries,
      (SELECT count(*)::int FROM audit_events JOIN mine USING (tenant_id)) AS "auditEvents",
      (SELECT json_build_object('balance', balance, 'held', held, 'used', used)
        FROM credit_accounts JOIN mine USING (tenant_id)) AS credits`;
  return rows[0] ?? {};
}

/** What is different afterwards. */
export const changes = (
  before: Record<string, unknown>,
  after: Record<string, unknown>,
): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(after).filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(before[name])),
  );
