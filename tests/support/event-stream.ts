import { setTimeout } from 'node:timers/promises';

/** One message of a stream of server-sent events. */
export interface StreamMessage {
  event: string;
  id: string | undefined;
  /** What `data` contains as JSON; undefined if it is empty. */
  data: any;
}

interface OpenOptions {
  key: string;
  query: string;
  variables?: object;
  headers?: Record<string, string>;
  method?: 'GET' | 'POST';
}

/** A stream of a test. */
export interface EventStream {
  status: number;
  headers: Headers;
  /** The next message, within ten seconds. */
  next: () => Promise<StreamMessage>;
  /** The next messages. */
  take: (count: number) => Promise<StreamMessage[]>;
  /** All messages up to the end of the stream, within ten seconds. */
  rest: () => Promise<StreamMessage[]>;
  /** Comments that have been received. */
  comments: () => number;
  close: () => Promise<void>;
}

const patienceMs = 10_000;

/** Subscribes as a client does that knows the protocol. */
export async function openStream(url: string, options: OpenOptions): Promise<EventStream> {
  const response = await request(url, options);
  if (!response.headers.get('content-type')?.startsWith('text/event-stream')) {
    throw new Error(`No stream was opened: ${response.status} ${await response.text()}`);
  }
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  const messages: StreamMessage[] = [];
  let text = '';
  let comments = 0;
  let isDone = false;

  async function readMore(): Promise<void> {
    const { done, value } = await withPatience(reader.read());
    isDone = done;
    text += value ?? '';
    const blocks = text.split('\n\n');
    text = blocks.pop() ?? '';
    for (const block of blocks) {
      if (block.startsWith(':')) {
        comments += 1;
      } else {
        messages.push(parseMessage(block));
      }
    }
  }
  const next = async () => {
    while (messages.length === 0) {
      if (isDone) {
        throw new Error('The stream has ended.');
      }
      await readMore();
    }
    return messages.shift()!;
  };
  return {
    status: response.status,
    headers: response.headers,
    next,
    take: async (count) => {
      const taken: StreamMessage[] = [];
      while (taken.length < count) {
        taken.push(await next());
      }
      return taken;
    },
    rest: async () => {
      while (!isDone) {
        await readMore();
      }
      return messages.splice(0);
    },
    comments: () => comments,
    close: async () => {
      await reader.cancel().catch(() => undefined);
    },
  };
}

/** The request of a subscription, whatever it is answered with. */
export const request = (
  url: string,
  { key, query, variables, headers = {}, method = 'POST' }: OpenOptions,
): Promise<Response> => {
  const all = { authorization: `Bearer ${key}`, accept: 'text/event-stream', ...headers };
  if (method === 'GET') {
    const parameters = new URLSearchParams({ query, variables: JSON.stringify(variables ?? {}) });
    return fetch(`${url}/graphql?${parameters}`, { headers: all });
  }
  return fetch(`${url}/graphql`, {
    method,
    headers: { ...all, 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables }),
  });
};

function parseMessage(block: string): StreamMessage {
  const fields = new Map(
    block.split('\n').map((line): [string, string] => {
      const [, name = '', value = ''] = /^([^:]*): ?(.*)$/s.exec(line) ?? [];
      return [name, value];
    }),
  );
  const data = fields.get('data') ?? '';
  return {
    event: fields.get('event') ?? 'message',
    id: fields.get('id'),
    data: data === '' ? undefined : JSON.parse(data),
  };
}

async function withPatience<Result>(promise: Promise<Result>): Promise<Result> {
  const ended = new AbortController();
  const timeout = setTimeout(patienceMs, undefined, { signal: ended.signal }).then(() => {
    throw new Error(`Nothing was received for ${patienceMs / 1_000} seconds.`);
  });
  timeout.catch(() => undefined);
  try {
    return await Promise.race([promise, timeout]);
  } finally {
    ended.abort();
  }
}
