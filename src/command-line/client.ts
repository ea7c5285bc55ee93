import { z } from 'zod';
import type { Bearer } from './bearer.ts';
import { CommandFailure } from './command-failure.ts';
import { type Document, textOf } from './graphql.ts';
import type { Surroundings } from './surroundings.ts';

/** Variables of which those that are optional can be undefined, and then are not sent. */
type Given<Value> = Value extends readonly (infer Item)[]
  ? readonly Given<Item>[]
  : Value extends object
    ? { [Key in keyof Value]: Given<Value[Key]> | (object extends Pick<Value, Key> ? undefined : never) }
    : Value;

/** Sends operations to a running gateway. */
export interface Client {
  /** @throws CommandFailure when no answer comes, or one with errors */
  execute<Result, Variables>(
    document: Document<Result, Variables>,
    variables: Given<Variables>,
  ): Promise<Result>;
}

interface ClientOptions extends Pick<Surroundings, 'fetch'> {
  /** Base of the gateway, without a trailing slash. */
  url: string;
  bearer: Bearer;
  timeoutMs?: number;
}

const answerSchema = z.object({
  data: z.unknown().optional(),
  errors: z
    .array(
      z.object({
        message: z.string(),
        extensions: z
          .object({
            code: z.string().optional(),
            fields: z.array(z.object({ path: z.string(), messages: z.array(z.string()) })).optional(),
          })
          .optional(),
      }),
    )
    .optional(),
});

export function createClient({ url, bearer, fetch, timeoutMs = 30_000 }: ClientOptions): Client {
  return {
    execute: async <Result, Variables>(
      document: Document<Result, Variables>,
      variables: Given<Variables>,
    ) => {
      const { response, text } = await post(textOf(document), variables);
      const answer = answerSchema.safeParse(parseJson(text));
      if (!answer.success || (answer.data.errors === undefined && answer.data.data === undefined)) {
        throw new CommandFailure(describeStranger(response));
      }
      const { data, errors = [] } = answer.data;
      if (errors.length > 0) {
        throw failureOf(errors, response);
      }
      // The type follows from the document and the schema that the gateway serves.
      return data as Result;
    },
  };

  async function post(query: string, variables: unknown): Promise<{ response: Response; text: string }> {
    try {
      const response = await fetch(`${url}/graphql`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${bearer.secret}`,
          'content-type': 'application/json',
          accept: 'application/graphql-response+json, application/json',
        },
        body: JSON.stringify({ query, variables }),
        // A redirected POST arrives without its body or its key, so the person has to give the other address.
        redirect: 'manual',
        signal: AbortSignal.timeout(timeoutMs),
      });
      return { response, text: await response.text() };
    } catch (error) {
      throw new CommandFailure(describeSilence(error));
    }
  }

  function failureOf(
    errors: NonNullable<z.output<typeof answerSchema>['errors']>,
    { headers }: Response,
  ): CommandFailure {
    if (errors.some(({ extensions }) => extensions?.code === 'UNAUTHENTICATED')) {
      return new CommandFailure(`The gateway at ${url} does not accept ${bearer.description}.`);
    }
    const lines = errors.flatMap(({ message, extensions: { code, fields } = {} }) => {
      if (fields !== undefined && fields.length > 0) {
        return fields.map(({ path, messages }) => `${path}: ${messages.join(' ')}`);
      }
      const requestId = headers.get('x-request-id');
      return code === 'INTERNAL_ERROR' && requestId ? `${message} Request id: ${requestId}` : message;
    });
    return new CommandFailure(...new Set(lines));
  }

  function describeStranger({ status, headers }: Response): string {
    const location = headers.get('location');
    if (status >= 300 && status < 400 && location !== null) {
      return `${url} redirects to ${location}. Pass the gateway's own address with --url.`;
    }
    return `The server at ${url} is not a Postern gateway (HTTP status ${status}).`;
  }

  function describeSilence(error: unknown): string {
    if (error instanceof Error && error.name === 'TimeoutError') {
      return `The gateway at ${url} did not respond within ${timeoutMs / 1000} seconds. The operation may still complete.`;
    }
    const cause = error instanceof Error ? error.cause : undefined;
    const isCertificateProblem =
      cause instanceof Error && 'code' in cause && /CERT|TLS|SSL/.test(String(cause.code));
    return isCertificateProblem
      ? `Cannot connect to the gateway at ${url} securely: ${cause.message}.`
      : `No gateway responds at ${url}. Is it running? (npm start)`;
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
