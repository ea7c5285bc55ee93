import querystring from 'node:querystring';
import { z } from 'zod';
import { asksForPlainerForm, ContentRejectedError, StatusError, WrongShapeError } from './failures.ts';
import { postJson } from './post-json.ts';

export interface ChatModelOptions {
  /**
   * Base URL of the API, up to and including `/v1`. A user name and password in it are sent as Basic authentication if there is
   * no key.
   */
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

/** Asks once and returns the JSON of the answer. */
export type AskModel = (question: Question) => Promise<unknown>;

/**
 * The forms that a request can have, the one that constrains a model most first. Reasoning models reject a temperature, many
 * servers a schema, and some JSON mode too. The instructions ask for the same JSON in every form.
 */
const requestForms = [
  { format: 'schema', temperature: 0 },
  { format: 'schema' },
  { format: 'json' },
  { format: 'text' },
] as const;

type RequestForm = (typeof requestForms)[number];

/** The parts of a completion that are read. */
const completion = z.object({
  choices: z.tuple(
    [
      z.object({
        finish_reason: z.string().nullish(),
        message: z.object({ content: z.string().nullish(), refusal: z.string().nullish() }),
      }),
    ],
    z.unknown(),
  ),
});

/**
 * A model behind a chat completions endpoint. If a server rejects the form of a request, it is asked again in the next plainer
 * form, and later requests start with the first form that worked.
 */
export function createChatModel(options: ChatModelOptions): AskModel {
  const { model, maxAnswerBytes } = options;
  const endpoint = readEndpoint(options);
  let firstForm = 0;

  async function askIn(
    form: RequestForm,
    { instructions, prompt, schema, signal }: Question,
  ): Promise<unknown> {
    const { status, headers, text } = await postJson({
      ...endpoint,
      body: {
        model,
        messages: [
          { role: 'system', content: instructions },
          { role: 'user', content: prompt },
        ],
        ...('temperature' in form && { temperature: form.temperature }),
        response_format: responseFormat(form, schema),
      },
      maxAnswerBytes,
      signal,
    });
    if (status < 200 || status >= 300) {
      throw new StatusError({ status, headers, body: parseJson(text) });
    }
    const { data } = completion.safeParse(parseJson(text));
    const { finish_reason, message } = data?.choices[0] ?? {};
    if (finish_reason === 'content_filter' || message?.refusal) {
      throw new ContentRejectedError();
    }
    const answer = parseJson(findJson(message?.content ?? ''));
    if (answer === undefined) {
      throw new WrongShapeError();
    }
    return answer;
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

function responseFormat({ format }: RequestForm, schema: Question['schema']): object | undefined {
  switch (format) {
    case 'schema':
      return { type: 'json_schema', json_schema: { name: 'answers', strict: true, schema } };
    case 'json':
      return { type: 'json_object' };
    case 'text':
      return undefined;
  }
}

/** `undefined` if the text is not JSON. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Without a schema, models put their JSON between sentences or marks, and some think aloud before it. */
function findJson(text: string): string {
  const answer = text.slice(text.lastIndexOf('</think>') + 1);
  const start = answer.indexOf('{');
  const end = answer.lastIndexOf('}');
  return start === -1 || end < start ? answer : answer.slice(start, end + 1);
}

/** `fetch` rejects a URL with a user name, so it becomes a header if there is no key. */
function readEndpoint({ url, apiKey }: ChatModelOptions): { url: string; headers: Record<string, string> } {
  const { origin, pathname, username, password } = new URL(url);
  const userInfo = `${querystring.unescape(username)}:${querystring.unescape(password)}`;
  const basic = userInfo === ':' ? undefined : `Basic ${Buffer.from(userInfo).toString('base64')}`;
  const authorization = apiKey === undefined ? basic : `Bearer ${apiKey}`;
  return {
    url: `${origin}${pathname.replace(/\/$/, '')}/chat/completions`,
    headers: authorization === undefined ? {} : { Authorization: authorization },
  };
}
