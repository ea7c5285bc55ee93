import querystring from 'node:querystring';
import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import { extractJsonMiddleware, generateText, jsonSchema, Output, wrapLanguageModel } from 'ai';
import type { z } from 'zod';
import { asksForPlainerForm, ContentRefusedError } from './failures.ts';
import { createLimitedFetch } from './limited-fetch.ts';

export interface ChatModelOptions {
  /** Base of the API, up to and with `/v1`. A user name and password in it are sent as Basic authentication when there is no key. */
  url: string;
  model: string;
  apiKey: string | undefined;
  maxAnswerBytes: number;
}

export interface Question {
  instructions: string;
  prompt: string;
  schema: z.core.JSONSchema.JSONSchema;
  signal: AbortSignal;
}

/** Asks once and gives the JSON that was answered. */
export type AskModel = (question: Question) => Promise<unknown>;

/**
 * The forms a request may have, the one that binds a model most first. Reasoning models refuse a temperature, many
 * servers a schema, some JSON mode too. The instructions ask for the same JSON in every form.
 */
const requestForms = [
  { format: 'schema', temperature: 0 },
  { format: 'schema' },
  { format: 'json' },
  { format: 'text' },
] as const;

type RequestForm = (typeof requestForms)[number];

// The SDK would otherwise print what it thinks of a server's abilities to the console.
globalThis.AI_SDK_LOG_WARNINGS = false;

/**
 * A model behind a chat completions endpoint. A server that refuses the form of a request is asked again in the next
 * plainer form, and the first form that worked is the one that later requests begin with.
 */
export function createChatModel(options: ChatModelOptions): AskModel {
  const { baseUrl, authorization } = readEndpoint(options);
  const provider = createOpenAICompatible({
    name: 'autofill',
    baseURL: baseUrl,
    fetch: createLimitedFetch(options.maxAnswerBytes),
    supportsStructuredOutputs: true,
    headers: authorization === undefined ? {} : { Authorization: authorization },
  });
  const base = provider.chatModel(options.model);
  const models = {
    schema: wrapLanguageModel({ model: base, middleware: extractJson }),
    json: wrapLanguageModel({ model: base, middleware: [extractJson, formatMiddleware({ type: 'json' })] }),
    text: wrapLanguageModel({ model: base, middleware: [extractJson, formatMiddleware({ type: 'text' })] }),
  };
  let firstForm = 0;

  async function askIn(
    form: RequestForm,
    { instructions, prompt, schema, signal }: Question,
  ): Promise<unknown> {
    const result = await generateText({
      model: models[form.format],
      system: instructions,
      prompt,
      output: Output.object({ schema: jsonSchema<unknown>(schema as object), name: 'answers' }),
      // Repeating is the caller's: it also repeats what the SDK takes for final, and knows how long it may.
      maxRetries: 0,
      abortSignal: signal,
      ...('temperature' in form && { temperature: form.temperature }),
    });
    if (result.finishReason === 'content-filter') {
      throw new ContentRefusedError();
    }
    return result.output;
  }

  return async (question) => {
    let refusal: unknown;
    for (const [index, form] of requestForms.entries()) {
      if (index < firstForm) {
        continue;
      }
      try {
        const answer = await askIn(form, question);
        firstForm = Math.max(firstForm, index);
        return answer;
      } catch (error) {
        if (!asksForPlainerForm(error)) {
          throw error;
        }
        refusal = error;
      }
    }
    throw refusal;
  };
}

/** Models without a schema put their JSON between sentences or marks, and some think aloud before it. */
const extractJson = extractJsonMiddleware({
  transform: (text) => {
    const answer = text.slice(text.lastIndexOf('</think>') + 1);
    const start = answer.indexOf('{');
    const end = answer.lastIndexOf('}');
    return start === -1 || end < start ? answer : answer.slice(start, end + 1);
  },
});

function formatMiddleware(responseFormat: { type: 'json' | 'text' }) {
  return {
    specificationVersion: 'v3' as const,
    transformParams: async <Params extends object>({ params }: { params: Params }) => ({
      ...params,
      responseFormat,
    }),
  };
}

/** The SDK and `fetch` refuse or repeat a URL with a user name; so it becomes a header, where there is no key for it. */
function readEndpoint({ url, apiKey }: ChatModelOptions): {
  baseUrl: string;
  authorization: string | undefined;
} {
  const { origin, pathname, username, password } = new URL(url);
  const userInfo = `${querystring.unescape(username)}:${querystring.unescape(password)}`;
  const basic = userInfo === ':' ? undefined : `Basic ${Buffer.from(userInfo).toString('base64')}`;
  return {
    baseUrl: origin + pathname,
    authorization: apiKey === undefined ? basic : `Bearer ${apiKey}`,
  };
}
