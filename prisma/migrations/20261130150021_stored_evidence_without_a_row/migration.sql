-- Compatible with 0.3.0
CREATE TRIGGER "verification_evidence_name_file" AFTER INSERT ON "verification_evidence"
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION note_stored_files();

CREATE TRIGGER "verification_evidence_leave_file" AFTER DELETE ON "verification_evidence"
  REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION note_stored_files();
