-- Outside a transaction, because rows are written while they are checked, and each table is released before the next one.
-- Compatible with 0.3.0
-- The keys without the tenant say less than those with it, and would be checked as well.
DO $$
DECLARE
  reference RECORD;
BEGIN
  -- Gives way before others, who may have locked the tables in another order, are ended by a deadlock, after a second.
  PERFORM set_config('lock_timeout', '300ms', false);
  FOR reference IN
    SELECT child, child || '_' || key || '_tenant_id_fkey' AS name, child || '_' || key || '_fkey' AS former FROM (VALUES
      ('questionnaire_versions', 'questionnaire_id'),
      ('questionnaire_sections', 'version_id'),
      ('questions', 'version_id'),
      ('questions', 'section_id'),
      ('responses', 'entity_id'),
      ('responses', 'questionnaire_version_id'),
      ('answers', 'response_id'),
      ('answers', 'question_id'),
      ('answer_annotations', 'response_id'),
      ('answer_annotations', 'question_id'),
      ('verification_sessions', 'entity_id'),
      ('verification_evidence', 'verification_session_id'),
      ('provider_checks', 'verification_session_id'),
      ('documents', 'entity_id'),
      ('workflow_sessions', 'entity_id'),
      ('workflow_sessions', 'response_id'),
      ('workflow_sessions', 'verification_session_id'),
      ('autofill_runs', 'response_id'),
      ('webhook_deliveries', 'endpoint_id'),
      ('webhook_deliveries', 'event_id'),
      ('webhook_attempts', 'delivery_id')
    ) AS keys (child, key)
  LOOP
    EXECUTE format('ALTER TABLE %I VALIDATE CONSTRAINT %I', reference.child, reference.name);
    COMMIT;
    EXECUTE format('ALTER TABLE %I DROP CONSTRAINT IF EXISTS %I', reference.child, reference.former);
    COMMIT;
  END LOOP;
END $$;
