import type { FastifyInstance, FastifyRequest } from 'fastify';
import { maxFileBytes } from '../domain/files/accepted-types.ts';
import type { Services } from '../domain/services.ts';
import { acceptMultipart, isMultipart } from '../intake/accept-multipart.ts';
import { decodeUtf8, requirePlainUtf8 } from '../intake/decode-body.ts';
import { exactText } from '../intake/part-text.ts';
import type { MultipartLimits } from '../intake/read-parts.ts';
import { prepareJson } from '../intake/request-json.ts';
import { withParts } from '../intake/with-parts.ts';
import { RestError } from './errors.ts';

/** Bodies are JSON. An empty body is no body, whatever its header says. */
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
      parseJson(request, prepareJson(decodeUtf8(body as Buffer)), done);
    } catch (error) {
      done(error as Error, undefined);
    }
  });
  rejectOthers(instance, 'application/json');
}

/** One file. More parts are read so that they can be rejected by their names. */
const formLimits: MultipartLimits = {
  maxFiles: 5,
  maxFields: 10,
  maxBytes: maxFileBytes + 1_048_576,
  maxFileBytes: () => maxFileBytes,
};

/** Bodies are forms, for handlers to read by `withForm`. */
export function takeForms(instance: FastifyInstance): void {
  instance.removeAllContentTypeParsers();
  acceptMultipart(instance);
  rejectOthers(instance, 'multipart/form-data');
}

/**
 * Reads a form as if it were a JSON object: its parts by their names, a list where a name occurs more than once. Its files
 * are discarded when the work has ended.
 */
export function withForm<Result>(
  request: FastifyRequest,
  services: Pick<Services, 'temporaryDir'>,
  work: (body: Record<string, unknown>) => Promise<Result>,
): Promise<Result> {
  if (!isMultipart(request)) {
    return work({});
  }
  return withParts(request, { services, limits: formLimits, text: exactText }, (parts) => {
    const byName = Map.groupBy(parts, ({ name }) => name);
    const fields = [...byName].map(([name, group]) => {
      const values = group.map(({ value }) => value);
      return [name, values.length === 1 ? values[0] : values];
    });
    return work(Object.fromEntries(fields));
  });
}

/** Rejects bodies of every type that the API has no parser for. */
function rejectOthers(instance: FastifyInstance, expectedType: string): void {
  instance.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => {
    const error = new RestError('UNSUPPORTED_MEDIA_TYPE', `The request body must be ${expectedType}.`);
    done(body === '' ? null : error, undefined);
  });
}
