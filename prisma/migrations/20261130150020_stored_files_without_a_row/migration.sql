-- Compatible with 0.3.0
-- `stored_files` has the files that no row refers to: those that are being uploaded, and those that are to be deleted. It had
-- all files before; those are forgotten as the sweep gets to them.
CREATE FUNCTION note_stored_files() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    DELETE FROM stored_files USING changed WHERE stored_files.id = changed.id;
  ELSE
    -- With a new time, so that a sweep that has seen the row before leaves the file alone.
    INSERT INTO stored_files (id, created_at) SELECT id, clock_timestamp() FROM changed
    ON CONFLICT (id) DO UPDATE SET created_at = excluded.created_at;
  END IF;
  RETURN NULL;
END $$;

CREATE TRIGGER "documents_name_file" AFTER INSERT ON "documents"
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION note_stored_files();

CREATE TRIGGER "documents_leave_file" AFTER DELETE ON "documents"
  REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION note_stored_files();
