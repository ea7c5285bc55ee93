-- Compatible with 0.2.0
-- A trigger keeps each id, so that it is right whichever version writes the value. Values that are there already have none until
-- they are written again: filling millions of rows would take longer than it is worth.

-- AlterTable
ALTER TABLE "answer_annotations" ADD COLUMN     "key_id" TEXT;

-- AlterTable
ALTER TABLE "answers" ADD COLUMN     "key_id" TEXT;

-- AlterTable
ALTER TABLE "idempotency_records" ADD COLUMN     "key_id" TEXT;

-- AlterTable
ALTER TABLE "sealing_state" ADD COLUMN     "renewer_id" UUID,
ADD COLUMN     "renewer_until" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "webhook_endpoints" ADD COLUMN     "former_secret_key_id" TEXT,
ADD COLUMN     "secret_key_id" TEXT;

-- Written by hand
CREATE FUNCTION sealing_key_id(sealed TEXT) RETURNS TEXT LANGUAGE SQL IMMUTABLE PARALLEL SAFE
  RETURN substring(sealed FROM '^v2\.([0-9a-f]{8})\.');

CREATE FUNCTION keep_answer_key_id() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN NEW.key_id := sealing_key_id(NEW.value #>> '{}'); RETURN NEW; END $$;
CREATE TRIGGER keep_key_id BEFORE INSERT OR UPDATE OF value, key_id ON answers
  FOR EACH ROW EXECUTE FUNCTION keep_answer_key_id();

CREATE FUNCTION keep_quote_key_id() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN NEW.key_id := sealing_key_id(NEW.quote); RETURN NEW; END $$;
CREATE TRIGGER keep_key_id BEFORE INSERT OR UPDATE OF quote, key_id ON answer_annotations
  FOR EACH ROW EXECUTE FUNCTION keep_quote_key_id();

CREATE FUNCTION keep_idempotent_answer_key_id() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN NEW.key_id := sealing_key_id(NEW.answer #>> '{}'); RETURN NEW; END $$;
CREATE TRIGGER keep_key_id BEFORE INSERT OR UPDATE OF answer, key_id ON idempotency_records
  FOR EACH ROW EXECUTE FUNCTION keep_idempotent_answer_key_id();

CREATE FUNCTION keep_webhook_key_ids() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.secret_key_id := sealing_key_id(NEW.sealed_secret);
  NEW.former_secret_key_id := sealing_key_id(NEW.sealed_former_secret);
  RETURN NEW;
END $$;
CREATE TRIGGER keep_key_ids
  BEFORE INSERT OR UPDATE OF sealed_secret, sealed_former_secret, secret_key_id, former_secret_key_id ON webhook_endpoints
  FOR EACH ROW EXECUTE FUNCTION keep_webhook_key_ids();
