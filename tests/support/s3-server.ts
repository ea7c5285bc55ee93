import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import S3rver from '@20minutes/s3rver';

export interface S3Server {
  /** What STORAGE_URL takes, for the folder `kyc/files` of its one bucket. */
  storageUrl: string;
  /** Where the server keeps what it is given. */
  directory: string;
  stop: () => Promise<void>;
}

/**
 * A server that speaks S3, in this process. It does not check signatures: it computes those of requests about a bucket, and
 * not about one file, as clients did years ago, without the slash at the path's end. It knows one key id and no other.
 */
export async function startS3Server(): Promise<S3Server> {
  const directory = await mkdtemp(join(tmpdir(), 'postern-s3-'));
  const server = new S3rver({
    address: '127.0.0.1',
    port: 0,
    silent: true,
    directory,
    allowMismatchedSignatures: true,
    configureBuckets: [{ name: 'kyc-bucket' }],
  });
  const { port } = await server.run();
  const endpoint = encodeURIComponent(`http://127.0.0.1:${port}`);
  return {
    storageUrl: `s3://S3RVER:S3RVER@kyc-bucket/kyc/files?endpoint=${endpoint}`,
    directory,
    stop: async () => {
      await server.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
}
