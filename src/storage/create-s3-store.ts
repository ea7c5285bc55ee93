import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { HeadBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { S3Driver } from 'flydrive/drivers/s3';
import pLimit, { type LimitFunction } from 'p-limit';
import type { S3Location } from '../settings/s3-location.ts';
import { SettingsError } from '../settings/settings.ts';
import { createDriveStore } from './drive-store.ts';
import type { FileStore } from './file-store.ts';

/** How many files are in memory at a time on their way to the store, each of 20 MiB at most. */
const maxConcurrentUploads = 4;

/** A store of files elsewhere. */
export interface S3Store extends FileStore {
  /** @throws SettingsError when the bucket cannot be used: there is none, it is not ours, or nothing answers */
  check: () => Promise<void>;
  /** Ends its connections. */
  close: () => void;
}

interface SdkError extends NodeJS.ErrnoException {
  $metadata?: { httpStatusCode?: number };
}

/** The bucket cannot be used. Says how the store has answered, and nothing of the credentials. */
function storeRejected(cause: unknown): SettingsError {
  const { name, code, $metadata } = cause as SdkError;
  const status = $metadata?.httpStatusCode;
  const reason =
    status === undefined
      ? `it cannot be reached (${code ?? name})`
      : `it responds with HTTP status ${status}`;
  return new SettingsError([`STORAGE_URL cannot be used as the file store, because ${reason}`], { cause });
}

/** Keeps files in a bucket of an S3-compatible store. */
export function createS3Store({ bucket, prefix, region, endpoint, credentials }: S3Location): S3Store {
  const client = new S3Client({
    ...(region !== undefined && { region }),
    ...(credentials && { credentials }),
    // Names of buckets as parts of host names are AWS’s own.
    ...(endpoint !== undefined && { endpoint, forcePathStyle: true }),
    // Many compatible stores know nothing of the SDK’s own checksums, and files are authenticated when they are read.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    requestHandler: {
      connectionTimeout: 5_000,
      requestTimeout: 60_000,
      throwOnRequestTimeout: true,
      socketTimeout: 20_000,
    },
  });
  return {
    ...createDriveStore(new WholeFileS3Driver(client, bucket), prefix),
    check: async () => {
      try {
        await client.send(new HeadBucketCommand({ Bucket: bucket }));
      } catch (error) {
        throw storeRejected(error);
      }
    },
    close: () => client.destroy(),
  };
}

/**
 * A bucket as a drive. Differs from flydrive's own in that it puts a file as a whole: a store wants to know how long a
 * file is before it comes, and what breaks off on the way can be sent again. Files that wait for their turn stay on the
 * disk from which they come.
 */
class WholeFileS3Driver extends S3Driver {
  readonly #turn: LimitFunction = pLimit(maxConcurrentUploads);

  constructor(client: S3Client, bucket: string) {
    // Buckets have no access lists of their own any more unless asked for, and reject a request that names one.
    super({ client, bucket, visibility: 'private', supportsACL: false });
  }

  override async putStream(key: string, content: Readable): Promise<void> {
    await this.#turn(async () =>
      this.put(key, await buffer(content), { contentType: 'application/octet-stream' }),
    );
  }
}
