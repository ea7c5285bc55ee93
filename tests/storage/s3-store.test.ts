import { createHash, randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { DriveDirectory, DriveFile } from 'flydrive';
import { FSDriver } from 'flydrive/drivers/fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { s3Url } from '../../src/settings/s3-location.ts';
import { SettingsError } from '../../src/settings/settings-error.ts';
import { createS3Store, type S3Store } from '../../src/storage/create-s3-store.ts';
import { createDriveStore } from '../../src/storage/drive-store.ts';
import { FileNotFoundError, type FileStore } from '../../src/storage/file-store.ts';
import { type S3Server, startS3Server } from '../support/s3-server.ts';

let server: S3Server;
let store: S3Store;
beforeAll(async () => {
  server = await startS3Server();
  store = createS3Store(s3Url.parse(server.storageUrl));
});
afterAll(() => server.stop());

async function keysOf(files: FileStore, folder: string): Promise<string[]> {
  const keys: string[] = [];
  for await (const key of files.list(folder)) {
    keys.push(key);
  }
  return keys.sort();
}

const hash = (content: Buffer) => createHash('sha256').update(content).digest('hex');

describe('a file in a bucket', () => {
  it('a file in a bucket is given back as it was put, until it is deleted', async () => {
    const content = randomBytes(3_000_000);
    const parts = [content.subarray(0, 70_000), content.subarray(70_000)];
    await store.put('uploads/one', Readable.from(parts));
    expect(hash(await buffer(await store.open('uploads/one')))).toBe(hash(content));

    await store.put('uploads/one', Readable.from(['in its place']));
    expect((await buffer(await store.open('uploads/one'))).toString()).toBe('in its place');
    await store.delete('uploads/one');
    await expect(store.open('uploads/one')).rejects.toThrow(FileNotFoundError);
    await store.delete('uploads/one');
  });

  it('whose content breaks off is not kept', async () => {
    const content = Readable.from(
      (async function* () {
        yield 'a part';
        throw new Error('The line went dead.');
      })(),
    );
    await expect(store.put('uploads/half', content)).rejects.toThrow();
    await expect(store.open('uploads/half')).rejects.toThrow(FileNotFoundError);
  });

  it('a file in a bucket is listed with the others of its folder', async () => {
    for (const key of ['texts/one', 'texts/two', 'texts/three', 'uploads/one', 'texts-of-old/one']) {
      await store.put(key, Readable.from([Buffer.from('x')]));
    }
    expect(await keysOf(store, 'texts')).toEqual(['texts/one', 'texts/three', 'texts/two']);
    expect(await keysOf(store, 'nothing')).toEqual([]);
  });

  it('a file in a bucket is listed when the store tells of its files page by page', async () => {
    const driver = new FSDriver({ location: server.directory, visibility: 'private' });
    driver.listAll = async (_folder, options) => {
      const page = Number(options?.paginationToken ?? 0);
      return {
        objects: [new DriveFile(`kyc/texts/${page}`, driver), new DriveDirectory('kyc/texts/more')],
        ...(page < 2 && { paginationToken: String(page + 1) }),
      };
    };
    expect(await keysOf(createDriveStore(driver, 'kyc/'), 'texts')).toEqual([
      'texts/0',
      'texts/1',
      'texts/2',
    ]);
  });
});

describe('a bucket that cannot be used', () => {
  it('a bucket that cannot be used is rejected when the store is opened, and nothing of the credentials is told', async () => {
    await store.check();
    const cases: [string, RegExp][] = [
      [server.storageUrl.replace('kyc-bucket', 'other-bucket'), /HTTP status 404/],
      [server.storageUrl.replace(/(?<=\/\/)[^@]+/, 'unknown-id:hush-hush'), /HTTP status 403/],
      [server.storageUrl.replace(/(?<=\/\/[^:]+:)[^@]+/, 'hush-hush'), /HTTP status 403/],
      [server.storageUrl.replace(/127\.0\.0\.1%3A\d+/, '127.0.0.1%3A1'), /ECONNREFUSED/],
    ];
    for (const [url, reason] of cases) {
      const refusal = await createS3Store(s3Url.parse(url))
        .check()
        .catch((error: unknown) => error);
      expect(refusal, url).toBeInstanceOf(SettingsError);
      expect((refusal as Error).message).toMatch(reason);
      expect((refusal as Error).message).not.toMatch(/unknown-id|hush/);
    }
  });
});

describe('the URL of a store', () => {
  it('the URL of a store says everything that the store is reached by', () => {
    expect(s3Url.parse('s3://bucket')).toEqual({
      bucket: 'bucket',
      prefix: '',
      region: undefined,
      endpoint: undefined,
      credentials: undefined,
    });
    expect(
      s3Url.parse(
        's3://id:se%2Fcret%2B@my-bucket/some/where/?region=eu-central-1&endpoint=https://s3.example',
      ),
    ).toEqual({
      bucket: 'my-bucket',
      prefix: 'some/where/',
      region: 'eu-central-1',
      endpoint: 'https://s3.example',
      credentials: { accessKeyId: 'id', secretAccessKey: 'se/cret+' },
    });
    expect(s3Url.parse('s3://bucket?endpoint=http://127.0.0.1:9000')).toMatchObject({ region: 'us-east-1' });
  });
});
