import { createHash } from 'node:crypto';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { type AddressInfo, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import Fastify, { type FastifyInstance } from 'fastify';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PrismaClient } from '../../src/database/client/client.ts';
import { acceptedDocuments, acceptedEvidence, maxFileBytes } from '../../src/domain/files/accepted-types.ts';
import { fileKey } from '../../src/domain/files/file-key.ts';
import { IncomingFile } from '../../src/domain/files/incoming-file.ts';
import { inspectFile } from '../../src/domain/files/inspect-file.ts';
import type { FileRejectedError } from '../../src/domain/files/received-file.ts';
import { acceptMultipart } from '../../src/intake/accept-multipart.ts';
import { exactText } from '../../src/intake/part-text.ts';
import { withParts } from '../../src/intake/with-parts.ts';
import { createFolderStore } from '../../src/storage/create-folder-store.ts';
import type { ScanFile } from '../../src/storage/file-store.ts';
import { receiveFile } from '../support/receive-file.ts';
import { samples } from '../support/sample-files.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'postern-receive-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** What was noted as being put into the store. */
const noted: string[] = [];
const allTenants = {
  storedFile: { create: async ({ data }: { data: { id: string } }) => void noted.push(data.id) },
} as unknown as PrismaClient;

const servicesWith = ({ scanFile = async () => true }: { scanFile?: ScanFile } = {}) => ({
  allTenants,
  clock: () => new Date(),
  files: createFolderStore(join(folder, 'files')),
  scanFile,
  temporaryDir: join(folder, 'incoming'),
});

const receive = (
  content: Readable,
  { name = 'upload.pdf', accepted = acceptedDocuments, services = servicesWith() } = {},
) => receiveFile({ services, content, name, accepted });

/** Every file that is left, in the store or on its way there. */
const filesLeft = async () =>
  (await readdir(folder, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map(({ name }) => name);

/** A PDF of so many bytes, in small pieces that are made when they are requested. */
function pdfOf(sizeBytes: number, { onPiece = (_sentBytes: number) => {} } = {}): Readable {
  const [head, piece] = [samples.pdf(), Buffer.alloc(65_536, 'x')];
  return Readable.from(
    (function* () {
      yield head;
      for (let sent = head.length; sent < sizeBytes; sent += piece.length) {
        onPiece(sent);
        yield piece.subarray(0, sizeBytes - sent);
      }
    })(),
    { objectMode: false },
  );
}

function breakingOff(): Readable {
  return Readable.from(
    (function* () {
      yield samples.pdf();
      throw new Error('The connection was lost.');
    })(),
    { objectMode: false },
  );
}

const rejection = (reason: FileRejectedError['reason']) => ({ name: 'FileRejectedError', reason });

describe('a file that is received', () => {
  it('a file that is received is measured, named, identified by its content and kept, and nothing else of it is left', async () => {
    const content = samples.pdf();
    const services = servicesWith();
    const received = await receive(Readable.from([content.subarray(0, 3), content.subarray(3)]), {
      name: 'C:\\Ada\\passport\n.jpg',
      services,
    });
    expect(received).toEqual({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      name: 'passport .jpg',
      contentType: 'application/pdf',
      sizeBytes: content.length,
      sha256: createHash('sha256').update(content).digest('hex'),
    });
    expect(await buffer(await services.files.open(fileKey(received.id)))).toEqual(content);
    expect(await filesLeft()).toEqual([received.id]);
    expect(noted).toContain(received.id);
  });

  it('a file that is received can have 20 MiB and not a byte more', async () => {
    const received = await receive(pdfOf(20_971_520));
    expect(received.sizeBytes).toBe(20_971_520);
    await expect(receive(pdfOf(20_971_521))).rejects.toMatchObject(rejection('too_large'));
    expect(await filesLeft()).toEqual([received.id]);
  });

  it('a file that is received is never in memory as a whole', async () => {
    setFlagsFromString('--expose-gc');
    const collectGarbage: () => void = runInNewContext('gc');
    const bytesInUse = () => {
      // Freed buffers are released in the background; a second collection waits for the first one's.
      collectGarbage();
      collectGarbage();
      return process.memoryUsage().arrayBuffers;
    };
    const before = bytesInUse();
    const inUse: number[] = [];
    const measureNearTheEnd = (sentBytes: number) => {
      if (inUse.length === 0 && sentBytes > 0.9 * maxFileBytes) {
        inUse.push(bytesInUse());
      }
    };
    const services = servicesWith();
    const { put } = services.files;
    services.files.put = async (key, content) => {
      content.once('end', () => inUse.push(bytesInUse()));
      await put(key, content);
    };
    await receive(pdfOf(maxFileBytes, { onPiece: measureNearTheEnd }), { services });
    expect(inUse).toHaveLength(2);
    for (const bytes of inUse) {
      expect(bytes - before).toBeLessThan(4_194_304);
    }
  });

  it('a file that is received is received independently of many others at the same time', async () => {
    const received = await Promise.all(
      Array.from({ length: 20 }, (_, index) => receive(Readable.from([samples.pdf(`${index % 2}`)]))),
    );
    expect(new Set(received.map(({ id }) => id)).size).toBe(20);
    expect(new Set(received.map(({ sha256 }) => sha256)).size).toBe(2);
    expect((await filesLeft()).sort()).toEqual(received.map(({ id }) => id).sort());
  });
});

describe('a file that is rejected leaves nothing behind', () => {
  it('a file that is empty is rejected and leaves nothing behind', async () => {
    await expect(receive(Readable.from([]))).rejects.toMatchObject(rejection('empty'));
    expect(await filesLeft()).toEqual([]);
  });

  it('a file whose content is of a type that is not accepted leaves nothing behind, whatever its name says', async () => {
    for (const content of [
      samples.windowsProgram(),
      samples.linuxProgram(),
      samples.script(),
      samples.zip(),
    ]) {
      await expect(receive(Readable.from([content]), { name: 'passport.jpg' })).rejects.toMatchObject(
        rejection('type_not_accepted'),
      );
    }
    for (const [accepted, content] of [
      [acceptedEvidence.IDENTITY, samples.pdf()],
      [acceptedEvidence.ENHANCED_IDENTITY, samples.jpeg()],
      [acceptedEvidence.DOCUMENT, samples.mp4()],
      [acceptedEvidence.PROOF_OF_ADDRESS, Buffer.from('My address is 1 High Street.')],
    ] as const) {
      await expect(receive(Readable.from([content]), { accepted })).rejects.toMatchObject(
        rejection('type_not_accepted'),
      );
    }
    expect(await filesLeft()).toEqual([]);
  });

  it('a file that the scanner rejects leaves nothing behind, and the scanner sees all of it on disk first', async () => {
    const seen: object[] = [];
    const scanFile: ScanFile = async ({ path, contentType }) => {
      seen.push({ contentType, left: await filesLeft(), isComplete: path.startsWith(folder) });
      return false;
    };
    await expect(
      receive(Readable.from([samples.pdf()]), { services: servicesWith({ scanFile }) }),
    ).rejects.toMatchObject(rejection('unsafe'));
    expect(seen).toEqual([
      { contentType: 'application/pdf', left: [expect.stringMatching(/\.part$/)], isComplete: true },
    ]);
    expect(await filesLeft()).toEqual([]);
  });

  it('a file leaves nothing behind when the scanner fails', async () => {
    const scanFile: ScanFile = async () => {
      throw new Error('The scanner is not there.');
    };
    await expect(
      receive(Readable.from([samples.pdf()]), { services: servicesWith({ scanFile }) }),
    ).rejects.toThrow('The scanner is not there.');
    expect(await filesLeft()).toEqual([]);
  });

  it('a file whose upload is interrupted leaves nothing behind', async () => {
    await expect(receive(breakingOff())).rejects.toThrow('The connection was lost.');
    expect(await filesLeft()).toEqual([]);
  });

  it('a file leaves nothing behind when the store cannot be written, which is not the sender’s fault', async () => {
    await writeFile(join(folder, 'files'), 'A file where the folder should be.');
    await expect(receive(Readable.from([samples.pdf()]))).rejects.toMatchObject({
      code: 'E_CANNOT_WRITE_FILE',
    });
    expect(await filesLeft()).toEqual(['files']);
  });
});

describe('a file in a form', () => {
  let app: FastifyInstance;
  let services: ReturnType<typeof servicesWith>;
  let outcome: Promise<unknown>;

  beforeEach(async () => {
    services = servicesWith();
    const { promise, resolve, reject } = Promise.withResolvers<unknown>();
    outcome = promise;
    outcome.catch(() => {});
    const limits = {
      maxFiles: 6,
      maxFields: 0,
      maxBytes: 6 * maxFileBytes,
      maxFileBytes: () => maxFileBytes,
    };
    app = Fastify();
    acceptMultipart(app);
    app.post('/', async (request) => {
      const reading = withParts(request, { services, limits, text: exactText }, (parts) =>
        Promise.all(
          parts.map(({ value: file }) =>
            file instanceof IncomingFile
              ? inspectFile({ services, file, accepted: acceptedDocuments }).catch(
                  ({ reason }: FileRejectedError) => reason,
                )
              : 'no file',
          ),
        ),
      );
      reading.then(resolve, reject);
      return reading;
    });
    await app.listen({ port: 0, host: '127.0.0.1' });
  });
  afterEach(() => app.close());

  const address = () => app.server.address() as AddressInfo;
  const send = (files: [name: string, content: Buffer][]) => {
    const form = new FormData();
    for (const [name, content] of files) {
      form.append('file', new Blob([new Uint8Array(content)]), name);
    }
    return fetch(`http://127.0.0.1:${address().port}/`, { method: 'POST', body: form });
  };

  it('a file in a form is followed by the next one, whatever the outcome, and none is left after the work', async () => {
    const large = await buffer(pdfOf(maxFileBytes + 1));
    const response = await send([
      ['one.pdf', samples.pdf('1')],
      ['large.pdf', large],
      ['passport.jpg', samples.windowsProgram()],
      ['largest.pdf', large.subarray(0, maxFileBytes)],
      ['empty.pdf', Buffer.alloc(0)],
      ['two.pdf', samples.pdf('2')],
    ]);
    expect(await response.json()).toEqual([
      'application/pdf',
      'too_large',
      'type_not_accepted',
      'application/pdf',
      'empty',
      'application/pdf',
    ]);
    expect(await filesLeft()).toEqual([]);
  });

  it('a file in a form is rejected with its form when the sender disconnects in the middle', async () => {
    const socket = connect(address().port, '127.0.0.1');
    const start = `--b\r\nContent-Disposition: form-data; name="file"; filename="passport.pdf"\r\n\r\n${samples.pdf()}`;
    socket.write(
      `POST / HTTP/1.1\r\nHost: localhost\r\nContent-Type: multipart/form-data; boundary=b\r\nContent-Length: 1000000\r\n\r\n${start}`,
    );
    // Only once some of it has arrived is there a middle to disconnect in.
    while ((await filesLeft()).length === 0) {
      await new Promise((resolve) => setImmediate(resolve));
    }
    socket.destroy();
    await expect(outcome).rejects.toMatchObject({ name: 'BodyRejectedError', statusCode: 400 });
    expect(await filesLeft()).toEqual([]);
  });

  it('a file in a form that cannot be written to the disk is not the sender’s fault, and the rest of its form is still read', async () => {
    await writeFile(join(folder, 'incoming'), 'A file where the folder should be.');
    const response = await send([['one.pdf', await buffer(pdfOf(10_000_000))]]);
    expect(response.status).toBe(500);
    await expect(outcome).rejects.toMatchObject({ code: 'EEXIST' });
    expect(await filesLeft()).toEqual(['incoming']);
  });
});
