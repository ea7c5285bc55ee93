import { ComplyCube, ComplyCubeApiError, ComplyCubeError } from '@complycube/api';
import { z } from 'zod';
import { type HostedProvider, ProviderUnavailableError } from '../../domain/verification/provider.ts';
import { checkOfType, checkTypes } from './checks.ts';

/** How long one call of the API may take in all. */
const callTimeoutMs = 10_000;
/** More than any answer of the API that is read here has. */
const answerLimitBytes = 1_048_576;

interface ComplyCubeOptions {
  apiKey: string;
  /** Base of the API's paths; the client has its own and no option for it, but shows what it sends requests with. */
  apiUrl: string;
  timeoutMs?: number;
}

const clientAnswer = z.object({ id: z.string().min(1).max(200) });
const sessionAnswer = z.object({ redirectUrl: z.url({ protocol: /^https?$/ }) });
const checkAnswer = z.object({ clientId: z.string().min(1).max(200), type: z.string() });

/** Verifications through ComplyCube's hosted pages, by its own client. */
export function createComplyCube({
  apiKey,
  apiUrl,
  timeoutMs = callTimeoutMs,
}: ComplyCubeOptions): HostedProvider {
  const api = new ComplyCube({ apiKey });
  Object.assign(api.axiosInstance.defaults, {
    baseURL: apiUrl,
    timeout: timeoutMs,
    // The key must not follow a redirect anywhere.
    maxRedirects: 0,
    maxContentLength: answerLimitBytes,
  });

  /** The client's own limit is one of silence; this one is of the whole call. */
  async function bounded<Answer>(call: Promise<Answer>): Promise<Answer> {
    let timer: NodeJS.Timeout | undefined;
    const limit = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => reject(new ComplyCubeError('timeout')), timeoutMs);
    });
    try {
      return await Promise.race([call, limit]);
    } catch (error) {
      throw new ProviderUnavailableError(reasonOf(error), { isMissing: isMissing(error) });
    } finally {
      clearTimeout(timer);
    }
  }

  return {
    kind: 'COMPLYCUBE',
    name: 'ComplyCube',

    createClient: async ({ firstName, lastName, email, reference }) => {
      const answer = await bounded(
        api.client.create({
          type: 'person',
          email,
          personDetails: { firstName, lastName },
          externalId: reference,
        }),
      );
      return read(clientAnswer, answer).id;
    },

    deleteClient: (clientId) => bounded(api.client.delete(encodeURIComponent(clientId))),

    openPage: async ({ clientId, checks, language, doneUrl, cancelledUrl }) => {
      const answer = await bounded(
        api.flow.createSession(clientId, {
          checkTypes: checks.map((check) => checkTypes[check]),
          successUrl: doneUrl,
          cancelUrl: cancelledUrl,
          language,
        }),
      );
      return read(sessionAnswer, answer).redirectUrl;
    },

    findCheck: async (checkId) => {
      try {
        const { clientId, type } = read(
          checkAnswer,
          await bounded(api.check.get(encodeURIComponent(checkId))),
        );
        const check = checkOfType(type);
        return check && { clientId, check };
      } catch (error) {
        if (error instanceof ProviderUnavailableError && error.isMissing) {
          return undefined;
        }
        throw error;
      }
    },
  };
}

/** @throws ProviderUnavailableError when the API answers something else than it documents */
function read<Schema extends z.ZodType>(schema: Schema, answer: unknown): z.output<Schema> {
  const parsed = schema.safeParse(answer);
  if (!parsed.success) {
    throw new ProviderUnavailableError('ComplyCube returned a response that cannot be understood.');
  }
  return parsed.data;
}

const isMissing = (error: unknown): boolean =>
  error instanceof ComplyCubeApiError && error.statusCode === 404;

/** Why a call failed. The API's own messages may quote what they reject, and are therefore left out. */
function reasonOf(error: unknown): string {
  if (error instanceof ComplyCubeApiError) {
    const words = [error.type, error.param].filter(
      (word) => typeof word === 'string' && /^[\w.]{1,60}$/.test(word),
    );
    return `ComplyCube responded with ${error.statusCode} (${words.join(', ')}).`;
  }
  const message = error instanceof Error ? error.message : '';
  if (/timeout/i.test(message)) {
    return 'ComplyCube did not respond in time.';
  }
  const cause = /\bE[A-Z_]{3,}\b/.exec(message)?.[0];
  return `ComplyCube could not be reached${cause === undefined ? '' : ` (${cause})`}.`;
}
