import { mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { buffer, text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFolderStore } from '../../src/storage/create-folder-store.ts';
import { FileNotFoundError, type FileStore } from '../../src/storage/file-store.ts';
import { removeStaleParts } from '../../src/storage/remove-stale-parts.ts';

let folder: string;
let location: string;
let store: FileStore;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'postern-store-'));
  location = join(folder, 'files');
  store = createFolderStore(location);
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const filesIn = async () =>
  (await readdir(location, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map(({ name }) => name);

describe('a file in a folder', () => {
  it('a file in a folder is given back as it was put, until it is deleted', async () => {
    const content = Buffer.from(Array.from({ length: 300_000 }, (_, index) => index % 251));
    await store.put('uploads/one', Readable.from([content.subarray(0, 100_000), content.subarray(100_000)]));
    expect(await buffer(await store.open('uploads/one'))).toEqual(content);

    await store.delete('uploads/one');
    await expect(store.open('uploads/one')).rejects.toThrow(FileNotFoundError);
    await store.delete('uploads/one');
  });

  it('a file in a folder can be read by its owner only, and so can its folder', async () => {
    await store.put('uploads/one', Readable.from(['secret']));
    const modeOf = async (path: string) => (await stat(path)).mode & 0o777;
    expect(await modeOf(location)).toBe(0o700);
    expect(await modeOf(join(location, 'uploads'))).toBe(0o700);
    expect(await modeOf(join(location, 'uploads/one'))).toBe(0o600);
  });

  it('a file in a folder is not there before all of it is', async () => {
    const content = new PassThrough();
    const put = store.put('uploads/one', content);
    content.write('the first half, ');
    await expect(store.open('uploads/one')).rejects.toThrow(FileNotFoundError);
    content.end('and the second');
    await put;
    expect(await text(await store.open('uploads/one'))).toBe('the first half, and the second');
    expect(await filesIn()).toEqual(['one']);
  });

  it('a file in a folder leaves nothing when its content breaks off, and what was under the key stays', async () => {
    const breakingOff = () =>
      Readable.from(
        (async function* () {
          yield 'a part';
          throw new Error('The line went dead.');
        })(),
      );
    await expect(store.put('uploads/one', breakingOff())).rejects.toThrow();
    expect(await filesIn()).toEqual([]);

    await store.put('uploads/one', Readable.from(['whole']));
    await expect(store.put('uploads/one', breakingOff())).rejects.toThrow();
    expect(await text(await store.open('uploads/one'))).toBe('whole');
    expect(await filesIn()).toEqual(['one']);
  });

  it('a file in a folder is rejected with its cause where the folder cannot be written, and its content is let go', async () => {
    await writeFile(location, 'A file where the folder should be.');
    const content = Readable.from(['secret']);
    await expect(store.put('uploads/one', content)).rejects.toMatchObject({
      code: 'E_CANNOT_WRITE_FILE',
      cause: { code: 'ENOTDIR' },
    });
    expect(content.destroyed).toBe(true);
    await expect(store.open('uploads/one')).rejects.toThrow();
    expect(await readFile(location, 'utf8')).toBe('A file where the folder should be.');
  });

  it('a file in a folder cannot lie outside the folder', async () => {
    await expect(store.put('../outside', Readable.from(['secret']))).rejects.toThrow(/traversal/);
    expect(await readdir(folder)).toEqual([]);
  });
});

it('parts that a dead process has left are removed, and parts that are being written stay', async () => {
  await store.put('uploads/whole', Readable.from(['whole']));
  const [old, fresh] = ['old.part', 'fresh.part'].map((name) => join(location, 'uploads', name)) as [
    string,
    string,
  ];
  const [twoDaysAgo, wholeFile] = [new Date(Date.now() - 2 * 86_400_000), join(location, 'uploads/whole')];
  await Promise.all([writeFile(old, 'half'), writeFile(fresh, 'half')]);
  await Promise.all([old, wholeFile].map((path) => utimes(path, twoDaysAgo, twoDaysAgo)));

  await removeStaleParts(location, new Date());
  expect((await filesIn()).sort()).toEqual(['fresh.part', 'whole']);
  await removeStaleParts(join(folder, 'nothing here'), new Date());
});
