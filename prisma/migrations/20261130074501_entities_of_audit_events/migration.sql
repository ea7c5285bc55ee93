-- AlterTable
ALTER TABLE "audit_events" ADD COLUMN     "entity_id" UUID;

-- Written by hand: what follows cannot be said in schema.prisma, and Prisma's comparison leaves it alone.

-- A gateway of the previous version, which can serve the same database, does not know the column. A document that has been
-- deleted leads nowhere.
CREATE FUNCTION fill_entity_of_audit_event() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.entity_id := coalesce(
    (SELECT responses.entity_id FROM responses WHERE responses.id = NEW.response_id),
    (SELECT workflow_sessions.entity_id FROM workflow_sessions WHERE workflow_sessions.id = NEW.workflow_session_id),
    (SELECT documents.entity_id FROM documents
      WHERE NEW.type LIKE 'document.%' AND documents.id = (NEW.details ->> 'document_id')::uuid));
  RETURN NEW;
END $$;

CREATE TRIGGER "audit_events_fill_entity" BEFORE INSERT ON "audit_events"
  FOR EACH ROW WHEN (NEW.entity_id IS NULL AND NEW.webhook_endpoint_id IS NULL)
  EXECUTE FUNCTION fill_entity_of_audit_event();
