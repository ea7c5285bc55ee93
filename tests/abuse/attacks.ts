import { randomUUID } from 'node:crypto';
import { connect } from 'node:net';

/** What attacks are sent to and with. */
export interface Target {
  /** The gateway's address, such as `http://127.0.0.1:4000`. */
  url: string;
  /** A key of the attacking tenant, with every scope. */
  key: string;
  /** The path of a magic link that the attacker received. */
  link: string;
  /** Ids of the attacker's own. */
  responseId: string;
  entityId: string;
  questionId: string;
}

/** One kind of hostile request. `send` resolves with the HTTP status, or 0 if the gateway cut the connection. */
export interface Attack {
  name: string;
  send: (target: Target, index: number) => Promise<number>;
}

interface Sent {
  path: string;
  method?: string;
  headers?: Record<string, string>;
  body?: string | Buffer;
}

async function call({ url }: Target, { path, method = 'POST', headers, body }: Sent): Promise<number> {
  try {
    const response = await fetch(`${url}${path}`, {
      method,
      redirect: 'manual',
      ...(headers && { headers }),
      ...(body !== undefined && { body: typeof body === 'string' ? body : new Uint8Array(body) }),
    });
    for await (const _chunk of response.body ?? []) {
      // What the gateway sends is read and dropped, as an attacker would.
    }
    return response.status;
  } catch {
    return 0;
  }
}

const json = { 'content-type': 'application/json', accept: 'application/json' };

const withKey = (target: Target, path: string, body: string, method = 'POST') =>
  call(target, { path, method, body, headers: { ...json, authorization: `Bearer ${target.key}` } });

const graphql = (target: Target, query: string, variables?: unknown) =>
  withKey(target, '/graphql', JSON.stringify({ query, variables }));

const times = <Item>(length: number, item: (index: number) => Item): Item[] =>
  Array.from({ length }, (_, index) => item(index));

const mebibyte = 1_048_576;

/** Opens a connection, sends a request and reads nothing of the response for as long as the gateway puts up with it. */
function requestWithoutReading(
  { url }: Target,
  path: string,
  headers: Record<string, string>,
): Promise<number> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve) => {
    const socket = connect({ host: hostname, port: Number(port) }, () => {
      const head = Object.entries({ host: `${hostname}:${port}`, ...headers }).map(
        ([name, value]) => `${name}: ${value}`,
      );
      socket.write(`GET ${path} HTTP/1.1\r\n${head.join('\r\n')}\r\n\r\n`, () => socket.pause());
      setTimeout(() => socket.destroy(), 200);
    });
    socket.on('error', () => {});
    socket.on('close', () => resolve(0));
  });
}

/*
 * Bodies that are always the same are made once: whoever measures a gateway from this process must not wait for the attacker's
 * own work.
 */
const bodies = {
  eventNames: JSON.stringify({
    url: 'https://x.example/',
    events: times(100_000, (index) => `e${index}`),
  }),
  answers: JSON.stringify({
    answers: times(30_000, (index) => ({ question_key: `k${index}`, value: index })),
  }),
  unknownFields: JSON.stringify(Object.fromEntries(times(50_000, (index) => [`unknown_${index}`, index]))),
  invalidFields: times(9_000, (field) => `f${field}`).join(' '),
  brackets: '['.repeat(1_000_000),
  objects: `${'{"entity":'.repeat(50_000)}1${'}'.repeat(50_000)}`,
  large: `"${'x'.repeat(3 * mebibyte)}"`,
  formFields: times(10_000, (index) => `&answer.${index}=x`).join(''),
};

/** Every kind of request that could take more of a gateway than it is worth. The index makes each body another one. */
export const attacks: readonly Attack[] = [
  {
    name: 'GraphiQL for anyone',
    send: (target) => call(target, { path: '/graphql', method: 'GET', headers: { accept: 'text/html' } }),
  },
  {
    name: 'a page that is never read',
    send: (target) => requestWithoutReading(target, '/graphql', { accept: 'text/html' }),
  },
  {
    name: 'a comment of a megabyte before a query',
    send: (target, index) =>
      graphql(target, `#${index}${'x'.repeat(mebibyte - 200)}\n{ viewer { tenant { name } } }`),
  },
  {
    name: 'a new document of 60 kB',
    send: (target, index) =>
      graphql(target, `#${index}${'x'.repeat(60_000)}\n{ viewer { tenant { name } } }`),
  },
  {
    name: 'an invalid document of 60 kB',
    send: (target, index) => graphql(target, `{ n${index} ${bodies.invalidFields} }`),
  },
  {
    name: 'a million brackets',
    send: (target) => withKey(target, '/graphql', bodies.brackets),
  },
  {
    name: 'variables of a megabyte that no operation needs',
    send: (target, index) =>
      withKey(
        target,
        '/graphql',
        `{"query":"{ viewer { tenant { name } } }","variables":[${`${index},`.repeat(90_000)}${index}]}`,
      ),
  },
  {
    name: 'counts under aliases',
    send: (target) =>
      graphql(
        target,
        `{ responses(first: 100) { nodes { questionnaire { ${times(9, (index) => `c${index}: responseCount`).join(' ')} } } } }`,
      ),
  },
  {
    name: 'searches under aliases',
    send: (target, index) =>
      graphql(
        target,
        `{ ${times(140, (alias) => `s${alias}: responses(first: 1, filter: { search: "${index} ${alias}" }) { totalCount }`).join(' ')} }`,
      ),
  },
  {
    name: 'long answers under aliases',
    send: (target) =>
      graphql(
        target,
        `query ($id: ID!) { response(id: $id) { answers { ${times(40, (index) => `a${index}: value`).join(' ')} } } }`,
        { id: target.responseId },
      ),
  },
  {
    name: 'lists in lists in lists',
    send: (target) =>
      graphql(
        target,
        '{ entities(first: 100) { nodes { id } } responses(first: 100) { nodes { answers { question { id text } value } } } }',
      ),
  },
  {
    name: 'a hundred thousand names of events',
    send: (target) => withKey(target, '/api/v1/webhooks/', bodies.eventNames),
  },
  {
    name: 'a hundred thousand answers',
    send: (target) => withKey(target, `/api/v1/responses/${target.responseId}/save/`, bodies.answers, 'PUT'),
  },
  {
    name: 'fifty thousand unknown fields',
    send: (target) => withKey(target, '/api/v1/entities/', bodies.unknownFields),
  },
  {
    name: 'objects in objects',
    send: (target) => withKey(target, '/api/v1/entities/', bodies.objects),
  },
  {
    name: 'a body larger than any',
    send: (target) => withKey(target, '/api/v1/entities/', bodies.large),
  },
  {
    name: 'a key that does not exist',
    send: (target) =>
      call(target, {
        path: '/api/v1/credits/',
        method: 'GET',
        headers: { authorization: `Bearer kycg_live_${randomUUID().replaceAll('-', '')}AAAAAAAAAAA` },
      }),
  },
  {
    name: 'a link that does not exist',
    send: (target) => call(target, { path: `/w/${randomUUID()}`, method: 'GET' }),
  },
  {
    name: 'two thousand removals in one form',
    send: (target) =>
      call(target, {
        path: target.link,
        headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' },
        body: `step=DDQ&action=save${`&remove.file.${target.questionId}=x`.repeat(2_000)}`,
      }),
  },
  {
    name: 'ten thousand fields in one form',
    send: (target) =>
      call(target, {
        path: target.link,
        headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' },
        body: `step=DDQ&action=save${bodies.formFields}`,
      }),
  },
  {
    name: 'a thousand parts in one upload',
    send: (target) =>
      call(target, {
        path: `/api/v1/entities/${target.entityId}/documents/`,
        headers: {
          authorization: `Bearer ${target.key}`,
          'content-type': 'multipart/form-data; boundary=b',
        },
        body: `${'--b\r\nContent-Disposition: form-data; name="x"\r\n\r\nx\r\n'.repeat(1_000)}--b--\r\n`,
      }),
  },
  {
    name: 'the page of a link',
    send: (target) => call(target, { path: target.link, method: 'GET' }),
  },
];
