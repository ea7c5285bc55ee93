-- Compatible with 0.3.0
-- CreateTable
CREATE TABLE "submissions" (
    "id" UUID NOT NULL,
    "tenant_id" UUID NOT NULL,
    "mode" "Mode" NOT NULL,
    "response_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "content" JSONB NOT NULL,
    "key_id" TEXT,
    "submitted_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "submissions_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "submissions_key_id_idx" ON "submissions"("key_id");

-- CreateIndex
CREATE UNIQUE INDEX "submissions_response_id_number_key" ON "submissions"("response_id", "number");

-- AddForeignKey
ALTER TABLE "submissions" ADD CONSTRAINT "submissions_response_id_tenant_id_fkey" FOREIGN KEY ("response_id", "tenant_id") REFERENCES "responses"("id", "tenant_id") ON DELETE RESTRICT ON UPDATE CASCADE;


-- Written by hand
CREATE FUNCTION keep_submission_key_id() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN NEW.key_id := sealing_key_id(NEW.content #>> '{}'); RETURN NEW; END $$;
CREATE TRIGGER keep_key_id BEFORE INSERT OR UPDATE OF content, key_id ON submissions
  FOR EACH ROW EXECUTE FUNCTION keep_submission_key_id();
