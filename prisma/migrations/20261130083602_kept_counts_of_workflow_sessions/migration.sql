CREATE TRIGGER "workflow_sessions_count_insert" AFTER INSERT ON "workflow_sessions" REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION count_usage('workflowSessions');
CREATE TRIGGER "workflow_sessions_count_delete" AFTER DELETE ON "workflow_sessions" REFERENCING OLD TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION count_usage('workflowSessions');

INSERT INTO tenant_usage (tenant_id, mode, resource, used)
SELECT tenant_id, mode, 'workflowSessions', count(*) FROM workflow_sessions GROUP BY tenant_id, mode;
