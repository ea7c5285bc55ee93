import type { ReferenceObject, ResponseObject, ResponsesObject, SchemaObject } from 'openapi3-ts/oas31';
import type { ApiKeyScope } from '../../database/client/client.ts';
import { type ErrorCode, errorCodes, maxProblems } from '../../errors.ts';
import type { RestError } from '../errors.ts';
import type { Components } from './components.ts';
import { sampleError } from './error-codes.ts';
import { exampleIds } from './example-ids.ts';
import { errorHeaders } from './headers.ts';

const isRestCode = (code: string): code is ErrorCode =>
  'status' in errorCodes[code as keyof typeof errorCodes];

const restCodes = Object.keys(errorCodes).filter(isRestCode);

const spelt = (code: ErrorCode): string => code.toLowerCase();

/** What every error has in common. */
const errorSchema = (): SchemaObject => ({
  type: 'object',
  description: 'Fields common to all errors.',
  required: ['error', 'code', 'request_id'],
  properties: {
    error: { type: 'string', description: 'Human-readable error message.' },
    code: {
      type: 'string',
      enum: restCodes.map(spelt),
      description: `Machine-readable error code.\n\n${restCodes
        .map((code) => `- \`${spelt(code)}\`: ${errorCodes[code].meaning}`)
        .join('\n')}`,
    },
    request_id: {
      type: 'string',
      description: 'The id of the request, also in `X-Request-Id` and in the gateway’s log.',
    },
    errors: {
      type: 'object',
      maxProperties: maxProblems,
      additionalProperties: { type: 'array', items: { type: 'string' } },
      description: `Every problem of the request by its path, up to ${maxProblems}. Present only with \`validation_error\`.`,
    },
    details: {
      type: 'object',
      additionalProperties: true,
      description:
        'Further details, depending on the code: `current_status` with `invalid_request`, `reason` and `entity_id` with `email_dispatch_failed`.',
    },
  },
});

/** The schema of every error. */
export const errorComponent = (components: Components): ReferenceObject =>
  components.schema(['Error'], 'Error', errorSchema);

interface ErrorResponsesOptions {
  codes: readonly ErrorCode[];
  /** The scope that an example of a missing one mentions. */
  scope: ApiKeyScope;
  /** Problems of this operation’s own requests. */
  invalid: RestError;
}

/** The error responses of an operation by their statuses. Those that do not depend on the operation are components. */
export function errorResponses(
  components: Components,
  { codes, scope, invalid }: ErrorResponsesOptions,
): ResponsesObject {
  const byStatus = Map.groupBy(codes, (code) => errorCodes[code].status);
  return Object.fromEntries(
    [...byStatus].map(([status, alike]): [number, ResponseObject | ReferenceObject] => {
      const describe = () => errorResponse(components, { codes: alike, scope, invalid });
      return [
        status,
        alike.includes('VALIDATION_ERROR')
          ? describe()
          : components.response(componentName(alike, scope), describe),
      ];
    }),
  );
}

const componentName = (codes: readonly ErrorCode[], scope: ApiKeyScope): string =>
  codes
    .map((code) => (code === 'PERMISSION_DENIED' ? `REQUIRES_${scope}` : code))
    .map((name) => name.toLowerCase().replace(/(?:^|_)([a-z])/g, (_match, letter) => letter.toUpperCase()))
    .join('Or');

function errorResponse(
  components: Components,
  { codes, scope, invalid }: ErrorResponsesOptions,
): ResponseObject {
  const error = errorComponent(components);
  const examples = codes.map((code) => {
    const sample = code === 'VALIDATION_ERROR' ? invalid : sampleError(code, scope);
    return [spelt(code), { summary: errorCodes[code].meaning, value: sample.toBody(exampleIds.request) }];
  });
  return {
    description: codes.map((code) => `\`${spelt(code)}\`: ${errorCodes[code].meaning}`).join('\n\n'),
    headers: errorHeaders(components, codes),
    content: {
      'application/json': {
        schema: { allOf: [error, { properties: { code: { type: 'string', enum: codes.map(spelt) } } }] },
        examples: Object.fromEntries(examples),
      },
    },
  };
}
