-- Compatible with 0.3.0
-- AlterTable
ALTER TABLE "webhook_events" ADD COLUMN     "entity_id" UUID,
ADD COLUMN     "erased_at" TIMESTAMPTZ(3);

-- Written by hand: what follows cannot be said in schema.prisma, and Prisma's comparison leaves it alone.

-- An event has the id that it has in the audit trail, which knows its entity. A gateway of the previous version, which can
-- serve the same database, does not know the column.
CREATE FUNCTION fill_entity_of_webhook_event() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.entity_id := (SELECT audit_events.entity_id FROM audit_events WHERE audit_events.id = NEW.id);
  RETURN NEW;
END $$;

CREATE TRIGGER "webhook_events_fill_entity" BEFORE INSERT ON "webhook_events"
  FOR EACH ROW WHEN (NEW.entity_id IS NULL)
  EXECUTE FUNCTION fill_entity_of_webhook_event();
