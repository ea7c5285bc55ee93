import { closeSync, writeSync } from 'node:fs';
import { frameHead, framesOf } from '../../src/text-extraction/frames.ts';
import { readInput } from '../../src/text-extraction/read-input.ts';
import { replyDescriptor, requestLimits } from '../../src/text-extraction/reading-messages.ts';

/*
 * Runs in place of a reader's program and does what a file that took the reader over could do. The content type of the request
 * says which.
 */
const send = (bytes: Buffer) => {
  for (let written = 0; written < bytes.length; ) {
    written += writeSync(replyDescriptor, bytes, written);
  }
};
const reply = (head: object, body: string | Buffer = '') =>
  send(Buffer.concat([frameHead(head, Buffer.byteLength(body)), Buffer.from(body)]));
const replyRaw = (json: string, body = '') => {
  const prefix = Buffer.alloc(8);
  prefix.writeUInt32BE(Buffer.byteLength(json), 0);
  prefix.writeUInt32BE(Buffer.byteLength(body), 4);
  send(Buffer.concat([prefix, Buffer.from(json), Buffer.from(body)]));
};
const read = { status: 'read', sparsePages: [], pageCount: 1 };

const behaviours: Record<string, () => void> = {
  'announces four gigabytes': () => send(Buffer.alloc(8, 0xff)),
  'announces a head of four gigabytes': () => send(Buffer.from([0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0])),
  'sends without end': () => {
    for (;;) {
      reply(read, 'x'.repeat(1_000_000));
    }
  },
  'replies twice': () => {
    reply(read, 'One.');
    reply(read, 'Two.');
  },
  'sends a longer text than it may': () => reply(read, 'x'.repeat(2_000_001)),
  'sends more pages than it may': () => reply(read, '\f'.repeat(500)),
  'sends a control character': () => reply(read, 'One\u0000two'),
  'sends what is no text': () => reply(read, Buffer.from([0x61, 0xff, 0xfe])),
  'sends half a character': () => reply(read, Buffer.from([0xed, 0xa0, 0x80])),
  'sends no JSON': () => replyRaw('{"status":'),
  'sends deep JSON': () => replyRaw('['.repeat(65_000)),
  'sends a list': () => replyRaw('[]'),
  'sends a status that is not one': () => reply({ status: 'approved' }),
  'sends an inherited status': () => replyRaw('{"__proto__":{"status":"read","sparsePages":[]}}'),
  'sends more properties': () => reply({ ...read, path: '/etc/passwd' }),
  'sends page 0': () =>
    reply({ ...read, sparsePages: [{ page: 0, letters: 0, isKept: false, hasPictures: true }] }, 'One.'),
  'sends a page that is no number': () =>
    reply({ status: 'recognised', numbers: ['length'], unread: [], undecoded: [] }, 'One.'),
  'names unread pages that are no numbers': () =>
    reply({ status: 'recognised', numbers: [], unread: ['1 to 3'], undecoded: [] }),
  'sends fewer texts than pages': () =>
    reply({ status: 'recognised', numbers: [1, 2], unread: [], undecoded: [] }, 'One.'),
  'sends a reason of its own': () => reply({ status: 'unreadable', reason: '<script>' }),
  'says again that it is ready': () => reply({ status: 'ready' }),
  'closes its replies and ends': () => {
    closeSync(replyDescriptor);
    process.exit();
  },
  crashes: () => process.abort(),
};

reply({ status: 'ready' });
for await (const { head } of framesOf(readInput(), requestLimits)) {
  behaviours[JSON.parse(head.toString()).contentType]?.();
}
process.exit();
