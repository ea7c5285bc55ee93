-- Outside a transaction, because each batch is committed: a trail can be millions of events long. No index has the column yet,
-- which halves the work.
DO $$
DECLARE
  batch_size CONSTANT INT := 5000;
  last_id UUID := '00000000-0000-0000-0000-000000000000';
  next_id UUID;
BEGIN
  LOOP
    SELECT id INTO next_id FROM (SELECT id FROM audit_events WHERE id > last_id ORDER BY id LIMIT batch_size) batch
    ORDER BY id DESC LIMIT 1;
    EXIT WHEN next_id IS NULL;
    UPDATE audit_events event SET entity_id = coalesce(
      (SELECT responses.entity_id FROM responses WHERE responses.id = event.response_id),
      (SELECT workflow_sessions.entity_id FROM workflow_sessions WHERE workflow_sessions.id = event.workflow_session_id),
      (SELECT documents.entity_id FROM documents
        WHERE event.type LIKE 'document.%' AND documents.id = (event.details ->> 'document_id')::uuid))
    WHERE id > last_id AND id <= next_id AND entity_id IS NULL AND webhook_endpoint_id IS NULL;
    COMMIT;
    last_id := next_id;
  END LOOP;
  -- The first send to an entity that failed has left nothing but its dispatch, which was settled when the event was written.
  UPDATE audit_events event SET entity_id = dispatch.entity_id
  FROM dispatches dispatch
  WHERE event.type = 'onboarding.dispatch_failed' AND event.entity_id IS NULL
    AND dispatch.status = 'ROLLED_BACK' AND dispatch.settled_at = event.created_at
    AND dispatch.tenant_id = event.tenant_id AND dispatch.mode = event.mode
    AND dispatch.email = event.details ->> 'email';
END $$;
