import { once } from 'node:events';
import { request } from 'node:http';
import { connect } from 'node:net';
import { Readable } from 'node:stream';
import { json } from 'node:stream/consumers';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { apis, outcomeOfRest } from '../support/both-apis.ts';
import { type FormFile, formOf, formType, operationForm, partOf, sendForm } from '../support/forms.ts';
import { startTestGateway, type TestGateway } from '../support/gateway.ts';
import { askForFile, receiveSample, uploadAnswerFile } from '../support/recipients.ts';
import { storedFiles } from '../support/stored-files.ts';
import { createWorld, type World } from '../support/world.ts';

const largestBytes = 20 * 1024 * 1024;

let gateway: TestGateway;
let world: World;
let origin: URL;
let number = 0;
beforeAll(async () => {
  gateway = await startTestGateway();
  world = await createWorld(gateway);
  origin = new URL(await gateway.listen());
  vi.spyOn(gateway.services, 'extractText').mockResolvedValue({ unreadableReason: 'Not read here.' });
});
afterAll(() => gateway.drop());

/** Whatever a test has done: what is kept is exactly what the rows name. */
afterEach(async () => {
  const documents = await gateway.services.allTenants.document.findMany();
  expect(await storedFiles(gateway)).toEqual(documents.map(({ id }) => id).sort());
});

/** A text that no entity has yet. */
const newText = (fileName = 'notes.txt'): FormFile => {
  number += 1;
  return { content: Buffer.from(`Text ${number}`), fileName };
};

const documentCount = () => gateway.services.allTenants.document.count();
const path = () => `/api/v1/entities/${world.company}/documents/`;
const post = async (payload: Buffer | string, headers: Record<string, string> = {}) =>
  outcomeOfRest(await sendForm(path(), payload, { gateway, key: world.tenant.key, headers }));

describe('the form of an upload over REST', () => {
  it.each<[string, Parameters<typeof formOf>[0], Record<string, string[]>]>([
    ['no file', [], { file: ['This field is required.'] }],
    ['a text in the place of the file', [{ name: 'file', text: 'x' }], { file: ['Send one file.'] }],
    [
      'two files',
      [
        { name: 'file', file: newText() },
        { name: 'file', file: newText() },
      ],
      { file: ['Send one file.'] },
    ],
    [
      'parts that nobody knows, beside a file',
      [
        { name: 'file', file: newText() },
        { name: 'note', text: 'x' },
        { name: 'scan', file: newText() },
      ],
      { note: ['Unknown field.'], scan: ['Unknown field.'] },
    ],
    [
      'parts that are said elsewhere, and no file',
      [
        { name: 'entity_id', text: 'x' },
        { name: 'idempotency_key', text: 'x' },
      ],
      {
        entityId: ['Unknown field.'],
        idempotencyKey: ['Unknown field.'],
        file: ['This field is required.'],
      },
    ],
  ])(
    'an invalid upload over REST is rejected with what is wrong with it: %s',
    async (_what, parts, fields) => {
      expect(await post(formOf(parts))).toMatchObject({ status: 400, code: 'VALIDATION_ERROR', fields });
      expect(await documentCount()).toBe(0);
    },
  );

  const file = { name: 'file', file: { content: Buffer.from('Hello') } };
  it.each<[string, Buffer | string, Record<string, string>]>([
    ['its end is missing', formOf([file]).subarray(0, -6), {}],
    ['it breaks off in the file', partOf(file).subarray(0, -3), {}],
    ['it is no form', '{"file": "x"}', {}],
    ['it has another boundary', formOf([file]), { 'content-type': 'multipart/form-data; boundary=other' }],
    ['it has no boundary', formOf([file]), { 'content-type': 'multipart/form-data' }],
    ['it has far too many parts', formOf(Array.from({ length: 100 }, () => ({ name: 'x', text: 'x' }))), {}],
    ['it has far too many files', formOf(Array.from({ length: 20 }, () => file)), {}],
    [
      'a part of it has no name',
      formOf([file, { name: 'x', text: 'x' }])
        .toString()
        .replace('; name="x"', ''),
      {},
    ],
    ['it names what every object has', formOf([file, { name: '__proto__', text: 'x' }]), {}],
  ])('an upload over REST that cannot be read is rejected: %s', async (_what, payload, headers) => {
    expect(await post(payload, headers)).toMatchObject({
      status: 400,
      code: 'VALIDATION_ERROR',
      fields: { body: [expect.stringMatching(/^The .*\.$/)] },
    });
    expect(await documentCount()).toBe(0);
  });

  it.each(['application/json', 'application/x-www-form-urlencoded', 'text/plain', 'application/pdf'])(
    'an upload over REST is not accepted as %s',
    async (type) => {
      const outcome = await post('{"file": null}', { 'content-type': type });
      expect(outcome).toMatchObject({
        status: 415,
        code: 'UNSUPPORTED_MEDIA_TYPE',
        message: 'The request body must be multipart/form-data.',
      });
    },
  );

  it('an upload over REST without a body is rejected because its file is missing', async () => {
    const answer = await world.tenant.rest('POST', path());
    expect(outcomeOfRest(answer)).toMatchObject({ status: 400, fields: { file: [expect.any(String)] } });
  });

  it('an upload form is rejected by every other REST path', async () => {
    const options = { gateway, key: world.tenant.key };
    for (const other of ['/api/v1/entities/', '/api/v1/workflows/send/']) {
      const outcome = outcomeOfRest(await sendForm(other, formOf([file]), options));
      expect(outcome.status, other).toBe(415);
    }
    expect(outcomeOfRest(await world.tenant.rest('PUT', path(), {}))).toMatchObject({ status: 405 });
  });

  it('an upload over REST also succeeds without the slash at the end of its path', async () => {
    const options = { gateway, key: world.tenant.key };
    const answer = await sendForm(path().slice(0, -1), formOf([{ name: 'file', file: newText() }]), options);
    expect(answer.status).toBe(201);
  });
});

const mutation = `mutation ($input: UploadDocumentInput!) {
  uploadDocument(input: $input) {
    __typename ... on UploadDocumentPayload { document { id name } } ... on Error { code message } ... on ValidationError { fields { path messages } }
  }
}`;
const operation = (more: object = {}) => ({
  query: mutation,
  variables: { input: { entityId: world.company, file: null } },
  ...more,
});
const place = 'variables.input.file';
const ask = (payload: Buffer, headers: Record<string, string> = {}) =>
  sendForm('/graphql', payload, { gateway, key: world.tenant.key, headers });

describe('a GraphQL multipart request', () => {
  it('a GraphQL multipart request may contain several files, one of them in several places', async () => {
    const payload = operationForm(
      {
        query:
          `mutation Several($a: UploadDocumentInput!, $b: UploadDocumentInput!, $files: [Upload!]!, $entityId: ID!) {
          a: uploadDocument(input: $a) { ... on UploadDocumentPayload { document { name } } }
          b: uploadDocument(input: $b) { ... on UploadDocumentPayload { document { name } } }
          c: uploadDocument(input: { entityId: $entityId, file: $file }) { ... on UploadDocumentPayload { document { name entity { id } } } }
        }`.replace('$files: [Upload!]!', '$file: Upload!'),
        operationName: 'Several',
        variables: {
          a: { entityId: world.company, file: null },
          b: { entityId: world.individual, file: null },
          entityId: world.individual,
          file: null,
        },
      },
      {
        one: { places: ['variables.a.file', 'variables.b.file'], file: newText('one.txt') },
        two: { places: ['variables.file'], file: newText('two.txt') },
      },
    );
    expect((await ask(payload)).body).toEqual({
      data: {
        a: { document: { name: 'one.txt' } },
        b: { document: { name: 'one.txt' } },
        c: { document: { name: 'two.txt', entity: { id: world.individual } } },
      },
    });
  });

  it('a GraphQL multipart request may contain no file at all, and its map may name a place in a list', async () => {
    const answer = await ask(operationForm({ query: '{ viewer { apiKey { name } } }' }, {}));
    expect(answer).toMatchObject({ status: 200, body: { data: { viewer: { apiKey: {} } } } });
    const inList = operationForm(
      { query: 'query ($files: [Int]) { viewer { tenant { id } } }', variables: { files: [null] } },
      { 0: { places: ['variables.files.0'], file: newText() } },
    );
    // A file is no integer, which the engine finds out: it has got the file in its place.
    expect((await ask(inList)).body.errors[0].message).toMatch(/\$files/);
  });

  it('a GraphQL multipart request gets its response in the requested media type, like any other request', async () => {
    const broken = operationForm({ query: '{ nothing }' }, {});
    expect(await ask(broken, { accept: 'application/json' })).toMatchObject({
      status: 200,
      headers: { 'content-type': expect.stringContaining('application/json') },
    });
    const strict = await ask(broken, { accept: 'application/graphql-response+json' });
    expect(strict).toMatchObject({
      status: 400,
      headers: { 'content-type': expect.stringContaining('application/graphql-response+json') },
    });
  });

  it('a GraphQL multipart request may declare its operation and its map as JSON', async () => {
    const type = 'application/json';
    const payload = formOf([
      { name: 'operations', text: JSON.stringify(operation()), type },
      { name: 'map', text: JSON.stringify({ 0: [place] }), type },
      { name: '0', file: newText('typed.txt') },
    ]);
    expect((await ask(payload)).body.data.uploadDocument).toMatchObject({ document: { name: 'typed.txt' } });
  });

  const good = () => ({
    operations: { name: 'operations', text: JSON.stringify(operation()) },
    map: { name: 'map', text: JSON.stringify({ 0: [place] }) },
    file: { name: '0', file: newText() },
  });
  const mapOf = (map: unknown) => ({ name: 'map', text: JSON.stringify(map) });
  it.each<[string, () => Parameters<typeof formOf>[0]]>([
    ['there is nothing in it', () => []],
    ['the map is missing', () => [good().operations, good().file]],
    ['the operation is missing', () => [good().map, good().file]],
    ['the file comes first', () => [good().file, good().operations, good().map]],
    ['the map comes first', () => [good().map, good().operations, good().file]],
    ['the file is missing', () => [good().operations, good().map]],
    ['a text is in its place', () => [good().operations, good().map, { name: '0', text: 'x' }]],
    [
      'a file is in no map',
      () => [good().operations, good().map, good().file, { ...good().file, name: '1' }],
    ],
    ['a file comes twice', () => [good().operations, good().map, good().file, good().file]],
    ['the operation is no JSON', () => [{ name: 'operations', text: '{' }, good().map, good().file]],
    [
      'the operation is a list',
      () => [{ name: 'operations', text: JSON.stringify([operation()]) }, good().map, good().file],
    ],
    ['the operation has no query', () => [{ name: 'operations', text: '{"variables": {}}' }, mapOf({})]],
    ['the map is no JSON', () => [good().operations, { name: 'map', text: 'x' }, good().file]],
    ['the map is a list', () => [good().operations, mapOf([[place]]), good().file]],
    ['the map has a place that is no list', () => [good().operations, mapOf({ 0: place }), good().file]],
    ['the map has no place for it', () => [good().operations, mapOf({ 0: [] }), good().file]],
    ['its place does not exist', () => [good().operations, mapOf({ 0: ['variables.file'] }), good().file]],
    [
      'its place is taken',
      () => [good().operations, mapOf({ 0: ['variables.input.entityId'] }), good().file],
    ],
    ['its place is outside', () => [good().operations, mapOf({ 0: ['query'] }), good().file]],
    [
      'its place is every object’s',
      () => [good().operations, mapOf({ 0: ['variables.__proto__.__proto__'] }), good().file],
    ],
    [
      'two files have one place',
      () => [
        good().operations,
        mapOf({ 0: [place], 1: [place] }),
        good().file,
        { ...good().file, name: '1' },
      ],
    ],
  ])('a GraphQL multipart request is rejected when %s', async (_what, parts) => {
    const before = await documentCount();
    const { status, body } = await ask(formOf(parts()));
    expect({ status, body }).toEqual({
      status: 400,
      body: { errors: [{ message: expect.stringMatching(/^\S.*\.$/), extensions: { code: 'BAD_REQUEST' } }] },
    });
    expect(await documentCount()).toBe(before);
  });

  it('a GraphQL multipart request is rejected when it cannot be read or one of its fields is too large', async () => {
    expect(await ask(formOf(Object.values(good())).subarray(0, -9))).toMatchObject({ status: 400 });
    const large = { name: 'operations', text: JSON.stringify(operation({ more: 'x'.repeat(1_048_576) })) };
    expect(await ask(formOf([large, good().map, good().file]))).toMatchObject({
      status: 413,
      body: { errors: [{ extensions: { code: 'PAYLOAD_TOO_LARGE' } }] },
    });
    const eleven = Array.from({ length: 11 }, (_, index) => ({ name: `${index}`, file: newText() }));
    expect(await ask(formOf([good().operations, mapOf({}), ...eleven]))).toMatchObject({ status: 400 });
  });

  it('a GraphQL multipart request is the only way to send a file over GraphQL', async () => {
    const variables = { input: { entityId: world.company, file: 'notes.txt' } };
    const { data } = await world.tenant.graphql(mutation, variables);
    expect(data.uploadDocument).toMatchObject({
      code: 'VALIDATION_ERROR',
      fields: [{ path: 'file', messages: ['Send one file.'] }],
    });
    const disguised = { path: '/etc/passwd', name: 'x', sizeBytes: 1, sha256: 'x' };
    const answer = await world.tenant.graphql(mutation, { input: { ...variables.input, file: disguised } });
    expect(answer.data.uploadDocument).toMatchObject({ code: 'VALIDATION_ERROR' });
  });

  it('a GraphQL multipart request without a key is rejected before any of it is read', async () => {
    const payload = operationForm(operation(), { 0: { places: [place], file: newText() } });
    const { status, body } = await sendForm('/graphql', payload, { gateway });
    expect({ status, body }).toMatchObject({
      status: 401,
      body: { errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] },
    });
  });
});

describe.each(apis)('an upload over a real connection, through %s', (api) => {
  const url = () => (api === 'REST' ? path() : '/graphql');
  /** What stands before and after the content of the file. */
  const around = (): [Buffer, Buffer] => {
    const file = { content: Buffer.from('|'), fileName: 'large.txt' };
    const form =
      api === 'REST'
        ? formOf([{ name: 'file', file }])
        : operationForm(operation(), { 0: { places: [place], file } });
    const [head = '', tail = ''] = form.toString().split('|');
    return [Buffer.from(head), Buffer.from(tail)];
  };
  /** A form with a text file of so many bytes, in pieces that are made when they are asked for. */
  function* formWith(sizeBytes: number, onPiece: (sentBytes: number) => void = () => {}) {
    const [head, tail] = around();
    const piece = Buffer.alloc(65_536, 'x');
    yield head;
    for (let sent = 0; sent < sizeBytes; sent += piece.length) {
      onPiece(sent);
      yield piece.subarray(0, sizeBytes - sent);
    }
    yield tail;
  }

  async function send(content: Iterable<Buffer>): Promise<{ status: number; body: any }> {
    const outgoing = request(new URL(url(), origin), {
      method: 'POST',
      headers: {
        'content-type': formType,
        authorization: `Bearer ${world.tenant.key}`,
      },
    });
    // The gateway may have cut the connection by then, which is what the answer tells.
    outgoing.on('error', () => {});
    Readable.from(content).pipe(outgoing);
    const [incoming] = await once(outgoing, 'response');
    const body = await json(incoming);
    outgoing.destroy();
    return { status: incoming.statusCode, body };
  }

  it('an upload that is interrupted within its file or after it leaves nothing behind', async () => {
    const before = await storedFiles(gateway);
    const [head, tail] = around();
    for (const sent of [head, Buffer.concat([head, Buffer.alloc(100_000, 'x'), tail.subarray(0, 4)])]) {
      const socket = connect(Number(origin.port), origin.hostname);
      socket.write(
        `POST ${url()} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${world.tenant.key}\r\n` +
          `Content-Type: ${formType}\r\nContent-Length: 1000000\r\n\r\n`,
      );
      socket.write(Buffer.concat([sent, Buffer.from('x')]));
      await expect.poll(() => storedFiles(gateway)).not.toEqual(before);
      socket.destroy();
      await expect.poll(() => storedFiles(gateway)).toEqual(before);
    }
  });

  it('an upload whose declared length is too large is rejected before any of it arrives', async () => {
    const socket = connect(Number(origin.port), origin.hostname);
    socket.write(
      `POST ${url()} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${world.tenant.key}\r\n` +
        `Content-Type: ${formType}\r\nContent-Length: ${30 * largestBytes}\r\n\r\n`,
    );
    const [answer] = await once(socket, 'data');
    socket.destroy();
    expect(String(answer)).toMatch(/^HTTP\/1\.1 413 [\s\S]*payload_too_large/i);
  });

  it('an upload without a declared length is rejected as soon as it is too large', async () => {
    const answer = await send(formWith(30 * largestBytes));
    expect(answer.status).toBe(413);
    expect(JSON.stringify(answer.body)).toMatch(/payload_too_large/i);
  });

  // Both APIs read forms with the same code.
  if (api === 'GraphQL') {
    it('an upload is never in memory as a whole', async () => {
      setFlagsFromString('--expose-gc');
      const collectGarbage: () => void = runInNewContext('gc');
      const bytesInUse = () => {
        // Freed buffers are given back in the background; a second collection waits for the first one's.
        collectGarbage();
        collectGarbage();
        return process.memoryUsage().arrayBuffers;
      };
      const before = bytesInUse();
      const inUse: number[] = [];
      vi.mocked(gateway.services.extractText).mockImplementationOnce(async () => {
        inUse.push(bytesInUse());
        return { unreadableReason: 'Not read here.' };
      });
      const answer = await send(
        formWith(largestBytes - 1, (sent) => {
          if (inUse.length === 0 && sent > 0.9 * largestBytes) {
            inUse.push(bytesInUse());
          }
        }),
      );
      expect(answer.status).toBeLessThan(300);
      expect(inUse).toHaveLength(2);
      for (const bytes of inUse) {
        expect(bytes - before).toBeLessThan(6_291_456);
      }
    });
  }
});

it('a sender that does not come to an end is cut off', async () => {
  const socket = connect(Number(origin.port), origin.hostname);
  socket.on('error', () => {});
  socket.write(
    `POST ${path()} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${world.tenant.key}\r\n` +
      `Content-Type: ${formType}\r\nTransfer-Encoding: chunked\r\n\r\n`,
  );
  const piece = Buffer.alloc(1_048_576, 'x');
  const chunk = Buffer.concat([Buffer.from(`${piece.length.toString(16)}\r\n`), piece, Buffer.from('\r\n')]);
  let sentBytes = 0;
  const closed = new Promise((resolve) => socket.on('close', resolve));
  const sendOn = () => {
    while (!socket.destroyed && socket.write(chunk)) {
      sentBytes += chunk.length;
    }
  };
  socket.on('drain', sendOn);
  sendOn();
  await closed;
  expect(sentBytes).toBeLessThan(20 * largestBytes);
});

it('a recipient’s file is read in the background', async () => {
  const { recipient, questionId } = await askForFile(world);
  const received = await receiveSample(world, newText().content, 'theirs.txt');
  const { id } = await uploadAnswerFile(recipient, { questionId, received });
  await expect
    .poll(() => gateway.services.allTenants.document.findUnique({ where: { id } }), { timeout: 45_000 })
    .toMatchObject({ unreadableReason: 'Not read here.' });
}, 60_000);
