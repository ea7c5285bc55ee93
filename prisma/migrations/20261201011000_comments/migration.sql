-- Compatible with 0.4.0
-- CreateTable
CREATE TABLE "response_comments" (
    "id" UUID NOT NULL,
    "tenant_id" UUID NOT NULL,
    "mode" "Mode" NOT NULL,
    "response_id" UUID NOT NULL,
    "question_id" UUID NOT NULL,
    "text" TEXT NOT NULL,
    "key_id" TEXT,
    "actor_name" TEXT NOT NULL,
    "acting_user" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "response_comments_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "response_comments_response_id_id_idx" ON "response_comments"("response_id", "id");

-- CreateIndex
CREATE INDEX "response_comments_question_id_idx" ON "response_comments"("question_id");

-- CreateIndex
CREATE INDEX "response_comments_key_id_idx" ON "response_comments"("key_id");

-- AddForeignKey
ALTER TABLE "response_comments" ADD CONSTRAINT "response_comments_response_id_tenant_id_fkey" FOREIGN KEY ("response_id", "tenant_id") REFERENCES "responses"("id", "tenant_id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "response_comments" ADD CONSTRAINT "response_comments_question_id_tenant_id_fkey" FOREIGN KEY ("question_id", "tenant_id") REFERENCES "questions"("id", "tenant_id") ON DELETE RESTRICT ON UPDATE CASCADE;


-- Written by hand
CREATE FUNCTION keep_comment_key_id() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN NEW.key_id := sealing_key_id(NEW.text); RETURN NEW; END $$;
CREATE TRIGGER keep_key_id BEFORE INSERT OR UPDATE OF text, key_id ON response_comments
  FOR EACH ROW EXECUTE FUNCTION keep_comment_key_id();
