-- Outside a transaction, because each batch is committed: there can be millions of events. No index has the column yet, which
-- halves the work.
-- Compatible with 0.3.0
DO $$
DECLARE
  batch_size CONSTANT INT := 5000;
  last_id UUID := '00000000-0000-0000-0000-000000000000';
  next_id UUID;
BEGIN
  LOOP
    SELECT id INTO next_id FROM (SELECT id FROM webhook_events WHERE id > last_id ORDER BY id LIMIT batch_size) batch
    ORDER BY id DESC LIMIT 1;
    EXIT WHEN next_id IS NULL;
    -- An event whose trail was pruned leads to its entity by what it says.
    UPDATE webhook_events event SET entity_id = coalesce(
      (SELECT audit_events.entity_id FROM audit_events WHERE audit_events.id = event.id),
      (SELECT responses.entity_id FROM responses WHERE responses.id = event.response_id),
      (SELECT entities.id FROM entities WHERE entities.id::text = event.data ->> 'entity_id'))
    WHERE id > last_id AND id <= next_id AND entity_id IS NULL;
    COMMIT;
    last_id := next_id;
  END LOOP;
END $$;
