import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { assets } from '../../src/portal/assets.ts';
import { controls, type FilesReport, type SaveReport } from '../../src/portal/views/views.ts';

/** What a page's script has sent, and the way to answer it. */
export interface SentForm {
  fields: FormData;
  /** Of one name, in their order. */
  valuesOf: (name: string) => FormDataEntryValue[];
  isFromScript: boolean;
  url: string;
}

export interface PageServer {
  url: string;
  /** The page at every address below `/w/`. */
  show: (html: string) => void;
  /** The forms that came, the oldest first. */
  forms: SentForm[];
  /** Decides what forms are answered with; `undefined` breaks the connection off. */
  answer: (form: SentForm) => Promise<SaveReport | FilesReport | string | undefined>;
  close: () => Promise<void>;
}

const policy =
  "default-src 'none'; style-src 'self' 'nonce-of-the-test'; script-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'";

/** Stands in for the API, so that a page can be seen at work in a browser without a gateway behind it. */
export async function startPageServer(): Promise<PageServer> {
  let page = '';
  const server = createServer(async (request, response) => {
    const asset = assets.find(({ path }) => path === request.url);
    if (asset) {
      response.setHeader('Content-Type', asset.contentType).end(asset.body);
      return;
    }
    response.setHeader('Content-Security-Policy', policy).setHeader('Cache-Control', 'no-store');
    if (request.method !== 'POST') {
      response.setHeader('Content-Type', 'text/html; charset=utf-8').end(page);
      return;
    }
    const form = await readForm(request).catch(() => undefined);
    if (!form) {
      // The page has cancelled it.
      return;
    }
    self.forms.push(form);
    const answer = await self.answer(form);
    if (answer === undefined) {
      request.socket.destroy();
    } else if (typeof answer === 'string') {
      response.setHeader('Content-Type', 'text/html; charset=utf-8').end(answer);
    } else {
      response.statusCode = answer.status === 'closed' ? 409 : 200;
      response.setHeader('Content-Type', 'application/json').end(JSON.stringify(answer));
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const self: PageServer = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/w/token`,
    show: (html) => {
      page = html;
    },
    forms: [],
    answer: async (form) => savedReport(form),
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return self;
}

async function readForm(request: IncomingMessage): Promise<SentForm> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) {
    chunks.push(chunk);
  }
  const headers = { 'Content-Type': request.headers['content-type'] ?? '' };
  const fields = await new Response(Buffer.concat(chunks), { headers }).formData();
  return {
    fields,
    valuesOf: (name) => fields.getAll(name),
    isFromScript: request.headers.accept === 'application/json',
    url: request.url ?? '',
  };
}

/** Everything that was sent is saved, but for what is said of a question. */
export function savedReport(
  { fields }: SentForm,
  notes: Record<string, Partial<SaveReport['questions'][string]>> = {},
): SaveReport {
  const ids = [...fields.keys()]
    .filter((name) => name.startsWith(controls.was('')))
    .map((name) => name.slice(4));
  return {
    status: 'saved',
    answered: 0,
    total: 0,
    questions: Object.fromEntries(
      ids.map((id) => [id, { fingerprint: 'saved', problem: null, conflict: null, ...notes[id] }]),
    ),
  };
}
