-- Outside a transaction, because each batch is committed: a trail can be millions of events long. Earlier events get negative
-- numbers in the order of their ids, which are before those of all events that are written in the meantime.
-- Compatible with 0.3.0
DO $$
DECLARE
  batch_size CONSTANT INT := 5000;
  next_id UUID := 'ffffffff-ffff-ffff-ffff-ffffffffffff';
  first_id UUID;
  lowest BIGINT;
BEGIN
  SELECT least(min(position), 0) INTO lowest FROM audit_events;
  LOOP
    SELECT id INTO first_id FROM (SELECT id FROM audit_events WHERE id < next_id ORDER BY id DESC LIMIT batch_size) batch
    ORDER BY id LIMIT 1;
    EXIT WHEN first_id IS NULL;
    UPDATE audit_events event SET position = lowest - numbered.number
    FROM (
      SELECT id, row_number() OVER (ORDER BY id DESC) AS number FROM audit_events
      WHERE id >= first_id AND id < next_id AND position IS NULL
    ) numbered
    WHERE event.id = numbered.id;
    COMMIT;
    lowest := lowest - batch_size;
    next_id := first_id;
  END LOOP;
END $$;
