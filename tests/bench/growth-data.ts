import type pg from 'pg';
import { createApiKeySecret } from '../../src/domain/tenants/api-key-format.ts';
import { newId } from '../../src/ids.ts';
import { hashSecret } from '../../src/secrets/secrets.ts';

/** A tenant with so many responses, and what belongs to them. */
export interface GrowthTenant {
  id: string;
  key: string;
  questionnaireId: number;
  /** Entities that sends are made to. */
  entityIds: string[];
  /** Responses in DRAFT, whose answers are read and saved. */
  responseIds: string[];
}

const questionsPerQuestionnaire = 10;
export const questionKeys = Array.from(
  { length: questionsPerQuestionnaire },
  (_, index) => `question_${index}`,
);
const eventsPerResponse = 10;
const sampled = 50;

/** Ids grow with time, as they do in the product. */
const idOf = (row: string) =>
  `(lpad(to_hex(1700000000000 + ${row}), 12, '0') || '7' || substr(md5(random()::text), 1, 3) || 'a' || substr(md5(random()::text), 1, 15))::uuid`;

/** The same in every tenant, so that a text finds as many rows in each: the seventh is Fseurubsmrrhecdhbhocnrnnulrhibuo. */
const nameOf = (row: string) =>
  `initcap(translate(md5(${row}::text), '0123456789abcdef', 'aeioubcdfghlmnrs'))`;

/** As long as a sealed value of 27 letters; no one reads it. */
const sealedText = `'v2.0a1b2c3d.' || repeat('x', 74)`;

/**
 * Writes a tenant with responses, half as many entities and documents, and per response ten answers, a link that was
 * followed to its end, ten events and one webhook delivery.
 */
export async function createTenantOf(client: pg.Client, size: number): Promise<GrowthTenant> {
  const [id, key] = [newId(), createApiKeySecret('LIVE')];
  const run = (sql: string, ...values: unknown[]) => client.query(sql, [id, ...values]);
  await run('INSERT INTO tenants (id, name) VALUES ($1, $2)', `${size} responses`);
  await run('INSERT INTO credit_accounts (tenant_id, balance) VALUES ($1, 1000000)');
  await run(
    `INSERT INTO api_keys (id, tenant_id, mode, name, scopes, prefix, hash)
    VALUES ($2, $1, 'LIVE', 'Bench', '{READ,WRITE,SEND,ADMIN}', 'bench', $3)`,
    newId(),
    hashSecret(key),
  );
  await run('INSERT INTO questionnaires (tenant_id) SELECT $1 FROM generate_series(1, 20)');
  await run(
    `INSERT INTO questionnaire_versions (id, questionnaire_id, tenant_id, version, name, type, question_count, created_at)
    SELECT gen_random_uuid(), id, tenant_id, 1, 'Questionnaire', 'DDQ', $2, now() FROM questionnaires WHERE tenant_id = $1`,
    questionsPerQuestionnaire,
  );
  await run(
    `INSERT INTO questionnaire_sections (id, tenant_id, version_id, position, title)
    SELECT gen_random_uuid(), tenant_id, id, 0, 'Section' FROM questionnaire_versions WHERE tenant_id = $1`,
  );
  await run(
    `INSERT INTO questions (id, tenant_id, version_id, section_id, position, key, text, type, required)
    SELECT gen_random_uuid(), tenant_id, version_id, id, n, 'question_' || n, 'Question ' || n, 'TEXT', false
    FROM questionnaire_sections, generate_series(0, $2::int - 1) n WHERE tenant_id = $1`,
    questionsPerQuestionnaire,
  );
  await run(
    `INSERT INTO entities (id, tenant_id, mode, entity_type, name, legal_name, first_name, last_name, email, external_id)
    SELECT ${idOf('row')}, $1, 'LIVE', CASE WHEN is_company THEN 'COMPANY' ELSE 'INDIVIDUAL' END::"EntityType", name,
      CASE WHEN is_company THEN name END, CASE WHEN NOT is_company THEN 'Robin' END, CASE WHEN NOT is_company THEN name END,
      'contact' || row || '@example.com', 'EXT-' || row
    FROM (SELECT row, row % 3 > 0 AS is_company, ${nameOf('row')} || ' ' || row AS name FROM generate_series(1, $2::int / 2) AS row) AS made`,
    size,
  );
  await run(
    `INSERT INTO responses (id, tenant_id, mode, name, status, entity_id, questionnaire_id, questionnaire_version_id)
    SELECT ${idOf('row')}, $1, 'LIVE', 'Review of ' || ${nameOf('row')},
      (ARRAY['DRAFT', 'SUBMITTED', 'UNDER_REVIEW', 'REVIEWED', 'APPROVED'])[row % 5 + 1]::"ResponseStatus",
      entity.id, version.questionnaire_id, version.id
    FROM generate_series(1, $2::int) AS row
    JOIN (SELECT id, row_number() OVER (ORDER BY id) - 1 AS place FROM entities WHERE tenant_id = $1) entity
      ON entity.place = row::bigint * 7919 % ($2::int / 2)
    JOIN (SELECT id, questionnaire_id, row_number() OVER (ORDER BY questionnaire_id) - 1 AS place
      FROM questionnaire_versions WHERE tenant_id = $1) version ON version.place = row % 20`,
    size,
  );
  const drafts = await run(
    `SELECT id FROM responses WHERE tenant_id = $1 AND status = 'DRAFT' ORDER BY random() LIMIT ${sampled}`,
  );
  const responseIds = drafts.rows.map((row: { id: string }) => row.id);
  // The others are there to be passed by; those of the sample are saved by requests.
  await run(
    `INSERT INTO answers (response_id, question_id, tenant_id, value, given_by)
    SELECT responses.id, questions.id, $1, to_jsonb(${sealedText}), 'RECIPIENT'
    FROM responses JOIN questions ON version_id = questionnaire_version_id
    WHERE responses.tenant_id = $1 AND responses.id <> ALL ($2::uuid[])`,
    responseIds,
  );
  await addRequests(run);
  const entities = await run(
    `SELECT id FROM entities WHERE tenant_id = $1 AND entity_type = 'COMPANY' ORDER BY random() LIMIT ${sampled}`,
  );
  const questionnaire = await run('SELECT min(id) AS id FROM questionnaires WHERE tenant_id = $1');
  return {
    id,
    key,
    questionnaireId: questionnaire.rows[0].id,
    entityIds: entities.rows.map((row: { id: string }) => row.id),
    responseIds,
  };
}

/** What was sent and what has happened: the rows that regular work has to pass by. */
async function addRequests(run: (sql: string, ...values: unknown[]) => Promise<unknown>): Promise<void> {
  await run(
    `WITH sent AS (
      INSERT INTO dispatches (id, tenant_id, mode, kind, status, token_hash, workflow_session_id, email, entity_id, response_id,
        steps, expires_at, holds_credit, actor_kind, actor_name, settle_by, settled_at)
      SELECT ${idOf('row_number() OVER ()')}, $1, 'LIVE', 'DIRECT', 'ACCEPTED', md5(id::text) || md5(random()::text),
        gen_random_uuid(), 'contact@example.com', entity_id, id, '{DDQ}', now(), true, 'API_KEY', 'Bench', now(), now()
      FROM responses WHERE tenant_id = $1
      RETURNING id, workflow_session_id, entity_id, response_id, email)
    INSERT INTO workflow_sessions (id, tenant_id, mode, status, email, entity_id, response_id, steps, completed_steps,
      live_dispatch_id, expires_at, completed_at)
    SELECT workflow_session_id, $1, 'LIVE', 'COMPLETED', email, entity_id, response_id, '{DDQ}', '{DDQ}', id, now(), now() FROM sent`,
  );
  await run(
    `INSERT INTO audit_events (id, tenant_id, mode, type, actor_kind, actor_name, entity_id, response_id, details)
    SELECT ${idOf('n')}, $1, 'LIVE', 'response.answers_saved', 'RECIPIENT', 'Recipient', entity_id, id, '{"count": 10}'
    FROM responses, generate_series(1, ${eventsPerResponse}) n WHERE tenant_id = $1`,
  );
  await run(
    `INSERT INTO documents (id, tenant_id, mode, entity_id, name, content_type, size_bytes, sha256, readable)
    SELECT ${idOf('row_number() OVER ()')}, $1, 'LIVE', id, 'report.pdf', 'application/pdf', 100000,
      md5(id::text) || md5(random()::text), true FROM entities WHERE tenant_id = $1`,
  );
  const endpointId = newId();
  await run(
    `INSERT INTO webhook_endpoints (id, tenant_id, mode, url, events, enabled, sealed_secret)
    VALUES ($2, $1, 'LIVE', 'https://receiver.example', '{*}', false, 'v2.0a1b2c3d.x')`,
    endpointId,
  );
  await run(
    `WITH event AS (
      INSERT INTO webhook_events (id, tenant_id, mode, type, sequence, response_id, data)
      SELECT ${idOf('row_number() OVER ()')}, $1, 'LIVE', 'response.submitted', row_number() OVER (), id,
        jsonb_build_object('id', id, 'text', repeat('x', 900)) FROM responses WHERE tenant_id = $1
      RETURNING id, sequence)
    INSERT INTO webhook_deliveries (id, tenant_id, mode, endpoint_id, event_id, status, attempts, last_response_status)
    SELECT ${idOf('sequence')}, $1, 'LIVE', $2, id, 'DELIVERED', 1, 200 FROM event`,
    endpointId,
  );
  await run(
    'INSERT INTO webhook_sequences (tenant_id, mode, value) SELECT $1, $2, count(*) FROM webhook_events WHERE tenant_id = $1',
    'LIVE',
  );
}
