import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text as readText } from 'node:stream/consumers';

/** A request as the server took it, with what its prompt says. */
export interface ModelRequest {
  method: string | undefined;
  path: string | undefined;
  authorization: string | undefined;
  /** The whole body, as the chat completions API has it. */
  body: any;
  instructions: string;
  questions: { key: string; question: string; help?: string; form: unknown }[];
  passages: { passage: number; document: string; page: number; text: string }[];
}

/** What the server does with a request. */
export type ModelAnswer =
  /** A completion whose content is this JSON. */
  | { reply: unknown }
  /** A completion with this content. */
  | { text: string | null; finishReason?: string; refusal?: string }
  /** Any answer at all. */
  | { status: number; body: unknown; headers?: Record<string, string> }
  /** Takes the request and says nothing. */
  | 'silence'
  /** Closes the connection after half an answer. */
  | 'drop'
  /** Goes on answering until nobody listens. */
  | 'endless';

export type ModelBehaviour = (request: ModelRequest) => ModelAnswer | Promise<ModelAnswer>;

export interface ModelServer {
  /** Up to and with `/v1`. */
  url: string;
  requests: ModelRequest[];
  /** Requests that have had no answer yet and whose client is still there. */
  openRequests: () => number;
  /** How many bytes of an endless answer were sent. */
  sentBytes: () => number;
  /** How each request is answered, or the first, second and so on; the last goes for all that follow. */
  behave: (...behaviours: (ModelBehaviour | ModelAnswer)[]) => void;
  close: () => Promise<void>;
}

/** A server on the loopback address that speaks the chat completions protocol, and behaves as a test asks. */
export async function startModelServer(): Promise<ModelServer> {
  const requests: ModelRequest[] = [];
  const open = new Set<ServerResponse>();
  let behaviours: (ModelBehaviour | ModelAnswer)[] = [{ reply: {} }];
  let sentBytes = 0;

  const server = createServer(async (incoming, response) => {
    open.add(response);
    for (const end of ['finish', 'close']) {
      response.on(end, () => open.delete(response));
    }
    const request = await readRequest(incoming);
    requests.push(request);
    const behaviour = behaviours.length > 1 ? behaviours.shift() : behaviours[0];
    const answer = await (typeof behaviour === 'function' ? behaviour(request) : behaviour);
    if (answer === 'silence' || answer === undefined) {
      return;
    }
    if (answer === 'drop') {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' });
      response.write('{"choices": [{"message": {"content": "{', () => response.destroy());
      return;
    }
    if (answer === 'endless') {
      response.writeHead(200, { 'content-type': 'application/json' });
      const part = `{"choices": "${'x'.repeat(65_536)}`;
      while (!response.destroyed && sentBytes < 50 * 1024 * 1024) {
        sentBytes += part.length;
        await new Promise((resolve) => response.write(part, resolve));
      }
      response.end();
      return;
    }
    if ('status' in answer) {
      response.writeHead(answer.status, { 'content-type': 'application/json', ...answer.headers });
      response.end(typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body));
      return;
    }
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(
      JSON.stringify(completion('reply' in answer ? { text: JSON.stringify(answer.reply) } : answer)),
    );
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    requests,
    openRequests: () => open.size,
    sentBytes: () => sentBytes,
    behave: (...next) => {
      requests.length = 0;
      sentBytes = 0;
      behaviours = next;
    },
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** What a sensible model would have found: where a question's text has these words, this value by this quote. */
export interface KnownAnswer {
  question: string;
  value: unknown;
  quote: string;
  confidence?: number;
}

/** Behaves as a sensible model: answers what it knows where a passage that it was shown has the quote, else null. */
export function answersFrom(knownAnswers: readonly KnownAnswer[]): ModelBehaviour {
  return ({ questions, passages }) => ({
    reply: Object.fromEntries(
      questions.map(({ key, question }) => {
        const known = knownAnswers.filter((answer) => question.includes(answer.question));
        const found = known.flatMap(({ value, quote, confidence = 0.9 }) => {
          const passage = passages.find(({ text }) => words(text).includes(words(quote)));
          return passage ? [{ passage: passage.passage, quote, value, confidence }] : [];
        });
        return [key, found[0] ?? null];
      }),
    ),
  });
}

const words = (text: string): string => text.replaceAll(/\s+/g, ' ').trim();

async function readRequest(incoming: IncomingMessage): Promise<ModelRequest> {
  const body = JSON.parse(await readText(incoming));
  const [system, user] = body.messages;
  const { questions, passages } = JSON.parse(user.content);
  return {
    method: incoming.method,
    path: incoming.url,
    authorization: incoming.headers.authorization,
    body,
    instructions: system.content,
    questions,
    passages,
  };
}

const completion = (answer: { text: string | null; finishReason?: string; refusal?: string }) => ({
  id: 'chatcmpl-1',
  object: 'chat.completion',
  created: 1_700_000_000,
  model: 'model-of-the-tests',
  choices: [
    {
      index: 0,
      message: {
        role: 'assistant',
        content: answer.text,
        ...(answer.refusal !== undefined && { refusal: answer.refusal }),
      },
      finish_reason: answer.finishReason ?? 'stop',
    },
  ],
  usage: { prompt_tokens: 100, completion_tokens: 20, total_tokens: 120 },
});
