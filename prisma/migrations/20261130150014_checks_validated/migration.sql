-- Outside a transaction, because rows are written while they are checked, and each table is released before the next one.
-- Compatible with 0.3.0
DO $$
DECLARE
  rule RECORD;
BEGIN
  -- Gives way before others, who may have locked the tables in another order, are ended by a deadlock, after a second.
  PERFORM set_config('lock_timeout', '300ms', false);
  FOR rule IN
    SELECT conrelid::regclass AS table_name, conname AS name FROM pg_constraint
    WHERE contype = 'c' AND NOT convalidated AND pg_table_is_visible(conrelid)
  LOOP
    EXECUTE format('ALTER TABLE %s VALIDATE CONSTRAINT %I', rule.table_name, rule.name);
    COMMIT;
  END LOOP;
END $$;
