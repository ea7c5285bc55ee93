-- Outside a transaction, because each table is released before the next one is altered. What an interrupted run has done stays.
-- Compatible with 0.3.0
-- A row can refer to rows of its own tenant only. Rows from before are checked by the next migration.
DO $$
DECLARE
  reference RECORD;
BEGIN
  -- Gives way before others, who may have locked the tables in another order, are ended by a deadlock, after a second.
  PERFORM set_config('lock_timeout', '300ms', false);
  FOR reference IN
    SELECT child, key, parent, child || '_' || key || '_tenant_id_fkey' AS name FROM (VALUES
      ('questionnaire_versions', 'questionnaire_id', 'questionnaires'),
      ('questionnaire_sections', 'version_id', 'questionnaire_versions'),
      ('questions', 'version_id', 'questionnaire_versions'),
      ('questions', 'section_id', 'questionnaire_sections'),
      ('responses', 'entity_id', 'entities'),
      ('responses', 'questionnaire_version_id', 'questionnaire_versions'),
      ('answers', 'response_id', 'responses'),
      ('answers', 'question_id', 'questions'),
      ('answer_annotations', 'response_id', 'responses'),
      ('answer_annotations', 'question_id', 'questions'),
      ('verification_sessions', 'entity_id', 'entities'),
      ('verification_evidence', 'verification_session_id', 'verification_sessions'),
      ('provider_checks', 'verification_session_id', 'verification_sessions'),
      ('documents', 'entity_id', 'entities'),
      ('workflow_sessions', 'entity_id', 'entities'),
      ('workflow_sessions', 'response_id', 'responses'),
      ('workflow_sessions', 'verification_session_id', 'verification_sessions'),
      ('autofill_runs', 'response_id', 'responses'),
      ('webhook_deliveries', 'endpoint_id', 'webhook_endpoints'),
      ('webhook_deliveries', 'event_id', 'webhook_events'),
      ('webhook_attempts', 'delivery_id', 'webhook_deliveries')
    ) AS keys (child, key, parent)
  LOOP
    IF NOT EXISTS (SELECT FROM pg_constraint WHERE conrelid = reference.child::regclass AND conname = reference.name) THEN
      EXECUTE format('ALTER TABLE %I ADD CONSTRAINT %I FOREIGN KEY (%I, tenant_id) REFERENCES %I (id, tenant_id)
        ON DELETE RESTRICT ON UPDATE CASCADE NOT VALID',
        reference.child, reference.name, reference.key, reference.parent);
    END IF;
    COMMIT;
  END LOOP;
END $$;
