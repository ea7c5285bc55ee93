import { afterAll, beforeAll, expect, it } from 'vitest';
import { Prisma } from '../../src/database/client/client.ts';
import { callerWith, createQuestionnaire, furnish } from '../access/furnish.ts';
import { startTestGateway, type TestGateway } from '../support/gateway.ts';

/** A change that each CHECK constraint rejects. */
const violations: Record<string, [table: string, change: string]> = {
  tenants_default_expiry_hours_in_bounds: ['tenants', 'default_expiry_hours = 169'],
  tenants_accent_colour_written: ['tenants', "accent_colour = 'blue'"],
  api_keys_any_scope: ['api_keys', "scopes = '{}'"],
  credit_accounts_balance_not_negative: ['credit_accounts', 'balance = -1, held = -2'],
  credit_accounts_held_not_negative: ['credit_accounts', 'held = -1'],
  credit_accounts_held_within_balance: ['credit_accounts', 'held = balance + 1'],
  credit_accounts_used_not_negative: ['credit_accounts', 'used = -1'],
  credit_entries_amount_of_its_kind: ['credit_entries', "kind = 'CHARGE', amount = 1"],
  questionnaire_versions_counted_from_one: ['questionnaire_versions', 'version = 0'],
  questionnaire_sections_position_not_negative: ['questionnaire_sections', 'position = -1'],
  questions_position_not_negative: ['questions', 'position = -1 - position'],
  questions_condition_complete: ['questions', "visible_when_key = 'purpose', visible_when_equals = NULL"],
  responses_planned_expiry_hours_in_bounds: ['responses', 'planned_expiry_hours = 0'],
  responses_assignee_with_address: ['responses', "assignee = 'Ada <ada@team.example>'"],
  responses_at_most_20_tags: ['responses', "tags = array_fill('tag'::text, ARRAY[21])"],
  answer_annotations_confidence_in_bounds: ['answer_annotations', 'confidence = 1.5'],
  answer_annotations_page_counted_from_one: ['answer_annotations', 'page = 0'],
  documents_size_not_negative: ['documents', 'size_bytes = -1'],
  verification_evidence_size_not_negative: ['verification_evidence', 'size_bytes = -1'],
  verification_sessions_any_check: ['verification_sessions', "checks = '{}'"],
  workflow_sessions_any_step: ['workflow_sessions', "steps = '{}'"],
  workflow_sessions_completed_steps_requested: [
    'workflow_sessions',
    "steps = '{VERIFICATION}', completed_steps = '{DDQ}'",
  ],
  workflow_sessions_change_count_not_negative: ['workflow_sessions', 'change_count = -1'],
  dispatches_any_step: ['dispatches', "steps = '{}'"],
  dispatches_settled_once: ['dispatches', "status = 'ACCEPTED', settled_at = NULL"],
  dispatches_response_of_its_kind: ['dispatches', "kind = 'CHANGES', response_id = NULL"],
  autofill_runs_counts_not_negative: ['autofill_runs', 'answered = -1'],
  autofill_runs_finished_once: ['autofill_runs', "status = 'COMPLETED', finished_at = NULL"],
  batch_items_position_not_negative: ['batch_items', 'position = -1'],
  batch_items_ended_once: ['batch_items', "status = 'SENT', ended_at = NULL"],
  batch_items_cancelled_before_start: [
    'batch_items',
    "status = 'CANCELLED', started_at = now(), ended_at = now()",
  ],
  webhook_endpoints_any_event: ['webhook_endpoints', "events = '{}'"],
  webhook_sequences_value_not_negative: ['webhook_sequences', 'value = -1'],
  webhook_events_sequence_counted_from_one: ['webhook_events', 'sequence = 0'],
  webhook_deliveries_attempts_not_negative: ['webhook_deliveries', 'attempts = -1'],
  webhook_attempts_duration_not_negative: ['webhook_attempts', 'duration_ms = -1'],
  tenant_usage_shard_not_negative: ['tenant_usage', 'shard = -1 - shard'],
};

let gateway: TestGateway;
let tenant: string;

beforeAll(async () => {
  gateway = await startTestGateway({ environment: { WORKER: 'none' } });
  const caller = callerWith(gateway, (await gateway.createTenant()).key);
  const things = await furnish(caller, {
    word: 'Zephyrine',
    questionnaire: await createQuestionnaire(caller),
  });
  tenant = things.tenant;
  const of = { tenantId: tenant, mode: 'LIVE' } as const;
  const { allTenants } = gateway.services;
  await allTenants.webhookSequence.create({ data: { ...of, value: 1 } });
  await allTenants.answerAnnotation.create({
    data: {
      ...{
        tenantId: tenant,
        responseId: things.prefill,
        questionId: things.question,
        documentId: things.document,
      },
      ...{ documentName: 'scan.pdf', quote: '', confidence: 1, engine: 'BUILTIN' },
    },
  });
});
afterAll(() => gateway.drop());

it('each CHECK constraint of the database has a change that it rejects, and was checked for all rows', async () => {
  const rows = await gateway.services.allTenants.$queryRaw<{ name: string; isValid: boolean }[]>`
    SELECT conname AS name, convalidated AS "isValid" FROM pg_constraint
    WHERE contype = 'c' AND connamespace = 'public'::regnamespace`;
  expect(rows.map(({ name }) => name).sort()).toEqual(Object.keys(violations).sort());
  expect(rows.filter(({ isValid }) => !isValid)).toEqual([]);
});

it.each(Object.entries(violations))('%s rejects a row that breaks it', async (name, [table, change]) => {
  const owner = Prisma.raw(table === 'tenants' ? 'id' : 'tenant_id');
  const row = Prisma.sql`(SELECT ctid FROM ${Prisma.raw(table)} WHERE ${owner} = ${tenant}::uuid LIMIT 1)`;
  const changing = gateway.services.allTenants.$executeRaw`
    UPDATE ${Prisma.raw(table)} SET ${Prisma.raw(change)} WHERE ctid = ${row}`;
  await expect(changing).rejects.toThrow(name);
});
