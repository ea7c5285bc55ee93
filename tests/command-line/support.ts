import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { parse, validate } from 'graphql';
import { runCommandLine } from '../../src/command-line/program.ts';
import { schema } from '../../src/graphql/schema.ts';

export interface CommandResult {
  status: number;
  stdout: string;
  stderr: string;
  /** What the progress bar has shown. */
  progress: string[];
  /** The lines of standard error, or of the error in the document that `--json` prints there. */
  errors: string[];
  /** Reads standard output, which must be one JSON document, of a command that was done. */
  readonly json: () => any;
}

/** Runs one command of the command line in this process. It is interrupted, as by Ctrl-C, when `interrupt` is aborted. */
export async function run(
  argv: string[],
  environment: Record<string, string> = {},
  interrupt: AbortSignal = new AbortController().signal,
): Promise<CommandResult> {
  let stdout = '';
  let stderr = '';
  const progress: string[] = [];
  const status = await runCommandLine({
    argv,
    environment,
    stdout: (text) => {
      stdout += text;
    },
    stderr: (text) => {
      stderr += text;
    },
    fetch,
    styles: { heading: (text) => text, problem: (text) => text },
    showProgress: (total) => ({
      update: (done) => {
        progress.push(`${done} of ${total}`);
      },
      end: () => {},
    }),
    catchInterrupt: () => ({ signal: interrupt, release: () => {} }),
  });
  return {
    status,
    stdout,
    stderr,
    progress,
    errors: (argv.includes('--json') && stderr !== '' ? String(JSON.parse(stderr).error) : stderr)
      .split('\n')
      .filter((line) => line !== ''),
    json: () => {
      if (status !== 0) {
        throw new Error(`The command failed: ${stderr}`);
      }
      return JSON.parse(stdout);
    },
  };
}

export interface SentRequest {
  method: string | undefined;
  url: string | undefined;
  headers: IncomingHttpHeaders;
  body: { query: string; variables: any };
}

export interface StandIn {
  url: string;
  requests: SentRequest[];
  close: () => Promise<void>;
}

/**
 * A server in place of a gateway. `answer` returns the body of a 200, or answers by itself and returns nothing. Like a
 * gateway, it rejects documents that do not fit the schema: in the types of a document, a misspelt field is only `unknown`.
 */
export async function startStandIn(
  answer: (request: SentRequest, response: ServerResponse) => unknown,
): Promise<StandIn> {
  const requests: SentRequest[] = [];
  const server = createServer(async (request, response) => {
    const { method, url, headers } = request;
    const sent = { method, url, headers, body: (await json(request)) as SentRequest['body'] };
    requests.push(sent);
    const faults = validate(schema, parse(sent.body.query));
    const body = faults.length > 0 ? { errors: faults } : answer(sent, response);
    if (body !== undefined) {
      response.setHeader('content-type', 'application/json').end(JSON.stringify(body));
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}
