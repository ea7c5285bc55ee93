-- Outside a transaction, because each table is released before the next one.
-- Compatible with 0.3.0
-- Those of open rows, which are few, have taken their place. Expired verifications are found by their workflow sessions.
DO $$
DECLARE
  name TEXT;
BEGIN
  -- Gives way before others, who may have locked the tables in another order, are ended by a deadlock, after a second.
  PERFORM set_config('lock_timeout', '300ms', false);
  FOREACH name IN ARRAY ARRAY['workflow_sessions_status_expires_at_idx', 'verification_sessions_status_expires_at_idx',
    'webhook_deliveries_status_next_attempt_at_idx', 'autofill_runs_status_started_at_idx']
  LOOP
    EXECUTE format('DROP INDEX IF EXISTS %I', name);
    COMMIT;
  END LOOP;
END $$;
