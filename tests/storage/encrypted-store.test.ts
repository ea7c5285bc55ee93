import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer, text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFileEncryption } from '../../src/sealing/file-encryption.ts';
import { UnreadableError } from '../../src/sealing/unreadable-error.ts';
import { createEncryptedStore } from '../../src/storage/create-encrypted-store.ts';
import { createFolderStore } from '../../src/storage/create-folder-store.ts';
import { FileNotFoundError, type FileStore } from '../../src/storage/file-store.ts';

const [oldKey, newKey] = [randomBytes(32), randomBytes(32)];

let folder: string;
let plain: FileStore;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'postern-encrypted-'));
  plain = createFolderStore(folder);
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const storeWith = (...keys: [Buffer, ...Buffer[]]) =>
  createEncryptedStore(plain, { encryption: createFileEncryption(keys), acceptsPlain: () => true });
const pathOf = (key: string) => join(folder, key);
const read = async (store: FileStore, key: string) => buffer(await store.open(key));

async function keysOf(listed: AsyncIterable<string>): Promise<string[]> {
  const keys: string[] = [];
  for await (const key of listed) {
    keys.push(key);
  }
  return keys;
}

/** The outcome of reading a file to its end, and how much of it was given out before. */
async function readAsFarAsPossible(store: FileStore, key: string) {
  let bytes = 0;
  try {
    for await (const chunk of await store.open(key)) {
      bytes += chunk.length;
    }
    return { bytes, error: undefined };
  } catch (error) {
    return { bytes, error };
  }
}

describe('an encrypted file', () => {
  it('an encrypted file is given back as it was put, however long it is and however it comes', async () => {
    const store = storeWith(oldKey);
    for (const size of [0, 1, 65_536, 65_537, 300_000]) {
      const content = randomBytes(size);
      const half = Math.floor(size / 2);
      await store.put('uploads/one', Readable.from([content.subarray(0, half), content.subarray(half)]));
      expect((await read(store, 'uploads/one')).equals(content), String(size)).toBe(true);
    }
    await store.delete('uploads/one');
    await expect(store.open('uploads/one')).rejects.toThrow(FileNotFoundError);
  });

  it('an encrypted file shows nothing of its content in the folder', async () => {
    const store = storeWith(oldKey);
    await store.put('uploads/one', Readable.from([Buffer.from('Acme Trading Limited '.repeat(10_000))]));
    const kept = await readFile(pathOf('uploads/one'));
    expect(kept.length).toBeGreaterThan(200_000);
    expect(kept.includes('Acme')).toBe(false);
  });

  it('reading an encrypted file that was cut off or changed fails, and no changed content is returned', async () => {
    const store = storeWith(oldKey);
    await store.put('uploads/one', Readable.from([randomBytes(200_000)]));
    const kept = await readFile(pathOf('uploads/one'));
    const changedAt = (index: number) =>
      Buffer.from(kept.map((byte, at) => (at === index ? byte ^ 1 : byte)));
    const cases: [string, Buffer, number][] = [
      ['cut in its header', kept.subarray(0, 100), 0],
      ['cut after its first part', kept.subarray(0, 70_000), 65_536],
      ['without its last byte', kept.subarray(0, -1), 196_608],
      ['changed in its header', changedAt(60), 0],
      ['changed in its first part', changedAt(5_000), 0],
      ['changed in its last part', changedAt(kept.length - 20), 196_608],
    ];
    for (const [name, content, most] of cases) {
      await writeFile(pathOf('uploads/one'), content);
      const { bytes, error } = await readAsFarAsPossible(store, 'uploads/one');
      expect(error, name).toBeInstanceOf(UnreadableError);
      expect(bytes, name).toBeLessThanOrEqual(most);
    }
  });

  it('an encrypted file cannot be passed off as another', async () => {
    const store = storeWith(oldKey);
    await store.put('uploads/one', Readable.from(['the passport']));
    await writeFile(pathOf('uploads/two'), await readFile(pathOf('uploads/one')));
    await expect(store.open('uploads/two')).rejects.toThrow(UnreadableError);
  });

  it('whose content breaks off is not kept, and its source is let go when it cannot be kept', async () => {
    const store = storeWith(oldKey);
    const breakingOff = Readable.from(
      (async function* () {
        yield 'a part';
        throw new Error('The line went dead.');
      })(),
    );
    await expect(store.put('uploads/one', breakingOff)).rejects.toThrow();
    await expect(store.open('uploads/one')).rejects.toThrow(FileNotFoundError);

    const content = Readable.from(['secret']);
    await writeFile(pathOf('texts'), 'A file where the folder should be.');
    await expect(store.put('texts/one', content)).rejects.toThrow();
    expect(content.destroyed).toBe(true);
  });
});

it('a reader who leaves before the end lets go of what is kept, and so does one who never begins', async () => {
  const opened: Readable[] = [];
  const watched: FileStore = {
    ...plain,
    open: async (key) => {
      const content = await plain.open(key);
      opened.push(content);
      return content;
    },
  };
  const store = createEncryptedStore(watched, {
    encryption: createFileEncryption([oldKey]),
    acceptsPlain: () => true,
  });
  await store.put('uploads/one', Readable.from([randomBytes(2_000_000)]));
  for await (const _chunk of await store.open('uploads/one')) {
    break;
  }
  (await store.open('uploads/one')).destroy();
  await expect.poll(() => opened.map(({ destroyed }) => destroyed)).toEqual([true, true]);
});

describe('a file that was kept before files were encrypted', () => {
  it('a file that was kept before files were encrypted is read as it is until it is renewed', async () => {
    const store = storeWith(oldKey);
    for (const content of ['', 'ab', '%PDF-1.4', 'long '.repeat(100_000)]) {
      await plain.put('uploads/one', Readable.from([Buffer.from(content)]));
      expect(await text(await store.open('uploads/one'))).toBe(content);
    }
    expect(await store.renew('uploads/one')).toBe(true);
    expect((await readFile(pathOf('uploads/one'))).includes('long')).toBe(false);
    expect(await text(await store.open('uploads/one'))).toBe('long '.repeat(100_000));
    expect(await store.renew('uploads/one')).toBe(false);
  });
});

describe('a key that is replaced', () => {
  it('a key that is replaced can be dropped once its files are renewed', async () => {
    await storeWith(oldKey).put('uploads/one', Readable.from(['of the old key']));
    const [rotating, onlyNew] = [storeWith(newKey, oldKey), storeWith(newKey)];
    expect(await text(await rotating.open('uploads/one'))).toBe('of the old key');
    await expect(onlyNew.open('uploads/one')).rejects.toThrow(UnreadableError);
    await expect(onlyNew.renew('uploads/one')).rejects.toThrow(UnreadableError);

    expect(await rotating.renew('uploads/one')).toBe(true);
    expect(await rotating.renew('uploads/one')).toBe(false);
    expect(await text(await onlyNew.open('uploads/one'))).toBe('of the old key');
    await expect(storeWith(oldKey).open('uploads/one')).rejects.toThrow(UnreadableError);
  });
});

it('lists the files of one folder, of which there may be none yet', async () => {
  const store = storeWith(oldKey);
  expect(await keysOf(store.list('uploads'))).toEqual([]);
  for (const key of ['uploads/one', 'uploads/two', 'texts/one']) {
    await store.put(key, Readable.from(['x']));
  }
  expect((await keysOf(store.list('uploads'))).sort()).toEqual(['uploads/one', 'uploads/two']);
  expect(await keysOf(store.list('texts'))).toEqual(['texts/one']);
});

it('a store that accepts no unencrypted files does not return one', async () => {
  const strict = createEncryptedStore(plain, {
    encryption: createFileEncryption([oldKey]),
    acceptsPlain: () => false,
  });
  await plain.put('uploads/replaced', Readable.from([Buffer.from('Put there by a stranger.')]));
  await expect(strict.open('uploads/replaced')).rejects.toThrow(UnreadableError);
  await strict.put('uploads/own', Readable.from([Buffer.from('Own.')]));
  expect(await text(await strict.open('uploads/own'))).toBe('Own.');
});
