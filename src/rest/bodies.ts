import type { FastifyInstance, FastifyRequest } from 'fastify';
import { largestFileBytes } from '../domain/files/accepted-types.ts';
import type { Services } from '../domain/services.ts';
import { decodeUtf8, requirePlainUtf8 } from '../http/decode-body.ts';
import { acceptMultipart, withParts } from '../http/multipart.ts';
import type { MultipartLimits } from '../http/read-parts.ts';
import { markInexactNumbers } from '../reading/exact-numbers.ts';
import { RestError } from './errors.ts';

/** Bodies are JSON. No body at all is none, whatever the header says of it. */
export function takeJson(instance: FastifyInstance): void {
  const parseJson = instance.getDefaultJsonParser('error', 'error');
  instance.removeAllContentTypeParsers();
  instance.addHook('preParsing', async (request) => {
    requirePlainUtf8(request);
  });
  instance.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body, done) => {
    if (body.length === 0) {
      done(null, undefined);
      return;
    }
    try {
      parseJson(request, markInexactNumbers(decodeUtf8(body as Buffer)), done);
    } catch (error) {
      done(error as Error, undefined);
    }
  });
  refuseOthers(instance, 'application/json');
}

/** One file. More parts are let in so that they can be refused by their names. */
const formLimits: MultipartLimits = { files: 5, fields: 10, bytes: largestFileBytes + 1_048_576 };

/** Bodies are forms, for handlers to read by `withForm`. */
export async function takeForms(instance: FastifyInstance): Promise<void> {
  instance.removeAllContentTypeParsers();
  await acceptMultipart(instance);
  refuseOthers(instance, 'multipart/form-data');
}

/**
 * Reads a form as if it were a JSON object: its parts by their names, a list where a name comes more than once. Its files
 * are gone when the work has ended.
 */
export function withForm<Result>(
  request: FastifyRequest,
  services: Pick<Services, 'temporaryDir'>,
  work: (body: Record<string, unknown>) => Promise<Result>,
): Promise<Result> {
  if (!request.isMultipart()) {
    return work({});
  }
  return withParts(request, { services, limits: formLimits, isStrict: true }, (parts) => {
    const byName = Map.groupBy(parts, ({ name }) => name);
    const fields = [...byName].map(([name, [one, ...more]]) => [
      name,
      more.length === 0 ? one?.value : [one, ...more].map((part) => part?.value),
    ]);
    return work(Object.fromEntries(fields));
  });
}

/** Refuses bodies of every type that the API has no parser for. */
function refuseOthers(instance: FastifyInstance, expectedType: string): void {
  instance.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => {
    const refusal = new RestError('UNSUPPORTED_MEDIA_TYPE', `The request body must be ${expectedType}.`);
    done(body === '' ? null : refusal, undefined);
  });
}
