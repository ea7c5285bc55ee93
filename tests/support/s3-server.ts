import { createHash, createHmac } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { buffer } from 'node:stream/consumers';

export interface S3Server {
  /** What STORAGE_URL takes, for the folder `kyc/files` of its one bucket. */
  storageUrl: string;
  /** Where the server keeps what it is given, each object as a file under its key. */
  directory: string;
  stop: () => Promise<void>;
}

const bucket = 'kyc-bucket';
const keyId = 'key-of-the-tests';
const secretKey = 'secret-of-the-tests';

/** How many keys a list has; more come with the next page. */
const maxKeys = 2;

/**
 * A server, in this process, that speaks as much of S3 as a store of whole files needs. Requests have to be signed with its one
 * key, as the fourth version of signatures prescribes.
 */
export async function startS3Server(): Promise<S3Server> {
  const directory = await mkdtemp(join(tmpdir(), 'postern-s3-'));
  const server = createServer((request, response) => {
    respond(request, response, directory).catch((error: unknown) => {
      const { status = 500, message } = error as S3Error;
      response
        .writeHead(status)
        .end(request.method === 'HEAD' ? '' : xml('Error', `<Code>${message}</Code>`));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const endpoint = encodeURIComponent(`http://127.0.0.1:${port}`);
  return {
    storageUrl: `s3://${keyId}:${secretKey}@${bucket}/kyc/files?endpoint=${endpoint}`,
    directory,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await rm(directory, { recursive: true, force: true });
    },
  };
}

class S3Error extends Error {
  readonly status: number;
  constructor(status: number, code: string) {
    super(code);
    this.status = status;
  }
}

async function respond(request: IncomingMessage, response: ServerResponse, directory: string): Promise<void> {
  const content = await buffer(request);
  const url = new URL(request.url ?? '', 'http://localhost');
  checkSignature(request, url, content);
  const [, bucketName = '', ...parts] = decodeURIComponent(url.pathname).split('/');
  if (bucketName !== bucket) {
    throw new S3Error(404, 'NoSuchBucket');
  }
  const key = parts.join('/');
  const path = join(directory, key);
  switch (`${request.method} ${key === '' ? 'bucket' : 'object'}`) {
    case 'HEAD bucket':
      response.end();
      return;
    case 'GET bucket':
      response.end(listOf(await keysIn(directory), url.searchParams));
      return;
    case 'PUT object':
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, content);
      response.setHeader('etag', `"${createHash('md5').update(content).digest('hex')}"`).end();
      return;
    case 'HEAD object':
    case 'GET object': {
      const found = await readFile(path).catch(() => {
        throw new S3Error(404, 'NoSuchKey');
      });
      response.setHeader('content-length', found.length).end(request.method === 'GET' ? found : '');
      return;
    }
    case 'DELETE object':
      await rm(path, { force: true });
      response.writeHead(204).end();
      return;
    default:
      throw new S3Error(501, 'NotImplemented');
  }
}

async function keysIn(directory: string): Promise<string[]> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  return files.map(({ parentPath, name }) => relative(directory, join(parentPath, name))).sort();
}

/** A page of the keys below a prefix; with a delimiter, those further below are summed up by what they have in common. */
function listOf(keys: readonly string[], query: URLSearchParams): string {
  const prefix = query.get('prefix') ?? '';
  const delimiter = query.get('delimiter') ?? '';
  const after = query.get('continuation-token') ?? '';
  const found = keys
    .filter((key) => key.startsWith(prefix))
    .map((key) => {
      const end = delimiter === '' ? -1 : key.indexOf(delimiter, prefix.length);
      return end < 0 ? key : key.slice(0, end + delimiter.length);
    });
  const left = [...new Set(found)].filter((name) => name > after);
  const page = left.slice(0, maxKeys);
  const isFolder = (name: string) => delimiter !== '' && name.endsWith(delimiter);
  const next =
    left.length > page.length ? `<NextContinuationToken>${page.at(-1)}</NextContinuationToken>` : '';
  const entries = page.map((name) =>
    isFolder(name)
      ? `<CommonPrefixes><Prefix>${name}</Prefix></CommonPrefixes>`
      : `<Contents><Key>${name}</Key><Size>0</Size></Contents>`,
  );
  return xml('ListBucketResult', `<IsTruncated>${next !== ''}</IsTruncated>${next}${entries.join('')}`);
}

const xml = (element: string, content: string) => `<?xml version="1.0"?><${element}>${content}</${element}>`;

const sha256 = (content: string | Buffer) => createHash('sha256').update(content).digest('hex');
const hmac = (key: string | Buffer, content: string) => createHmac('sha256', key).update(content).digest();

/** @throws S3Error unless the request and its content are signed with the key */
function checkSignature({ method, headers }: IncomingMessage, url: URL, content: Buffer): void {
  const [, id, scope = '', signed = '', signature] =
    /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\S+), SignedHeaders=(\S+), Signature=(\S+)$/.exec(
      headers.authorization ?? '',
    ) ?? [];
  url.searchParams.sort();
  const canonical = [
    method,
    url.pathname,
    url.searchParams.toString().replaceAll('+', '%20'),
    ...signed.split(';').map((name) => `${name}:${headers[name]}`),
    '',
    signed,
    sha256(content),
  ].join('\n');
  const text = ['AWS4-HMAC-SHA256', headers['x-amz-date'], scope, sha256(canonical)].join('\n');
  const key = scope.split('/').reduce<string | Buffer>(hmac, `AWS4${secretKey}`);
  if (id !== keyId || hmac(key, text).toString('hex') !== signature) {
    throw new S3Error(403, 'SignatureDoesNotMatch');
  }
}
