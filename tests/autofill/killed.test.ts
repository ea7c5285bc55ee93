import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { openDatabase } from '../../src/database/open.ts';
import { type GatewayProcess, startGatewayProcess } from '../faults/gateway-process.ts';
import type { Client } from '../faults/support.ts';
import { startTestGateway, type TestGateway } from '../support/gateway.ts';
import { answersFrom, type ModelServer, startModelServer } from '../support/model-server.ts';
import type { World } from '../support/world.ts';
import { endOfAutofill, prepare, readAnswers, readEvents } from './support.ts';

/*
 * One story: a gateway is killed while the model reads, and the next one finishes what was accepted.
 */
const patience = { interval: 50, timeout: 60_000 };

let setUp: TestGateway;
let model: ModelServer;
let world: World;
let responseId: string;
let documentId: string;
const processes: GatewayProcess[] = [];
let accepted: any;
let left: { runs: unknown[]; answers: number };
let ended: any;
let client: Client;

beforeAll(async () => {
  model = await startModelServer();
  setUp = await startTestGateway();
  ({ world, responseId, documentId } = await prepare(setUp));
  await setUp.close();

  model.behave('silence');
  accepted = await (await startClient()).rest('POST', `/responses/${responseId}/autofill/`);
  await vi.waitUntil(() => model.openRequests() === 1, patience);
  await processes[0]?.end('SIGKILL');
  left = await lookAtWhatIsLeft();

  model.behave(
    answersFrom([
      { question: 'your name', value: 'Acme Trading Ltd', quote: 'Acme Trading Ltd' },
      { question: 'How many people', value: 1250, quote: 'has 1,250 employees' },
    ]),
  );
  client = await startClient();
  ended = await endOfAutofill({ tenant: client }, responseId, patience);
}, 120_000);
afterAll(async () => {
  await Promise.all(processes.map((process) => process.end('SIGKILL')));
  await setUp.drop();
  await model.close();
});

async function startClient(): Promise<Client> {
  const { settings } = setUp;
  const environment = { AUTOFILL_MODEL_URL: model.url, AUTOFILL_MODEL: 'reader' };
  const gateway = await startGatewayProcess({ settings, environment });
  processes.push(gateway);
  return gateway.clientFor(world.tenant.key);
}

/** Reads the rows that a dead process leaves, and lets so much time pass for its job that no one waits for it any more. */
async function lookAtWhatIsLeft() {
  const { client: rows, close } = await openDatabase(setUp.settings);
  const where = { responseId };
  const found = {
    runs: await rows.autofillRun.findMany({ where, select: { status: true, finishedAt: true } }),
    answers: await rows.answer.count({ where }),
  };
  await rows.$executeRaw`
    UPDATE pgboss.job SET heartbeat_on = heartbeat_on - interval '1 hour', started_on = started_on - interval '1 hour',
      retry_delay = 0
    WHERE name = 'autofill'`;
  await close();
  return found;
}

describe('an autofill whose process is killed while the model reads', () => {
  it('an autofill whose process is killed while the model reads was accepted, and is left in progress with nothing written', () => {
    expect(accepted).toMatchObject({ status: 202, body: { status: 'processing' } });
    expect(left).toEqual({ runs: [{ status: 'PROCESSING', finishedAt: null }], answers: 0 });
  });

  it('an autofill whose process is killed while the model reads is finished by the next process, as the run that was accepted', () => {
    expect(ended).toMatchObject({
      status: 'completed',
      job_id: accepted.body.job_id,
      answered: 2,
      error: null,
    });
  });

  it('an autofill whose process is killed while the model reads has written its answers with their sources', async () => {
    const source = { document_id: documentId, page: 2, engine: 'model' };
    expect(await readAnswers({ tenant: client }, responseId)).toMatchObject({
      name: { value: 'Acme Trading Ltd', source },
      size: { value: 1250, source: { ...source, quote: 'has 1,250 employees' } },
      listed: { value: null, source: null },
    });
  });

  it('an autofill whose process is killed while the model reads is told of once', async () => {
    const types = (await readEvents({ tenant: client }, responseId)).map(({ type }: any) => type);
    expect(types).toEqual(['response.created', 'response.autofill_started', 'response.autofill_completed']);
  });
});
