-- Outside a transaction, because each table is released before the next one is altered. What an interrupted run has done stays.
-- Compatible with 0.3.0
-- What the gateway relies on. Rows from before are checked by the next migration.
DO $$
DECLARE
  rule RECORD;
BEGIN
  -- Gives way before others, who may have locked the tables in another order, are ended by a deadlock, after a second.
  PERFORM set_config('lock_timeout', '300ms', false);
  FOR rule IN
    SELECT * FROM (VALUES
      ('tenants', 'tenants_default_expiry_hours_in_bounds',
        'default_expiry_hours BETWEEN 1 AND 168'),
      ('tenants', 'tenants_accent_colour_written',
        'accent_colour ~ ''^#[0-9a-fA-F]{6}$'''),
      ('api_keys', 'api_keys_any_scope',
        'cardinality(scopes) > 0'),
      ('credit_entries', 'credit_entries_amount_of_its_kind',
        'CASE kind WHEN ''GRANT'' THEN amount >= 0 ELSE amount < 0 END'),
      ('questionnaire_versions', 'questionnaire_versions_counted_from_one',
        'version >= 1 AND question_count >= 0'),
      ('questionnaire_sections', 'questionnaire_sections_position_not_negative',
        'position >= 0'),
      ('questions', 'questions_position_not_negative',
        'position >= 0'),
      ('questions', 'questions_condition_complete',
        '(visible_when_key IS NULL) = (visible_when_equals IS NULL)'),
      ('responses', 'responses_planned_expiry_hours_in_bounds',
        'planned_expiry_hours BETWEEN 1 AND 168'),
      ('answer_annotations', 'answer_annotations_confidence_in_bounds',
        'confidence BETWEEN 0 AND 1'),
      ('answer_annotations', 'answer_annotations_page_counted_from_one',
        'page >= 1'),
      ('documents', 'documents_size_not_negative',
        'size_bytes >= 0'),
      ('verification_evidence', 'verification_evidence_size_not_negative',
        'size_bytes >= 0'),
      ('verification_sessions', 'verification_sessions_any_check',
        'cardinality(checks) > 0'),
      ('workflow_sessions', 'workflow_sessions_any_step',
        'cardinality(steps) > 0'),
      ('workflow_sessions', 'workflow_sessions_completed_steps_requested',
        'completed_steps <@ steps'),
      ('workflow_sessions', 'workflow_sessions_change_count_not_negative',
        'change_count >= 0'),
      ('dispatches', 'dispatches_any_step',
        'cardinality(steps) > 0'),
      ('dispatches', 'dispatches_settled_once',
        '(status = ''UNDER_WAY'') = (settled_at IS NULL)'),
      ('dispatches', 'dispatches_response_of_its_kind',
        'kind IN (''DIRECT'', ''RESEND'') OR response_id IS NOT NULL'),
      ('autofill_runs', 'autofill_runs_counts_not_negative',
        'answered >= 0 AND total >= 0'),
      ('autofill_runs', 'autofill_runs_finished_once',
        '(status = ''PROCESSING'') = (finished_at IS NULL)'),
      ('webhook_endpoints', 'webhook_endpoints_any_event',
        'cardinality(events) > 0'),
      ('webhook_sequences', 'webhook_sequences_value_not_negative',
        'value >= 0'),
      ('webhook_events', 'webhook_events_sequence_counted_from_one',
        'sequence >= 1'),
      ('webhook_deliveries', 'webhook_deliveries_attempts_not_negative',
        'attempts >= 0'),
      ('webhook_attempts', 'webhook_attempts_duration_not_negative',
        'duration_ms >= 0'),
      ('tenant_usage', 'tenant_usage_shard_not_negative',
        'shard >= 0')
    ) AS rules (table_name, name, condition)
  LOOP
    IF NOT EXISTS (SELECT FROM pg_constraint WHERE conrelid = rule.table_name::regclass AND conname = rule.name) THEN
      EXECUTE format('ALTER TABLE %I ADD CONSTRAINT %I CHECK (%s) NOT VALID', rule.table_name, rule.name, rule.condition);
    END IF;
    COMMIT;
  END LOOP;
END $$;
