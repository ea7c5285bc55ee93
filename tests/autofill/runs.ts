import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createBuiltinEngine } from '../../src/autofill/labels/create-builtin-engine.ts';
import { endLostRuns } from '../../src/domain/autofill/end-lost-runs.ts';
import { AutofillEngineError } from '../../src/domain/autofill/engine.ts';
import { runAutofill } from '../../src/domain/autofill/run-autofill.ts';
import { timeLeftMs, usualLimits } from '../../src/domain/autofill/run-limits.ts';
import { testEngine } from '../support/database.ts';
import type { TestGateway } from '../support/gateway.ts';
import {
  addDocument,
  completedEvents,
  heldEngine,
  holdJobs,
  prepare,
  readAnswers,
  readAutofill,
  registerPage,
  runOf,
  startAutofill,
  useEngine,
} from './support.ts';

const never = new AbortController().signal;
const firstAttempt = { signal: never, isLastAttempt: false };
const lastAttempt = { signal: never, isLastAttempt: true };
const soon = { timeLimitMs: 40, lastWordMs: 40 };

/** How the job of a run continues when things go wrong; the tests carry the job out themselves. */
export function testRuns(gateway: () => TestGateway): void {
  let jobs: { release: () => void };
  beforeEach(() => {
    jobs = holdJobs(gateway());
  });
  afterEach(() => jobs.release());

  /** A run in progress, with what it is about. */
  async function begin(body: object = {}) {
    const prepared = await prepare(gateway());
    await startAutofill(prepared.world, prepared.responseId, body);
    const { id: runId } = await runOf(prepared.world, prepared.responseId);
    return { ...prepared, runId };
  }

  const carryOut = (
    runId: string,
    attempt: Parameters<typeof runAutofill>[2] = firstAttempt,
    limits?: Parameters<typeof runAutofill>[3],
  ) => runAutofill(gateway().services, { runId }, attempt, limits);

  describe('an autofill run', () => {
    it('an autofill run fails with the engine’s own words', async () => {
      const { world, responseId, runId } = await begin();
      useEngine(gateway(), async () => {
        throw new AutofillEngineError('The model refused the key.');
      });
      await carryOut(runId);

      expect(await readAutofill(world, responseId)).toMatchObject({
        status: 'failed',
        answered: 0,
        error: 'The model refused the key.',
        finished_at: expect.any(String),
      });
      expect(await completedEvents(world, responseId)).toMatchObject([
        { details: { status: 'failed', answered: 0, total: 3 } },
      ]);
    });

    it('an autofill run leaves the response ready to be sent or filled in again once it has failed', async () => {
      const { world, responseId, runId } = await begin();
      useEngine(gateway(), async () => {
        throw new AutofillEngineError('The model is down.');
      });
      await carryOut(runId);
      await startAutofill(world, responseId);
      await carryOut((await runOf(world, responseId)).id);
      const send = await world.tenant.rest('POST', `/responses/${responseId}/send/`, {
        email: 'a@b.example',
      });

      expect(send.status).toBe(200);
    });

    it('an autofill run fails when its time is over, whether or not the engine heeds it', async () => {
      const { world, responseId, runId } = await begin();
      let signal: AbortSignal | undefined;
      useEngine(gateway(), (request) => {
        signal = request.signal;
        return new Promise(() => {});
      });
      await carryOut(runId, firstAttempt, soon);

      expect(signal?.aborted).toBe(true);
      expect(await readAutofill(world, responseId)).toMatchObject({
        status: 'failed',
        error: 'The documents were not read within 0.04 seconds, so nothing was filled in.',
      });
    });

    it.each([
      ['has all of its time when it begins at once', 0, 90_000],
      ['has what is left when it has waited', 50_000, 40_000],
      ['has half a minute however long it has waited', 85_000, 30_000],
      ['has no more than its time where clocks differ', -5_000, 90_000],
    ])('%s', (_name, waitedMs, left) => {
      const startedAt = new Date('2026-07-01T12:00:00Z');
      const now = new Date(startedAt.getTime() + waitedMs);

      expect(timeLeftMs({ startedAt, now }, usualLimits)).toBe(left);
    });

    it('an autofill run counts its time from when it was requested', async () => {
      const { world, responseId, runId } = await begin();
      const { services } = gateway();
      const { clock } = services;
      useEngine(gateway(), () => new Promise(() => {}));
      services.clock = () => new Date(clock().getTime() + 3_600_000);
      try {
        await carryOut(runId, firstAttempt, { timeLimitMs: 3_600_000, minTimeMs: 20, lastWordMs: 20 });
      } finally {
        services.clock = clock;
      }

      expect(await readAutofill(world, responseId)).toMatchObject({
        status: 'failed',
        error: expect.stringContaining('were not read within 3600 seconds'),
      });
    });

    it('an autofill run reads as many documents as fit into it, and names those that do not', async () => {
      const { world, responseId, documentId } = await prepare(gateway());
      const long = await addDocument(world, { name: 'ledger.csv', pages: ['x'.repeat(20), 'x'.repeat(11)] });
      const exact = await addDocument(world, { name: 'imprint.txt', pages: ['y'.repeat(30)] });
      await startAutofill(world, responseId, { document_ids: [documentId, long, exact] });
      let read: string[] = [];
      useEngine(gateway(), async ({ documents }) => {
        read = documents.map(({ id }) => id);
        return [];
      });
      const maxCharacters = 'Cover'.length + registerPage.length + 30;
      await carryOut((await runOf(world, responseId)).id, firstAttempt, { maxCharacters });

      expect(read).toEqual([documentId, exact]);
      expect(await readAutofill(world, responseId)).toMatchObject({
        status: 'completed',
        failed_documents: [
          { name: 'ledger.csv', reason: expect.stringMatching(/more text than one run can read/) },
        ],
      });
    });

    it('an autofill run fails when the built-in engine runs out of memory, and the gateway lives on', async () => {
      const { world, responseId } = await prepare(gateway());
      const lines = Array.from({ length: 40_000 }, (_, i) => `Person ${i} | ${i} % | Director`);
      await addDocument(world, { name: 'people.csv', pages: [lines.join('\n')] });
      await startAutofill(world, responseId);
      const engine = createBuiltinEngine({ maxMemoryMb: 24 });
      gateway().services.autofillEngine = engine;
      await carryOut((await runOf(world, responseId)).id);
      await engine.close();

      expect(await readAutofill(world, responseId)).toMatchObject({
        status: 'failed',
        error: expect.stringContaining('takes more memory than the gateway allows'),
      });
    });

    it.each([
      [
        'says what it was waiting for',
        new AutofillEngineError('The model was silent.'),
        'The model was silent.',
      ],
      [
        'only breaks off',
        new DOMException('Aborted', 'AbortError'),
        'The documents were not read within 0.04',
      ],
    ])('an autofill run tells why when an engine that runs out of time %s', async (_name, thrown, told) => {
      const { world, responseId, runId } = await begin();
      useEngine(
        gateway(),
        ({ signal }) =>
          new Promise((_resolve, reject) => {
            const breakOff = () => reject(thrown);
            signal.addEventListener('abort', breakOff);
            if (signal.aborted) {
              breakOff();
            }
          }),
      );
      await carryOut(runId, firstAttempt, { ...soon, lastWordMs: 60_000 });

      expect((await readAutofill(world, responseId)).error).toContain(told);
    });

    it('an autofill run is tried again after what no one expected, and fails without its words the last time', async () => {
      const { world, responseId, runId } = await begin();
      useEngine(gateway(), async () => {
        throw new TypeError('undefined has no property “secret”');
      });
      await expect(carryOut(runId)).rejects.toThrow(TypeError);
      const meanwhile = await readAutofill(world, responseId);
      await carryOut(runId, lastAttempt);
      const ended = await readAutofill(world, responseId);

      expect(meanwhile).toMatchObject({ status: 'processing', error: null });
      expect(ended).toMatchObject({
        status: 'failed',
        error: expect.stringMatching(/^The gateway could not/),
      });
      expect(ended.error).not.toContain('secret');
    });

    it('an autofill run stays in progress when the process stops, and the next process carries it out', async () => {
      const { world, responseId, runId, find } = await begin();
      const process = new AbortController();
      const engine = heldEngine(gateway());
      const attempt = carryOut(runId, { signal: process.signal, isLastAttempt: true });
      await engine.begun;
      process.abort(new Error('The process stops.'));
      await expect(attempt).rejects.toThrow('The process stops.');
      const meanwhile = await readAutofill(world, responseId);
      engine.release();
      useEngine(gateway(), async () => [find('size', 1250, '1,250 employees')]);
      await carryOut(runId);

      expect(meanwhile).toMatchObject({ status: 'processing', finished_at: null });
      expect(await readAutofill(world, responseId)).toMatchObject({ status: 'completed', answered: 1 });
      expect(await completedEvents(world, responseId)).toHaveLength(1);
    });

    it('an autofill run writes once however often its job is run', async () => {
      const { world, responseId, runId, find } = await begin();
      let calls = 0;
      useEngine(gateway(), async () => {
        calls += 1;
        return [find('name', calls === 1 ? 'Acme' : 'Acme Trading Ltd', 'Acme Trading Ltd')];
      });
      await Promise.all([carryOut(runId), carryOut(runId), carryOut(runId)]);
      const written = await readAnswers(world, responseId);
      const callsSoFar = calls;
      await carryOut(runId);

      expect(callsSoFar).toBeGreaterThan(1);
      expect(calls).toBe(callsSoFar);
      expect(await readAnswers(world, responseId)).toEqual(written);
      expect(await completedEvents(world, responseId)).toMatchObject([{ details: { answered: 1 } }]);
    });

    it('an autofill run fails once however many attempts fail at the same time', async () => {
      const { world, responseId, runId } = await begin();
      const engine = heldEngine(gateway(), async () => {
        throw new AutofillEngineError('The model is down.');
      });
      const attempts = [carryOut(runId), carryOut(runId)];
      await engine.begun;
      engine.release();
      await Promise.all(attempts);

      expect(await completedEvents(world, responseId)).toMatchObject([{ details: { status: 'failed' } }]);
    });
  });

  describe('a run that no one carries out any more', () => {
    it('a run that no one carries out any more is ended once its job is gone, and writes nothing when it comes back to life', async () => {
      const { world, responseId, runId, find } = await begin();
      const engine = heldEngine(gateway(), async () => [find('name', 'Acme', 'Acme Trading Ltd')]);
      const attempt = carryOut(runId);
      await engine.begun;
      const { jobId } = await runOf(world, responseId);
      await gateway().services.allTenants.$executeRaw`
        UPDATE pgboss.job SET state = 'failed', completed_on = now() WHERE id = ${jobId}::uuid`;
      await endLostRuns(gateway().services);
      const ended = await readAutofill(world, responseId);
      engine.release();
      await attempt;

      expect(ended).toMatchObject({
        status: 'failed',
        error: expect.stringContaining('interrupted too often'),
      });
      expect(await readAutofill(world, responseId)).toEqual(ended);
      expect(await readAnswers(world, responseId)).toMatchObject({ name: { value: null, source: null } });
      expect(await completedEvents(world, responseId)).toMatchObject([{ details: { status: 'failed' } }]);
    });

    it('a run that no one carries out any more is left alone while its job waits, and ended after an hour', async () => {
      const { world, responseId } = await begin();
      const { services } = gateway();
      const inMinutes = (minutes: number) => () => new Date(Date.now() + minutes * 60_000);
      await endLostRuns({ ...services, clock: inMinutes(55) });
      const waiting = await readAutofill(world, responseId);
      await endLostRuns({ ...services, clock: inMinutes(61) });

      expect(waiting.status).toBe('processing');
      expect((await readAutofill(world, responseId)).status).toBe('failed');
    });
  });

  // PGlite has one connection: no statement of it waits for another in the middle.
  it.skipIf(testEngine === 'pglite')(
    'a save that waits for the end of a run leaves no quote beside the answer that it writes',
    async () => {
      const { world, responseId, runId, find } = await begin();
      useEngine(gateway(), async () => [
        find('name', 'Acme', 'Acme Trading Ltd'),
        find('size', 1250, '1,250 employees'),
      ]);
      const { allTenants } = gateway().services;
      const waiting = (count: number) =>
        expect
          .poll(
            async () => {
              const [row] = await allTenants.$queryRaw<{ count: number }[]>`
                SELECT count(*)::int AS count FROM pg_stat_activity
                WHERE datname = current_database() AND wait_event_type = 'Lock'`;
              return row?.count;
            },
            { interval: 10, timeout: 10_000 },
          )
          .toBe(count);
      let ending: Promise<void> | undefined;
      let saving: Promise<unknown> | undefined;
      // Both wait for the same row, and get it in the order in which they came.
      await allTenants.$transaction(
        async (transaction) => {
          await transaction.$queryRaw`SELECT 1 FROM responses WHERE id = ${responseId}::uuid FOR UPDATE`;
          ending = carryOut(runId);
          await waiting(1);
          saving = world.tenant.rest('PUT', `/responses/${responseId}/save/`, {
            answers: [{ question_key: 'name', value: 'By a person' }],
          });
          await waiting(2);
        },
        { timeout: 30_000 },
      );
      await ending;
      expect(await saving).toMatchObject({ status: 200 });

      expect(await readAutofill(world, responseId)).toMatchObject({ status: 'completed', answered: 2 });
      expect(await readAnswers(world, responseId)).toMatchObject({
        name: { value: 'By a person', source: null },
        size: { value: 1250, source: { page: 2 } },
      });
    },
  );
}
