import { afterAll, beforeAll, expect, test } from 'vitest';
import { autofill, prepare, readAnswers } from '../autofill/support.ts';
import { startTestGateway, type TestGateway } from '../support/gateway.ts';
import { answersFrom, type ModelServer, startModelServer } from '../support/model-server.ts';

const apiKey = 'secret-key-of-the-tests';
let server: ModelServer;
let gateway: TestGateway;
const log: string[] = [];

beforeAll(async () => {
  server = await startModelServer();
  gateway = await startTestGateway({
    environment: {
      AUTOFILL_MODEL_URL: server.url.replace('://', '://someone:password@'),
      AUTOFILL_MODEL: 'model-of-the-tests',
      AUTOFILL_API_KEY: apiKey,
    },
    onLog: (line) => log.push(line),
  });
});
afterAll(async () => {
  await gateway.drop();
  await server.close();
});

test('a model’s answers are written with their source, and what it made up is not', async () => {
  const { world, documentId, responseId } = await prepare(gateway);
  server.behave((request) => {
    const sensible = answersFrom([
      {
        question: 'your name',
        value: 'Acme Trading Ltd',
        quote: 'Acme Trading Ltd has 1,250 employees',
      },
      { question: 'people work', value: 9_999, quote: 'has 1,250 employees' },
    ])(request) as { reply: object };
    const listed = request.questions.find(({ question }) => question.includes('listed'))?.key ?? '';
    const madeUp = { passage: 2, quote: 'is not listed anywhere', value: false, confidence: 1 };
    return { reply: { ...sensible.reply, [listed]: madeUp } };
  });

  expect(await autofill(world, responseId)).toMatchObject({ status: 'completed', answered: 1, total: 3 });
  expect(server.requests).toMatchObject([
    { authorization: `Bearer ${apiKey}`, body: { model: 'model-of-the-tests' } },
  ]);
  expect(await readAnswers(world, responseId)).toMatchObject({
    name: {
      value: 'Acme Trading Ltd',
      source: {
        document_id: documentId,
        page: 2,
        quote: 'Acme Trading Ltd has 1,250 employees',
        confidence: 0.9,
        engine: 'model',
      },
    },
    size: { value: null, source: null },
    listed: { value: null, source: null },
  });
});

test('a model that rejects fails the run with a sentence, and the log has nothing of what was exchanged', async () => {
  const { world, responseId } = await prepare(gateway);
  server.behave({ status: 403, body: { error: { message: `Bad key ${apiKey}`, code: 'invalid_key' } } });

  expect(await autofill(world, responseId)).toMatchObject({
    status: 'failed',
    answered: 0,
    error: "The model's server did not accept the gateway's key (status 403, invalid_key).",
  });
  expect(log.join('')).toContain('An autofill run failed.');
  expect(log.join('')).not.toMatch(/secret-key|password|Acme|employees/);
});
