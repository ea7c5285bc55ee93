import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { HeadBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { S3Driver } from 'flydrive/drivers/s3';
import pLimit, { type LimitFunction } from 'p-limit';
import type { S3Location } from '../settings/s3-location.ts';
import { SettingsError } from '../settings/settings-error.ts';
import { createDriveStore } from './drive-store.ts';
import type { FileStore } from './file-store.ts';

/** The maximum number of files, of up to 20 MiB each, that are in memory at a time on their way to the store. */
const maxConcurrentUploads = 4;

/** A file store in a bucket. */
export interface S3Store extends FileStore {
  /** @throws SettingsError if the bucket cannot be used: it does not exist, it is not ours, or there is no response */
  check: () => Promise<void>;
  /** Closes its connections. */
  close: () => void;
}

interface SdkError extends NodeJS.ErrnoException {
  $metadata?: { httpStatusCode?: number };
}

/** The bucket cannot be used. States how the store responded, and reveals nothing about the credentials. */
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
    // Bucket names as parts of host names are specific to AWS.
    ...(endpoint !== undefined && { endpoint, forcePathStyle: true }),
    // Many compatible stores do not support the SDK’s own checksums, and files are authenticated when they are read.
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
 * A bucket as a drive. Differs from flydrive's own in that it uploads a file as a whole: a store requires the length of a file
 * in advance, and an upload that breaks off can be sent again. Files that wait for their turn stay on the disk from which they
 * come.
 */
class WholeFileS3Driver extends S3Driver {
  readonly #turn: LimitFunction = pLimit(maxConcurrentUploads);

  constructor(client: S3Client, bucket: string) {
    // Buckets no longer have their own access control lists by default, and reject a request that specifies one.
    super({ client, bucket, visibility: 'private', supportsACL: false });
  }

  override async putStream(key: string, content: Readable): Promise<void> {
    await this.#turn(async () =>
      this.put(key, await buffer(content), { contentType: 'application/octet-stream' }),
    );
  }
}
