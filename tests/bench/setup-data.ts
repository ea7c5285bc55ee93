import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import type { AnswerValue } from '../../src/domain/questionnaires/answer-value.ts';
import { sealAnswer } from '../../src/domain/responses/sealed-answer.ts';
import { createGateway } from '../../src/gateway.ts';
import type { Cipher } from '../../src/sealing/cipher.ts';
import { readSettings } from '../../src/settings/settings.ts';
import { benchAnswers, benchQuestionnaire } from './questionnaire.ts';

const responseCount = 100_000;
const entityCount = 5_000;
/** Responses to the questionnaire of twenty questions, every one answered. */
const answeredCount = 2_000;
/** How many of those the load goes round. */
const targetCount = 200;

/** What the cases are made of. */
export interface BenchData {
  apiKey: string;
  questionnaireId: number;
  /** Responses with twenty answers that may still be changed. */
  responseIds: string[];
  answers: { question_id: string; value: unknown }[];
  /** An email as the product captures it, for the peer to write. */
  emlFile: string;
}

/**
 * Fills an empty database: the product makes the schema, the demo tenant, the questionnaires and one send; the bulk is
 * written by SQL.
 */
export async function setUpData({
  databaseUrl,
  dataDir,
}: {
  databaseUrl: string;
  dataDir: string;
}): Promise<BenchData> {
  const gateway = await createGateway({
    settings: readSettings({ DATABASE_URL: databaseUrl, DATA_DIR: dataDir, LOG_LEVEL: 'warn' }),
  });
  const client = new pg.Client({ connectionString: databaseUrl });
  try {
    await client.connect();
    const apiKey = gateway.demoKey!;
    const call = async (query: string, input: object) => {
      const answer = await gateway.app.inject({
        method: 'POST',
        url: '/graphql',
        headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' },
        payload: JSON.stringify({ query, variables: { input } }),
      });
      const made = answer.json().data?.made;
      const id = made?.id ?? made?.questionnaire?.id;
      if (!id) {
        throw new Error(`The set-up was refused: ${answer.body}`);
      }
      return id;
    };
    const questionnaireId = Number(
      await call(
        'mutation ($input: CreateQuestionnaireInput!) { made: createQuestionnaire(input: $input) { ... on CreateQuestionnairePayload { questionnaire { id } } } }',
        benchQuestionnaire,
      ),
    );
    await client.query('UPDATE credit_accounts SET balance = 1000000000');
    await call(
      'mutation ($input: SendWorkflowInput!) { made: sendWorkflow(input: $input) { ... on WorkflowReceipt { id: workflowSessionId } } }',
      { entity: { legalName: 'Acme Ltd' }, ddq: { questionnaireId }, email: 'compliance@acme.example' },
    );
    await fill(client, questionnaireId, gateway.services.cipher);
    const mailFolder = join(dataDir, 'mail');
    const [mail] = (await readdir(mailFolder)).filter((name) => name.endsWith('.eml'));
    return {
      apiKey,
      questionnaireId,
      ...(await readTargets(client, questionnaireId)),
      emlFile: join(mailFolder, mail!),
    };
  } finally {
    await client.end();
    await gateway.close();
  }
}

/** A UUID v7 of the row's own time, so that ids and times agree as they do in the product. */
const idAt = (time: string) =>
  `overlay(overlay(gen_random_uuid()::text placing '7' from 15 for 1) placing
     regexp_replace(lpad(to_hex((extract(epoch from ${time}) * 1000)::bigint), 12, '0'), '^(.{8})', '\\1-') from 1 for 13)::uuid`;

async function fill(client: pg.Client, questionnaireId: number, cipher: Cipher): Promise<void> {
  const tenant = '(SELECT id FROM tenants)';
  await client.query(`
    INSERT INTO entities (id, tenant_id, mode, entity_type, name, legal_name, first_name, last_name, email,
      jurisdiction, created_at, updated_at)
    SELECT ${idAt('made')}, ${tenant}, 'LIVE', type::"EntityType", name, CASE type WHEN 'COMPANY' THEN name END,
      CASE type WHEN 'INDIVIDUAL' THEN 'Robin' END, CASE type WHEN 'INDIVIDUAL' THEN 'Example ' || number END,
      'contact' || number || '@example.com', 'GB', made, made
    FROM (SELECT number, now() - interval '2 days' + number * interval '1 second' AS made,
        CASE WHEN number % 3 = 0 THEN 'INDIVIDUAL' ELSE 'COMPANY' END AS type,
        CASE WHEN number % 3 = 0 THEN 'Robin Example ' ELSE 'Example Trading Ltd ' END || number AS name
      FROM generate_series(1, ${entityCount}) AS number) AS row`);
  // Every fiftieth response is one of those with twenty answers, and may still be changed.
  await client.query(
    `WITH entity AS (SELECT id, row_number() OVER (ORDER BY id) - 1 AS place FROM entities),
      version AS (SELECT id, questionnaire_id, row_number() OVER (ORDER BY questionnaire_id) - 1 AS place
        FROM questionnaire_versions WHERE questionnaire_id <> $1)
    INSERT INTO responses (id, tenant_id, mode, name, status, entity_id, questionnaire_id,
      questionnaire_version_id, created_at, updated_at, submitted_at, reviewed_at)
    SELECT ${idAt('made')}, ${tenant}, 'LIVE', 'Review ' || number, row.status::"ResponseStatus", entity.id,
      COALESCE(answered.questionnaire_id, version.questionnaire_id), COALESCE(answered.id, version.id), made, made,
      CASE WHEN row.status <> 'DRAFT' THEN made END, CASE WHEN row.status IN ('REVIEWED', 'APPROVED') THEN made END
    FROM (SELECT number, now() - interval '1 day' + number * interval '500 milliseconds' AS made,
        number % ${responseCount / answeredCount} = 0 AS is_answered,
        CASE WHEN number % ${responseCount / answeredCount} = 0 THEN 'DRAFT'
          ELSE (ARRAY['DRAFT', 'SUBMITTED', 'UNDER_REVIEW', 'REVIEWED', 'APPROVED'])[number % 5 + 1] END AS status
      FROM generate_series(1, ${responseCount}) AS number) AS row
    JOIN entity ON entity.place = number * 7919 % (SELECT count(*) FROM entity)
    JOIN version ON version.place = number % (SELECT count(*) FROM version)
    LEFT JOIN questionnaire_versions answered ON row.is_answered AND answered.questionnaire_id = $1`,
    [questionnaireId],
  );
  const { rows } = await client.query<{
    tenant_id: string;
    response_id: string;
    question_id: string;
    key: string;
  }>(
    `SELECT response.tenant_id, response.id AS response_id, question.id AS question_id, question.key
    FROM responses response JOIN questions question ON question.version_id = response.questionnaire_version_id
    WHERE response.questionnaire_id = $1`,
    [questionnaireId],
  );
  const answerTo = new Map<string, AnswerValue>(benchAnswers.map(({ key, value }) => [key, value]));
  const answers = rows.flatMap(({ key, ...row }) => {
    const value = answerTo.get(key);
    const place = { tenantId: row.tenant_id, responseId: row.response_id, questionId: row.question_id };
    return value === undefined ? [] : [{ ...row, value: sealAnswer(cipher, place, value) }];
  });
  await client.query(
    `INSERT INTO answers (response_id, question_id, tenant_id, value)
    SELECT * FROM jsonb_to_recordset($1::jsonb) AS answer (response_id uuid, question_id uuid, tenant_id uuid, value jsonb)`,
    [JSON.stringify(answers)],
  );
  await client.query('VACUUM ANALYZE');
}

async function readTargets(client: pg.Client, questionnaireId: number) {
  const responses = await client.query<{ id: string }>(
    `SELECT id FROM responses WHERE questionnaire_id = $1 ORDER BY md5(id::text) LIMIT ${targetCount}`,
    [questionnaireId],
  );
  const questions = await client.query<{ id: string; key: string }>(
    `SELECT question.id, question.key FROM questions question
    JOIN questionnaire_versions version ON version.id = question.version_id
    WHERE version.questionnaire_id = $1`,
    [questionnaireId],
  );
  const idByKey = new Map(questions.rows.map(({ id, key }) => [key, id]));
  return {
    responseIds: responses.rows.map(({ id }) => id),
    answers: benchAnswers.map(({ key, value }) => ({ question_id: idByKey.get(key)!, value })),
  };
}
