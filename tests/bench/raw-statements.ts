/**
 * The peer's SQL, written by hand: one statement for each kind of request. The columns of a response are those that
 * REST shows of it.
 */
const summary = `response.id, response.name, response.status, response.created_at, response.updated_at,
  response.submitted_at, response.reviewed_at, response.reviewed_by, response.decided_by, response.language,
  response.flags,
  lower(response.risk_level::text) AS risk_level, response.assignee, response.tags, response.due_at,
  version.questionnaire_id, version.name AS questionnaire_name, lower(version.type::text) AS questionnaire_type,
  entity.id AS entity_id, entity.name AS entity_name, lower(entity.entity_type::text) AS entity_type`;

const related = `JOIN entities entity ON entity.id = response.entity_id
  JOIN questionnaire_versions version ON version.id = response.questionnaire_version_id`;

const answerObject = (value: string, hasSource: string) => `json_agg(json_build_object(
    'question_id', question.id, 'question_key', question.key, 'question_text', question.text,
    'value', ${value},
    'source', CASE WHEN ${hasSource} THEN json_build_object(
      'document_id', source.document_id, 'document_name', source.document_name, 'page', source.page,
      'quote', source.quote, 'confidence', source.confidence, 'engine', lower(source.engine::text)) END
  ) ORDER BY question.position)`;

const storedAnswers = `LEFT JOIN answers answer ON answer.response_id = response.id AND answer.question_id = question.id
  LEFT JOIN answer_annotations source ON source.response_id = response.id AND source.question_id = question.id`;

/** $1 tenant, $2 page size. */
export const listPage = `SELECT ${summary} FROM responses response ${related}
  WHERE response.tenant_id = $1 AND response.mode = 'LIVE' ORDER BY response.id DESC LIMIT $2`;

/** $1 tenant, $2 page size. The number of responses is the one that the database keeps, as the gateway reads it. */
export const listCounted = `SELECT ${summary},
    (SELECT sum(used)::int FROM tenant_usage
      WHERE tenant_id = $1 AND mode = 'LIVE' AND resource = 'responses') AS count
  FROM responses response ${related}
  WHERE response.tenant_id = $1 AND response.mode = 'LIVE' ORDER BY response.id DESC LIMIT $2`;

/** $1 tenant, $2 response. */
export const readResponse = `SELECT ${summary},
    (SELECT ${answerObject('answer.value', 'source.response_id IS NOT NULL')}
      FROM questions question ${storedAnswers}
      WHERE question.version_id = response.questionnaire_version_id) AS answers
  FROM responses response ${related}
  WHERE response.tenant_id = $1 AND response.mode = 'LIVE' AND response.id = $2`;

/** $1 tenant, $2 response, $3 answers as JSON, $4 audit event, $5 and $6 the key's id and name, $7 how many answers. */
export const saveAnswers = `WITH response AS (
    UPDATE responses SET updated_at = now()
    WHERE tenant_id = $1 AND mode = 'LIVE' AND id = $2 AND status IN ('PREFILL', 'DRAFT')
    RETURNING *
  ), given AS (
    SELECT question_id, value FROM jsonb_to_recordset($3::jsonb) AS answer (question_id uuid, value jsonb)
  ), written AS (
    INSERT INTO answers (response_id, question_id, tenant_id, value, given_by, updated_at)
    SELECT response.id, given.question_id, response.tenant_id, given.value, 'API_KEY', now() FROM response, given
    ON CONFLICT (response_id, question_id) DO UPDATE
    SET value = excluded.value, given_by = excluded.given_by, updated_at = excluded.updated_at
  ), unquoted AS (
    DELETE FROM answer_annotations USING response, given
    WHERE answer_annotations.response_id = response.id AND answer_annotations.question_id = given.question_id
  ), audited AS (
    INSERT INTO audit_events
      (id, tenant_id, mode, type, actor_kind, actor_id, actor_name, entity_id, response_id, details, created_at)
    SELECT $4, tenant_id, mode, 'response.answers_saved', 'API_KEY', $5::uuid, $6, entity_id, id,
      jsonb_build_object('count', $7::int), now()
    FROM response
  )
  SELECT ${summary},
    (SELECT ${answerObject('COALESCE(given.value, answer.value)', 'given.value IS NULL AND source.response_id IS NOT NULL')}
      FROM questions question LEFT JOIN given ON given.question_id = question.id ${storedAnswers}
      WHERE question.version_id = response.questionnaire_version_id) AS answers
  FROM response ${related}`;

/**
 * Everything that a direct send to a company given with the call leaves behind. $1 tenant, $2 questionnaire, $3 entity,
 * $4 its name, $5 response, $6 its name, $7 session, $8 dispatch, $9 token hash, $10 address, $11 expiry, $12 ledger
 * entry, $13 and $20 audit events, $14 and $15 the key's id and name, $16 to $19 the email's id, subject, text and HTML.
 */
export const sendWorkflow = `WITH charged AS (
    UPDATE credit_accounts SET balance = balance - 1, used = used + 1
    WHERE tenant_id = $1::uuid AND balance - held >= 1 RETURNING tenant_id
  ), version AS (
    SELECT version.id, version.questionnaire_id, version.tenant_id FROM questionnaire_versions version
    JOIN charged ON charged.tenant_id = version.tenant_id
    WHERE version.questionnaire_id = $2 AND version.is_current
  ), entity AS (
    INSERT INTO entities (id, tenant_id, mode, entity_type, name, legal_name, updated_at)
    SELECT $3::uuid, tenant_id, 'LIVE', 'COMPANY', $4::text, $4::text, now() FROM version
  ), dispatch AS (
    INSERT INTO dispatches (id, tenant_id, mode, kind, status, token_hash, workflow_session_id, email, entity_id,
      response_id, response_name, questionnaire_id, questionnaire_version_id, checks, steps, expires_at, holds_credit,
      actor_kind, actor_id, actor_name, settle_by, settled_at)
    SELECT $8::uuid, tenant_id, 'LIVE', 'DIRECT', 'ACCEPTED', $9, $7::uuid, $10::text, $3::uuid, $5::uuid, $6::text,
      questionnaire_id, id, '{}', '{DDQ}', $11::timestamptz, true, 'API_KEY', $14::uuid, $15, now(), now() FROM version
  ), response AS (
    INSERT INTO responses
      (id, tenant_id, mode, name, status, entity_id, questionnaire_id, questionnaire_version_id)
    SELECT $5::uuid, tenant_id, 'LIVE', $6::text, 'DRAFT', $3::uuid, questionnaire_id, id FROM version
  ), session AS (
    INSERT INTO workflow_sessions
      (id, tenant_id, mode, email, entity_id, response_id, steps, live_dispatch_id, expires_at)
    SELECT $7::uuid, tenant_id, 'LIVE', $10::text, $3::uuid, $5::uuid, '{DDQ}', $8::uuid, $11::timestamptz FROM version
  ), entry AS (
    INSERT INTO credit_entries (id, tenant_id, kind, amount, workflow_session_id)
    SELECT $12, tenant_id, 'CHARGE', -1, $7::uuid FROM version
  ), audited AS (
    INSERT INTO audit_events
      (id, tenant_id, mode, type, actor_kind, actor_id, actor_name, entity_id, response_id, workflow_session_id,
        details)
    SELECT event.id, tenant_id, 'LIVE', event.type, 'API_KEY', $14::uuid, $15, $3::uuid, $5::uuid, event.session_id,
      event.details
    FROM version, (VALUES
      ($13::uuid, 'response.created', NULL, '{}'::jsonb),
      ($20::uuid, 'onboarding.created', $7::uuid, jsonb_build_object('email', $10::text))
    ) AS event (id, type, session_id, details)
  ), captured AS (
    INSERT INTO captured_mails (id, tenant_id, mode, "to", subject, text, html, workflow_session_id)
    SELECT $16, tenant_id, 'LIVE', $10::text, $17, $18, $19, $7::uuid FROM version
  )
  SELECT id FROM version`;

/** The email that the set-up's send has captured. */
export const readMail = 'SELECT subject, text, html FROM captured_mails ORDER BY id LIMIT 1';

export const readKeys = `SELECT id, tenant_id, name, hash FROM api_keys
  WHERE mode = 'LIVE' AND revoked_at IS NULL`;
