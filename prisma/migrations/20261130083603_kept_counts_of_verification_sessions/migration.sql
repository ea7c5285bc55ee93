CREATE TRIGGER "verification_sessions_count_insert" AFTER INSERT ON "verification_sessions" REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION count_usage('verificationSessions');
CREATE TRIGGER "verification_sessions_count_delete" AFTER DELETE ON "verification_sessions" REFERENCING OLD TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION count_usage('verificationSessions');

INSERT INTO tenant_usage (tenant_id, mode, resource, used)
SELECT tenant_id, mode, 'verificationSessions', count(*) FROM verification_sessions GROUP BY tenant_id, mode;
