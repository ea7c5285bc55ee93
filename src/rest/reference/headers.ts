import type { HeaderObject, HeadersObject, ParameterObject } from 'openapi3-ts/oas31';
import type { ErrorCode } from '../../errors.ts';
import { actingUserHeader } from '../../http/acting-user.ts';
import { requestIdPattern } from '../../http/request-id.ts';
import type { Components } from './components.ts';
import { exampleIds } from './example-ids.ts';

const text = (description: string, example: string): HeaderObject => ({
  description,
  schema: { type: 'string' },
  example,
});

const headers = {
  'X-Request-Id': text(
    'The id of the request. The request’s own `X-Request-Id` if it has one, otherwise a new one.',
    exampleIds.request,
  ),
  RateLimit: text(
    'The remainder of each quota and the seconds until it is reset, as in draft-ietf-httpapi-ratelimit-headers-10. Absent if limits are disabled.',
    '"key";r=2999;t=60, "tenant";r=5999;t=60',
  ),
  'RateLimit-Policy': text(
    'The quotas: requests and the window in seconds. Absent if limits are disabled.',
    '"key";q=3000;w=60, "tenant";q=6000;w=60',
  ),
  'Retry-After': {
    description: 'The number of seconds after which the request can succeed.',
    required: true,
    schema: { type: 'integer', minimum: 1 },
    example: 17,
  },
  'WWW-Authenticate': {
    ...text('The scheme that the API accepts, as in RFC 6750.', 'Bearer error="invalid_token"'),
    required: true,
  },
  'Idempotent-Replayed': text(
    'Present, with the value `true`, if this is the response to an earlier request with the same `Idempotency-Key`.',
    'true',
  ),
  'Content-Disposition': {
    ...text('The name of the file.', 'attachment; filename="register-extract.pdf"'),
    required: true,
  },
} satisfies Record<string, HeaderObject>;

type HeaderName = keyof typeof headers;

const ofEveryResponse: readonly HeaderName[] = ['X-Request-Id', 'RateLimit', 'RateLimit-Policy'];

/** The headers of a response: those that every one has, and further ones. */
export const responseHeaders = (components: Components, further: readonly HeaderName[] = []): HeadersObject =>
  Object.fromEntries(
    [...ofEveryResponse, ...further].map((name) => [
      name,
      components.header(name, () => ({ ...headers[name] })),
    ]),
  );

/** The headers of an error response, which has one of the codes. */
export const errorHeaders = (components: Components, codes: readonly ErrorCode[]): HeadersObject =>
  responseHeaders(components, [
    ...(codes.includes('AUTHENTICATION_FAILED') ? (['WWW-Authenticate'] as const) : []),
    ...(codes.includes('RATE_LIMITED') ? (['Retry-After'] as const) : []),
  ]);

/** The header with which a client gives its request an id of its own. */
export const requestIdParameter: ParameterObject = {
  name: 'X-Request-Id',
  in: 'header',
  description: 'Your own id for the request, for logs. Other values are replaced by a new id.',
  schema: { type: 'string', pattern: requestIdPattern.source },
};

/** The header in which a client names the person for whom its key acts. */
export const actingUserParameter: ParameterObject = {
  name: actingUserHeader,
  in: 'header',
  description:
    'The person for whom the key acts, as `Name <address>`, for the audit trail. Encode a name that is not ASCII as in RFC 2047.',
  schema: { type: 'string' },
  example: 'Jane Doe <jane.doe@example.com>',
};
