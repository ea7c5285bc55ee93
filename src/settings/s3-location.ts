import { z } from 'zod';

/** Where in an S3-compatible store files are kept. */
export interface S3Location {
  bucket: string;
  /** The prefix of every key: empty, or a path with a slash at its end. */
  prefix: string;
  /** Undefined if the AWS SDK finds it. */
  region: string | undefined;
  /** Undefined for AWS itself. */
  endpoint: string | undefined;
  /** Undefined if the AWS SDK finds them. */
  credentials: { accessKeyId: string; secretAccessKey: string } | undefined;
}

/** What AWS allows as the name of a bucket, without its rarer rules. */
const bucketName = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;

/** `s3://[key:secret@]bucket[/prefix][?region=…&endpoint=…]`, with whatever is reserved in a URL percent-encoded. */
export const s3Url = z.string().transform((value, context): S3Location => {
  const location = parse(value);
  if (!location) {
    context.addIssue({ code: 'custom', message: 'This is not the URL of an S3-compatible store.' });
    return z.NEVER;
  }
  return location;
});

function parse(value: string): S3Location | undefined {
  const url = URL.canParse(value) ? new URL(value) : undefined;
  if (url?.protocol !== 's3:' || !bucketName.test(url.hostname) || url.port !== '' || url.hash !== '') {
    return undefined;
  }
  const { region, endpoint, ...unknown } = Object.fromEntries(url.searchParams);
  const isKnown = Object.keys(unknown).length === 0 && (endpoint === undefined || isOrigin(endpoint));
  if (!isKnown || region === '' || (url.username === '') !== (url.password === '')) {
    return undefined;
  }
  try {
    const path = decodeURIComponent(url.pathname).split('/').filter(Boolean);
    return {
      bucket: url.hostname,
      prefix: path.map((part) => `${part}/`).join(''),
      // A store that is not AWS’s has no regions, and yet the name of one is part of each signature.
      region: region ?? (endpoint === undefined ? undefined : 'us-east-1'),
      endpoint,
      credentials:
        url.username === ''
          ? undefined
          : {
              accessKeyId: decodeURIComponent(url.username),
              secretAccessKey: decodeURIComponent(url.password),
            },
    };
  } catch {
    // A percent sign that encodes nothing.
    return undefined;
  }
}

function isOrigin(text: string): boolean {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  return (
    url !== undefined &&
    (url.protocol === 'https:' || url.protocol === 'http:') &&
    url.username === '' &&
    url.search === '' &&
    url.hash === ''
  );
}
