import { Worker } from 'node:worker_threads';
import { type ExtractionTask, extractInProcess } from './extract-in-process.ts';
import type { ExtractedText } from './extracted-text.ts';

/** What a reading process answers: what it found, or why the file could not be taken from the disk. */
export type ReadingAnswer = { extracted: ExtractedText } | { failure: string };

/*
 * The program of a reading process. It takes one file at a time from the process that started it and goes with it. A thread of
 * its own looks after the memory, because what unpacks a bomb does not come back to look.
 */
new Worker(new URL('watch-memory.ts', import.meta.url), { workerData: Number(process.argv[2]) }).unref();

process.on('message', async (task: ExtractionTask) => {
  const answer: ReadingAnswer = await extractInProcess(task).then(
    (extracted) => ({ extracted }),
    (error) => ({ failure: String(error) }),
  );
  process.send?.(answer);
});
process.on('disconnect', () => process.exit());
// A terminal and some service managers signal the whole group. The process that started this one ends it, when it is done.
process.on('SIGINT', () => {});
process.on('SIGTERM', () => {});
process.send?.('ready');
