import { closeSync, writeSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import { frameHead, framesOf } from './frames.ts';
import { giveUpRights } from './give-up-rights.ts';
import { readInput } from './read-input.ts';
import {
  encodeReply,
  type ReadingReply,
  type ReadingRequest,
  replyDescriptor,
  requestLimits,
} from './reading-messages.ts';

/*
 * The program of a reader. It reads one file after the other from its standard input and exits at the end of the input. A
 * separate thread watches the memory, because code that unpacks a decompression bomb does not return to check it.
 */
const [, , kind, maxBytes, inherited] = process.argv;

// A terminal and some service managers signal the whole group. The process that started this one ends it when it has finished.
process.on('SIGINT', () => {});
process.on('SIGTERM', () => {});

try {
  for (const descriptor of inherited?.split(',').filter(Boolean) ?? []) {
    closeSync(Number(descriptor));
  }
  new Worker(new URL('watch-memory.ts', import.meta.url), { workerData: Number(maxBytes) }).unref();
  const read =
    kind === 'pictures'
      ? (await import('./recognise-in-process.ts')).recogniseInProcess
      : (await import('./extract-in-process.ts')).extractInProcess;
  giveUpRights();
  reply({ status: 'ready' });
  for await (const { head, body } of framesOf(readInput(), requestLimits)) {
    const request: ReadingRequest = JSON.parse(head.toString());
    reply(await read(request, body));
  }
} catch (error) {
  reply({ status: 'failed', message: String(error) });
}
process.exit();

function reply(message: ReadingReply): void {
  const { head, body } = encodeReply(message);
  const frame = Buffer.concat([frameHead(head, body.length), body]);
  for (let written = 0; written < frame.length; ) {
    written += writeSync(replyDescriptor, frame, written);
  }
}
