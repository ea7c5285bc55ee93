import type { World } from './world.ts';

/** What requests of a recipient's browser are made with: a gateway in this process, or `overNetwork`. */
interface Server {
  app: {
    inject: (request: {
      method: 'GET' | 'POST';
      url: string;
      payload?: string;
      headers?: Record<string, string>;
    }) => Promise<{ statusCode: number; headers: Record<string, unknown>; body: string }>;
  };
}

/** A gateway in another process. */
export const overNetwork = (origin: string): Server => ({
  app: {
    inject: async ({ method, url, payload, headers = {} }) => {
      const response = await fetch(`${origin}${url}`, {
        method,
        headers,
        redirect: 'manual',
        ...(payload !== undefined && { body: payload }),
      });
      return {
        statusCode: response.status,
        headers: Object.fromEntries(response.headers),
        body: await response.text(),
      };
    },
  },
});

/** What a recipient's browser got. */
export interface PageAnswer {
  status: number;
  headers: Record<string, unknown>;
  html: string;
}

/** A recipient without JavaScript, on the page that a magic link leads to. */
export interface RecipientPage {
  /** The link's path, with the token. */
  path: string;
  open: (query?: string) => Promise<PageAnswer>;
  /** Sends the form of the page that was opened last: its answers, with the ones given here in their place. */
  send: (action: 'save' | 'submit', answers?: Record<string, string | string[]>) => Promise<PageAnswer>;
  /** Sends the form as the page's script does, and returns what the script is told. */
  report: (action: 'save', answers: Record<string, string>) => Promise<{ status: number; body: any }>;
}

/** The link in the newest mail to the tenant's recipients. */
export async function newestLink({ tenant }: Pick<World, 'tenant'>): Promise<string> {
  const { body } = await tenant.rest('GET', '/captured-mails/?page_size=1');
  const link = /https?:\/\/\S+(\/w\/[\w-]+)/.exec(body.results[0].text)?.[1];
  if (!link) {
    throw new Error('The newest mail has no link.');
  }
  return link;
}

/** What the fields of a page hold: the fingerprints, and the answers that stand in its controls. */
const fieldsOf = (html: string, prefix: string): Map<string, string> =>
  new Map(
    [...html.matchAll(new RegExp(`name="?${prefix}\\.([0-9a-f-]{36})"?(?: value="?([^"> ]*))?`, 'g'))].map(
      ([, id = '', value = '']) => [id, value] as const,
    ),
  );

/**
 * Stands for a browser without JavaScript. The questions are named by their keys; an answer that is not given is sent as
 * it was given last, as a page keeps what was typed.
 */
export function recipientOf(gateway: Server, path: string, questions: Record<string, string>): RecipientPage {
  let fingerprints = new Map<string, string>();
  let typed: Record<string, string | string[]> = {};

  const open: RecipientPage['open'] = async (query = '') => {
    const { statusCode, headers, body } = await gateway.app.inject({ method: 'GET', url: `${path}${query}` });
    fingerprints = fieldsOf(body, 'was');
    return { status: statusCode, headers, html: body };
  };

  const formOf = (action: string, answers: Record<string, string | string[]>, only?: Set<string>) => {
    const form = new URLSearchParams({ step: 'DDQ', action });
    for (const [key, id] of Object.entries(questions)) {
      const was = fingerprints.get(id);
      if (was === undefined || (only && !only.has(key))) {
        continue;
      }
      form.append(`was.${id}`, was);
      for (const value of [answers[key] ?? []].flat()) {
        form.append(`answer.${id}`, value);
      }
    }
    return form.toString();
  };

  const post = (payload: string, headers: Record<string, string> = {}) =>
    gateway.app.inject({
      method: 'POST',
      url: path,
      payload,
      headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
    });

  return {
    path,
    open: async (query) => {
      typed = {};
      return open(query);
    },
    send: async (action, answers = {}) => {
      typed = { ...typed, ...answers };
      const { statusCode, headers, body } = await post(formOf(action, typed));
      if (statusCode === 409 || statusCode === 422) {
        fingerprints = fieldsOf(body, 'was');
      }
      return { status: statusCode, headers, html: body };
    },
    report: async (action, answers) => {
      const { statusCode, body } = await post(formOf(action, answers, new Set(Object.keys(answers))), {
        accept: 'application/json',
      });
      return { status: statusCode, body: JSON.parse(body) };
    },
  };
}
