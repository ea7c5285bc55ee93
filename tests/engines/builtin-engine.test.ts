import { once } from 'node:events';
import type { Worker } from 'node:worker_threads';
import { afterAll, describe, expect, it } from 'vitest';
import { createBuiltinEngine } from '../../src/autofill/labels/create-builtin-engine.ts';
import { AutofillEngineError } from '../../src/domain/autofill/engine.ts';
import { companyQuestionnaire } from '../../src/domain/questionnaires/demo/company-questionnaire.ts';
import { questionsOf } from '../autofill-quality/measure.ts';

const engines: ReturnType<typeof createBuiltinEngine>[] = [];
const startEngine = (options?: Parameters<typeof createBuiltinEngine>[0]) => {
  const engine = createBuiltinEngine(options);
  engines.push(engine);
  return engine;
};
afterAll(() => Promise.all(engines.map((engine) => engine.close())));

const questions = questionsOf(companyQuestionnaire);
const shortPage = 'Legal name: Acme Trading Ltd\nWebsite: https://acme.example\n';
/** Takes seconds to search and hundreds of megabytes. */
const longPage = Array.from(
  { length: 40_000 },
  (_, i) => `Person ${i} | ${i} % | Director | 2020-01-01`,
).join('\n');

const ask = (page: string, signal = new AbortController().signal, tenantId = 'tenant') => ({
  tenantId,
  questions,
  documents: [{ id: 'document', name: 'register.txt', pages: [page] }],
  subject: { name: 'Acme Trading Ltd', entityType: 'COMPANY' as const },
  signal,
});

/** The thread that is started next, once it can take something on. */
async function nextThread(): Promise<Worker> {
  const [worker] = await once(process, 'worker');
  await once(worker, 'message');
  return worker;
}

const website = expect.objectContaining({
  value: 'https://acme.example',
  documentId: 'document',
  page: 1,
  quote: expect.stringContaining('https://acme.example'),
});

describe('the built-in engine', () => {
  it('searches in a thread of its own that may hold so much memory', async () => {
    const thread = nextThread();
    const answers = await startEngine({ maxMemoryMb: 300 }).findAnswers(ask(shortPage));

    expect(answers).toContainEqual(website);
    expect((await thread).resourceLimits).toMatchObject({ maxOldGenerationSizeMb: 300 });
  });

  it('the built-in engine has one thread for all searches of a tenant, and another for another tenant’s', async () => {
    const engine = startEngine();
    const ended: string[] = [];
    let threads = 0;
    const count = () => {
      threads += 1;
    };
    process.on('worker', count);
    const greedy = Promise.allSettled(
      Array.from({ length: 3 }, () =>
        engine.findAnswers(ask(longPage, undefined, 'greedy')).then(() => ended.push('greedy')),
      ),
    );
    await engine.findAnswers(ask(shortPage, undefined, 'modest'));
    ended.push('modest');
    process.off('worker', count);
    expect({ ended, threads }).toEqual({ ended: ['modest'], threads: 2 });
    await engine.close();
    await greedy;
  });

  it('the built-in engine ends a search that takes longer than its turn', async () => {
    const search = startEngine({ maxSearchMs: 300 }).findAnswers(ask(longPage));
    await expect(search).rejects.toThrow(AutofillEngineError);
    await expect(search).rejects.toThrow(/take too long to search/);
  });

  it('the built-in engine ends the thread of a search that is aborted, and continues with the one that waits', async () => {
    const engine = startEngine();
    const abort = new AbortController();
    const reason = new Error('The time is over.');
    const started = nextThread();
    const aborted = engine.findAnswers(ask(longPage, abort.signal));
    const waiting = engine.findAnswers(ask(shortPage));
    const exit = once(await started, 'exit');
    abort.abort(reason);

    await expect(aborted).rejects.toBe(reason);
    await exit;
    expect(await waiting).toContainEqual(website);
  });

  it('the built-in engine says so when a search takes more memory than it may, and continues with the one that waits', async () => {
    const engine = startEngine({ maxMemoryMb: 24 });
    const tooMuch = engine.findAnswers(ask(longPage));
    const waiting = engine.findAnswers(ask(shortPage));

    await expect(tooMuch).rejects.toThrow(AutofillEngineError);
    await expect(tooMuch).rejects.toThrow(/takes more memory than the gateway allows/);
    expect(await waiting).toContainEqual(website);
  });

  it('the built-in engine starts nothing for a search that is aborted before its turn', async () => {
    let threads = 0;
    const count = () => {
      threads += 1;
    };
    process.on('worker', count);
    const search = startEngine().findAnswers(ask(shortPage, AbortSignal.abort(new Error('Too late.'))));

    await expect(search).rejects.toThrow('Too late.');
    process.off('worker', count);
    expect(threads).toBe(0);
  });

  it('the built-in engine fails a search that is in progress when it is closed', async () => {
    const engine = startEngine();
    const started = nextThread();
    const search = engine.findAnswers(ask(longPage));
    const failed = expect(search).rejects.toThrow();
    const exit = once(await started, 'exit');
    await engine.close();

    await exit;
    await failed;
  });
});
